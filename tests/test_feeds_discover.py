"""The feeds that a page offers."""

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.discover import Offer, offers_of

URL = "https://site.org/news/"
RSS = 'rel="alternate" type="application/rss+xml"'


@pytest.mark.parametrize(
    ("page", "urls"),
    [
        (f'<link {RSS} href="/rss">', ["https://site.org/rss"]),
        ("<LINK REL='Alternate home' TYPE='application/atom+xml; charset=utf-8' HREF=feed>", [URL + "feed"]),
        (f'<base href="https://cdn.org/x/"><link {RSS} href="rss"/>', ["https://cdn.org/x/rss"]),
        (
            f'<link {RSS} href="/a"><link {RSS} href="/a"><link {RSS} href="/b">',
            ["https://site.org/a", "https://site.org/b"],
        ),
        ('<link rel="alternate" type="text/html" hreflang="de" href="/de">', []),
        (f'<!-- <link {RSS} href="/old"> -->', []),
        (f'<link {RSS} href="">', []),
        (f'<link {RSS} href="javascript:alert(1)">', []),
        (f'<link {RSS} href="http://[broken">', []),
        (f'<link {RSS} href="file:///etc/passwd">', []),
        ("", []),
    ],
)
def test_a_page_s_links_say_which_feeds_it_offers(page: str, urls: list[str]) -> None:
    assert [offer.url for offer in offers_of(page.encode(), URL, "text/html")] == urls


def test_titles_are_read_in_the_page_s_own_charset() -> None:
    page = f'<meta charset="windows-1251"><link {RSS} href="/rss" title="Новини">'.encode("cp1251")

    assert offers_of(page, URL, "text/html") == (Offer(url="https://site.org/rss", title="Новини"),)


@given(st.binary(max_size=400) | st.text(alphabet="<>!-[]/=\"' linkrebasf", max_size=400).map(str.encode))
@examples(300)
def test_any_bytes_offer_only_web_addresses(page: bytes) -> None:
    assert all(offer.url.startswith(("http://", "https://")) for offer in offers_of(page, URL, None))
