"""Parsing: what a body says, or a sentence on what it is instead."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import struct_time

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.parse import MOST_ENTRIES, parse_feed, utc, web_address
from monitor.model import Entry, ParsedFeed, ParseError

SAMPLES = Path(__file__).parent / "data" / "feeds"
URL = "https://news.example/rss/feed.xml"


def read(body: bytes | str, content_type: str | None = "text/xml", url: str = URL) -> ParsedFeed:
    parsed = parse_feed(body.encode() if isinstance(body, str) else body, url=url, content_type=content_type)
    assert isinstance(parsed, ParsedFeed), parsed
    return parsed


def rss(items: str, channel: str = "<title>News</title>", prolog: str = "") -> str:
    return f'{prolog}<rss version="2.0"><channel>{channel}{items}</channel></rss>'


def entry(item: str) -> Entry:
    return read(rss(f"<item>{item}</item>")).entries[0]


def fault(body: bytes | str, content_type: str | None = None) -> str:
    parsed = parse_feed(body.encode() if isinstance(body, str) else body, url=URL, content_type=content_type)
    assert isinstance(parsed, ParseError), parsed
    assert "\n" not in parsed.message
    return parsed.message


# --- Formats -----------------------------------------------------------------------------------------------------

TROOPS = Entry(
    guid="tag:news.example,2024:1",
    link="https://news.example/2024/troops",
    title="Troops sent to Kursk",
    summary_html="<p>Seoul says so.</p>",
    author="Kim Reporter",
    tags=("World", "Asia"),
    published_at=datetime(2024, 10, 24, 9, 30, tzinfo=UTC),
    lang="en",
)


@pytest.mark.parametrize("name", ["rss20.xml", "atom10.xml", "feed.json"])
def test_the_same_news_reads_the_same_in_every_format(name: str) -> None:
    parsed = read((SAMPLES / name).read_bytes(), None)
    assert parsed.title == "Example News"
    assert parsed.lang == "en"
    first = parsed.entries[0]  # JSON Feed calls its one text the content
    assert replace(first, summary_html=first.summary_html or first.body_html, body_html="") == TROOPS


def test_rdf_and_old_rss_are_read() -> None:
    rdf = read((SAMPLES / "rdf.xml").read_bytes())
    assert [(e.guid, e.title) for e in rdf.entries] == [("https://news.example/1", "Kursk")]
    assert rdf.entries[0].published_at == datetime(2024, 10, 24, 9, 30, tzinfo=UTC)
    old = read((SAMPLES / "rss091.xml").read_bytes())
    assert [(e.guid, e.link, e.title) for e in old.entries] == [(None, "https://news.example/1", "Kursk")]


def test_content_and_summary_stay_apart() -> None:
    parsed = read(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        "<description>short</description><content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded>"
        "</item></channel></rss>"
    )
    assert (parsed.entries[0].summary_html, parsed.entries[0].body_html) == ("short", "<p>long</p>")


def test_html_is_left_raw() -> None:
    found = entry(
        "<title>a</title><description>&lt;script&gt;x&lt;/script&gt;&lt;a href='/r'&gt;y&lt;/a&gt;</description>"
    )
    assert found.summary_html == "<script>x</script><a href='/r'>y</a>"


def test_a_guid_is_kept_as_written_whatever_the_final_address() -> None:
    item = "<item><guid isPermaLink='false'>abc/1</guid><title>x</title></item>"
    assert read(rss(item)).entries[0].guid == "abc/1"
    assert read(rss(item), url="https://mirror.example/other/").entries[0].guid == "abc/1"


def test_a_guid_on_different_articles_identifies_none_of_them() -> None:
    items = "".join(f"<item><guid>{guid}</guid><link>https://x/{n}</link></item>" for n, guid in enumerate("0012"))
    assert [e.guid for e in read(rss(items)).entries] == [None, None, "1", "2"]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/a", "https://news.example/a"),
        ("a?b=1", "https://news.example/rss/a?b=1"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("http://other.example/", "http://other.example/"),
        ("javascript:alert(1)", None),
        ("ftp://x/", None),
        ("http://[bad", None),
        ("", None),
        ("https://x/" + "a" * 5000, None),
    ],
)
def test_links_are_made_whole_and_only_http_is_one(link: str, expected: str | None) -> None:
    assert web_address(URL, link) == expected
    assert entry(f"<title>x</title><link>{link}</link>").link == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thu, 24 Oct 2024 18:30:00 +0900", datetime(2024, 10, 24, 9, 30, tzinfo=UTC)),
        ("2024-10-24T09:30:00Z", datetime(2024, 10, 24, 9, 30, tzinfo=UTC)),
        ("2024-10-24", datetime(2024, 10, 24, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Sat, 31 Feb 2024 09:30:00 GMT", None),
        ("yesterday", None),
        ("Thu, 24 Oct 2099 09:30:00 GMT", datetime(2099, 10, 24, 9, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_utc_or_none(written: str, expected: datetime | None) -> None:
    assert entry(f"<title>x</title><pubDate>{written}</pubDate>").published_at == expected


def test_a_leap_second_is_a_second() -> None:
    assert utc(struct_time((2016, 12, 31, 23, 59, 60, 5, 366, 0))) == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_an_updated_date_stands_in_for_a_published_one() -> None:
    body = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><updated>2024-10-24T09:30:00Z</updated></entry></feed>'
    assert read(body).entries[0].published_at == datetime(2024, 10, 24, 9, 30, tzinfo=UTC)


# --- Charsets and broken XML -------------------------------------------------------------------------------------


RUSSIAN = "Войска в Курске — 러시아"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "koi8-r", "windows-1251", "gb18030", "utf-32"])
def test_declared_charsets_are_read(charset: str) -> None:
    title = RUSSIAN.encode(charset, "ignore").decode(charset).strip(" ")
    declared = charset.removesuffix("-sig")
    body = rss(f"<item><title>{title}</title></item>", prolog=f'<?xml version="1.0" encoding="{declared}"?>')
    assert read(body.encode(charset), "application/xml").entries[0].title == title


@pytest.mark.parametrize(
    "header", [None, "text/xml", "text/xml; charset=utf-8", "text/xml; charset=utf-16", "text/html"]
)
@pytest.mark.parametrize("declared", [None, "utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize("bom", [b"", b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_is_read_whatever_the_header_and_the_declaration_say(
    bom: bytes, declared: str | None, header: str | None
) -> None:
    prolog = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    body = rss(f"<item><title>{RUSSIAN}</title></item>", prolog=prolog)
    for charset in ("utf-16-le", "utf-16-be") if not bom else ("utf-16-le" if bom[0] == 0xFF else "utf-16-be",):
        assert read(bom + body.encode(charset), header).entries[0].title == RUSSIAN


@pytest.mark.parametrize(
    ("declared", "header", "written"),
    [
        ("utf-8", "text/xml; charset=us-ascii", "utf-8"),
        ("utf-8", "text/xml; charset=iso-8859-1", "utf-8"),
        ("iso-8859-1", "text/xml; charset=utf-8", "utf-8"),
        ("utf-16", "text/xml", "utf-8"),
        ("no-such-charset", "text/xml; charset=nor-this", "utf-8"),
        ("windows-1251", "text/xml; charset=utf-8", "windows-1251"),
        (None, "text/xml; charset=windows-1251", "windows-1251"),
    ],
)
def test_charsets_that_lie_are_seen_through(declared: str | None, header: str, written: str) -> None:
    prolog = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    body = rss("<item><title>Войска в Курске</title></item>", prolog=prolog).encode(written)
    assert read(body, header).entries[0].title == "Войска в Курске"


def test_a_charset_that_lies_is_no_failure() -> None:
    body = rss("<item><title>Войска</title></item>", prolog='<?xml version="1.0" encoding="utf-8"?>').encode()
    assert read(body, "text/xml; charset=us-ascii").entries[0].title == "Войска"


@pytest.mark.parametrize("also", ["", "&nbsp;"])
def test_a_bare_ampersand_is_one(also: str) -> None:
    """feedparser alone reads “AT&T; caf”, and a link to ?a=1&b=2©=3."""
    body = (
        f"<rss version='2.0'><channel><title>x{also}</title><item><title>AT&T, R&D; Q&A &amp; &#233;</title>"
        "<link>https://x.example/?a=1&b=2&copy=3</link><description><![CDATA[a & b &lt;]]></description></item>"
        "</channel></rss>"
    )
    entry = read(body).entries[0]
    assert (entry.title, entry.link) == ("AT&T, R&D; Q&A & \u00e9", "https://x.example/?a=1&b=2&copy=3")
    assert entry.summary_html == "a & b &lt;"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("a &#55357;&#56832; b", "a \U0001f600 b"),  # the halves of one character, as UTF-16 has it
        ("a &#xD83D;&#xDE00; b", "a \U0001f600 b"),
        ("a &#xD800; b", "a \ufffd b"),
        ("a &#1114112; b", "a \ufffd b"),
        ("a &#233;&#65; b", "a \u00e9A b"),
    ],
)
def test_a_number_that_no_character_has_costs_its_title_a_sign_and_no_other_entry(written: str, title: str) -> None:
    parsed = read(rss(f"<item><title>{written}</title></item><item><title>two</title></item>"))

    assert [entry.title for entry in parsed.entries] == [title, "two"]


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_too_many_entries_the_latest_are_read(newest_first: bool) -> None:
    days = [
        f"<item><title>{n}</title><pubDate>{n % 28 + 1} Oct {2000 + n // 28} 00:00 GMT</pubDate></item>"
        for n in range(700)
    ]
    many = days * 3  # 2,100
    titles = [entry.title for entry in read(rss("".join(reversed(many) if newest_first else many))).entries]

    assert len(titles) == 2_000
    assert {titles[0], titles[-1]} == {"699", "100"}


def test_a_feeds_own_title_moves_no_terminal() -> None:
    feed = '{"version": "https://jsonfeed.org/version/1.1", "title": "x\\u001b[2J", "items": []}'
    parsed = parse_feed(feed.encode(), url=URL, content_type="application/feed+json")

    assert isinstance(parsed, ParsedFeed)
    assert parsed.title == "x[2J"


def test_a_programs_warning_before_a_whole_feed_is_no_break() -> None:
    parsed = read("<br />\n<b>Warning</b>: Undefined variable in <b>feed.php</b><br />\n" + WHOLE)

    assert [entry.title for entry in parsed.entries] == ["one", "two"]
    assert not parsed.cut


def test_unescaped_ampersands_and_undefined_entities_are_survived() -> None:
    assert "Q" in entry("<title>Q & A&nbsp;on Kursk</title>").title


WHOLE = rss("<item><title>one</title></item><item><title>two</title></item>", prolog='<?xml version="1.0"?>')
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>one</title></entry><entry><title>two</title></entry></feed>'


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("document", [WHOLE, ATOM])
def test_whole_entries_before_a_break_are_kept_and_the_break_is_said(document: str, charset: str) -> None:
    for lost, titles in ((1, ["one", "two"]), (30, ["one"])):
        parsed = read(document[:-lost].encode(charset), "text/xml; charset=utf-16" if "16" in charset else "text/xml")
        assert parsed.cut
        assert [one.title for one in parsed.entries] == titles
    assert not read(document.encode(charset), "text/xml; charset=utf-16" if "16" in charset else None).cut


def test_what_is_only_badly_written_is_not_cut() -> None:
    assert not read(WHOLE.replace("one", "Q & A &nosuch;") + "<!-- cached -->").cut


def test_a_real_feed_without_entries_is_a_feed() -> None:
    assert read(rss("")).entries == ()


# --- What is no feed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "is empty"),
        (" \r\n\t", "is empty"),
        ("<!doctype html><html><title>Not &amp; found</title></html>", "a web page, not a feed (“Not & found”)"),
        ("<html><body>Checking your browser</body></html>", "a web page, not a feed: give"),
        ('{"error": "rate limit"}', "not a JSON Feed"),
        ("[1, 2]", "not a JSON Feed"),
        ('{"version": ', "looks like JSON, but is broken"),
        ("[" * 100_000, "looks like JSON, but is broken"),
        ('<?xml version="1.0"?><opml><body><outline xmlUrl="http://x/"/></body></opml>', "list of feeds (OPML)"),
        ("<urlset><url/></urlset>", "root <urlset>"),
        ("%PDF-1.4 \x01\x02", "begins with '%PDF-1.4"),
        ("Service Unavailable", "begins with 'Service Unavailable'"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</ti', "before its first entry"),
    ],
)  # fmt: skip
def test_each_bad_body_gets_its_sentence(body: str, words: str) -> None:
    assert words in fault(body, "text/html")


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (BOMB, None),
        (BOMB.encode("utf-16"), None),
        (BOMB.encode("utf-32-be"), None),
        (BOMB.replace("DOCTYPE", "doctype").replace("ENTITY", "entity"), None),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>', None),
        ('<!DOCTYPE r [<!ENTITY % x SYSTEM "http://evil.example/x.dtd"> %x;]><rss/>', None),
        ("<!-- <a> -->" + BOMB[21:], None),
        ("<?x <a> ?>" + BOMB[21:], None),
        ("<!-- <!ENTITY a 'lol'> --><rss/>", None),
        (BOMB.replace("<", "+ADw-"), "text/xml; charset=utf-7"),
        (BOMB.replace('"1.0"?>', '"1.0" encoding="cp037"?>').encode("cp037"), None),
        (BOMB.replace('"1.0"?>', '"1.0" encoding="iso2022_jp"?>').replace("ENTITY", "EN\x1b(BTITY"), None),
    ],
)
def test_documents_that_declare_entities_are_refused(body: bytes | str, content_type: str | None) -> None:
    assert "XML entities" in fault(body, content_type)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">',
        "<!DOCTYPE rss>",
        "<!-- a feed without entities of its own -->",
    ],
)
def test_harmless_prologs_are_read(prolog: str) -> None:
    assert read(rss("<item><title>x</title></item>", prolog=prolog)).entries[0].title == "x"


def test_text_about_entities_is_text() -> None:
    found = entry("<title>x</title><description><![CDATA[write <!DOCTYPE a [<!ENTITY b 'c'>]> so]]></description>")
    assert "<!ENTITY" in found.summary_html


# --- Bounds ------------------------------------------------------------------------------------------------------


def test_entries_and_fields_are_capped() -> None:
    items = "<item><title>x</title></item>" * (MOST_ENTRIES + 5)
    assert len(read(rss(items)).entries) == MOST_ENTRIES
    long = "y " * 15_000
    tags = "".join(f"<category>{n}</category>" for n in range(80))
    found = entry(f"<title>{long}</title><author>{long}</author><guid isPermaLink='false'>{long}</guid>{tags}")
    assert (len(found.title), len(found.author), len(found.guid or ""), len(found.tags)) == (19_999, 499, 1_999, 50)


@given(st.binary(max_size=400), st.none() | st.text(max_size=30))
@examples(60)
def test_parsing_never_raises_on_arbitrary_bytes(body: bytes, content_type: str | None) -> None:
    assert isinstance(parse_feed(body, url=URL, content_type=content_type), ParsedFeed | ParseError)


PIECES = st.sampled_from(
    ["<rss>", "<channel>", "<item>", "</item>", "<title>", "<link>", "<guid>", "<pubDate>", "<![CDATA[", "]]>", "<!--",
     "x", "&", "&#0;", "<content:encoded>", "<category domain='x'>", "<author>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
     "<entry>", "<", "2024-13-45T99:00Z", "\0", "\udcff", "<link href='http://['/>", "<x:y xml:base='::'>"],
)  # fmt: skip


@given(st.lists(PIECES, max_size=25))
@examples(80)
def test_parsing_never_raises_on_scraps_of_feeds(pieces: list[str]) -> None:
    body = "".join(pieces).encode("utf-8", "surrogateescape")
    assert isinstance(parse_feed(body, url=URL, content_type="text/xml"), ParsedFeed | ParseError)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "url", "title", "content_text", "authors", "author", "name", "tags", "date_published"]),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@given(JSON)
@examples(80)
def test_a_json_feed_of_any_shape_never_raises(items: object) -> None:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    assert isinstance(parse_feed(body.encode(), url=URL, content_type=None), ParsedFeed)


def test_deep_nesting_is_read() -> None:
    parsed = read(rss("<item><title>x</title><description>" + "<a>" * 30_000))
    assert parsed.entries[0].title == "x"


def test_a_guid_that_is_no_address_becomes_no_link() -> None:
    item = "<item><title>Troops sent</title><guid>{}</guid></item>"
    body = f"<rss version='2.0'><channel>{item.format('j5')}{item.format('https://a.example/5')}</channel></rss>"

    parsed = parse_feed(body.encode(), url="http://10.0.0.1/feed", content_type="text/xml")

    assert isinstance(parsed, ParsedFeed)
    assert [entry.link for entry in parsed.entries] == [None, "https://a.example/5"]
