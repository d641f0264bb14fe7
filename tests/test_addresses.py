"""Addresses: what is told of them holds no secret, and Google News' links lead to the article."""

import base64

import pytest
from effort import examples
from hypothesis import example, given
from hypothesis import strategies as st
from make import NOON, a_feed

from monitor.addresses import PLAIN, article_url, canonical_url, is_opaque, shown, tidied, without_user
from monitor.items import item_from
from monitor.model import Entry

ARTICLE = "https://www.news.example/world/troops-2024?id=7"


def wrapped(url: str, tail: bytes = b"\xd2\x01\x00") -> str:
    """A link as Google News wrote it until 2024."""
    size = len(url)
    length = bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])
    token = base64.urlsafe_b64encode(b"\x08\x13\x22" + length + url.encode() + tail).decode().rstrip("=")
    return f"https://news.google.com/rss/articles/{token}?oc=5&hl=en-US"


OPAQUE = wrapped("AU_yqLM" + "x" * 120)


@pytest.mark.parametrize("url", [ARTICLE, f"https://news.example/{'long/' * 40}"])
def test_a_link_of_google_news_leads_to_the_article(url: str) -> None:
    assert article_url(wrapped(url)) == url
    assert article_url(wrapped(url).replace("rss/articles", "articles")) == url


@pytest.mark.parametrize(
    "url", ["", ARTICLE, OPAQUE, "https://news.google.com/rss/articles/CBMiA", wrapped("ftp://x/")]
)
def test_what_hides_no_address_stays_as_it_is(url: str) -> None:
    assert article_url(url) == url


@given(st.text(max_size=40))
@example("\u00b2" * 4)  # word characters that are no ASCII
@examples(60)
def test_an_id_of_any_shape_is_survived(token: str) -> None:
    assert article_url(f"https://news.google.com/rss/articles/{token}")


def test_google_news_entries_are_known_by_the_article_or_by_title_and_publisher() -> None:
    feed = a_feed()
    plain = item_from(Entry(guid="CBMi1", link=wrapped(ARTICLE), title="Troops sent - News"), feed, NOON)
    assert (plain.url, plain.canonical_url) == (ARTICLE, canonical_url(ARTICLE))
    other = wrapped("AU_yqLM" + "y" * 120)
    one, two = (
        item_from(Entry(guid=link, link=link, title="Troops sent - News"), feed, NOON) for link in (OPAQUE, other)
    )
    assert is_opaque(OPAQUE)
    assert one.key == two.key
    assert one.key != item_from(Entry(guid="1", link=OPAQUE, title="Troops sent - Other"), feed, NOON).key


@pytest.mark.parametrize(
    ("url", "told", "kept"),
    [
        ("https://reader:hunter2@x.example/f?k=1", "https://x.example/f?…", "https://x.example/f?k=1"),
        ("https://reader:p@ss@x.example/f", "https://x.example/f", "https://x.example/f"),
        ("https://x.example/@user", "https://x.example/@user", "https://x.example/@user"),
        ("/var/feeds/a@b.xml", "/var/feeds/a@b.xml", "/var/feeds/a@b.xml"),
    ],
)
def test_user_and_password_are_taken_off(url: str, told: str, kept: str) -> None:
    assert (shown(url), without_user(url)) == (told, kept)


PARTS = st.lists(st.sampled_from(["a", "b-1", "www", "com", ".", "-", "0", "xn--a", "A"]), min_size=1, max_size=6)
PATHS = st.lists(st.sampled_from(["/", "a", "B-", ".", "..", "_", "2024", "~", "x.html"]), max_size=8)


@given(st.sampled_from(["http://", "https://"]), PARTS.map("".join), PATHS.map("".join))
@example("http://", "127.0.0.1", "/a/")
@example("https://", "a.example", "//")
@examples(200)
def test_a_plain_address_is_compared_as_its_tidying_would_have_it(scheme: str, host: str, path: str) -> None:
    url = f"{scheme}{host}{path}"
    if PLAIN.fullmatch(url) is None:
        return
    assert canonical_url(url) == tidied(url) == tidied(tidied(url))
