"""Only what is new in a body is read, and says what reading all of it would say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, a_feed

from monitor.feeds.listing import LASTING, NO_MARKS, Listing, Marks, plain_listing, says_something
from monitor.feeds.outline import MARK, outline_of
from monitor.feeds.parse import MOST_ENTRIES, parse_plain
from monitor.feeds.scan import Beyond
from monitor.items import item_from
from monitor.model import Entry, Fetched, ParsedFeed

URL = "https://news.example/rss/feed.xml"


def rss(*items: str, head: str = "", root: str = "", between: str = "\n", tail: str = "") -> str:
    """A feed of these entries."""
    return (
        f'<rss version="2.0"{root}><channel><title>News</title>{head}{between.join(["", *items, ""])}{tail}'
        "</channel></rss>"
    )


def item(number: int, more: str = "") -> str:
    return f"<item><guid isPermaLink='false'>{number}</guid><title>News {number}</title>{more}</item>"


def polled(text: str, marks: Marks = NO_MARKS, url: str = URL) -> tuple[ParsedFeed, Listing]:
    fetched = Fetched(url=url, body=text.encode(), digest="", content_type="text/xml")
    found = plain_listing(fetched, a_feed(), NOON, marks)
    assert not isinstance(found, Beyond), found
    return found


# --- How much is read --------------------------------------------------------------------------------------------


def read_of(first: str, second: str, *, url: str = URL, again_at: str = URL) -> int:
    """How many entries of the second body are read, after the first one was recorded."""
    _, before = polled(first, url=url)
    parsed, _ = polled(second, before.marks, url=again_at)
    return len(parsed.entries)


OLD = [item(number) for number in range(20)]


def test_of_a_body_with_one_new_entry_one_is_read() -> None:
    _, before = polled(rss(*OLD, head="<lastBuildDate>Mon, 30 Nov 2026 10:00:00 GMT</lastBuildDate>"))
    late = rss(item(99), *OLD[:-1], head="<lastBuildDate>Mon, 30 Nov 2026 11:00:00 GMT</lastBuildDate>")
    parsed, listing = polled(late, before.marks)

    assert [entry.title for entry in parsed.entries] == ["News 99"]
    assert [found.title for found in listing.items] == ["News 99"]
    assert listing.listed[1:] == before.listed[:-1]
    assert listing.listed[0].key == listing.items[0].key
    assert listing.entries == 20


def test_new_ones_are_found_wherever_they_stand_and_edits_are_new() -> None:
    edited = OLD[7].replace("News 7", "News seven")
    body = rss(item(50), *OLD[:3], item(51), *OLD[4:7], edited, *OLD[8:], item(52))
    _, before = polled(rss(*OLD))
    parsed, listing = polled(body, before.marks)

    assert [found.title for found in listing.items] == ["News 50", "News 51", "News seven", "News 52"]
    assert len(parsed.entries) == 4


def test_where_nothing_is_new_the_first_is_read_since_a_feed_has_an_entry() -> None:
    _, before = polled(rss(*OLD))
    parsed, listing = polled(rss(*OLD[5:]), before.marks)

    assert (len(parsed.entries), listing.items, listing.entries) == (1, (), 15)


def test_what_changes_where_nobody_reads_makes_no_news() -> None:
    spaces = " xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"

    def counted(comments: int) -> str:
        return rss(*(item(number, f"<slash:comments>{comments}</slash:comments>") for number in range(9)), root=spaces)

    _, before = polled(counted(1))
    _, listing = polled(counted(2), before.marks)

    assert (listing.items, listing.listed) == ((), before.listed)


def test_what_stands_between_old_entries_is_said_by_neither_reading() -> None:
    _, before = polled(rss(*OLD[:3], between="<ttl>600</ttl>"))
    parsed, _ = polled(rss(*OLD[:3], item(99), between="<ttl>600</ttl>"), before.marks)
    whole = parse_plain(rss(*OLD[:3], item(99), between="<ttl>600</ttl>").encode(), url=URL, content_type="text/xml")

    assert isinstance(whole, ParsedFeed)
    assert parsed.hints == whole.hints


def test_a_body_made_of_tags_that_never_end_takes_time_by_its_length_only() -> None:
    for made in (b"<item </item " * 100_000, b"<item </item " * 100_000 + b">", b"<item></item>" * 100_000):
        assert outline_of(made, MOST_ENTRIES) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (rss(*OLD), rss(item(99), *OLD, root=" xml:lang='ru'")),
        (rss(*OLD), rss(item(99), *OLD, head="<language>ru</language>")),
        (rss(*OLD), rss(item(99), *OLD, tail="<language>ru</language>")),
        (rss(*OLD), rss(item(99), *OLD, root=" xmlns:dc='http://purl.org/dc/elements/1.1/'")),
        (rss(*OLD), rss(item(99), *OLD, item(3, "<link>https://other.example/3</link>"))),  # a guid that two share
        (rss(*OLD), rss(item(99), *OLD, head="<content>News of the day</content>")),
    ],
    ids=["root's language", "language", "language behind", "namespaces", "a guid", "content"],
)
def test_what_changes_the_meaning_of_old_entries_has_all_of_them_read(first: str, second: str) -> None:
    assert read_of(first, second) > 20


def test_the_address_counts_where_links_hang_on_it() -> None:
    whole = [item(number, f"<link>https://x.example/{number}</link>") for number in range(9)]
    partly = [item(number, f"<link>/{number}</link>") for number in range(9)]

    assert read_of(rss(*whole), rss(item(99), *whole), again_at="https://other.example/") == 1
    assert read_of(rss(*partly), rss(item(99, "<link>/99</link>"), *partly)) == 1
    assert read_of(rss(*partly), rss(item(99, "<link>/99</link>"), *partly), again_at="https://other.example/") == 10


def test_after_a_day_all_of_it_is_read_once_again() -> None:
    fetched = Fetched(url=URL, body=rss(*OLD).encode(), digest="", content_type="text/xml")
    found = plain_listing(fetched, a_feed(), NOON, NO_MARKS)
    assert not isinstance(found, Beyond)
    for passed, items in ((LASTING - timedelta(hours=1), 0), (LASTING, 20)):
        again = plain_listing(fetched, a_feed(), NOON + passed, found[1].marks)
        assert not isinstance(again, Beyond)
        assert len(again[1].items) == items


def test_as_many_entries_count_as_ever() -> None:
    many = [item(number) for number in range(MOST_ENTRIES + 5)]
    _, before = polled(rss(*many))
    _, listing = polled(rss(item(99_999), *many), before.marks)

    assert (before.entries, listing.entries) == (MOST_ENTRIES, MOST_ENTRIES)
    assert [found.title for found in listing.items] == ["News 99999"]


# --- A mark of ours in a body of somebody else's -------------------------------------------------------------------


@pytest.mark.parametrize(
    "second",
    [
        rss(item(99), *OLD[:9], MARK.decode(), *OLD[9:]),
        rss(item(99, MARK.decode()), *OLD),
        MARK.decode() + rss(item(99), *OLD),
        rss(item(99), *OLD, head=MARK.decode()),
    ],
)
def test_a_mark_that_a_publisher_wrote_stands_for_nothing(second: str) -> None:
    assert read_of(rss(*OLD), second) == 21


# --- Pieces --------------------------------------------------------------------------------------------------------


def test_a_piece_ends_where_its_entry_does() -> None:
    inside = "<description><![CDATA[</item><item>]]></description><!-- </item> --><?x </item> ?>"
    body = rss(item(1, inside), "<!-- <item> -->", "<item rdf='>'\n><guid>2</guid></item\n>").encode()
    outline = outline_of(body, MOST_ENTRIES)

    assert outline is not None
    assert [body[piece.start : piece.end].decode() for piece in outline.pieces] == [
        item(1, inside),
        "<item rdf='>'\n><guid>2</guid></item\n>",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<rss/>",
        rss("<items>1</items>"),
        rss(item(1, "<item>"), item(2)),
        rss(item(1), "</item>"),
        rss(item(1), "<item>"),
        rss(item(1, "<![CDATA["), item(2)),
        rss(item(1, "<entry/>")),
        "<item></item",
    ],
)
def test_what_is_not_made_of_entries_has_no_outline(text: str) -> None:
    assert outline_of(text.encode(), MOST_ENTRIES) is None


SCRAPS = (
    "<item>",
    "<item/>",
    "</item>",
    "<entry>",
    "</entry>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
    "?>",
    ">",
    "x",
)


@given(st.lists(st.sampled_from(SCRAPS)))
@examples(300)
def test_no_bytes_make_an_outline_that_is_not_of_the_body(parts: list[str]) -> None:
    body = "".join(parts).encode()
    outline = outline_of(body, MOST_ENTRIES)
    if outline is None:
        return
    spans = [(piece.start, piece.end) for piece in outline.pieces]
    assert spans == sorted(spans)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
    assert all(re.fullmatch(rb"<(item|entry)\b.*</\1>", body[start:end], re.DOTALL) for start, end in spans)


# --- The same as reading everything --------------------------------------------------------------------------------

PIECES = (
    *(item(number, f"<link>https://x.example/{number}</link>") for number in range(4)),
    item(3, "<link>https://x.example/three</link>"),  # the guid of another
    item(4, "<link>/4</link><pubDate>Mon, 30 Nov 2026 10:00:00 GMT</pubDate>"),
    item(5, "<description><![CDATA[</item><item><b>5</b>]]></description>"),
    item(6, "<!-- </item> --><description>one</description><description>two</description>"),
    item(7).replace("<item>", "<item xml:lang='ru'>"),
    item(8).replace("<item>", "<item xmlns:dc='http://purl.org/dc/elements/1.1/'>").replace("title>", "dc:title>"),
    item(9, "<dc:creator>A. Reporter</dc:creator><category>world</category>"),
    "<item><link>https://x.example/10</link><title>Без номера</title></item>",
    "<item><guid isPermaLink='false'>11</guid></item>",
    "<item><title>nowhere</title></item>",
    "<item/>",
    item(12, "<item/>"),
    item(13, MARK.decode()),
    item(14, "<title><b>bold</b></title>"),
)
DC = " xmlns:dc='http://purl.org/dc/elements/1.1/'"
ROOTS = (DC, DC, DC, "", DC + " xml:lang='fr'", DC + " xmlns='http://purl.org/rss/1.0/'")
HEADS = ("", "<ttl>5</ttl>", "<language>de</language>", "<content>x</content>", MARK.decode(), "<!-- <item> -->")
BETWEEN = (
    "\n",
    "\n",
    "",
    "<!-- </item> -->",
    "<description>d</description><summary>s</summary>",
    MARK.decode(),
    "<x/>",
)
TAILS = ("", "<language>uk</language>", "<image><url>u</url></image>", "<image>", "text")


@dataclass(frozen=True)
class Model:
    """What reading all of a body says, with what it says anew beside the bodies before."""

    feed: ParsedFeed

    def keys(self) -> list[str]:
        return [item_from(entry, a_feed(), NOON).key for entry in self.entries()]

    def entries(self) -> list[Entry]:
        return [entry for entry in self.feed.entries if says_something(entry)]


bodies = st.builds(
    lambda items, head, root, between, tail: rss(*items, head=head, root=root, between=between, tail=tail),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=7)
    | st.lists(st.sampled_from(PIECES[:4]), min_size=1, max_size=4),
    st.sampled_from(HEADS),
    st.sampled_from(ROOTS),
    st.sampled_from(BETWEEN),
    st.sampled_from(TAILS),
)


@given(st.lists(st.tuples(bodies, st.sampled_from([URL, URL, "https://x.example/"])), min_size=2, max_size=5))
@examples(400)
def test_what_is_read_of_a_body_says_what_reading_all_of_it_would(polls: Sequence[tuple[str, str]]) -> None:
    marks, recorded = NO_MARKS, set[Entry]()
    for text, url in polls:
        fetched = Fetched(url=url, body=text.encode(), digest="", content_type="text/xml")
        whole = parse_plain(fetched.body, url=url, content_type="text/xml")
        found = plain_listing(fetched, a_feed(), NOON, marks)
        assert isinstance(found, Beyond) == isinstance(whole, Beyond)
        if isinstance(found, Beyond) or isinstance(whole, Beyond):
            continue
        parsed, listing = found
        model = Model(whole)
        assert [mark.key for mark in listing.listed] == model.keys()
        assert [mark.published_at for mark in listing.listed] == [entry.published_at for entry in model.entries()]
        assert listing.entries == len(whole.entries)
        assert (parsed.title, parsed.lang, parsed.hints, parsed.cut) == (
            whole.title,
            whole.lang,
            whole.hints,
            whole.cut,
        )
        items = {item_from(entry, a_feed(), NOON) for entry in model.entries()}
        news = {item_from(entry, a_feed(), NOON) for entry in model.entries() if entry not in recorded}
        assert news <= set(listing.items) <= items
        marks, recorded = listing.marks, recorded | set(whole.entries)
