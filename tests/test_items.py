"""Entries and rows to items: identity, addresses, plain text."""

import json
import re
import time
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.addresses import canonical_url, publisher_of
from monitor.items import item_from, item_from_row, language, text_of
from monitor.model import Entry, Feed, Item

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
FEED = Feed(
    id="yonhap",
    url="https://a.example/rss",
    publisher="Yonhap",
    every=timedelta(hours=1),
    max_age=timedelta(days=2),
    state_media=True,
    reliability="B",
)
ENTRY = Entry(guid="1", link="https://a.example/news/1?utm_source=rss", title="Troops sent")


def item(feed: Feed = FEED, **changes: object) -> Item:
    return item_from(replace(ENTRY, **changes), feed, NOW)  # type: ignore[arg-type]


# --- Identity ----------------------------------------------------------------------------------------------------


def test_a_guid_is_identity_whatever_else_is_edited() -> None:
    assert item().key == item(title="Troops sent (2)", link="https://a.example/news/renamed").key
    assert item().key != item(guid="2").key


def test_the_same_guid_in_another_feed_is_another_item() -> None:
    assert item().key != item(replace(FEED, id="other")).key


@pytest.mark.parametrize("guid", [None, "", "  "])
def test_without_a_guid_the_address_is_identity_and_edits_keep_it(guid: str | None) -> None:
    key = item(guid=guid).key
    assert key == item(guid=guid, title="Troops sent (2)", link="http://a.example/news/1/").key
    assert key != item(guid=guid, link="https://a.example/news/2").key


def test_without_guid_and_address_publisher_and_title_are_identity() -> None:
    key = item(guid=None, link=None).key
    assert key == item(guid=None, link=None, summary_html="edited").key
    assert key != item(guid=None, link=None, title="Another").key
    assert key != item(replace(FEED, id="other"), guid=None, link=None).key


def test_entries_without_guid_link_and_title_are_told_apart_by_their_text() -> None:
    kyoto, lima, again = (
        item(guid=None, link=None, title="", summary_html=text) for text in ("In Kyoto", "In Lima", "<p>In Lima</p>")
    )

    assert kyoto.key != lima.key
    assert lima.key == again.key


def test_what_one_feed_says_of_an_address_never_replaces_what_another_said() -> None:
    assert item(guid=None).key != item(replace(FEED, id="aggregator"), guid=None, title="Another title").key


def test_keys_are_short_and_parts_can_not_run_into_each_other() -> None:
    assert len(item().key) == 20
    assert item(replace(FEED, id="a"), guid="bc").key != item(replace(FEED, id="ab"), guid="c").key


def test_the_digest_changes_with_the_text_and_only_with_it() -> None:
    base = item(summary_html="s", body_html="b")
    assert base.digest == item(summary_html="<p>s</p>", body_html="b", guid="9", author="x").digest
    changed = [
        item(summary_html="s", body_html="b", title="t"),
        item(summary_html="z", body_html="b"),
        item(summary_html="s"),
    ]
    assert base.digest not in {other.digest for other in changed}


# --- Fields ------------------------------------------------------------------------------------------------------


def test_the_feed_lends_its_name_and_grades() -> None:
    found = item()
    assert (found.feed_id, found.publisher, found.state_media, found.reliability) == ("yonhap", "Yonhap", True, "B")
    assert item(replace(FEED, publisher="")).publisher == "a.example"


def test_what_the_operator_declares_of_the_language_stands_over_what_the_feed_says() -> None:
    assert item(lang="en-US").lang == "en"
    assert item(replace(FEED, lang="pl"), lang="en-US").lang == "pl"
    assert item(lang="not a language").lang is None


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en"), ("EN-us", "en"), ("zh_Hant", "zh"), (" ko ", "ko"), ("kor", "kor"), ("english", None), ("", None),
     (None, None)],
)  # fmt: skip
def test_a_language_is_its_primary_subtag(tag: str | None, expected: str | None) -> None:
    assert language(tag) == expected


def test_a_summary_that_repeats_the_title_and_a_body_that_repeats_the_summary_are_dropped() -> None:
    found = item(summary_html="<p>Troops sent</p>", body_html="Troops sent")
    assert (found.summary, found.body) == ("", "")
    found = item(summary_html="<p>More</p>", body_html="<div>More</div>")
    assert (found.summary, found.body) == ("More", "")
    found = item(summary_html="More", body_html="More and more")
    assert (found.summary, found.body) == ("More", "More and more")


def test_an_item_without_a_title_is_named_by_its_text_or_address() -> None:
    assert item(title="", summary_html="<p>Seoul says so.</p><p>More</p>").title == "Seoul says so."
    long = item(title="", body_html="word " * 100).title
    assert len(long) <= 121
    assert long.endswith("word…")
    assert item(title="").title == ENTRY.link


def test_a_date_in_the_future_is_kept_and_no_date_is_the_time_of_fetching() -> None:
    future = NOW + timedelta(days=1000)
    assert item(published_at=future).published_at == future
    assert item(published_at=future).dated() == NOW
    assert item().dated() == NOW


def test_fields_are_capped() -> None:
    found = item(title="x" * 9_000, summary_html="y" * 90_000, body_html="z" * 400_000)
    assert (len(found.title), len(found.summary), len(found.body)) == (2_000, 20_000, 100_000)


# --- Addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://WWW.Example.com:80/a/?b=2&a=1", "https://www.example.com/a?a=1&b=2"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://example.com/#!/a", "https://example.com/#!/a"),
        ("https://example.com:8443/a/", "https://example.com:8443/a"),
        ("https://u:p@example.com./a", "https://example.com/a"),
        ("https://www.bbc.co.uk/news/1?at_medium=RSS&at_campaign=KARANGA", "https://www.bbc.co.uk/news/1"),
        ("https://x.example/?id=7&fbclid=a&gclid=b&utm_medium=c&CMP=d&xtor=e", "https://x.example/?id=7"),
        ("https://x.example/?ref=rss&partner=rss&emc=rss", "https://x.example/"),
        ("https://x.example/?ref=7", "https://x.example/?ref=7"),
        ("https://news.google.com/rss/articles/CBMi?oc=5&hl=en", "https://news.google.com/rss/articles/CBMi"),
        ("https://x.example/?hl=en&empty=", "https://x.example/?empty=&hl=en"),
        ("https://пример.рф/новости", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("http://[::1]:80/a", "https://[::1]/a"),
        ("http://[bad", "http://[bad"),
        ("/path/to/file.xml", "/path/to/file.xml"),
        ("", ""),
    ],
)
def test_addresses_that_lead_to_one_article_read_alike(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


URLS = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "HTTPS", "https"]),
    st.sampled_from(["a.example", "A.B.", "u@x.example:80", "[::1]:8", "пример.рф", "[", "x:99999", "xn--a", ""]),
    st.text("/aé%2.;:@ ~+\\", max_size=8),
    st.sampled_from(["", "?"]).flatmap(lambda mark: st.text("ab=&;%+é /?utm_source2", max_size=14).map(mark.__add__)),
    st.sampled_from(["", "#x", "#!x y", "#", "#!é%2"]),
)


@given(URLS | st.text(max_size=30))
@examples(200)
def test_a_canonical_address_is_its_own_canonical_address(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


def test_publishers_are_registered_domains() -> None:
    assert publisher_of("https://feeds.bbci.co.uk/news/rss.xml") == "bbci.co.uk"
    assert publisher_of("https://en.yna.co.kr/x") == "yna.co.kr"
    assert publisher_of("http://10.0.0.1/x") == "10.0.0.1"
    assert publisher_of("http://[bad") == ""
    assert publisher_of("") == ""


# --- Plain text --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain  text\n here", "plain text here"),
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("news<b>paper</b>, <a href='x'>link</a>", "newspaper, link"),
        ("a<script>var x = '<p>no</p>';</script>b<style>p{}</style>c", "a\nb\nc"),
        ("a<!-- <p>no</p> -->b", "a\nb"),
        ("<a title='x > y' href=z>ok</a>", "ok"),
        ("cut in the middle of a <a href='htt", "cut in the middle of a"),
        ("AT&amp;T &lt;5 %", "AT&T <5 %"),
        ("Q &amp;amp; A", "Q & A"),
        ("&lt;p&gt;escaped &amp;amp; twice&lt;/p&gt;&lt;p&gt;yes&lt;/p&gt;", "escaped & twice\nyes"),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
        ("nul\0 bell\x07 c1\x85 esc\x1b[31m", "nul bell c1 esc[31m"),
        ("&#0;&#7;&#x9f;&#xD800;x", "\ufffd\u0178\ufffdx"),
        ("half \ud83d character", "half character"),
        ("e\u0301 \u00a0 \u3000 전", "e\u0301 전"),
        ("<ol><li><a href='1'>First</a>&nbsp;<font>BBC</font></li><li>Second</li></ol>", "First BBC\nSecond"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("<svg><title>icon</title></svg>x", "x"),
        ("", ""),
    ],
)  # fmt: skip
def test_text_comes_out_of_html(raw: str, expected: str) -> None:
    assert text_of(raw, 1_000) == expected


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["<p", ">", "<", "&", "&#", "0;", "&amp;", "lt;", "<!--", "-->", "<script>", "</script", "'", '"', "=",
             "\0", "\x1e", "x ", "\n", "\ud800", "<b>"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
@examples(200)
def test_text_never_raises_and_holds_no_control_characters(raw: str) -> None:
    text = text_of(raw, 50)
    assert len(text) <= 50
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n"]
    assert text == text.strip()
    assert text.encode().decode() == text


@given(st.text(max_size=60) | st.lists(st.sampled_from(["a ", "\n", "\x1e", "\0", "\x85", "\u2028"])).map("".join))
@examples(100)
def test_text_without_markup_reads_as_it_does_beside_a_tag(raw: str) -> None:
    assert text_of(raw, 1_000) == text_of(f"{raw}<b></b>", 1_000)


HOSTILE = {
    "nested blocks": "<div>" * 100_000,
    "nested links": "<a>" * 100_000 + "x" + "</a>" * 100_000,
    "formatting that trees repeat": "<p>" + "".join(f"<b x={n}>" for n in range(9_000)) + "</p>" + "<p>x</p>" * 9_000,
    "open tags": "<a " * 150_000,
    "open quotes": '<a x="' * 80_000,
    "odd quotes": "<a \"'>" * 80_000,
    "open comments": "<!--" * 120_000,
    "open scripts": "<script>" * 60_000,
    "half-closed drawings": "<svg></sv" * 50_000,
    "ampersands": "&#" * 250_000,
    "escaped tags": "&lt;p " * 80_000,
    "escaped twice": "&amp;lt;p&amp;gt;" * 30_000,
    "spaces": " " * 500_000,
    "breaks": "<br>" * 120_000,
}  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_html_made_to_hurt_is_read_in_one_pass(raw: str) -> None:
    started = time.process_time()
    text_of(raw, 100_000)
    assert time.process_time() - started < 1.5


# --- Rows --------------------------------------------------------------------------------------------------------

ROW = {
    "id": "r1",
    "title": "Troops sent",
    "source": "Yonhap",
    "url": "https://a.example/1?utm_source=x",
    "lang": "en-US",
}


def test_a_rows_text_is_kept_exactly() -> None:
    texts = {"title": "  <b>Troops</b> &amp; arms\u00a0", "summary": "a\0b\r\n", "body": " x\ud800y "}
    found = item_from_row({**ROW, **texts}, now=NOW)
    assert (found.title, found.summary) == (texts["title"], texts["summary"])
    assert (found.body, len(found.body)) == (" x\ufffdy ", len(texts["body"]))


def test_a_row_fills_an_item() -> None:
    row = {
        **ROW,
        "published": "2024-10-24T18:30:00+09:00",
        "tags": ["Asia"],
        "author": "Kim",
        "feed": "f",
        "labels": [1],
    }
    found = item_from_row(row, now=NOW)
    assert (found.key, found.publisher, found.lang, found.feed_id) == ("r1", "Yonhap", "en", "f")
    assert (found.tags, found.author, found.canonical_url) == (("Asia",), "Kim", "https://a.example/1")
    assert (found.published_at, found.fetched_at) == (datetime(2024, 10, 24, 9, 30, tzinfo=UTC), NOW)


def test_a_row_without_id_and_source_is_known_by_its_address() -> None:
    row = {**ROW, "id": None, "source": ""}
    found = item_from_row(row, now=NOW)
    assert found.key == item_from_row({**row, "title": "edited", "url": "http://a.example/1"}, now=NOW).key
    assert found.publisher == "a.example"
    assert item_from_row({**ROW, "id": 7}, now=NOW).key == "7"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-10-24", datetime(2024, 10, 24, tzinfo=UTC)),
        ("2024-10-24T09:30:00Z", datetime(2024, 10, 24, 9, 30, tzinfo=UTC)),
        ("2024-10-24 09:30", datetime(2024, 10, 24, 9, 30, tzinfo=UTC)),
        ("Thu, 24 Oct 2024 18:30:00 +0900", datetime(2024, 10, 24, 9, 30, tzinfo=UTC)),
        ("Thu, 24 Oct 2024 09:30:00 GMT", datetime(2024, 10, 24, 9, 30, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_a_rows_date_may_be_iso_or_rfc_822(published: str | None, expected: datetime | None) -> None:
    assert item_from_row({**ROW, "published": published}, now=NOW).published_at == expected
    assert item_from_row({**ROW, "first_seen": published}, now=NOW).published_at == expected


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"title": 12}, "'title' should be text, but is 12"),
        ({"summary": ["x"]}, "'summary' should be text"),
        ({"id": True}, "'id' should be text"),
        ({"url": {"href": "x"}}, "'url' should be text"),
        ({"tags": "Asia"}, "'tags' should be a list of texts"),
        ({"tags": [1]}, "'tags' should be a list of texts"),
        ({"published": "last Tuesday"}, "'published' is no date that can be read: 'last Tuesday'"),
        ({"published": 1729762200}, "'published' should be text"),
        ({"title": "", "summary": None}, "needs a 'title' or a 'summary'"),
    ],
)
def test_a_row_at_fault_says_which_field(fault: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        item_from_row({**ROW, **fault}, now=NOW)


@given(
    st.dictionaries(
        st.sampled_from([*ROW, "published", "tags", "body"]), st.none() | st.text(max_size=20) | st.integers()
    )
)
@examples(100)
def test_a_row_gives_an_item_or_a_value_error(row: dict[str, object]) -> None:
    try:
        found = item_from_row(row, now=NOW)
    except ValueError:
        return
    assert json.dumps(found.title).isascii()


def test_a_link_with_half_a_surrogate_pair_can_be_kept() -> None:
    item = item_from(Entry(guid="1", link="https://x.example/\ud812\0news", title="Talks"), FEED, NOW)

    assert item.url == "https://x.example/?news"
    assert (item.url + item.canonical_url + item.publisher).encode("utf-8")
