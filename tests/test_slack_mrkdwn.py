"""Strangers' text on its way into Slack."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from mrkdwn_reader import decode, read

from monitor.slack.mrkdwn import (
    Marked,
    cut,
    date_token,
    escaped,
    escaped_marked,
    escaped_units,
    legible,
    linked,
    marked,
    parse_mention,
    shown_host,
    units,
    web_address,
)

HOSTILE = st.lists(
    st.sampled_from(
        [
            *"<>&|!@#*_~`:;()[]\"' \t\n\r\x00\x1b\x7f\x85",
            *"\u200b\u200d\u200e\u202e\u2066\ufeff\u0301\u2028\ud800",
            *"북한é👍ي",
            *("<!channel>", "<@U1>", "<https://evil.example|Reuters>", "&lt;!here&gt;", ":tada:", "*bold*", "_it_"),
            *("~no~", "`code`", "word", "https://a.example/?q=<x>|y"),
        ]
    ),
    max_size=30,
).map("".join) | st.text(alphabet=st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("wo\u200brd\ufeff", "word"),
        ("  two\n\n lines\u2028here ", "two lines here"),
        ("half \ud83d", "half \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("a\u200db", "ab"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 6),
    ],
)
def test_what_cannot_be_seen_is_not_shown(text: str, shown: str) -> None:
    assert legible(text) == shown


@given(HOSTILE)
@examples(150)
def test_a_strangers_text_holds_no_control_token_and_no_formatting(text: str) -> None:
    assert {token.kind for token in read(escaped(text))} <= {"text"}


@given(HOSTILE)
@examples(100)
def test_escaping_loses_no_letter(text: str) -> None:
    assert letters(decode(escaped(text))) == letters(legible(text))


def letters(text: str) -> list[str]:
    return [character for character in text if character.isalnum() and character not in "ˋˍ"]


@pytest.mark.parametrize(
    ("text", "mrkdwn"),
    [
        ("R&D <b>", "R&amp;D &lt;b&gt;"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
        ("*a* _b_ ~c~ `d`", "∗a∗ ˍbˍ ∼c∼ ˋdˋ"),
        ("snake_case_id", "snake_case_id"),
        (":tada: at 18:30:00 :100:", "∶tada: at 18:30:00 ∶100:"),
    ],
)
def test_markers_of_a_stranger_are_shown_but_do_nothing(text: str, mrkdwn: str) -> None:
    assert escaped(text) == mrkdwn


def test_bold_spans_follow_their_words_when_characters_are_dropped() -> None:
    text = "a\u200bb  North\x00 Korea   end"
    start = text.index("North")
    assert list(marked(text, ((start, text.index(" ", start + 7)),)).runs()) == [
        ("ab ", False),
        ("North Korea", True),
        (" end", False),
    ]


@given(HOSTILE, st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6))
@examples(150)
def test_runs_are_the_whole_text_whatever_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    whole = marked(text, tuple(spans))
    runs = list(whole.runs())
    assert "".join(piece for piece, _ in runs) == whole.text
    assert all(piece for piece, _ in runs)
    assert {token.kind for token in read(escaped_marked(whole))} <= {"text", "bold"}


def test_bold_in_mrkdwn_is_for_whole_words_only() -> None:
    assert escaped_marked(Marked(text="북한군, 북한 군", bold=((0, 2), (5, 7)))) == "북한군, *북한* 군"


@given(HOSTILE, st.integers(1, 40))
@examples(150)
def test_a_cut_text_is_never_over_its_limit(text: str, limit: int) -> None:
    for measure in (units, escaped_units):
        short = cut(marked(text), limit, measure).text
        assert measure(short) <= limit
        assert short == marked(text).text or short.endswith("…")


def test_a_cut_falls_between_words_and_never_takes_an_accent_from_its_letter() -> None:
    assert cut(Marked(text="one two three four"), 10).text == "one two…"
    assert cut(Marked(text="x" * 8 + "e\u0301" + "y" * 9), 10).text == "x" * 8 + "…"
    assert cut(Marked(text="x" * 6 + "👩\u200d🚀" + "y" * 9), 10).text == "x" * 6 + "…"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"),
        (" HTTP://A.Example:8080/x ", "http://a.example:8080/x"),
        ("https://a.example/a b|c<d>e\"f'", "https://a.example/a%20b%7Cc%3Cd%3Ee%22f%27"),
        ("https://a.example/%41%zz", "https://a.example/%41%25zz"),
        ("https://пример.example/путь", "https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://reuters.example@evil.example/", None),
        ("https://reuters.example\\@evil.example/", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//a.example/x", None),
        ("https:///x", None),
        ("https://a.example:99999/", None),
        ("https://[bad/", None),
        ("https://a b.example/", None),
        ("https://<!channel>/", None),
        ("", None),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(url: str, address: str | None) -> None:
    assert web_address(url, 2_000) == address


@given(HOSTILE, HOSTILE)
@examples(150)
def test_a_link_leads_where_it_says_and_shows_its_label(host: str, path: str) -> None:
    url = f"https://{host}.example/{path}"
    address = web_address(url, 2_000)
    tokens = read(linked(address, escaped("label " + path)))
    if address is None:
        assert {token.kind for token in tokens} == {"text"}
    else:
        assert [(token.kind, token.value) for token in tokens] == [("link", address)]
        assert (urlsplit(address).hostname or "").removeprefix("www.").endswith(shown_host(url, 60).lstrip("…"))


def test_an_address_over_its_limit_is_no_link() -> None:
    assert web_address("https://a.example/" + "x" * 500, 300) is None


def test_a_long_host_keeps_the_end_that_names_its_owner() -> None:
    assert shown_host(f"https://www.reuters.com.{'a' * 50}.evil.example/x", 20) == "…aaaaaa.evil.example"


def test_a_date_is_a_token_with_a_fallback_in_utc() -> None:
    when = datetime(2024, 10, 18, 8, 56, tzinfo=UTC)
    assert date_token(when) == "<!date^1729241760^{date_short_pretty} {time}|2024-10-18 08:56 UTC>"


def test_a_date_of_another_age_is_plain_text() -> None:
    assert date_token(datetime(1, 1, 1, tzinfo=UTC)).endswith("01-01 00:00 UTC")
    assert "<" not in date_token(datetime(9999, 12, 31, tzinfo=UTC))


@pytest.mark.parametrize(
    ("word", "mrkdwn"),
    [
        ("@here", "<!here>"),
        ("<!channel>", "<!channel>"),
        ("@S0123ABC", "<!subteam^S0123ABC>"),
        ("<!subteam^S0123ABC|@desk>", "<!subteam^S0123ABC>"),
        ("@U0123", "<@U0123>"),
        ("<@W0123>", "<@W0123>"),
    ],
)
def test_a_mention_of_a_rule_file_is_a_real_mention(word: str, mrkdwn: str) -> None:
    mention = parse_mention(word)
    assert mention is not None
    assert mention.mrkdwn == mrkdwn


@given(HOSTILE | st.sampled_from(["here", "@desk", "<!here", "@", "<https://x.example>", "@u0123"]))
@examples(60)
def test_anything_else_mentions_nobody(word: str) -> None:
    mention = parse_mention(word)
    assert mention is None or word in {"<!channel>", "<@U1>"}
