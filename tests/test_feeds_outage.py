"""Whose fault it is that nothing answers."""

from datetime import timedelta

import pytest
from make import NOON

from monitor.feeds.outage import Reach, after_answer, after_silence

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("hosts", "seconds", "ours"),
    [
        ("a b c", 60, True),
        ("a b c", 20, False),  # slow answers may still come
        ("a a b", 60, True),
        ("a a a", 60, False),  # one host is down
        ("a b", 60, False),
    ],
)
def test_it_is_our_outage_when_several_feeds_of_several_hosts_are_silent_and_none_answers(
    hosts: str, seconds: int, ours: bool
) -> None:
    reach = Reach(answered_at=NOON)
    for feed, host in enumerate(hosts.split()):
        reach = after_silence(reach, str(feed), host, NOON + seconds * SECOND)

    assert (reach.down_since is not None) is ours


def test_one_feed_that_fails_again_and_again_is_no_outage_and_any_answer_ends_one() -> None:
    reach = Reach(answered_at=NOON)
    for second in range(60, 70):
        reach = after_silence(reach, "same", "a", NOON + second * SECOND)
    assert reach.down_since is None

    for feed, host in ("x", "b"), ("y", "c"):
        reach = after_silence(reach, feed, host, NOON + 70 * SECOND)
    assert reach.down_since == NOON + 70 * SECOND
    assert after_answer(NOON + 80 * SECOND) == Reach(answered_at=NOON + 80 * SECOND)
