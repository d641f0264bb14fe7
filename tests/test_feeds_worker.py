"""The processes that read bodies: none holds up another, whatever it is."""

import asyncio
import os
import resource
import signal
from functools import partial
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import pytest
from make import NOON, a_feed

from monitor.feeds.lanes import Allowance, Done, Lane, Overran, Turnstile, wall_of
from monitor.feeds.listing import NO_MARKS, Listing
from monitor.feeds.parcel import Parcel, sweep
from monitor.feeds.parse import parse_feed
from monitor.feeds.worker import ParserPool
from monitor.model import Fetched, ParsedFeed, ParseError

URL = "https://news.example/rss/feed.xml"


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def fetched(body: str) -> Fetched:
    return Fetched(url=URL, body=body.encode(), digest="")


@pytest.mark.slow
async def test_the_worker_gives_what_parsing_gives_and_can_be_closed_and_used_again() -> None:
    pool = ParserPool()
    await pool.close()
    for _ in range(2):
        parsed = await pool.parse(fetched(rss("<item><title>x</title></item>")))
        assert isinstance(parsed, ParsedFeed)
        assert [entry.title for entry in parsed.entries] == ["x"]
        assert isinstance(await pool.parse(fetched("")), ParseError)
        await pool.close()


@pytest.mark.slow
async def test_a_body_that_takes_too_long_is_given_up_and_others_are_read() -> None:
    pool = ParserPool(longest=0.5)
    good = fetched(rss("<item><title>x</title></item>"))
    try:
        await pool.parse(good)  # the worker is up
        hostile, after = await asyncio.gather(
            pool.parse(fetched(rss("<item><title>x</title></item>" * 100_000))), pool.parse(good)
        )
        assert isinstance(hostile, ParseError)
        assert "longer than 0.5 s" in hostile.message
        assert isinstance(after, ParsedFeed)
    finally:
        await pool.close()


@pytest.mark.slow
async def test_a_body_that_takes_too_much_memory_is_given_up_and_others_are_read() -> None:
    pool = ParserPool(memory=90 * 2**20)
    try:
        hostile = await pool.parse(fetched(rss("<item><title>" + "x" * 12_000_000)))
        assert isinstance(hostile, ParseError)
        assert "more memory" in hostile.message
        assert isinstance(await pool.parse(fetched(rss("<item><title>x</title></item>"))), ParsedFeed)
    finally:
        await pool.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGABRT])
async def test_a_body_that_crashes_its_worker_costs_its_feed_a_sentence_and_no_other_anything(how: int) -> None:
    lane = Lane(memory=2**29, bodies=500)
    try:
        crashed = await lane.read(dies, Parcel(fetched("")), {"by": how, "times": 9}, budget=1.0, needs=0.0)
        assert isinstance(crashed, ParseError)
        assert f"ended its worker (exit code {-how}): its body may be made to hurt" in crashed.message
        assert isinstance(await feed_read_in(lane), Done)
    finally:
        await lane.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
async def test_a_body_whose_worker_somebody_ended_is_read_once_more_before_it_is_blamed(
    tmp_path: Path, how: int
) -> None:
    lane, body = Lane(memory=2**29, bodies=500), Parcel(fetched(""))
    try:
        for times, name in ((1, "a"), (2, "b")):
            what = {"by": how, "times": times, "tally": tmp_path / name}
            done = await lane.read(dies, body, what, budget=1.0, needs=0.0)
            assert isinstance(done, Done if times == 1 else ParseError)
            assert len((tmp_path / name).read_text()) == min(times, 2)
        assert isinstance(await feed_read_in(lane), Done)
    finally:
        await lane.close()


def dies(_: bytes, *, by: int, times: int, tally: Path | None = None) -> int:
    """In the worker: ends it, the first `times` that it is called."""
    died = len(tally.read_text()) if tally is not None and tally.exists() else 0
    if died < times:
        if tally is not None:
            tally.write_text("x" * (died + 1))
        os.kill(os.getpid(), by)
        sleep(5)
    return died


async def feed_read_in(lane: Lane) -> Done[ParsedFeed | ParseError] | ParseError | Overran:
    what = {"url": URL, "content_type": None}
    return await lane.read(parse_feed, Parcel(fetched(rss("<item/>"))), what, budget=1.0, needs=0.0)


@pytest.mark.slow
async def test_what_no_timer_can_interrupt_is_ended_soon_after_its_budget() -> None:
    lane = Lane(memory=2**29, bodies=500)
    try:
        began = monotonic()
        assert await lane.read(computes, Parcel(fetched("")), {}, budget=0.1, needs=0.0) is Overran.OVERRAN
        assert monotonic() - began < wall_of(0.1) - 1
        assert isinstance(await feed_read_in(lane), Done)
    finally:
        await lane.close()


def computes(_: bytes) -> int:
    """In the worker: one call of C for minutes, during which Python sees no signal."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    while True:
        sum(range(10_000_000))


@pytest.mark.slow
async def test_a_body_that_the_machine_gave_no_time_is_not_called_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.feeds.lanes.PATIENCE", 0.1)
    pool = ParserPool()
    try:
        read = await pool._slowly(dawdles, Parcel(fetched("")), {}, "some feed")
        assert isinstance(read, ParseError)
        assert "did not finish within 0.5 s" in read.message
        assert "hurt" not in read.message
        assert pool._costs == {}
    finally:
        await pool.close()


def dawdles(_: bytes) -> None:
    sleep(60)


def kill_worker(lane: Lane) -> None:
    """That of this lane: other children, and theirs, are other tests'."""
    processes = lane._pool
    assert processes is not None
    for worker in tuple(processes._pool_manager.worker_manager.workers):
        os.kill(worker, signal.SIGKILL)


@pytest.mark.slow
async def test_a_worker_that_dies_while_it_has_nothing_to_do_is_replaced() -> None:
    lane = Lane(memory=2**29, bodies=500)
    read = partial(lane.read, parse_feed, what={"url": URL, "content_type": None}, budget=1.0, needs=0.0)
    try:
        await read(Parcel(fetched("")))
        processes = lane._pool
        assert processes is not None
        kill_worker(lane)
        async with asyncio.timeout(10):
            while processes.active:  # until it has noticed
                await asyncio.sleep(0.01)

        done = await read(Parcel(fetched(rss("<item><title>x</title></item>"))))
        assert isinstance(done, Done)
        assert isinstance(done.result, ParsedFeed)
    finally:
        await lane.close()


# --- Who waits for whom ----------------------------------------------------------------------------------------------


def beyond(items: int) -> Parcel:
    """A feed that is beyond the fast scan, of so many entries; ten thousand take a second."""
    body = f'<rss version="2.0"><channel>{"<item><title>x</title></item>" * items}</channel></rss>'
    return Parcel(fetched(body))


@pytest.mark.slow
async def test_bodies_that_take_long_hold_up_no_other_more_than_once() -> None:
    pool, order, ends = ParserPool(longest=0.6), list[str](), count()

    async def read(name: str, items: int) -> None:
        assert isinstance(await pool.read(beyond(items), a_feed(id=name), NOON, NO_MARKS), tuple) is (items < 100)
        order.append(f"{name} {next(ends)}")

    hostile = [f"hostile-{number}" for number in range(6)]
    try:
        for _ in range(2):
            order.clear()
            await asyncio.gather(*(read(name, 17_000) for name in hostile), *(read(f"good-{n}", 20) for n in range(6)))
            assert [line.split()[0][:4] for line in order] == ["good"] * 6 + ["host"] * 6
        assert set(pool._costs) == set(hostile)
    finally:
        await pool.close()


@pytest.mark.slow
async def test_who_took_long_and_is_quick_now_is_no_longer_read_apart() -> None:
    pool = ParserPool()
    try:
        for items, is_known in ((17_000, True), (20, False)):
            read = await pool.read(beyond(items), a_feed(), NOON, NO_MARKS)
            assert isinstance(read, tuple)
            assert isinstance(read[1], Listing)
            assert len(read[1].items) == min(items, 2_000)
            assert bool(pool._costs) is is_known
    finally:
        await pool.close()


async def test_who_needs_least_comes_first_and_who_went_away_holds_up_nobody() -> None:
    turnstile, order = Turnstile(), list[float]()

    async def pass_(needs: float) -> None:
        async with turnstile.turn(needs):
            order.append(needs)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(pass_(needs)) for needs in (5, 3, 4, 1, 2)]
    await asyncio.sleep(0)
    tasks[3].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert order == [5, 2, 3, 4]
    assert not turnstile.is_taken


async def test_who_has_waited_long_is_not_overtaken_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.feeds.lanes.STRETCH", 0.01)
    turnstile, order = Turnstile(), list[float]()

    async def pass_(needs: float) -> None:
        async with turnstile.turn(needs):
            order.append(needs)
            await asyncio.sleep(0.03)

    tasks = [asyncio.create_task(pass_(needs)) for needs in (1, 5)]
    for _ in range(8):
        await asyncio.sleep(0.02)
        tasks.append(asyncio.create_task(pass_(1)))
    await asyncio.gather(*tasks)

    assert 1 < order.index(5) < 6


async def test_what_waits_lies_in_a_file_until_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    small, large = Parcel(fetched("x")), Parcel(fetched("x" * 100_000))

    await small.put_aside()
    await large.put_aside()

    assert small.content == b"x"
    assert isinstance(large.content, Path)
    assert large.content.read_bytes() == b"x" * 100_000
    assert (large.answer.url, large.answer.body) == (URL, b"")
    large.discard()
    assert list(tmp_path.iterdir()) == []


async def test_what_nobody_wants_any_more_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    parcel = Parcel(fetched("x" * 100_000))

    aside = asyncio.create_task(parcel.put_aside())
    await asyncio.sleep(0)
    aside.cancel()
    parcel.discard()
    await asyncio.get_running_loop().shutdown_default_executor()  # waits for what is being written

    assert list(tmp_path.iterdir()) == []


async def test_a_disk_that_is_full_keeps_no_half_of_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    parcel = Parcel(fetched("x" * 300_000))
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        await parcel.put_aside()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert parcel.content == b"x" * 300_000
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_something_else_removed_is_said_and_the_next_body_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    lane, parcel = Lane(memory=2**29, bodies=500), Parcel(fetched("x" * 300_000))
    await parcel.put_aside()
    (file,) = tmp_path.iterdir()
    file.unlink()
    try:
        read = await lane.read(parse_feed, parcel, {"url": URL, "content_type": None}, budget=1.0, needs=0.0)
        assert isinstance(read, ParseError)
        assert "waited in a file" in read.message
        assert isinstance(await feed_read_in(lane), Done)
    finally:
        await lane.close()


def test_what_a_killed_process_left_behind_is_swept_away_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names = ("monitor-body-old", "monitor-body-new", "monitor-other")
    for name, age in zip(names, (4_000, 60, 4_000), strict=True):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (NOW - age, NOW - age))
    (tmp_path / "monitor-body-link").symlink_to(tmp_path / "monitor-other")
    (tmp_path / "monitor-body-folder").mkdir()

    sweep(NOW)

    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"monitor-body-new", "monitor-other", "monitor-body-link", "monitor-body-folder"}


NOW = 2e9  # far ahead of what is made today


async def test_where_the_disk_takes_nothing_what_waits_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    parcel = Parcel(fetched("x" * 100_000))

    await parcel.put_aside()

    assert parcel.content == b"x" * 100_000


def test_a_body_is_allowed_time_in_proportion_to_its_size() -> None:
    allowance = Allowance(least=2.0, a_mebibyte=2.0, most=10.0)

    assert [allowance.of(size) for size in (0, 2**20, 2**23)] == [2.0, 4.0, 10.0]
