"""Reading behind a wall: Fetched → a process of its own → ParsedFeed | an article's text | ParseError.

A body made to hurt can cost the parser seconds, gigabytes, or its life; here it costs one worker, which is killed and
replaced, and its feed gets a sentence. The process starts with the first body that needs it, so that commands which
parse nothing pay nothing.

An ordinary feed never comes so far: the fast scan, which is bounded, has it in about a millisecond. It and what is made
of its entries have one thread for all feeds: thirty that answer at once would hold up the event loop for as many
milliseconds, and so would thirty threads that want the interpreter.
"""

import asyncio
import multiprocessing
import resource
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from monitor.feeds.article import Permission, article_text, permission
from monitor.feeds.parse import parse_feed, parse_plain
from monitor.model import Fetched, ParsedFeed, ParseError

PARSES_PER_WORKER = 500  # then it is replaced, and whatever it has leaked with it


T = TypeVar("T")


class ParserPool:
    """Parses in `workers` processes, each held to `memory` bytes of address space.

    `deadline` is in seconds, for one body, counted from when a worker takes it.
    """

    def __init__(self, *, deadline: float = 20.0, memory: int = 1024**3, workers: int = 1) -> None:
        self._deadline = deadline
        self._memory = memory
        self._workers = workers
        self._pool: ProcessPool | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")

    async def parse(self, fetched: Fetched) -> ParsedFeed | ParseError:
        """What a feed's body says."""
        plain = await self.beside(
            partial(parse_plain, fetched.body, url=fetched.url, content_type=fetched.content_type)
        )
        if isinstance(plain, ParsedFeed):
            return plain
        return await self.parse_apart(fetched)

    async def parse_apart(self, fetched: Fetched) -> ParsedFeed | ParseError:
        """What a body says that is beyond the fast scan."""
        what = {"url": fetched.url, "content_type": fetched.content_type}
        return await self._read(parse_feed, fetched.body, what)

    async def beside(self, work: Callable[[], T]) -> T:
        """The result of some milliseconds of work that is bounded, done beside the event loop, one after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def article_text(self, fetched: Fetched) -> str | ParseError:
        """The text of the article on a page."""
        what = {"url": fetched.url, "content_type": fetched.content_type}
        return await self._read(article_text, fetched.body, what)

    async def permission(self, body: bytes, url: str, agent: str) -> Permission | ParseError:
        """What a robots.txt says of an address."""
        return await self._read(permission, body, {"url": url, "agent": agent})

    async def _read(self, read: Callable[..., T], body: bytes, what: Mapping[str, str | None]) -> T | ParseError:
        """Never raises for the body; cancelling it kills the worker that has it."""
        if self._pool is not None and not self._pool.active:
            await self.close()  # an idle worker died, and with it the pool: it would refuse every body from now on
        task = self._started().schedule(read, args=(body,), kwargs=dict(what), timeout=self._deadline)
        try:
            return await asyncio.wrap_future(task)
        except TimeoutError:
            return ParseError(
                message=f"reading the body took longer than {self._deadline:g} s, and was given up: {MADE_TO}"
            )
        except MemoryError:
            return ParseError(
                message=f"reading the body took more than {self._memory / 2**20:g} MiB of memory: {MADE_TO}"
            )
        except ProcessExpired as error:
            return ParseError(message=f"reading the body ended its worker (exit code {error.exitcode}): {MADE_TO}")
        except BrokenProcessPool:
            await self.close()  # the next body finds a new pool
            return ParseError(message="the processes that read bodies could not be kept alive; it is asked again later")

    async def close(self) -> None:
        """Ends the workers, whatever they are at. The pool may be used again, and then starts anew."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(end, pool)

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._workers,
                max_tasks=PARSES_PER_WORKER,
                initializer=confine,
                initargs=(self._memory,),
                # Not fork: a child of a program with threads may inherit a lock that nobody releases.
                context=multiprocessing.get_context("forkserver"),
            )
        return self._pool


MADE_TO = "its body may be made to hurt; look at it, or remove the feed"


def confine(memory: int) -> None:
    """In the worker: allocations past `memory` bytes fail there, instead of pressing the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]  # pebble types its results, not its switches
    pool.join()
