"""The start: feeds that are all due are not asked at one instant."""

from datetime import timedelta
from itertools import pairwise

from make import NOON, a_feed

from monitor.feeds.start import LONGEST, starts
from monitor.store import Store


def test_feeds_that_are_all_due_are_asked_over_a_few_seconds_and_a_single_one_at_once() -> None:
    ids = [f"f{number:03}" for number in range(300)]
    at = starts(ids, {}, NOON)

    assert list(at) == ids
    assert {later - earlier for earlier, later in pairwise(at.values())} == {LONGEST / 300}
    assert max(at.values()) < NOON + LONGEST
    assert starts(["a"], {}, NOON) == {"a": NOON}
    assert starts(["a", "b", "c"], {}, NOON)["c"] == NOON + timedelta(seconds=0.2)


def test_feeds_of_one_host_are_spread_over_all_of_the_time() -> None:
    hosts = {f"big{number}": "big.example" for number in range(4)} | {f"s{number}": f"s{number}" for number in range(4)}

    order = list(starts(list(hosts), hosts, NOON))

    assert [feed_id for feed_id in order if feed_id.startswith("big")] == ["big0", "big1", "big2", "big3"]
    assert order.index("big1") - order.index("big0") == 5  # all four that have a host of their own come first
    assert order[-1] == "big3"


def test_only_what_is_due_and_has_not_begun_is_put_off(store: Store) -> None:
    store.enrol([a_feed(id=name) for name in "ab"], NOON)
    store.enrol([a_feed(id="c")], NOON + timedelta(hours=1))
    store.claim_feeds(["b"], NOON, timedelta(minutes=1), 1)
    later = NOON + timedelta(seconds=3)

    store.put_off_feeds(dict.fromkeys("abc", later), NOON)

    due = {state.feed_id: state.next_poll_at for state in store.feed_states()}
    assert due == {"a": later, "b": NOON, "c": NOON + timedelta(hours=1)}
