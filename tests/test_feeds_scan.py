"""The fast scan says what feedparser says, or hands over."""

import gc
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from effort import examples
from feedparser_files import samples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.parse import MOST_ENTRIES, parse_feed, parse_plain
from monitor.feeds.scan import DEEPEST, PIECE, Beyond
from monitor.model import Entry, ParsedFeed

SAMPLES = Path(__file__).parent / "data" / "feeds"
URL = "https://news.example/rss/feed.xml"
SPACES = (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:own="https://own.example/ns"'
)


def rss(items: str, channel: str = "<title>News</title>") -> bytes:
    return f'<rss version="2.0"{SPACES}><channel>{channel}{items}</channel></rss>'.encode()


def item(inside: str) -> bytes:
    return rss(f'<item><guid isPermaLink="false">1</guid>{inside}</item>')


def scanned(body: bytes, content_type: str | None = "text/xml") -> ParsedFeed:
    found = parse_plain(body, url=URL, content_type=content_type)
    assert isinstance(found, ParsedFeed), found
    return found


def beyond(body: bytes, content_type: str | None = "text/xml") -> str:
    found = parse_plain(body, url=URL, content_type=content_type)
    assert isinstance(found, Beyond), found
    return found.why


def agrees(body: bytes, content_type: str | None = "text/xml") -> bool:
    """Holds the scan to feedparser's reading; whether it had one of its own."""
    found = parse_plain(body, url=URL, content_type=content_type)
    if isinstance(found, Beyond):
        return False
    assert found == parse_feed(body, url=URL, content_type=content_type)
    return True


def test_a_body_that_was_scanned_is_let_go_of_without_the_collector() -> None:
    body = item("<title>Storm</title><category>a</category>")
    scanned(body)
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        scanned(body)
        beyond(b"<rss>")
        gc.collect()  # what other threads of the process left behind is none of ours
        assert not [one for one in gc.garbage if type(one).__module__.startswith(("monitor.feeds.scan", "pyexpat"))]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


# --- The same ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rss20.xml", "atom10.xml", "rdf.xml"])
def test_ordinary_feeds_are_scanned_and_say_what_feedparser_finds(name: str) -> None:
    assert agrees((SAMPLES / name).read_bytes())


@pytest.mark.parametrize(
    "inside",
    [
        "<title>a</title><media:group><media:title>b</media:title></media:group>",
        "<media:title>b</media:title><title>a</title><dc:title>c</dc:title>",
        "<title/><media:content><media:title>b</media:title></media:content>",
        "<title>a &amp;amp; b</title><title>c</title>",
        '<title xml:lang="uk">Курськ</title><source url="https://x/">X</source><title>b</title>',
        "<description>a</description><description>b</description><description>c</description>",
        "<description>a</description><media:description>b</media:description>",
        "<content:encoded>long</content:encoded><description>short</description>",
        "<media:group><media:description>b</media:description></media:group><description>a</description>",
        "<link>https://x/?a=1&amp;b=2</link><link>https://y/</link>",
        '<atom:link rel="self" href="https://x/self"/><atom:link href="https://x/page"/>',
        "<guid>https://x/guid</guid>",
        '<guid isPermaLink="true">https://x/guid</guid><link>https://x/link</link>',
        "<link>/relative</link><guid>2</guid>",
        "<author>desk@wire.example (Kim)</author><dc:creator>Lee</dc:creator>",
        "<atom:author><atom:name>Kim</atom:name><atom:email>k@x.example</atom:email></atom:author>",
        "<atom:author><atom:uri>https://x/</atom:uri></atom:author>",
        '<category domain="d">a</category><category>b</category><category domain="d">a</category><category/>',
        '<atom:category term="t" label="l"/><atom:category term="t" label="l">more</atom:category>',
        "<pubDate>Thu, 24 Oct 2024 18:30:00 +0900</pubDate><dc:date>2024-10-25T00:00:00Z</dc:date>",
        "<pubDate/><dc:date>2024-10-25</dc:date><pubDate>24 October 2024 9:30 EST</pubDate>",
        "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2024-10-25T01:02:03.5-03:30</dc:date>",
        "<own:title>x</own:title><own:box><own:link>y</own:link></own:box><comments>z</comments>",
        "<title>Ã©tÃ©</title><description> a\n b </description><image><url>https://x/i.png</url></image>",
        "<title>a<!-- b -->c<![CDATA[<b>d</b>]]><?e f?></title>",
    ],
)
def test_where_two_parts_compete_the_same_one_counts(inside: str) -> None:
    assert agrees(item(inside))
    assert agrees(rss(f"<item>{inside}<guid>9</guid></item>"))


def test_the_feed_has_the_same_title_language_and_hints() -> None:
    channel = '<title>a</title><language>en-US</language><image><title>b</title></image><atom:link rel="hub" href="x"/>'
    assert agrees(rss("<item><guid>1</guid></item>", channel + "<ttl>15</ttl>"))
    body = '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt_BR"><title type="html">&lt;b&gt;a</title>{}</feed>'
    entries = '<entry xml:lang=""><id>1</id><title>b</title></entry><entry><id>2</id><title>c</title></entry>'
    assert agrees(body.format(entries).encode())
    assert [entry.lang for entry in scanned(body.format(entries).encode()).entries] == ["pt-BR", "pt-BR"]


def test_as_many_entries_are_kept() -> None:
    many = rss("".join(f"<item><guid>{number}</guid></item>" for number in range(MOST_ENTRIES + 3)))
    assert len(scanned(many).entries) == MOST_ENTRIES


TEXT = st.sampled_from(
    ["", " a ", "é", "Ã©", "Курськ 42", "a\u00a0b", "<b>x</b>", "&amp;", "https://x///y", "2024-10-24"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["href", "url", "type", "rel", "term", "label", "domain", "isPermaLink", "xml:lang", "lang", "own:href"]
    ),
    st.sampled_from(["", "true", "false", "html", "text", "TEXT/html", "self", "alternate", "de_AT", "https://x/1"]),
    max_size=2,
)
NAMES = st.sampled_from(
    re.findall(
        r"\S+",
        "title link guid atom:id description atom:summary content:encoded atom:content author dc:creator atom:author "
        "atom:name atom:uri category dc:subject media:category media:title media:description media:group media:content "
        "pubDate dc:date atom:updated source image own:title own:x comments dc:language contributor Title",
    )
)


def element(name: str, attributes: dict[str, str], inside: str) -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>{inside}</{name}>"


ELEMENT = st.recursive(
    st.builds(element, NAMES, ATTRIBUTES, TEXT.map(escape)),
    lambda inner: st.builds(element, NAMES, ATTRIBUTES, st.lists(inner, max_size=3).map("".join)),
    max_leaves=4,
)


@examples(150)
@given(st.lists(ELEMENT, max_size=8), st.lists(ELEMENT, max_size=3), st.sampled_from(["item", "atom:entry"]))
def test_whatever_is_scanned_reads_as_feedparser_reads_it(inside: list[str], channel: list[str], kind: str) -> None:
    entry = f"<{kind}><guid isPermaLink='false'>1</guid>{''.join(inside)}</{kind}>"
    agrees(rss(entry * 2, f"<title>News</title>{''.join(channel)}"))


# --- Handed over ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!DOCTYPE rss>" + item(""), "DOCTYPE"),
        (b"<!-- <!ENTITY a 'b'> -->" + item(""), "entities"),
        (item("<title>a & b</title>"), "not well-formed"),
        (item("<title>a&nbsp;b</title>"), "undefined entity"),
        (item("<title>a")[:-30], "not well-formed"),
        (b"\n<?xml version='1.0'?>" + item(""), "not well-formed"),
        (item("<title>a <b>b</b></title>"), "an element within <title>"),
        (item('<title type="xhtml">a</title>'), "xhtml"),
        (item('<description type="application/octet-stream">YQ==</description>'), "octet-stream"),
        (item('<link xml:base="https://x/">a</link>'), "xml:base"),
        (item("<pubDate>yesterday</pubDate>"), "a date"),
        (item("<title>\u0093a\u0094</title>"), "Windows"),
        (item("<own:a><title>b</title></own:a>"), "<title> within"),
        (item("<author>a<name>b</name></author>"), "author"),
        (item("<body>a</body>"), "<body>"),
        (rss("<item><title>a</title></item>"), "without an id or link"),
        (rss(""), "no entries"),
        (rss("<item><guid>1</guid></item>", ""), "without a title"),
        (b'<rss xmlns="https://own.example/"><channel><item/></channel></rss>', "namespace"),
        (b'<rss xmlns:dc="https://own.example/"><channel><item/></channel></rss>', "namespace"),
        (b"<html><body>a</body></html>", "the root <html>"),
        (b"<opml><body/></opml>", "the root <opml>"),
        (b"<rss><item><guid>1</guid></item></rss>", "where none belongs"),
        (item("<a>" * DEEPEST + "</a>" * DEEPEST), "too deep"),
        (item("").decode().encode("utf-16"), "charset"),
        (b'<?xml version="1.0" encoding="windows-1251"?>' + item(""), "charset"),
    ],
)
def test_what_is_not_plain_is_handed_over_and_says_why(body: bytes, why: str) -> None:
    assert why in beyond(body)


def test_a_charset_in_the_header_counts() -> None:
    body = item("<title>Łódź</title>")
    assert "charset" in beyond(body, "text/xml; charset=iso-8859-2")
    for content_type in (None, "application/rss+xml; charset=UTF-8", "text/html", 'text/xml; charset="us-ascii"'):
        assert agrees(body, content_type)


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 400))
def test_no_bytes_make_it_raise_or_differ(noise: bytes, start: int, length: int) -> None:
    body = item("<title>a</title><pubDate>Thu, 24 Oct 2024 18:30:00 +0900</pubDate><link>https://x/</link>")
    agrees(body[:start] + noise + body[start + length :])


@pytest.mark.timeout(10)  # the square of any of these lengths takes minutes
def test_a_body_of_several_pieces_is_scanned_like_one() -> None:
    entries = "".join(
        f'<item><guid isPermaLink="false">{number}</guid><title>Été {number}</title>'
        f"<description>{'слово ' * (number % 90)}</description></item>"
        for number in range(900)
    )

    assert len(rss(entries)) > 3 * PIECE
    assert agrees(rss(entries))
    assert len(scanned(rss(entries)).entries) == 900


@pytest.mark.parametrize("inside", ["<!-- {} -->", '<title a="{}">x</title>', "<?x {}?>"])
def test_a_tag_or_comment_without_end_is_handed_over(inside: str) -> None:
    assert beyond(item(inside.format("y" * 3 * PIECE))) == "a tag or comment without end"
    assert len(scanned(item(f"<title>{'y' * 3 * PIECE}</title>")).entries) == 1  # text may be long


def test_a_body_made_to_hurt_costs_no_more_than_its_length() -> None:
    beyond(b"<rss>" + b"<a>" * 400_000)
    beyond(item("<own:a " + " ".join(f'b{n}="c"' for n in range(20_000)) + "/>") + b"<")
    scanned(item("<category>a</category>" * 20_000))


# --- feedparser's own files --------------------------------------------------------------------------------------

IN_ENTRY = re.compile(rb"<(item|entry)(\s[^>]*)?>")
FRAME = re.compile(rb"<(channel|feed)(\s[^>]*)?>(?!\s*<title)")


def with_ids(body: bytes) -> bytes:
    """With an id in every entry and a title on the feed, so that the rules under test are reached."""
    ids = {b"item": b'<guid isPermaLink="false">x</guid>', b"entry": b"<id>x:1</id>"}
    return FRAME.sub(rb"\g<0><title>T</title>", IN_ENTRY.sub(lambda tag: tag[0] + ids[tag[1]], body), count=1)


def file_agrees(body: bytes) -> bool:
    return agrees(body, None) | agrees(body, "text/xml; charset=utf-8") | agrees(with_ids(body), None)


@pytest.mark.slow
def test_feedparsers_own_files_read_the_same() -> None:
    found = samples()
    if not found:
        pytest.skip("feedparser's source distribution is neither cached nor to be had: NOTHING WAS COMPARED")

    assert len(found) > 2_000
    assert sum(file_agrees(sample.body) for sample in found) > 700


@pytest.mark.slow
def test_real_feeds_read_the_same() -> None:
    shared = Path(os.environ.get("MONITOR_SHARED", "")) / "corpora" / "raw_feeds"
    if not os.environ.get("MONITOR_SHARED") or not shared.exists():
        pytest.skip("MONITOR_SHARED names no folder with corpora/raw_feeds in it")
    for path in sorted(shared.iterdir()):
        assert file_agrees(path.read_bytes()), path.name


def test_an_entry_of_the_scan_is_whole() -> None:
    found = scanned((SAMPLES / "rss20.xml").read_bytes()).entries[0]
    assert found == Entry(
        guid="tag:news.example,2024:1",
        link="https://news.example/2024/troops",
        title="Troops sent to Kursk",
        summary_html="<p>Seoul says so.</p>",
        author="Kim Reporter",
        tags=("World", "Asia"),
        published_at=datetime(2024, 10, 24, 9, 30, tzinfo=UTC),
        lang="en",
    )
