"""Reading lists of feeds, well-formed or not."""

import time

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.opml import feeds_from_opml

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Watch</title></head><body>
  <outline text="Korea">
    <outline text="Agencies">
      <outline type="rss" text="Yonhap" title="Yonhap &amp; co" xmlUrl="https://a.example/rss?x=1&amp;y=2"
               htmlUrl="https://a.example/" language="ko" monitorId="yonhap" monitorStateMedia='false'/>
    </outline>
  </outline>
  <outline text="Top" xmlUrl="https://b.example/rss"></outline>
</body></opml>"""


def test_a_list_gives_its_feeds_with_groups_and_attributes() -> None:
    first, second = feeds_from_opml(GOOD)
    assert (first.url, first.title) == ("https://a.example/rss?x=1&y=2", "Yonhap & co")
    assert (first.html_url, first.lang, first.groups) == ("https://a.example/", "ko", ("Korea", "Agencies"))
    assert (first.attribute("monitorid"), first.attribute("monitorStateMedia")) == ("yonhap", "false")
    assert first.attribute("monitorReliability") is None
    assert (second.title, second.groups, second.lang) == ("Top", (), None)


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ('<outline text="Q & A" xmlUrl="https://x/?a=1&b=2"/>', ["https://x/?a=1&b=2"]),
        ('<outline text="a > b" xmlUrl="https://x/a"/>', ["https://x/a"]),
        ("<OUTLINE XMLURL = 'https://x/a' >", ["https://x/a"]),
        ('<outline xmlUrl="https://x/a"/><outline xmlUrl="https://x/a"/>', ["https://x/a"]),
        ('<!-- <outline xmlUrl="https://x/no"/> --><outline xmlUrl="https://x/a"/>', ["https://x/a"]),
        ('<outline xmlUrl=" "/><outline text="group"/>', []),
        ('<outline text="unclosed><outline xmlUrl="https://x/a"/>', []),
        ("<html><p>no list</p></html>", []),
        ("", []),
    ],
)
def test_lists_that_are_no_xml_are_read_as_far_as_they_go(text: str, urls: list[str]) -> None:
    assert [feed.url for feed in feeds_from_opml(text)] == urls


def test_the_first_of_two_entries_with_one_address_stays() -> None:
    text = '<outline text="first" xmlUrl="https://x/"/><outline xmlUrl="https://y/"/><outline text="2" xmlUrl="https://x/"/>'
    assert [(feed.url, feed.title) for feed in feeds_from_opml(text)] == [("https://x/", "first"), ("https://y/", "")]


def test_groups_end_where_their_outline_ends() -> None:
    text = '<outline text="A"><outline xmlUrl="u1"/></outline><outline text="B"><outline xmlUrl="u2"></outline>'
    text += '<outline xmlUrl="u3"/>'
    assert [feed.groups for feed in feeds_from_opml(text)] == [("A",), ("B",), ("B",)]


@pytest.mark.parametrize(
    "text",
    ["<outline " * 50_000, '<outline a="' * 50_000, "<!--" * 50_000, "<outline>" * 50_000, "<outline " + "a=" * 100_000,
     "<outline " + "a" * 300_000, '<outline xmlUrl="u" ' * 20_000, '<outline text="g"><outline xmlUrl="u">' * 20_000],
)  # fmt: skip
def test_lists_made_to_hurt_are_read_in_one_pass(text: str) -> None:
    started = time.process_time()
    feeds_from_opml(text)
    assert time.process_time() - started < 2


@given(
    st.lists(
        st.sampled_from(["<outline ", "</outline>", "/>", ">", 'xmlUrl="u"', "'", '"', "=", "text=", "&", "<!--", "x"]),
        max_size=30,
    ).map("".join)
)
@examples(100)
def test_reading_never_raises(text: str) -> None:
    assert all(feed.url for feed in feeds_from_opml(text))
