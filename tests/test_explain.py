"""Every message, and every missing one, can be explained."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Call
from make import NOON, a_feed, a_state, an_item
from test_store import LEASE, TROOPS, poll

from monitor.cli.output import moment
from monitor.explain import Listing, Step, feeds_near, life_of, nearest_titles, never_seen
from monitor.model import Feed, Item, Reason
from monitor.outbox import after_attempt
from monitor.outcomes import NotSent, Sent
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.store import Store, open_store

FIGHTING = an_item("Fighting in Kursk, soldiers say", lang="en")


def told(steps: tuple[Step, ...], subject: str) -> list[str]:
    return [line for step in steps if step.subject == subject for line in (step.sentence, *step.details)]


def life(
    store: Store, ruleset: RuleSet, item: Item = FIGHTING, feeds: tuple[Feed, ...] = (a_feed(),)
) -> tuple[Step, ...]:
    trail = store.trail_of(item.key)
    assert trail is not None
    return life_of(trail, ruleset, feeds, NOON, moment)


def test_a_life_is_told_from_the_feed_to_each_attempt(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [FIGHTING])
    for outcome, seconds in ((NotSent(fault="no network"), 0), (Sent(ts="1.2", channel_id="C1"), 60)):
        now = NOON + timedelta(seconds=seconds)
        (delivery,) = store.claim_deliveries(now, LEASE, 1)
        store.settle(after_attempt(delivery, outcome, now, 0.0), now)

    steps = life(store, ruleset)

    assert list(dict.fromkeys(step.subject for step in steps)) == [
        "fetched",
        "read",
        "story",
        "rule",
        "decision",
        "delivery",
    ]
    assert told(steps, "fetched")[0] == "from the feed wire, of Wire"
    assert {"published 2026-11-23 11:55 UTC", "language en"} <= set(told(steps, "read"))
    assert "founded the story" in told(steps, "story")[0]
    assert told(steps, "rule")[:2] == ["kursk matched", "in the title: “Kursk” (kursk), “soldiers” (soldiers)"]
    assert 'dprk-troops does not hold: it fails at "north korean" NEAR/5 (troops OR soldiers)' in told(steps, "rule")
    assert told(steps, "decision") == ["first_report in #watch: first report of this story (kursk)"]
    delivery_lines = told(steps, "delivery")
    assert "post to #watch: sent 2026-11-23 12:01 UTC, 2 attempts" in delivery_lines[0]
    assert [line.split("  ")[1].split(":")[0] for line in delivery_lines[1:]] == ["pending", "sent"]


def rule(name: str, when: str, **given: Any) -> Rule:
    return Rule(id=name, title=name, when=parse(when), **given)


CHANGED = "today's: the set has changed since this was decided on, and no older one is kept"


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([], "kursk matched then; there is no such rule any more"),
        ([rule("kursk", "kremlin")], "kursk matched; as the rule is now, it would not: it fails at kremlin"),
        ([rule("new", "soldiers")], "new holds by today's rules, but did not match when the item was read"),
        ([rule("new", "kremlin")], "new does not hold by today's rules: it fails at kremlin"),
        (
            [rule("old", "soldiers", expires=NOON.date() - timedelta(days=1))],
            "old holds by today's rules, but matched nothing then (expired: its last day was 2026-11-22)",
        ),
    ],
)
def test_what_the_rules_say_now_is_told_apart_from_what_matched_then(
    store: Store, ruleset: RuleSet, rules: list[Rule], said: str
) -> None:
    poll(store, replace(ruleset, digest="then"), [FIGHTING])

    assert told(life(store, replace(ruleset, digest="then")), "rules") == []
    steps = life(store, RuleSet(rules=tuple(rules), digest="now"))
    assert told(steps, "rules") == [CHANGED]
    assert said in told(steps, "rule")


def test_while_the_rules_are_broken_what_was_is_told_all_the_same(call: Call, watch: Path, ruleset: RuleSet) -> None:
    kept = open_store(f"sqlite:///{watch}/data/monitor.db")
    poll(kept, ruleset, [FIGHTING])
    kept.close()
    (watch / "rules" / "broken.toml").write_text("[[rule]]\n")

    code, out, _ = call("explain", FIGHTING.key)

    assert code == 0
    assert "rules     can't be used as they stand now" in out
    assert "kursk matched" in out
    assert "dprk-troops" not in out
    assert "kursk matched" in call("alerts", "show", "1")[1]


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_its_sentence(reason: Reason) -> None:
    from monitor.explain import decision_step
    from monitor.model import Decision

    step = decision_step(NOON, Decision(item_key="k", story_id="s", channel="#watch", reason=reason, rules=("kursk",)))

    assert step.sentence.startswith(f"{reason.value} in #watch: ")
    assert step.sentence.endswith(" (kursk)")


def test_a_rewritten_joined_item_tells_its_old_title_its_neighbour_and_its_runner_up(
    store: Store, ruleset: RuleSet
) -> None:
    other = an_item("Flood in Kursk after the dam breaks, mayor says", url="https://wire.example/flood")
    first = an_item(TROOPS)
    poll(store, ruleset, [first, other])
    feed = a_feed(id="other", publisher="Other")
    report = an_item(f"BREAKING: {TROOPS}", publisher="Other", url="https://other.example/a")
    poll(store, ruleset, [report], feed)
    poll(store, ruleset, [replace(report, title="Troops in Kursk", digest="another")], feed)

    steps = life(store, ruleset, report, ())

    assert "the feed other is not in the config any more" in told(steps, "fetched")
    assert told(steps, "rewritten") == [f"the title was “BREAKING: {TROOPS}”, then “Troops in Kursk”"]
    story = told(steps, "story")
    assert f"as Wire: {TROOPS} (2 reports so far)" in story[0]
    assert any(line.startswith("shared: ") for line in story)
    assert any("Flood in Kursk" in line for line in story if line.startswith("not in story"))


def test_an_item_is_found_by_any_name_that_people_have_for_it(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [FIGHTING, an_item("Storm hits Norway")])
    page = "wire.example/fighting-in-kursk-soldiers-say"
    for wanted in ("1", FIGHTING.key, FIGHTING.key[:8], page, f"http://{page}/?utm_source=rss#top", f"https://{page}"):
        assert store.keys_of(wanted) == (FIGHTING.key,), wanted
    assert store.keys_of("99") == store.keys_of("zzzz") == store.keys_of(FIGHTING.key[:3]) == ()


DAM = an_item("Dam breaks near Kursk", url="https://news.example.com/2026/dam-breaks-near-kursk")


def test_of_an_address_that_was_never_seen_the_feeds_of_its_publisher_are_told(store: Store, ruleset: RuleSet) -> None:
    url = "https://www.example.com/2026/old-dam-breaks-in-kursk"
    feeds = tuple(a_feed(id=name, url=f"https://{name}/rss") for name in ("feeds.example.com", "far.org", "hub.net"))
    poll(store, ruleset, [DAM], feeds[2])

    near = feeds_near(url, feeds, store.carriers_of("example.com"))
    listings = [Listing(feed=feed, state=a_state(feed_id=feed.id), newest=store.newest_of(feed.id, 9)) for feed in near]
    steps = never_seen(url, listings, timedelta(days=90), NOON, moment)

    assert "items on which nothing was told are kept for 90 days" in told(steps, "unknown")
    assert [feed.id for feed in near] == ["feeds.example.com", "hub.net"]
    assert "hub.net is polled every 10 min, and never listed it" in told(steps, "feed")
    assert "near it by its words: Dam breaks near Kursk (https://news.example.com/2026/dam-breaks-near-kursk)" in told(
        steps, "feed"
    )
    assert (
        "add one: `monitor feeds add https://far2.example/`"
        in told(never_seen("https://far2.example/a", [], timedelta(days=90), NOON, moment), "feed")[0]
    )


def test_titles_are_near_by_two_words_at_least() -> None:
    assert nearest_titles("https://x.example/kursk-dam", [DAM, FIGHTING]) == (DAM,)
    assert nearest_titles("https://[broken/kursk-dam", [DAM]) == ()


# --- As commands -----------------------------------------------------------------------------------------------------


def test_explain_tells_what_is_known_and_says_what_is_not(call: Call, watch: Path, ruleset: RuleSet) -> None:
    store = open_store(f"sqlite:///{watch}/data/monitor.db")
    twins = [replace(an_item(f"Storm {name}"), key=f"abcd{name * 16}") for name in "12"]
    poll(store, ruleset, [FIGHTING, *twins])
    store.close()

    code, out, _ = call("explain", "http://wire.example/fighting-in-kursk-soldiers-say?utm_source=x")
    assert (code, "kursk matched" in out) == (0, True)
    code, out, _ = call("explain", FIGHTING.key[:6], "--format", "jsonl")
    assert [json.loads(line)["subject"] for line in out.splitlines()][-2:] == ["decision", "delivery"]
    code, out, _ = call("explain", "abcd")
    assert (code, out.count("Wire: Storm")) == (1, 2)
    code, out, _ = call("explain", "https://nowhere.example/a")
    assert (code, "no feed of nowhere.example is polled" in out) == (1, True)
    assert "give an address, or an id" in call("explain", "zzzz")[2]


def test_a_persons_word_on_a_story_is_kept_by_rule(call: Call, watch: Path, ruleset: RuleSet) -> None:
    store = open_store(f"sqlite:///{watch}/data/monitor.db")
    poll(store, ruleset, [FIGHTING])

    assert "a false alarm, for kursk: Fighting in Kursk" in call("alerts", "mark", "1", "--false")[1]
    assert "rightly told, for kursk" in call("alerts", "mark", "1", "--true", "--rule", "kursk")[1]
    assert dict(store.marks_of()) == {(FIGHTING.key, None): True, (FIGHTING.key, "kursk"): False}
    assert call("alerts", "mark", "1", "--true")[0] == 0
    assert dict(store.marks_of()) == {(FIGHTING.key, None): False}
    assert "'npt' does not match that story: kursk does" in call("alerts", "mark", "1", "--false", "--rule", "npt")[2]
    assert "--false" in call("alerts", "mark", "1")[2]
    store.close()
