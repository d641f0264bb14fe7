"""What polls gave is recorded as if each were alone, however many go together."""

import asyncio
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from effort import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from make import NOON, a_feed, an_item
from sqlalchemy import event, select
from test_store import TROOPS

from monitor.errors import StoreError
from monitor.model import Item
from monitor.pipeline import Placed, PollRecord, Reading
from monitor.recorder import MOST_TOGETHER, MOST_WAITING, Recorder, how_many
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread, open_store
from monitor.store.tables import deliveries
from monitor.store.walk import Polled


def readings(store: Store, *items: Item | None) -> list[Reading]:
    """A reading each of a feed of its own, claimed; None: nothing new."""
    feeds = [a_feed(id=f"feed{number}") for number in range(len(items))]
    store.enrol(feeds, NOON)
    claimed = store.claim_feeds([feed.id for feed in feeds], NOON, LEASE, len(feeds), due_only=False)
    states = {state.feed_id: state for state in claimed}
    return [
        Reading(feed=feed, before=states[feed.id], after=states[feed.id], items=(item,) if item else ())
        for feed, item in zip(feeds, items, strict=True)
    ]


LEASE = a_feed().every


def broken(item: Item) -> Item:
    """Something that no item can be, so that our own code fails on it."""
    object.__setattr__(item, "title", None)
    return item


async def record(store: Store, ruleset: RuleSet, wanted: list[Reading]) -> list[PollRecord | BaseException | None]:
    recorder = Recorder(StoreThread(store), ruleset=lambda: ruleset, channel="#watch", clock=lambda: NOON, policy=None)
    return await asyncio.gather(*map(recorder.record, wanted), return_exceptions=True)


async def test_each_poll_gets_its_own_record(store: Store, ruleset: RuleSet) -> None:
    news = [an_item(f"{TROOPS}, says {number}", feed_id=f"feed{number}") for number in range(3)]
    polls = await record(store, ruleset, readings(store, news[0], None, news[1], None, news[2]))

    placed = [[one.item.title for one in poll.placed] for poll in polls if isinstance(poll, PollRecord)]
    assert placed == [[news[0].title], [], [news[1].title], [], [news[2].title]]
    assert store.vitals.kept().items == 3


async def test_polls_that_go_together_see_each_others_items(store: Store, ruleset: RuleSet) -> None:
    same = [an_item(TROOPS, feed_id=f"feed{n}", publisher=publisher) for n, publisher in enumerate("ABC")]
    polls = await record(store, ruleset, readings(store, None, *same))

    assert len({one.story_id for poll in polls if isinstance(poll, PollRecord) for one in poll.placed}) == 1


async def test_a_claim_that_was_lost_leaves_those_that_go_with_it_alone(store: Store, ruleset: RuleSet) -> None:
    news = [an_item(f"{TROOPS}, says {number}", feed_id=f"feed{number}") for number in range(3)]
    wanted = readings(store, *news)
    store.claim_feeds(["feed1"], NOON + 2 * LEASE, LEASE, 1, due_only=False)

    polls = await record(store, ruleset, wanted)

    assert [len(poll.placed) if isinstance(poll, PollRecord) else poll for poll in polls] == [1, None, 1]
    assert store.vitals.kept().items == 2


SAID = [TROOPS, f"{TROOPS} today", "Storm hits Norway", TROOPS, "Troops of North Korea are in Kursk, says Seoul"]


@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(range(20)), max_size=3, unique_by=lambda n: n % 4), min_size=2, max_size=5))
def test_together_or_one_after_the_other_is_the_same(
    migrated: Path, tmp_path: Path, ruleset: RuleSet, polls: list[list[int]]
) -> None:
    def told(*, together: bool) -> tuple[object, object]:
        path = tmp_path / f"{uuid4()}.db"
        shutil.copy(migrated, path)
        store = open_store(f"sqlite:///{path}")
        found: list[PollRecord | None] = []
        for turned in (polls, [*polls[1:], polls[0]]):  # the second time some of it is known, and some was rewritten
            read = map(with_items, readings(store, *[None] * len(polls)), turned)
            wanted = [Polled(reading=reading) for reading in read]
            for some in [wanted] if together else [[one] for one in wanted]:
                found += store.record_polls(some, ruleset, "#watch", NOON)
        with store.engine.connect() as connection:
            queue = connection.execute(select(deliveries.c.story_id, deliveries.c.act, deliveries.c.item_key)).all()
        store.close()
        records = [poll for poll in found if isinstance(poll, PollRecord)]
        return [(*map(decided_on, poll.placed), *poll.deliveries) for poll in records], queue

    assert told(together=True) == told(together=False)


def decided_on(placed: Placed) -> tuple[object, ...]:
    """How alike two texts are also goes by how rare their words are, and so by what came a moment before."""
    return placed.item, placed.story_id, placed.matches, placed.decisions, placed.revision


def with_items(reading: Reading, said: list[int]) -> Reading:
    """Items of three addresses and an own one, which say what others say, too; each feed was asked a second later."""
    feed = reading.feed.id
    fetched_at = reading.before.next_poll_at + timedelta(seconds=int(feed[-1]))
    items = [
        replace(
            an_item(SAID[number % 5], feed_id=feed, publisher=feed, url=f"https://x.example/{number % 4 or feed}"),
            key=f"{feed} {number % 4}",
            fetched_at=fetched_at + timedelta(milliseconds=number),
        )
        for number in said
    ]
    before = replace(reading.before, polled_at=NOON)
    return replace(reading, before=before, after=replace(before, next_poll_at=NOON + LEASE), items=tuple(items))


async def test_our_own_fault_in_one_poll_leaves_those_that_go_with_it_alone(store: Store, ruleset: RuleSet) -> None:
    good = [an_item(f"{TROOPS}, says {number}") for number in range(2)]
    polls = await record(store, ruleset, readings(store, None, good[0], broken(an_item("x")), good[1], None))

    assert [type(poll).__name__ for poll in polls if not isinstance(poll, PollRecord)] == ["AttributeError"]
    assert store.vitals.kept().items == 2


async def test_a_claim_that_was_lost_records_nothing(store: Store, ruleset: RuleSet) -> None:
    wanted = readings(store, None, an_item(TROOPS), an_item("Other news entirely"))
    store.take_over()
    store.claim_feeds(["feed2"], NOON, LEASE, 1)

    assert await record(store, ruleset, wanted) == [None, None, None]
    assert store.vitals.kept().items == 0


async def test_a_store_that_refuses_says_so_to_each(store: Store, ruleset: RuleSet) -> None:
    wanted = readings(store, an_item(TROOPS), None, None)
    with store.engine.begin() as connection:
        refuse = "BEFORE UPDATE ON feeds BEGIN SELECT RAISE(ABORT, 'full'); END"
        connection.exec_driver_sql(f"CREATE TRIGGER full {refuse}")
    assert [type(poll) for poll in await record(store, ruleset, wanted)] == [StoreError] * 3

    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    polls = await record(store, ruleset, wanted)
    assert [len(poll.placed) for poll in polls if isinstance(poll, PollRecord)] == [1, 0, 0]


async def test_polls_with_news_share_their_transactions(store: Store, ruleset: RuleSet) -> None:
    wanted = readings(store, *[an_item(f"News number {number}", feed_id=f"feed{number}") for number in range(60)])
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)

    polls = await record(store, ruleset, wanted)

    assert [len(poll.placed) for poll in polls if isinstance(poll, PollRecord)] == [1] * 60
    assert len(commits) <= 4


def test_a_walk_takes_some_items_and_one_reading_at_least() -> None:
    assert [how_many(waiting) for waiting in ([], [500, 1], [60, 40, 1], [1] * 120)] == [0, 1, 2, 100]


async def test_polls_without_news_share_their_transactions(store: Store, ruleset: RuleSet) -> None:
    wanted = readings(store, *[None] * (2 * MOST_TOGETHER))
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)

    polls = await record(store, ruleset, wanted)

    assert [poll.state.feed_id for poll in polls if isinstance(poll, PollRecord)] == [one.feed.id for one in wanted]
    assert len(commits) <= 4


async def test_who_reads_faster_than_is_written_waits_for_room(store: Store, ruleset: RuleSet) -> None:
    recorder = Recorder(StoreThread(store), ruleset=lambda: ruleset, channel="#watch", clock=lambda: NOON, policy=None)
    await recorder.room()
    many = tuple(an_item(f"Report {number}", feed_id="feed0") for number in range(MOST_WAITING + 1))
    (first, second) = readings(store, None, an_item(TROOPS, feed_id="feed1"))
    written = [asyncio.create_task(recorder.record(one)) for one in (second, replace(first, items=many))]
    await asyncio.sleep(0)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await recorder.room()

    await asyncio.gather(*written)
    await recorder.room()
