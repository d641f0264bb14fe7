"""Articles behind thin feeds: fetched once, with manners, before anything is decided; never at their item's cost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
from effort import examples
from feed_server import FeedServer
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, a_feed
from structlog.testing import capture_logs
from test_poller import Round
from watch import until

from monitor.addresses import canonical_url
from monitor.feeds.article import article_text, permission, product
from monitor.feeds.fetch import Fetcher
from monitor.feeds.guard import ANYTHING_PRIVATE
from monitor.feeds.health import Condition, health_of
from monitor.feeds.turns import Turns
from monitor.feeds.worker import ParserPool
from monitor.model import Feed, ParseError
from monitor.rules.ruleset import RuleSet
from monitor.store import Store

AGENT = "monitor/0.1 (news alerts; contact: https://example.org/about)"
PARAGRAPH = "The ministry said on Thursday that North Korean troops had reached the region, and gave no number. "
HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(text: str = PARAGRAPH * 5) -> str:
    menu = "<nav><a href='/'>Sport</a> <a href='/w'>Weather</a></nav>"
    return (
        f"<html><head><title>T</title></head><body>{menu}<article><h1>Talks</h1><p>{text}</p></article></body></html>"
    )


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as opened:
        yield opened


@pytest.fixture
async def rooms() -> AsyncIterator[tuple[Fetcher, ParserPool]]:
    parser = ParserPool()
    async with Fetcher(user_agent=AGENT, allow_private=ANYTHING_PRIVATE, deadline=1) as fetcher:
        yield fetcher, parser
    await parser.close()


def thin(server: FeedServer, path: str = "/thin", **given: object) -> Feed:
    return a_feed(id=path.strip("/"), url=server.url(path), full_text=True, **given)


def lists(server: FeedServer, number: int, link: str, title: str = "Talks", path: str = "/thin") -> None:
    when = format_datetime(NOON - timedelta(minutes=number))
    server.add(path, title=f"{title} {number}", guid=str(number), link=link, published=when)


def bodies(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql("SELECT body FROM items ORDER BY title")]


def asked(server: FeedServer, path: str) -> int:
    return len(server.requests_for(path))


async def test_a_new_items_article_is_read_once_and_rules_see_it(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    lists(server, 1, server.serve("/1", page(), headers=HTML))
    watch = Round(store, ruleset, *rooms, thin(server))
    await watch.pass_()

    (alert,) = store.alert_lines(5)
    assert alert.rules == ("dprk-troops",)
    assert PARAGRAPH.strip() in bodies(store)[0]
    assert "Weather" not in bodies(store)[0]
    assert server.requests_for("/1")[0].headers["accept"].startswith("text/html")
    assert server.requests_for("/1")[0].headers["user-agent"] == AGENT

    lists(server, 1, server.url("/1"), title="Talks edited")  # an edit, and one more, twice
    lists(server, 2, server.url("/2"), title="The same page again")
    lists(server, 3, server.serve("/2", page("Nothing of note. " * 30), headers=HTML))
    await watch.pass_(minutes=10)
    assert (asked(server, "/robots.txt"), asked(server, "/1"), asked(server, "/2")) == (1, 1, 1)
    assert all(PARAGRAPH.strip() in body or "Nothing of note" in body for body in bodies(store))


async def test_what_was_fetched_before_a_crash_is_not_asked_for_again_and_no_item_is_lost(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    lists(server, 1, server.serve("/1", page(), headers=HTML))
    lists(server, 2, server.serve("/2", page("Nothing of note. " * 30), headers=HTML, behaviour="hang"))
    async with Fetcher(user_agent=AGENT, allow_private=ANYTHING_PRIVATE, deadline=60) as patient:
        before = Round(store, ruleset, patient, rooms[1], thin(server))
        await before.poller.poll_due()
        await until(lambda: asked(server, "/2") and store.articles_at([canonical_url(server.url("/1"))], NOON))
        await before.poller.drain(timedelta(0))  # cut off in the middle of the second article
    assert bodies(store) == []

    store.take_over()
    server.serve("/2", page("Nothing of note. " * 30), headers=HTML)
    await Round(store, ruleset, *rooms, thin(server)).pass_()
    assert (asked(server, "/1"), asked(server, "/2")) == (1, 2)
    assert len(bodies(store)) == 2
    assert len(store.alert_lines(5)) == 1


async def test_an_article_that_can_not_be_had_costs_its_item_the_body_only_and_is_said(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/robots.txt", "User-agent: *\nDisallow: /private/\nUser-agent: other\nDisallow: /")
    links = {
        server.url("/private/1"): "robots.txt of 127.0.0.1 forbids it",
        server.redirect("/moved", server.url("/private/2")): "robots.txt of 127.0.0.1 forbids it",
        server.serve("/film", b"\0" * 99, headers={"Content-Type": "video/mp4"}): "is no web page, but 'video/mp4'",
        server.serve("/gone", status=404): "answers with status 404",
        server.serve("/short", page("Accept cookies?"), headers=HTML): "no article was found",
        server.serve("/slow", page(), headers=HTML, behaviour="hang"): "did not finish its answer within 1 s",
        server.serve("/endless", headers=HTML, behaviour="endless"): "more than 8 MiB",
        server.redirect("/loop", server.url("/loop")): "redirects more than 5 times",
        server.redirect("/inside", "file:///etc/passwd"): "only http and https",
    }
    for number, link in enumerate(links):
        lists(server, number, link, title="North Korean troops")
    feed = thin(server)
    watch = Round(store, ruleset, *rooms, feed)
    with capture_logs() as logs:
        await watch.pass_()

    assert set(bodies(store)) == {""}
    assert len(bodies(store)) == len(links)
    assert store.alert_lines(20)
    assert asked(server, "/private/1") + asked(server, "/private/2") == 0
    for link, words in links.items():
        (article,) = store.articles_at([canonical_url(link)], NOON).values()
        assert words in (article.fault or "")
    (told,) = [line for line in logs if line["event"] == "articles could not be read"]
    assert told["missed"] == f"{len(links)} of {len(links)}"
    health = health_of(feed, watch.state("thin"), watch.now, str)
    assert health.condition is Condition.MISSED
    assert f"{len(links)} of the {len(links)} articles" in health.sentences[0]


async def test_a_site_whose_robots_txt_can_not_be_had_is_not_asked_and_one_without_is(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    server.serve("/robots.txt", status=503)
    lists(server, 1, server.serve("/1", page(), headers=HTML))
    watch = Round(store, ruleset, *rooms, thin(server))
    await watch.pass_()
    assert asked(server, "/1") == 0

    server.serve("/robots.txt", "", headers={"ETag": '"r"'})
    for hours, number in ((1, 2), (25, 3)):
        lists(server, number, server.serve(f"/{number}", page(), headers=HTML))
        await watch.pass_(hours=hours)
        assert asked(server, f"/{number}") == 1
    assert [one.headers.get("if-none-match") for one in server.requests_for("/robots.txt")] == [None, None, '"r"']


async def test_backlog_and_old_news_are_not_worth_a_request(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    lists(server, 1, server.serve("/1", page(), headers=HTML))
    lists(server, 60 * 30, server.serve("/2", page(), headers=HTML))
    watch = Round(store, ruleset, *rooms, thin(server))
    await watch.pass_()
    assert (asked(server, "/1"), asked(server, "/2")) == (1, 0)
    assert len(bodies(store)) == 2


async def test_no_article_holds_up_its_poll_for_longer_than_patience(
    server: FeedServer, store: Store, ruleset: RuleSet, rooms: tuple[Fetcher, ParserPool]
) -> None:
    lists(server, 1, server.serve("/1", page(), headers=HTML, behaviour="hang"))
    watch = Round(store, ruleset, *rooms, thin(server))
    watch.poller.articles.patience = timedelta(seconds=0.2)
    await watch.pass_()
    assert bodies(store) == [""]
    assert "may take 0.2 s" in (watch.state("thin").habits.article_fault or "")


@pytest.mark.parametrize("held", [None, "x.example"])
async def test_a_domain_is_asked_for_one_thing_at_a_time_by_its_holder_too(held: str | None) -> None:
    turns, order = Turns(timedelta(seconds=0.05)), list[str]()

    async def ask(domain: str, name: str) -> None:
        async with turns.of(domain, held=held, gap=timedelta(0)):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    turns.take("x.example")
    waiting = [asyncio.create_task(ask("x.example", name)) for name in "ab"]
    await ask("y.example", "other")
    if held is None:
        turns.give_back("x.example")
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*waiting)
    assert asyncio.get_running_loop().time() - began >= 0.09
    assert order == ["other begins", "other ends", "a begins", "a ends", "b begins", "b ends"]
    assert "x.example" in turns.busy


# --- What comes out of a page, and of robots.txt ---------------------------------------------------------------------


def test_the_article_is_taken_and_what_stands_around_it_is_not() -> None:
    text = article_text(page().encode(), url="https://x.example/1", content_type="text/html")
    assert isinstance(text, str)
    assert text.count("North Korean troops") == 5
    assert "Weather" not in text


MANY = " ".join(f"a{number}='>'" for number in range(100_000))
BARE = " ".join(f"a{number}" for number in range(100_000))


@pytest.mark.parametrize("crowd", [f"<p {MANY}>x</p>", f"<script {MANY}></script>", f"<P {BARE}>"])
def test_a_tag_of_thousands_of_attributes_is_not_given_to_the_parser(crowd: str) -> None:
    text = article_text(page(crowd).encode(), url="https://x.example/1", content_type="text/html")
    assert "thousands of attributes" in getattr(text, "message", "")


@pytest.mark.parametrize(
    "long",
    [
        f"<img alt='a > b' src='data:image/png;base64,{'x' * 100_000}'>",
        f"<a href=/{'x' * 100_000}>y</a>",
        f"<!-- <p {MANY} -->",
        f"<script>for (i=0;i<n;i+=1) {MANY.replace('>', '')}</script>",
        f"<style>a<b {MANY.replace('>', '')}</style>",
        "<p class='lead'>" * 2_000 + "</p>" * 2_000,
    ],
)
def test_what_is_long_and_does_no_harm_is_read(long: str) -> None:
    text = article_text(page(f"</p>{long}<p>{PARAGRAPH * 5}").encode(), url="https://x.example/1", content_type=None)
    assert "North Korean troops" in str(text)


@given(st.binary(max_size=300) | st.text(alphabet="<>/apbdivhtml='\" &;\0", max_size=200).map(str.encode))
@examples(40)
def test_any_bytes_give_a_text_or_a_sentence(body: bytes) -> None:
    assert isinstance(article_text(body, url="https://x.example/", content_type=None), str | ParseError)


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["User-agent: *\n", "Disallow: /*a*$\n", "crawl-delay: nan\n", "Allow: %zz\n"])).map(
        "".join
    )
)
@examples(40)
def test_any_robots_txt_gives_leave_or_none(robots: str) -> None:
    said = permission(robots.encode("utf-8", "surrogatepass"), url="https://x.example/a?b=ü", agent="monitor")
    assert 0 <= said.delay <= 30


def test_robots_txt_speaks_to_us_by_name() -> None:
    robots = b"User-agent: monitor\nDisallow: /a\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /"
    allowed = [permission(robots, url=f"https://x.example{path}", agent=product(AGENT)) for path in ("/a", "/b")]
    assert [(one.allowed, one.delay) for one in allowed] == [(False, 7.0), (True, 7.0)]
    assert not permission(robots, url="https://x.example/b", agent="other").allowed
