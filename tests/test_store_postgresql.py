"""What the store promises where several processes write side by side: the contract itself is in test_store.py."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from effort import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from make import NOON, a_feed, an_item
from postgres import PASSWORD, Cluster
from test_store import LEASE, TROOPS, poll, send_all, take

from monitor.clock import uptime, utc_now
from monitor.errors import StoreAwayError, StoreError
from monitor.feeds.turns import Turns
from monitor.items import item_from
from monitor.leases import LEASE as MESSAGE_LEASE
from monitor.leases import POLL_LEASE, Leases, SharedTurns
from monitor.model import Act, DeliveryState, Entry, Reason
from monitor.operating import Retention
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread, open_store
from monitor.store.dialect import Turn, await_turn
from monitor.store.engine import reading, writing
from monitor.store.walk import Polled

pytestmark = pytest.mark.slow  # a server for these tests alone

T = TypeVar("T")


@pytest.fixture
def replicas(postgresql: str) -> Iterator[list[Store]]:
    opened = [open_store(postgresql) for _ in range(4)]
    yield opened
    for store in opened:
        store.close()


def at_once(replicas: Sequence[Store], work: Callable[[int, Store], T]) -> list[T]:
    """What each replica's work came to, all begun at the same moment."""
    start = Barrier(len(replicas))

    def begun(number: int, store: Store) -> T:
        start.wait(10)
        return work(number, store)

    with ThreadPoolExecutor(len(replicas)) as threads:
        return list(threads.map(begun, range(len(replicas)), replicas))


def test_replicas_that_start_at_once_on_an_empty_database_make_one_schema(cluster: Cluster) -> None:
    url = cluster.database()
    start = Barrier(4)

    def opened(_: int) -> Store:
        start.wait(10)
        return open_store(url)

    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(opened, range(4)))
    at_once(stores, lambda _, store: store.enrol([a_feed()], NOON))

    assert len(stores[0].feed_states()) == 1
    for store in stores:
        store.close()


def test_replicas_that_see_one_story_at_once_tell_it_once(replicas: list[Store], ruleset: RuleSet) -> None:
    def seen(number: int, store: Store) -> PollRecord:
        feed = a_feed(id=f"f{number}", publisher=f"P{number}")
        return poll(store, ruleset, [an_item(TROOPS, url=f"https://p{number}.example/a")], feed)

    records = at_once(replicas, seen)

    assert len({placed.story_id for record in records for placed in record.placed}) == 1
    assert [delivery.act for delivery in send_all(replicas[0])] == [Act.POST]


def test_each_feed_and_each_delivery_is_claimed_by_one(replicas: list[Store], ruleset: RuleSet) -> None:
    feeds = [a_feed(id=f"f{number}") for number in range(40)]
    replicas[0].enrol(feeds, NOON)
    poll(replicas[0], ruleset, [an_item("NPT and nuclear status: North Korean troops in Kursk")])
    ids = [feed.id for feed in feeds]

    claimed = at_once(replicas, lambda _, store: store.claim_feeds(ids, NOON, LEASE, 10))
    taken = at_once(replicas, lambda _, store: take(store))

    names = [state.feed_id for states in claimed for state in states]
    assert len(names) == len(set(names))
    assert len({state.lease for states in claimed for state in states}) == len(names)
    channels = [delivery.channel for deliveries in taken for delivery in deliveries]
    assert len(channels) == len(set(channels))


def test_what_another_is_claiming_now_is_left_to_it(replicas: list[Store]) -> None:
    feeds = [a_feed(id=f"f{number}") for number in range(4)]
    replicas[0].enrol(feeds, NOON)
    ids = [feed.id for feed in feeds]
    with writing(replicas[0].engine) as connection:
        connection.exec_driver_sql("SELECT id FROM feeds WHERE id IN ('f0', 'f1') FOR UPDATE")

        claimed = replicas[1].claim_feeds(ids, NOON, LEASE, 4)

    assert [state.feed_id for state in claimed] == ["f2", "f3"]


async def test_a_host_is_asked_for_articles_and_for_feeds_by_one_replica_at_a_time(replicas: list[Store]) -> None:
    threads = [StoreThread(store) for store in replicas[:2]]
    both = [Turns(timedelta(0), SharedTurns(thread, Leases(uptime), utc_now)) for thread in threads]
    replicas[0].enrol([a_feed()], NOON)
    asking, found = [0], list[tuple[int, int]]()

    async def ask(turns: Turns) -> None:
        async with turns.of("wire.example", held=None, gap=timedelta(0)):
            asking[0] += 1
            claimed = replicas[2].claim_feeds(["wire"], utc_now(), LEASE, 1, hosts={"wire": "wire.example"})
            await asyncio.sleep(0)
            found.append((asking[0], len(claimed)))
            asking[0] -= 1

    await asyncio.gather(*(ask(turns) for turns in both * 2))

    assert found == [(1, 0)] * 4
    assert replicas[2].claim_feeds(["wire"], utc_now(), LEASE, 1, hosts={"wire": "wire.example"}) != []
    for thread in threads:
        thread.close()


def test_what_was_put_off_is_gathered_once(replicas: list[Store], rules_of: Callable[[str], RuleSet]) -> None:
    ruleset = rules_of("[[rule]]\nid = 'k'\ntitle = 'K'\nwhen = 'kursk'\ndigest = '0 13 * * *'\n")
    for number, title in enumerate(("Fighting in Kursk goes on", "A governor visits Kursk", "Kursk: a bridge falls")):
        poll(replicas[0], ruleset, [an_item(title, url=f"https://x.example/{number}")])

    taken = at_once(replicas, lambda _, store: take(store, 7200))

    assert [delivery.act for deliveries in taken for delivery in deliveries] == [Act.SUMMARY]
    assert len(replicas[0].summary_for(next(d for ds in taken for d in ds)).alerts) == 3


def test_what_waits_does_not_set_out_while_a_walk_adds_to_it(replicas: list[Store], ruleset: RuleSet) -> None:
    poll(replicas[0], ruleset, [an_item(TROOPS)])
    with writing(replicas[0].engine) as connection:
        connection.exec_driver_sql("SELECT id FROM deliveries WHERE act = 'post' FOR UPDATE")  # as `recall` does

        assert take(replicas[1]) == []

    assert len(take(replicas[1])) == 1


def test_a_poll_without_news_waits_for_nobodys_turn(replicas: list[Store], ruleset: RuleSet) -> None:
    poll(replicas[0], ruleset, [an_item(TROOPS)])
    with writing(replicas[0].engine) as connection:
        await_turn(connection, Turn.TELLING)

        record = poll(replicas[1], ruleset, [an_item(TROOPS)])

    assert record.placed == ()


def test_a_replica_whose_claim_was_taken_over_writes_nothing(replicas: list[Store], ruleset: RuleSet) -> None:
    late, other = replicas[:2]
    late.enrol([a_feed()], NOON)
    (state,) = late.claim_feeds(["wire"], NOON, LEASE, 1)
    poll(other, ruleset, [], a_feed(id="b"))
    (taken,) = other.claim_feeds(["wire"], NOON + 2 * LEASE, LEASE, 1)
    read = Reading(feed=a_feed(), before=state, after=replace(state, polled_at=NOON), items=(an_item(TROOPS),))

    assert late.record_polls([Polled(reading=read)], ruleset, "#watch", NOON) == (None,)
    assert other.vitals.kept().items == 0
    assert taken.lease != state.lease


def test_what_is_committed_is_kept_though_the_server_would_rather_be_fast(replicas: list[Store]) -> None:
    """The tests' server confirms before it has written. Killed, it forgot that a message was out, and it went twice."""
    with reading(replicas[0].engine) as connection:
        shown = {
            name: connection.exec_driver_sql(
                f"SELECT {name} FROM pg_settings WHERE name = 'synchronous_commit'"
            ).scalar()
            for name in ("setting", "reset_val")
        }

    assert shown == {"setting": "on", "reset_val": "off"}


@examples(8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(min_size=1, max_size=300), min_size=6, max_size=6))
def test_whatever_a_feed_writes_can_be_kept(replicas: list[Store], ruleset: RuleSet, texts: list[str]) -> None:
    guid, link, title, summary, author, tag = texts
    link = f"https://x.example/{link}"
    entry = Entry(guid=guid, link=link, title=title, summary_html=summary, author=author, tags=(tag, "\0", "\ud800"))

    record = poll(replicas[0], ruleset, [item_from(entry, a_feed(), NOON)])

    assert all(replicas[0].story_file(placed.item.key) for placed in record.placed)


def test_upkeep_runs_beside_the_walk(replicas: list[Store], ruleset: RuleSet) -> None:
    poll(replicas[0], ruleset, [an_item("Storm hits the coast of Norway")])
    keep = Retention(items=timedelta(days=1), told=timedelta(days=1))

    trimmed = at_once(replicas, lambda _, store: store.trim(keep, NOON + timedelta(days=9)))

    assert sorted(step.items for step in trimmed) == [0, 0, 0, 1]
    assert replicas[0].give_back() == 0
    assert replicas[0].space().size > 0


def test_an_endless_address_is_kept_too(replicas: list[Store], ruleset: RuleSet) -> None:
    url = "https://x.example/" + "".join(f"{number:x}" for number in range(4000))

    poll(replicas[0], ruleset, [an_item(TROOPS, url=url)])

    assert replicas[0].story_file(url) is not None


# --- The server ----------------------------------------------------------------------------------------------------


def test_a_database_of_another_program_is_left_alone(cluster: Cluster) -> None:
    url = cluster.database()
    cluster.run("CREATE TABLE notes (body text)", url.rpartition("/")[2])

    with pytest.raises(StoreError, match="holds something else"):
        open_store(url)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"port": "1"}, "can't be reached: is PostgreSQL running there"),
        ({"name": "nowhere"}, "lacks what was asked for"),
    ],
)
def test_a_server_that_can_not_be_used_is_a_sentence_without_the_password(
    cluster: Cluster, change: dict[str, str], said: str
) -> None:
    port, name = change.get("port", str(cluster.port)), change.get("name", "postgres")

    with pytest.raises(StoreAwayError) as caught:
        open_store(f"postgresql+psycopg://postgres:{PASSWORD}@127.0.0.1:{port}/{name}")

    assert f"postgresql://127.0.0.1:{port}/{name} {said}" in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_a_server_that_was_restarted_is_used_again_without_a_fault(
    cluster: Cluster, replicas: list[Store], ruleset: RuleSet
) -> None:
    poll(replicas[0], ruleset, [an_item(TROOPS)])
    cluster.stop()
    with pytest.raises(StoreAwayError):
        replicas[0].vitals.standing()

    cluster.start()

    assert replicas[0].vitals.kept().items == 1
    assert take(replicas[1])[0].state is DeliveryState.SENDING
    assert replicas[1].story_file(an_item(TROOPS).key).decisions[0][1].reason is Reason.FIRST_REPORT  # type: ignore[union-attr]  # it is there


def test_a_replica_that_stops_in_the_middle_of_a_transaction_does_not_hold_the_others_up(
    replicas: list[Store], ruleset: RuleSet
) -> None:
    stopped = replicas[0].engine.connect()
    stopped.exec_driver_sql("SET idle_in_transaction_session_timeout = '300ms'")  # 10 s, but for the test's patience
    await_turn(stopped, Turn.TELLING)

    record = poll(replicas[1], ruleset, [an_item(TROOPS)])

    assert len(record.placed) == 1
    stopped.invalidate()
    stopped.close()


def test_a_lease_ends_after_its_length_and_not_before(replicas: list[Store]) -> None:
    replicas[0].enrol([a_feed()], NOON)
    assert replicas[0].claim_feeds(["wire"], NOON, LEASE, 1)

    assert replicas[1].claim_feeds(["wire"], NOON + LEASE - timedelta(seconds=1), LEASE, 1) == []
    assert replicas[1].claim_feeds(["wire"], NOON + LEASE + timedelta(seconds=1), LEASE, 1) != []


async def test_what_is_worked_on_is_held_and_a_feed_is_free_sooner_than_a_message_once_its_replica_is_dead(
    replicas: list[Store], ruleset: RuleSet
) -> None:
    poll(replicas[0], ruleset, [an_item(TROOPS)])
    now, thread = NOON, StoreThread(replicas[0])
    leases = Leases(uptime)
    (state,) = replicas[0].claim_feeds(["wire"], now, POLL_LEASE, 1, due_only=False)
    (delivery,) = replicas[0].claim_deliveries(now, MESSAGE_LEASE, 1)
    assert replicas[0].begin(delivery, now)
    leases.take((state.lease,), 0, POLL_LEASE)
    leases.take((delivery.lease,), 0)

    now = NOON + POLL_LEASE - timedelta(seconds=1)
    await leases.renew(thread, lambda: now)  # and then it dies

    polled, told = now + POLL_LEASE, now + MESSAGE_LEASE
    second = timedelta(seconds=1)
    assert replicas[1].claim_feeds(["wire"], polled - second, POLL_LEASE, 1, due_only=False) == []
    assert replicas[1].claim_feeds(["wire"], polled + second, POLL_LEASE, 1, due_only=False) != []
    assert replicas[1].claim_deliveries(told - second, MESSAGE_LEASE, 1) == []
    (taken_over,) = replicas[1].claim_deliveries(told + second, MESSAGE_LEASE, 1)
    assert taken_over.state is DeliveryState.UNKNOWN
    thread.close()
