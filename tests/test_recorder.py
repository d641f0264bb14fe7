"""What polls gave is recorded as if each were alone, however many go together."""

import asyncio

from make import NOON, a_feed, an_item
from sqlalchemy import event
from test_store import TROOPS

from monitor.errors import StoreError
from monitor.model import Item
from monitor.pipeline import PollRecord, Reading
from monitor.recorder import MOST_TOGETHER, Recorder
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread


def readings(store: Store, *items: Item | None) -> list[Reading]:
    """A reading each of a feed of its own, claimed; None: nothing new."""
    feeds = [a_feed(id=f"feed{number}") for number in range(len(items))]
    store.enrol(feeds, NOON)
    states = {state.feed_id: state for state in store.claim_feeds([feed.id for feed in feeds], NOON, LEASE, len(feeds))}
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
    assert store.vitals.standing().items == 3


async def test_polls_that_go_together_see_each_others_items(store: Store, ruleset: RuleSet) -> None:
    same = [an_item(TROOPS, feed_id=f"feed{n}", publisher=publisher) for n, publisher in enumerate("ABC")]
    polls = await record(store, ruleset, readings(store, None, *same))

    assert len({one.story_id for poll in polls if isinstance(poll, PollRecord) for one in poll.placed}) == 1


async def test_our_own_fault_in_one_poll_leaves_those_that_go_with_it_alone(store: Store, ruleset: RuleSet) -> None:
    good = [an_item(f"{TROOPS}, says {number}") for number in range(2)]
    polls = await record(store, ruleset, readings(store, None, good[0], broken(an_item("x")), good[1], None))

    assert [type(poll).__name__ for poll in polls if not isinstance(poll, PollRecord)] == ["AttributeError"]
    assert store.vitals.standing().items == 2


async def test_a_claim_that_was_lost_records_nothing(store: Store, ruleset: RuleSet) -> None:
    wanted = readings(store, None, an_item(TROOPS), an_item("Other news entirely"))
    store.take_over()
    store.claim_feeds(["feed2"], NOON, LEASE, 1)

    assert await record(store, ruleset, wanted) == [None, None, None]
    assert store.vitals.standing().items == 0


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


async def test_polls_without_news_share_their_transactions(store: Store, ruleset: RuleSet) -> None:
    wanted = readings(store, *[None] * (2 * MOST_TOGETHER))
    commits: list[object] = []
    event.listen(store.engine, "commit", commits.append)

    polls = await record(store, ruleset, wanted)

    assert [poll.state.feed_id for poll in polls if isinstance(poll, PollRecord)] == [one.feed.id for one in wanted]
    assert len(commits) <= 4
