"""A list of feeds becomes a config that can be read, whatever the list holds."""

import tomllib
from pathlib import Path

from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import a_feed

from monitor.feeds.adopt import NewFeed, new_feeds, table_of
from monitor.feeds.opml import OpmlFeed, feeds_from_opml


def listed(url: str, **more: str) -> OpmlFeed:
    return OpmlFeed(url=url, attributes=tuple(more.items()), title=more.get("title", ""))


def test_what_is_declared_already_is_left_out_however_its_address_is_written() -> None:
    declared = [a_feed(url="https://wire.example/rss/")]

    found = list(new_feeds([listed("http://WIRE.example/rss"), listed("https://other.example/rss")], declared))

    assert [feed.url for feed in found] == ["https://other.example/rss"]


def test_ids_are_free_and_made_of_names() -> None:
    found = new_feeds(
        [listed("https://a.example/1", title="The Wire!"), listed("https://a.example/2", title="The Wire")],
        [a_feed(id="the-wire")],
    )

    assert [feed.id for feed in found] == ["the-wire-2", "the-wire-3"]


def test_an_id_is_made_of_latin_letters_or_of_the_host() -> None:
    names = ("L'Obs, à la Une", "Лента", "x" * 49 + " y")
    found = new_feeds([listed(f"https://a.example/{number}", title=name) for number, name in enumerate(names)], [])

    assert [feed.id for feed in found] == ["l-obs-a-la-une", "a-example", "x" * 49]


def test_only_web_addresses_are_taken() -> None:
    assert list(new_feeds([listed("file:///etc/passwd"), listed("/etc/passwd"), listed("ftp://x")], [])) == []


def test_our_own_list_says_who_speaks_and_who_is_state_media() -> None:
    path = Path(__file__).parent.parent / "seeds" / "feeds.opml"

    found = {feed.id: feed for feed in new_feeds(feeds_from_opml(path.read_text()), [])}

    assert len(found) >= 25
    assert found["tass"].state_media
    assert found["38-north"].reliability == "B"


@examples(60)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=8))
def test_any_name_makes_a_table_that_can_be_read(title: str, publisher: str, lang: str) -> None:
    feed = OpmlFeed(url="https://x.example/rss", title=title, lang=lang, attributes=(("monitorPublisher", publisher),))
    (new,) = new_feeds([feed], [])

    table = tomllib.loads(table_of(new).encode("utf-8", "replace").decode())["feed"][0]

    assert isinstance(new, NewFeed)
    assert table["url"] == "https://x.example/rss"
    assert table["id"] == new.id
