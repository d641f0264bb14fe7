"""What a story looks like in Slack."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from mrkdwn_reader import Token, mrkdwn_of, read, walk
from slack_stand_in import message_problem
from test_slack_mrkdwn import HOSTILE

from monitor.model import Alert, Correction, Evidence, Item, Match, Message, Reason, Report, Severity
from monitor.slack import limits
from monitor.slack.message import compose, compose_plain, compose_reply

NOW = datetime(2024, 10, 18, 9, 0, tzinfo=UTC)
TITLE = "Seoul: 1,500 North Korean troops shipped to Vladivostok"
SUMMARY = "South Korea's spy agency said that North Korea sent special forces to Russia."


def evidence(field: Any, text: str, word: str) -> Evidence:
    start = text.index(word)
    return Evidence(field=field, start=start, end=start + len(word), text=word, term=word.lower())


def match(rule_id: str, *found: Evidence, item_key: str = "k1", **others: Any) -> Match:
    details = {"title": f"Rule {rule_id}", "severity": Severity.CRITICAL} | others
    return Match(item_key=item_key, rule_id=rule_id, evidence=found, **details)


def report(publisher: str, minutes: int = 0, **others: Any) -> Report:
    details = {"url": f"https://{publisher.lower()}.example/story"} | others
    return Report(
        item_key=publisher, publisher=publisher, title=TITLE, dated=NOW + timedelta(minutes=minutes), **details
    )


ITEM = Item(
    key="k1",
    feed_id="yonhap",
    publisher="Yonhap",
    title=TITLE,
    summary=SUMMARY,
    url="https://en.yna.example/view/1?a=1&b=2",
    canonical_url="https://en.yna.example/view/1",
    published_at=NOW - timedelta(minutes=4),
    fetched_at=NOW,
    digest="d",
    reliability="B",
)
ALERT = Alert(
    story_id="3f9a",
    reason=Reason.FIRST_REPORT,
    item=ITEM,
    matches=(
        match("dprk-troops", evidence("title", TITLE, "North Korean"), evidence("summary", SUMMARY, "special forces")),
    ),
    reports=(report("Yonhap"),),
)


def bold(message: Message) -> list[str]:
    return [part["text"] for part in walk(message.blocks) if part.get("style") == {"bold": True}]


def shown(message: Message) -> str:
    """All that the blocks show, run together."""
    return "".join(part["text"] for part in walk(message.blocks) if isinstance(part.get("text"), str))


def test_a_message_says_what_who_when_and_why() -> None:
    message = compose(ALERT, now=NOW)
    for said in (shown(message), message.text):
        for part in (
            "🔴 Critical",
            "Yonhap",
            "en.yna.example",
            "reliability B",
            "seen 4 min later",
            "Rule dprk-troops",
        ):
            assert part in said
        for part in (TITLE, "first report of this story", "story 3f9a", "rule dprk-troops", "<!date^1729241760^"):
            assert part in said


def test_the_first_line_of_the_text_is_what_a_notification_needs() -> None:
    first = compose(ALERT, now=NOW).text.split("\n")[0]
    assert first == f"🔴 Critical: <https://en.yna.example/view/1?a=1&amp;b=2|{TITLE}> — Yonhap"


def test_bold_means_words_that_fired_a_rule_and_nothing_else() -> None:
    assert bold(compose(ALERT, now=NOW)) == ["North Korean", "special forces", "North Korean", "special forces"]


def test_bold_may_fall_inside_a_word_of_any_script() -> None:
    title, summary = "북한군 1만2천명 러시아 파병", "朝鲜向俄罗斯派遣特种部队"
    item = replace(ITEM, title=title, summary=summary)
    found = match("r", evidence("title", title, "북한"), evidence("summary", summary, "特种部队"))
    message = compose(replace(ALERT, item=item, matches=(found,)), now=NOW)
    assert bold(message)[:2] == ["북한", "特种部队"]
    assert title in shown(message)


def test_every_piece_of_the_headline_is_a_link_to_the_item() -> None:
    links = [part["url"] for part in walk(compose(ALERT, now=NOW).blocks) if part.get("type") == "link"]
    assert set(links) == {"https://en.yna.example/view/1?a=1&b=2"}


def test_a_headline_without_a_safe_address_is_text() -> None:
    message = compose(replace(ALERT, item=replace(ITEM, url="javascript:alert(1)")), now=NOW)
    assert "javascript" not in json.dumps(message.blocks) + message.text
    assert TITLE in shown(message)


def test_a_long_address_is_written_once() -> None:
    item = replace(ITEM, url="https://news.example/" + "x" * 1_000)
    links = [part for part in walk(compose(replace(ALERT, item=item), now=NOW).blocks) if part.get("type") == "link"]
    assert [link["text"] for link in links] == [TITLE]


def test_evidence_of_another_item_is_listed_but_not_marked_in_this_one() -> None:
    other = match("arms", evidence("title", "xxxxxxNorth Korean shells", "North Korean"), item_key="k2")
    message = compose(replace(ALERT, matches=(other,)), now=NOW)
    assert bold(message) == ["North Korean"]  # in the rule's line
    assert "Rule arms — North Korean" in shown(message)


def test_the_excerpt_is_taken_around_the_evidence() -> None:
    body = "Filler words here. " * 200 + "Then special forces arrived. " + "More filler. " * 200
    item = replace(ITEM, summary="", body=body)
    found = match("r", evidence("body", body, "special forces"))
    quote = next(
        part
        for part in walk(compose(replace(ALERT, item=item, matches=(found,)), now=NOW).blocks)
        if part.get("type") == "rich_text_quote"
    )
    excerpt = "".join(element["text"] for element in quote["elements"])
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert "Then special forces arrived." in excerpt
    assert len(excerpt) <= limits.EXCERPT + 1


def test_every_rule_of_a_story_is_named_the_most_severe_first() -> None:
    matches = (*(match(f"rule-{n}", severity=Severity.INFO) for n in range(9)), match("worst"))
    message = compose(replace(ALERT, matches=matches), now=NOW)
    assert "rules worst, rule-0, rule-1" in shown(message)
    for rule in matches:
        assert rule.rule_id in shown(message)
        assert rule.title in shown(message)


def test_rules_beyond_the_room_are_counted() -> None:
    matches = tuple(match(f"rule-{n:03}") for n in range(300))
    said = shown(compose(replace(ALERT, matches=matches), now=NOW))
    assert "and 288 more rules, named below" in said
    assert " more" in said.rsplit("rules rule-000", 1)[1]


def test_further_reports_are_linked_newest_first_with_state_media_marked() -> None:
    reports = (report("Yonhap"), report("TASS", 5, state_media=True), report("Reuters", 9), report("Yonhap", 10))
    message = compose(replace(ALERT, reports=reports), now=NOW)
    assert "3 publishers report this: Reuters, TASS (state media), Yonhap" in shown(message)
    assert "https://tass.example/story" in [part.get("url") for part in walk(message.blocks)]
    assert "3 publishers report this: Reuters, TASS, Yonhap" in message.text


def test_many_publishers_are_bounded_and_counted() -> None:
    reports = tuple(report(f"Paper{n}", n) for n in range(40))
    assert "and 32 more" in shown(compose(replace(ALERT, reports=reports), now=NOW))


def test_state_media_are_marked() -> None:
    message = compose(replace(ALERT, item=replace(ITEM, state_media=True)), now=NOW)
    assert "state media" in shown(message)
    assert "(state media)" in message.text.split("\n")[0]


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (None, "undated, seen <!date^1729242000^"),
        (NOW - timedelta(seconds=20), "seen less than a minute later"),
        (NOW - timedelta(hours=5), "seen 5 h later"),
        (NOW - timedelta(days=3), "seen 3 days later"),
        (NOW - timedelta(days=100), "seen 3 months later"),
        (NOW - timedelta(days=765), "seen 2 years later"),
        (NOW + timedelta(hours=3), "3 h after it was seen"),
    ],
)
def test_how_late_we_are_is_said(published: datetime | None, said: str) -> None:
    assert said in shown(compose(replace(ALERT, item=replace(ITEM, published_at=published)), now=NOW))


def test_a_message_that_waited_says_so() -> None:
    assert "told 2 h after that" in shown(compose(ALERT, now=NOW + timedelta(hours=2)))


def test_an_edited_message_says_when() -> None:
    edited = compose(replace(ALERT, reason=Reason.NEW_SOURCE), now=NOW + timedelta(hours=2))
    assert "another publisher reports this story · updated <!date^1729249200^" in shown(edited)


def test_a_mention_calls_once_in_blocks_and_in_text() -> None:
    matches = (
        match("a", mention="@here <!subteam^S12345>"),
        match("b", mention="@here"),
        match("c", mention="@nobody"),
    )
    message = compose(replace(ALERT, matches=matches), now=NOW)
    calls = [part for part in walk(message.blocks) if part.get("type") in {"broadcast", "usergroup", "user"}]
    assert calls == [{"type": "broadcast", "range": "here"}, {"type": "usergroup", "usergroup_id": "S12345"}]
    assert [token.value for token in read(message.text) if token.kind == "call"] == ["!here", "!subteam^S12345"]


def test_the_plain_form_says_the_same_without_blocks() -> None:
    plain = compose_plain(ALERT, now=NOW)
    assert plain.blocks == ()
    assert plain.text == compose(ALERT, now=NOW).text
    assert "*special forces*" in plain.text


def test_a_reply_names_the_new_publisher_and_calls_nobody() -> None:
    reports = (report("Yonhap"), report("Reuters", 5))
    item = replace(ITEM, publisher="Reuters")
    matches = (match("dprk-troops", mention="@here"),)
    alert = replace(ALERT, reason=Reason.NEW_SOURCE, item=item, reports=reports, matches=matches)
    reply = compose_reply(alert, now=NOW)
    assert reply.text.startswith("Also reported by Reuters (2 publishers so far): <https://")
    assert "Rule dprk-troops" not in shown(reply)
    assert "<!here>" not in reply.text


def test_a_changed_headline_is_marked_with_what_it_was() -> None:
    was = Correction(item_key="k1", publisher="Yonhap", was="<!here> 12,000 *troops*", seen_at=NOW)
    alert = replace(ALERT, reason=Reason.CORRECTED, corrections=(was,))
    for said in (shown(compose(alert, now=NOW)), compose(alert, now=NOW).text):
        assert "Yonhap changed the headline <!date^1729242000^" in said
        assert "it was: “&lt;!here&gt; 12,000 " in said
        assert "no rule of this channel" not in said


def test_a_correction_that_leaves_no_rule_says_so_and_keeps_its_severity() -> None:
    was = Correction(item_key="k1", publisher="Yonhap", was="North Korean troops", seen_at=NOW)
    alert = replace(ALERT, reason=Reason.CORRECTED, corrections=(was,), matches=(), told_as=Severity.CRITICAL)
    message, reply = compose(alert, now=NOW), compose_reply(alert, now=NOW)
    assert message.text.startswith("🔴 Critical: <https://")
    assert reply.text.startswith("✏️ Corrected by Yonhap: <https://")
    for said in (shown(message), message.text, shown(reply), reply.text):
        assert "it was: “North Korean troops”" in said
        assert "as it reads now, no rule of this channel matches this story" in said


def test_a_reply_names_the_new_rules_only() -> None:
    matches = (match("old", mention="@channel"), match("new", mention="@here"), match("later", item_key="k2"))
    alert = replace(ALERT, reason=Reason.NEW_RULE, matches=matches, told_rules=frozenset({"old"}))
    reply = compose_reply(alert, now=NOW)
    assert "another rule matches this story" in shown(reply)
    assert "Rule new" in shown(reply)
    assert "Rule old" not in shown(reply) + reply.text
    assert "Rule later" not in shown(reply) + reply.text
    assert "<!here>" in reply.text
    assert "<!channel>" not in reply.text


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u202e", "\n"])
def test_an_item_with_nothing_in_it_still_makes_a_message(title: str) -> None:
    item = replace(ITEM, title=title, summary="", url="", publisher="", reliability=None, published_at=None)
    message = compose(Alert(story_id="", reason=Reason.FIRST_REPORT, item=item, matches=(), reports=()), now=NOW)
    assert "(no title)" in shown(message)
    assert message_problem({"blocks": list(message.blocks), "text": message.text}) is None


HUGE = (
    "a" * 9_000,
    "& " * 4_500,
    "&" * 9_000,
    "<>" * 4_500,
    "👩\u200d🚀" * 3_000,
    "북" * 9_000,
    "e\u0301" * 4_500,
    "\ud800" * 9_000,
)


@pytest.mark.parametrize("huge", HUGE)
@pytest.mark.parametrize("url_length", [pytest.param(790, marks=pytest.mark.slow), 1_590])
def test_the_worst_of_everything_stays_within_the_budgets(huge: str, url_length: int) -> None:
    words = tuple(Evidence(field="title", start=9 * n, end=9 * n + 5, text=f"{n}{huge}", term="t") for n in range(40))
    spread = tuple(
        word._replace(field="summary", start=2 * word.start // 9, end=2 * word.start // 9 + 1) for word in words
    )
    url = "https://a.example/?" + "&" * (url_length - 19)
    matches = tuple(match(f"{n}{huge}", *words, *spread, title=huge, mention=f"@U{n:029}") for n in range(40))
    reports = tuple(
        report(f"{n}{huge}", url=f"https://a.example/{n}?" + "x" * 130, state_media=True) for n in range(40)
    )
    item = replace(ITEM, title=huge, summary=huge, publisher=huge, url=url, reliability=huge, state_media=True)
    was = Correction(item_key="k1", publisher=huge, was=huge, seen_at=NOW)
    alert = Alert(
        story_id=huge, reason=Reason.ESCALATED, item=item, matches=matches, reports=reports, corrections=(was,) * 9
    )
    for message in (compose(alert, now=NOW), compose_reply(replace(alert, reason=Reason.CORRECTED), now=NOW)):
        assert_within_budgets(message)


def assert_within_budgets(message: Message) -> None:
    texts = [part[name] for part in walk(message.blocks) for name in ("text", "url") if isinstance(part.get(name), str)]
    assert sum(len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in texts) <= limits.ALL_OUR_BLOCK_TEXT
    assert len(message.text.encode("utf-16-le", "surrogatepass")) // 2 <= limits.OUR_TEXT
    assert all(len(text) <= 0.9 * limits.TEXT_OBJECT for text in texts)
    assert message_problem({"blocks": list(message.blocks), "text": message.text}) is None


@st.composite
def alerts(draw: st.DrawFn) -> Alert:
    keys = st.sampled_from(["k1", "k2"])
    fields = st.sampled_from(["title", "summary", "body", "author"])
    spans = st.integers(-3, 80)
    found = st.builds(Evidence, field=fields, start=spans, end=spans, text=HOSTILE, term=HOSTILE)
    holds = st.builds(
        Match,
        item_key=keys,
        rule_id=HOSTILE,
        title=HOSTILE,
        severity=st.sampled_from(Severity),
        evidence=st.lists(found, max_size=3).map(tuple),
        mention=st.sampled_from([None, "@desk", "here", "<!here", "everyone!"]),
    )
    urls = HOSTILE | HOSTILE.map("https://a.example/".__add__)
    told = st.builds(
        Report, item_key=keys, publisher=HOSTILE, title=HOSTILE, url=urls, dated=st.just(NOW), state_media=st.booleans()
    )
    changed = st.builds(Correction, item_key=keys, publisher=HOSTILE, was=HOSTILE, seen_at=st.just(NOW))
    item = replace(
        ITEM,
        title=draw(HOSTILE),
        summary=draw(HOSTILE),
        body=draw(HOSTILE),
        publisher=draw(HOSTILE),
        url=draw(urls),
        reliability=draw(st.none() | HOSTILE),
        published_at=draw(st.none() | st.datetimes().map(lambda when: when.replace(tzinfo=UTC))),
    )
    return Alert(
        story_id=draw(HOSTILE),
        reason=draw(st.sampled_from([Reason.FIRST_REPORT, Reason.NEW_SOURCE, Reason.NEW_RULE, Reason.CORRECTED])),
        item=item,
        matches=tuple(draw(st.lists(holds, max_size=2))),
        reports=tuple(draw(st.lists(told, max_size=3))),
        corrections=tuple(draw(st.lists(changed, max_size=3))),
    )


@given(alerts())
@examples(40)
def test_nothing_from_a_feed_speaks_as_us(alert: Alert) -> None:
    for message in (compose(alert, now=NOW), compose_plain(alert, now=NOW), compose_reply(alert, now=NOW)):
        assert_within_budgets(message)
        tokens = [token for text in (*mrkdwn_of(message.blocks), message.text) for token in read(text)]
        assert {token.kind for token in tokens} <= {"text", "date", "link", "bold"}
        assert all(token.value.startswith(("http://", "https://")) for token in tokens if token.kind == "link")
        assert all(is_ours(token) for token in tokens if token.kind == "date")
        kinds = {part.get("type") for part in walk(message.blocks)}
        assert not kinds & {"broadcast", "user", "usergroup", "channel", "emoji"}
        assert not set("\u200b\u202e\u2066\ufeff\x00\x1b\x7f\x85") & set(shown(message) + message.text)
        json.dumps(message.blocks).encode("utf-8")
        message.text.encode("utf-8")


def is_ours(token: Token) -> bool:
    return token.value.endswith("^{date_short_pretty} {time}") and token.shown.endswith(" UTC")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["arms transfers", "arms", "transfers"], ["arms transfers"]),
        (["arms", "Arms transfers"], ["Arms transfers"]),
        (["arms", "farms"], ["arms", "farms"]),
        (["북한", "북한군"], ["북한군"]),
        (["Russia", "russia", "Kursk"], ["Russia", "Kursk"]),
        (["a b", "a", "c", "b c"], ["a b", "b c"]),
    ],
)
def test_words_that_stand_in_longer_ones_are_not_said_twice(words: list[str], shown: list[str]) -> None:
    evidence = tuple(Evidence(field="title", start=0, end=1, text=word, term=word) for word in words)

    message = compose(replace(ALERT, matches=(ALERT.matches[0]._replace(evidence=evidence),)), now=NOW)

    (bullet,) = next(e for b in message.blocks for e in b["elements"] if e.get("style") == "bullet")["elements"]
    assert [piece["text"] for piece in bullet["elements"] if piece.get("style")] == shown
