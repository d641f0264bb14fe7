"""Asks one address, for commands that look at a feed before it is polled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.addresses import publisher_of
from monitor.config import Config
from monitor.feeds.article import Article, product
from monitor.feeds.fetch import fetcher_for
from monitor.feeds.guard import allow_private
from monitor.feeds.pages import Pages
from monitor.feeds.turns import Turns
from monitor.feeds.worker import ParserPool
from monitor.model import Feed, Fetched, FetchError, FetchRequest, NotModified, ParsedFeed, ParseError
from monitor.poller import GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address gave: `said` is read from `fetched`, or says why there is nothing to read."""

    said: ParsedFeed | ParseError | FetchError
    fetched: Fetched | None = None


def candidate(url: str, publisher: str = "") -> Feed:
    """A feed that is only looked at: nothing goes by how often it would be asked."""
    publisher = publisher or publisher_of(url)
    return Feed(id="(new)", url=url, publisher=publisher, every=timedelta(hours=1), max_age=timedelta(days=1))


async def read_pages(config: Config, urls: Sequence[str]) -> list[Article]:
    """The articles at these addresses, one after the other, with the daemon's own manners. Records nothing."""
    parser = ParserPool()
    own = allow_private(config.polling.allow_private_hosts)
    try:
        async with fetcher_for(config.polling) as fetcher:
            pages = Pages(
                fetcher=fetcher,
                reader=parser,
                turns=Turns(GAP),
                agent=product(config.polling.user_agent),
                own=own,
                clock=lambda: datetime.now(UTC),
            )
            return [await pages.read(url) for url in urls]
    finally:
        await parser.close()


async def ask(config: Config, feed: Feed) -> Answer:
    """Fetches and reads one feed, with the daemon's own guard and limits. Records nothing."""
    async with fetcher_for(config.polling) as fetcher:
        outcome = await fetcher.fetch(FetchRequest(url=feed.url), is_file=feed.is_file)
    match outcome:
        case FetchError():
            return Answer(said=outcome)
        case NotModified():
            said = "the server answers «not modified» to an unconditional request: it is broken"
            return Answer(said=FetchError(message=said))
        case Fetched():
            parser = ParserPool()
            try:
                return Answer(said=await parser.parse(outcome), fetched=outcome)
            finally:
                await parser.close()
