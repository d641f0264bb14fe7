"""The watch looks at itself: what is found, what of it is told, once, through which way, and that it is over."""

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, a_feed, a_heartbeat, a_state
from pydantic import SecretStr
from structlog.testing import capture_logs

from monitor.feeds.pace import OUTAGE
from monitor.habits import Habits
from monitor.health import (
    Canary,
    ChannelFault,
    Disk,
    Finding,
    Kind,
    RuleRhythm,
    Standing,
    Vitals,
    is_ready,
)
from monitor.health.findings import findings_of
from monitor.health.review import RETRY, UNSEEN, Remembered, after_telling, is_line_due, lines_of, review, sentences_of
from monitor.hook import Hook
from monitor.metrics import Metrics
from monitor.notices import Notices, Way, notice
from monitor.pipeline import Reading
from monitor.selfwatch import Routine, SelfWatch
from monitor.store import Store, StoreThread, open_store
from monitor.store.walk import Polled

HOUR = timedelta(hours=1)
ORDER = a_heartbeat(started_at=NOON - HOUR, rules=3, ruleset="d1")


def a_standing(**given: Any) -> Standing:
    values: dict[str, Any] = {
        "last_sent_at": NOON,
        "last_polled_at": NOON,
        "open": 0,
        "oldest_open_at": None,
        "stuck_since": None,
        "dead": 0,
        "held": 0,
        "channel_faults": (),
    }
    return Standing(**(values | given))


def vitals(**given: Any) -> Vitals:
    """A watch of one feed, in order but for what is given."""
    values: dict[str, Any] = {
        "now": NOON,
        "feeds": ((a_feed(), a_state()),),
        "standing": a_standing(),
        "heartbeats": (ORDER,),
        "disk": Disk(free=2**40, total=2**41),
    }
    return Vitals(**(values | given))


def fault_of(feed_id: str, fault: str, since: datetime = NOON - HOUR) -> tuple[Any, Any]:
    feed = a_feed(id=feed_id, url=f"https://{feed_id}.example/rss")
    return feed, a_state(feed_id=feed_id, fault=fault, failing_since=since, failures=3)


# --- What is found ---

HEALTHY = (a_feed(id="well"), a_state(feed_id="well"))
FAULTS: dict[Kind, tuple[dict[str, Any], str]] = {
    Kind.DAEMON: ({"heartbeats": (replace(ORDER, beat_at=NOON - HOUR),)}, "last sign of life"),
    Kind.STORE: ({"store_fault": "the disk is full", "standing": None, "feeds": ()}, "the disk is full. Nothing is"),
    Kind.NETWORK: ({"feeds": (HEALTHY, fault_of("a", OUTAGE), fault_of("b", OUTAGE))}, "nothing can be reached"),
    Kind.POLLING: ({"feeds": ((a_feed(), a_state(next_poll_at=NOON - HOUR)),)}, "should have been asked"),
    Kind.SLACK: (
        {"standing": a_standing(channel_faults=(ChannelFault(channel="#a", fault="no", since=NOON, refused=True),))},
        "nothing can be told in #a: no",
    ),
    Kind.OUTBOX: ({"standing": a_standing(open=2, stuck_since=NOON - HOUR)}, "2 messages wait"),
    Kind.CANARY: (
        {"heartbeats": (replace(ORDER, canary=Canary(at=NOON, fault="it did not match")),)},
        "it did not match",
    ),
    Kind.CONFIG: ({"heartbeats": (replace(ORDER, config_fault="config.toml:3: no"),)}, "config.toml:3: no"),
    Kind.RULES: ({"heartbeats": (replace(ORDER, rules_fault="rules.toml:3: no"),)}, "rules.toml:3: no"),
    Kind.EDIT: (
        {"heartbeats": (replace(ORDER, dropped=("x", "y")),)},
        "these would be lost or half written: x, y. Save the file anew; or send SIGHUP",
    ),
    Kind.WEB: ({"heartbeats": (replace(ORDER, web_fault="can't be served at :1"),)}, "can't be served at :1"),
    Kind.REPLICA: (
        {"heartbeats": (ORDER, a_heartbeat("west", beat_at=NOON - HOUR, ruleset="d2"))},
        "replica west:7 gave its last sign of life at 2026-11-23 11:00 UTC: others do its work",
    ),
    Kind.DISK: ({"disk": Disk(free=2**20, total=2**40)}, "1 MiB of"),
    Kind.HELD: ({"standing": a_standing(held=1)}, "1 message may have been told"),
    Kind.DEAD: ({"standing": a_standing(dead=2)}, "2 messages could not be told"),
    Kind.FEED: ({"feeds": (HEALTHY, fault_of("a", "https://a.example/rss is gone"))}, "feed a: failing since"),
    Kind.SILENT_FEED: (
        {"feeds": ((a_feed(), a_state(habits=Habits(rhythm=HOUR, news_at=NOON - 60 * HOUR))),)},
        "had nothing new since",
    ),
    Kind.GAP: (
        {"feeds": ((a_feed(), a_state(habits=Habits(gap_at=NOON, gap_from=NOON - HOUR))),)},
        "may have been missed",
    ),
    Kind.SILENT_RULE: (
        {
            "rhythms": (
                RuleRhythm(rule_id="r", stories=9, first_at=NOON - 150 * HOUR, last_at=NOON - 70 * HOUR),
                RuleRhythm(rule_id="gone", stories=9, first_at=NOON - 150 * HOUR, last_at=NOON - 70 * HOUR),
                RuleRhythm(rule_id="rare", stories=7, first_at=NOON - 150 * HOUR, last_at=NOON - 70 * HOUR),
                RuleRhythm(rule_id="busy", stories=9, first_at=NOON - 130 * HOUR, last_at=NOON - 40 * HOUR),
            ),
            "rules_known": frozenset({"r", "rare", "busy"}),
        },
        "no story since 2026-11-20 14:00 UTC (2 days); usually one every 10 hours. Every feed answers",
    ),
}


def test_a_watch_in_order_has_nothing_to_say_and_is_ready() -> None:
    assert findings_of(vitals()) == ()
    assert is_ready(())


def test_each_kind_of_trouble_is_found_in_words() -> None:
    assert set(FAULTS) == set(Kind), "a kind that nothing finds"
    for kind, (trouble, words) in FAULTS.items():
        found = findings_of(vitals(**trouble))
        assert [(one.kind, words in one.sentence) for one in found] == [(kind, True)], (kind, found)


def test_no_feed_that_can_be_read_is_not_ready_from_the_start_on() -> None:
    for feeds in (((a_feed(), None),), (fault_of("a", "gone"), fault_of("b", "gone"))):
        found = findings_of(vitals(feeds=feeds))
        assert found[0].kind is Kind.POLLING
        assert not is_ready(found)


def refused(*channels: str, fault: str = "revoked") -> dict[str, Any]:
    faults = tuple(ChannelFault(channel=channel, fault=fault, since=NOON, refused=True) for channel in channels)
    return {"standing": a_standing(channel_faults=faults, open=3, stuck_since=NOON - HOUR)}


def test_a_poll_of_every_feed_that_fails_once_is_no_red_light() -> None:
    feed, state = fault_of("a", "no answer")

    assert is_ready(findings_of(vitals(feeds=((feed, replace(state, failures=1)),))))
    assert not is_ready(findings_of(vitals(feeds=((feed, replace(state, failures=2)),))))


def test_a_token_that_every_channel_fails_by_is_one_sentence_and_so_is_its_end() -> None:
    to_tell = review(findings_of(vitals(**refused("#0", "#1", "#2"))), {}, NOON).to_tell

    (line,) = lines_of(to_tell, NOON)
    assert "nothing can be told in #0, #1, #2: revoked" in line

    over = tuple(replace(one, over_at=NOON + HOUR) for one in to_tell)
    assert lines_of(over, NOON + HOUR) == ("✅ #0, #1, #2: messages go out again, after 1 hour",)


def test_a_token_that_channels_meet_one_after_the_other_is_told_once_and_so_is_its_end_with_the_last_of_them() -> None:
    known: dict[str, Remembered] = {}
    said: list[tuple[int, str]] = []
    for second, channels in enumerate((("#0",), ("#0", "#1"), ("#0", "#1", "#2"), ("#1", "#2"), ("#2",), (), ())):
        now = NOON + timedelta(seconds=second)
        reviewed = review(findings_of(vitals(now=now, **(refused(*channels) if channels else {}))), known, now)
        known = {one.key: one for one in reviewed.memory}
        for one in reviewed.to_tell:
            known.pop(one.key)
            known |= {one.key: kept} if (kept := after_telling(one, now)) else {}
        said += [(second, line.partition(":")[0]) for line in lines_of(reviewed.to_tell, now)]

    assert said == [(0, "⚠️ nothing can be told in #0"), (5, "✅ #0, #1, #2")]
    assert known == {}


@pytest.mark.parametrize("kind", ["dead", "held"])
def test_a_further_message_that_is_not_told_is_told_of_too_but_not_each_of_many(kind: str) -> None:
    known: dict[str, Remembered] = {}
    said: list[tuple[int, str]] = []
    counts = [1, 5, 9, *([9] * 20), 2, *([2] * 20), 3, 3]  # some were seen to by then; and another one comes
    for minute, count in enumerate(counts):
        now = NOON + timedelta(minutes=minute)
        reviewed = review(findings_of(vitals(standing=a_standing(**{kind: count}))), known, now)
        told = {one.key: kept for one in reviewed.to_tell if (kept := after_telling(one, now)) is not None}
        known = {one.key: told.get(one.key, one) for one in reviewed.memory}
        said += [(minute, line[3]) for line in lines_of(reviewed.to_tell, now)]

    assert said == [(0, "1"), (10, "9"), (44, "3")]


def test_a_channel_that_fails_in_a_way_of_its_own_is_told_beside_another() -> None:
    (first,) = review(findings_of(vitals(**refused("#0", fault="#0 is archived"))), {}, NOON).to_tell
    known = {first.key: replace(first, told_at=NOON)}
    faults = tuple(
        ChannelFault(channel=channel, fault=f"{channel} is archived", since=NOON, refused=True)
        for channel in ("#0", "#1")
    )

    reviewed = review(findings_of(vitals(standing=a_standing(channel_faults=faults))), known, NOON)

    assert [one.subject for one in reviewed.to_tell] == ["#1"]


@pytest.mark.parametrize("channels", [("#a",), ("#a", "#b")])
def test_another_cause_of_the_same_trouble_is_told_and_is_not_its_end(channels: tuple[str, ...]) -> None:
    known: dict[str, Remembered] = {}
    said: list[str] = []
    for fault in ("is_archived", "is_archived", "invalid_auth", "invalid_auth"):
        reviewed = review(findings_of(vitals(**refused(*channels, fault=fault))), known, NOON)
        told = {one.key: kept for one in reviewed.to_tell if (kept := after_telling(one, NOON)) is not None}
        known = {one.key: told.get(one.key, one) for one in reviewed.memory}
        said += lines_of(reviewed.to_tell, NOON)

    assert [("is_archived" in line, "invalid_auth" in line, "✅" in line) for line in said] == [
        (True, False, False),
        (False, True, False),
    ]


def test_what_passes_by_itself_may_change_its_words_without_being_told_again() -> None:
    known: dict[str, Remembered] = {}
    said = 0
    for fault in ("HTTP 503", "no answer", "HTTP 503"):
        one = ChannelFault(channel="#a", fault=fault, since=NOON - HOUR, refused=False)
        reviewed = review(findings_of(vitals(standing=a_standing(channel_faults=(one,)))), known, NOON)
        known = {one.key: after_telling(one, NOON) or one for one in reviewed.to_tell or reviewed.memory}
        said += len(reviewed.to_tell)

    assert said == 1


def test_feeds_that_fail_for_one_cause_are_one_sentence() -> None:
    missing = "can't find the host {}: check the spelling of the address, or this machine's name server"
    found = findings_of(vitals(feeds=(HEALTHY, *(fault_of(f"f{n}", missing.format(f"f{n}.org")) for n in range(8)))))

    (sentence,) = sentences_of((one.kind, one.subject, one.sentence) for one in found)

    assert sentence == (
        "8 feeds fail in the same way: f1, f2, f3, f4, f5 and 2 more, and feed f0: failing since 2026-11-23 11:00 UTC "
        "(3 polls): can't find the host f0.org: check the spelling of the address, or this machine's name server"
    )


def test_replicas_that_run_different_rules_are_named() -> None:
    both = (replace(ORDER, host="east"), a_heartbeat("west", ruleset="d2"))

    assert [one.sentence for one in findings_of(vitals(heartbeats=both))] == [
        "the replicas run different rules: east:7 d1, west:7 d2; put the same on all of their hosts"
    ]


# --- What is told of it: once, and that it is over ---


def a_finding(kind: Kind = Kind.FEED, patience: timedelta = HOUR) -> Finding:
    return Finding(kind=kind, key="k", subject="a", sentence="feed a: fails", since=NOON, patience=patience)


def test_a_finding_is_told_after_its_patience_once_and_once_when_it_is_over() -> None:
    known: dict[str, Any] = {}
    told: list[tuple[int, str]] = []
    for minute in range(0, 240, 5):
        now = NOON + timedelta(minutes=minute)
        reviewed = review([a_finding()] if minute < 120 else [], known, now)
        known = {one.key: one for one in reviewed.memory}
        for one in reviewed.to_tell:
            kept = after_telling(one, now)
            known.pop(one.key)
            known |= {kept.key: kept} if kept else {}
        told += [(minute, line) for line in lines_of(reviewed.to_tell, now)]

    assert told == [(60, "⚠️ feed a: fails"), (120, "✅ feed a works again, after 2 hours")]
    assert known == {}


@given(st.lists(st.sampled_from(["there", "gone"]), max_size=40), st.lists(st.booleans(), min_size=40, max_size=40))
@examples(60)
def test_whatever_comes_and_goes_beginnings_and_ends_are_told_in_turns(course: list[str], taken: list[bool]) -> None:
    known: dict[str, Any] = {}
    told: list[str] = []
    for step, (state, works) in enumerate(zip(course, taken, strict=False)):
        now = NOON + step * RETRY
        reviewed = review([a_finding(patience=RETRY)] if state == "there" else [], known, now)
        known = {one.key: one for one in reviewed.memory}
        for one in reviewed.to_tell if works else ():
            kept = after_telling(one, now)
            known = {one.key: kept} if kept else {}
            told.append("over" if kept is None else "wrong")

    assert told == ["wrong", "over"] * (len(told) // 2) + ["wrong"] * (len(told) % 2)


def test_the_daily_line_is_due_once_a_day_by_the_clocks_of_its_zone() -> None:
    zone = ZoneInfo("Europe/Brussels")
    last, due = datetime(2026, 3, 28, 7, tzinfo=UTC), []
    for quarter in range(4 * 24 * 2):
        now = datetime(2026, 3, 28, 7, tzinfo=UTC) + quarter * timedelta(minutes=15)
        if is_line_due(last, now, time(8), zone):
            due.append(now.astimezone(zone).isoformat())
            last = now

    assert due == ["2026-03-29T08:00:00+02:00", "2026-03-30T08:00:00+02:00"]


# --- The whole of it, with a real store ---


class Listener:
    """A way that takes notices, unless it is `deaf`; it answers once it is `free`."""

    name = "listener"

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.deaf = False
        self.asked, self.free = asyncio.Event(), asyncio.Event()
        self.free.set()

    async def tell(self, lines: Sequence[str]) -> str | None:
        self.asked.set()
        await self.free.wait()
        if self.deaf:
            return "deaf"
        self.heard += lines
        return None


class Bench:
    """A self-watch over a real store, on a clock that tests turn."""

    def __init__(self, store: Store, ways: Sequence[Way]) -> None:
        self.store, self.now, self.beat = store, NOON, ORDER
        self.feeds = [a_feed()]
        self.routine = Routine(zone=UTC)
        self.thread = StoreThread(store)
        self.watch = a_selfwatch(self.thread, lambda: self.now, ways, self)

    async def look(self, **later: float) -> None:
        self.now += timedelta(**later)
        await self.watch.look()


def a_selfwatch(thread: StoreThread, clock: Any, ways: Sequence[Way], bench: Bench | None = None) -> SelfWatch:
    return SelfWatch(
        store=thread,
        clock=clock,
        heartbeat=lambda: replace(bench.beat if bench else ORDER, beat_at=clock()),
        disk=lambda: None,
        feeds=lambda: bench.feeds if bench else (),
        rules=frozenset,
        notices=Notices(ways),
        routine=bench.routine if bench else Routine(zone=UTC),
        metrics=Metrics(),
    )


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def bench(store: Store, listener: Listener) -> Bench:
    store.enrol([a_feed()], NOON + 9 * HOUR)
    return Bench(store, [listener])


async def test_what_was_told_is_not_told_again_by_the_next_process(bench: Bench, listener: Listener) -> None:
    bench.beat = replace(ORDER, rules_fault="rules.toml:1: no")
    with capture_logs() as logs:
        await bench.look()
    assert "rules.toml" not in str(logs), "who reads the edit says it in the log"
    await bench.look(minutes=5)
    assert [line for line in listener.heard if "rules.toml" in line] == [listener.heard[0]]

    again = Bench(bench.store, [listener])
    again.beat = bench.beat
    await again.look(minutes=6)
    assert len(listener.heard) == 1

    again.beat = ORDER
    await again.look(minutes=2)
    assert listener.heard[1] == "✅ the rules can be used again, after 8 minutes"


async def test_what_nobody_took_is_told_again_later(bench: Bench, listener: Listener) -> None:
    bench.beat, listener.deaf = replace(ORDER, rules_fault="no"), True
    await bench.look()
    listener.deaf = False

    await bench.look(seconds=30)
    assert listener.heard == []
    await bench.look(minutes=2)
    assert len(listener.heard) == 1


async def test_a_way_that_hangs_keeps_nothing_from_being_seen(bench: Bench, listener: Listener) -> None:
    listener.free.clear()
    bench.beat = replace(ORDER, rules_fault="no")
    telling = asyncio.create_task(bench.look())
    await listener.asked.wait()

    bench.beat = ORDER
    await bench.watch.see()
    assert Kind.RULES not in {finding.kind for finding in bench.watch.findings}
    listener.free.set()
    await telling
    assert len(listener.heard) == 1


async def test_a_store_that_fails_is_told_and_that_it_works_again_too(bench: Bench, listener: Listener) -> None:
    await bench.look()
    write_protect(bench.store, "ON")
    for _ in range(4):
        await bench.look(seconds=20)
    assert not is_ready(bench.watch.findings)
    assert ["can't be written to" in line for line in listener.heard] == [True]

    write_protect(bench.store, "OFF")
    await bench.look(seconds=20)
    assert listener.heard[1:] == ["✅ the database works again, after 1 minute"]
    assert not [finding for finding in bench.watch.findings if finding.kind is Kind.STORE]


def write_protect(store: Store, switch: str) -> None:
    with store.engine.connect().execution_options(reading=True) as connection:
        connection.exec_driver_sql(f"PRAGMA query_only = {switch}")


@pytest.mark.parametrize("unseen", [timedelta(0), UNSEEN])
@pytest.mark.parametrize("lasted", [25, 70, 100, 185, 3_700])
def test_how_long_a_trouble_lasted_is_told_as_it_was_and_not_as_it_was_noticed(unseen: timedelta, lasted: int) -> None:
    trouble = Finding(kind=Kind.RULES, key="rules", subject="rules", sentence="no")
    known: dict[str, Remembered] = {}
    over: list[timedelta] = []
    for seconds in range(0, lasted + 200, 5):
        now = NOON + timedelta(seconds=seconds)
        reviewed = review([trouble] if seconds < lasted else [], known, now, unseen)
        told = {one.key: after_telling(one, now) for one in reviewed.to_tell}
        over += [one.over_at - one.since for one in reviewed.to_tell if one.over_at is not None]
        known = {one.key: kept for one in reviewed.memory if (kept := told.get(one.key, one)) is not None}
    assert len(over) == 1
    assert abs(over[0] - timedelta(seconds=lasted)) <= unseen / 4 + timedelta(seconds=5)


# --- Two replicas on one store, each with files of its own ---


@pytest.fixture
def pair(postgresql: str, listener: Listener) -> Iterator[tuple[Bench, Bench]]:
    east, west = (Bench(open_store(postgresql), [listener]) for _ in range(2))
    east.beat, west.beat = replace(ORDER, id="e", host="east"), replace(ORDER, id="w", host="west")
    east.store.enrol([a_feed()], NOON + 9 * HOUR)
    yield east, west
    for bench in (east, west):
        bench.thread.close()


async def look_at_once(*benches: Bench, times: int = 1) -> None:
    """They look twenty seconds later, each of them at the same moment; so many times."""
    for _ in range(times):
        await asyncio.gather(*(bench.look(seconds=20) for bench in benches))


async def test_two_replicas_tell_a_fault_once_and_its_end_once(pair: tuple[Bench, Bench], listener: Listener) -> None:
    for bench in pair:
        bench.beat = replace(bench.beat, rules_fault="rules.toml:1: no")
    await look_at_once(*pair, times=2)
    assert ["rules.toml" in line for line in listener.heard] == [True]

    for bench in pair:
        bench.beat = replace(bench.beat, rules_fault=None)
    await look_at_once(*pair, times=5)
    assert len(listener.heard) == 2
    assert re.fullmatch(r"✅ the rules can be used again, after [1-5]5 seconds", listener.heard[1])


async def test_what_only_one_replica_sees_is_not_over_because_another_does_not_see_it(
    pair: tuple[Bench, Bench], listener: Listener
) -> None:
    east, west = pair
    east.feeds, west.feeds = [a_feed(), a_feed(id="old")], [a_feed()]
    gone = a_state(feed_id="old", habits=Habits(stopped_at=NOON), fault="it is gone", lease="mine")
    east.store.enrol(east.feeds, NOON + 9 * HOUR)
    ours = east.store.claim_feeds(["old"], NOON, HOUR, 1, due_only=False)
    read = Reading(feed=a_feed(id="old"), before=ours[0], after=replace(gone, lease=ours[0].lease))
    east.store.record_quiet([Polled(reading=read)], NOON)

    await look_at_once(*pair, times=5)
    assert ["feed old" in line for line in listener.heard] == [True]
    east.feeds = west.feeds
    await look_at_once(*pair, times=5)
    assert listener.heard[1:] == ["✅ feed old works again, after 1 minute"]


async def test_a_replica_that_falls_silent_is_told_once_by_those_that_live(
    pair: tuple[Bench, Bench], listener: Listener
) -> None:
    east, west = pair
    await look_at_once(*pair)
    await look_at_once(east, times=4)
    assert ["replica west:7 gave its last sign of life" in line for line in listener.heard] == [True]

    west.now = east.now
    await look_at_once(*pair, times=4)
    assert listener.heard[1:] == ["✅ replica west:7: that is settled, after 1 minute"]


async def test_the_daily_line_counts_the_day(bench: Bench, listener: Listener) -> None:
    bench.watch.routine = Routine(clock=time(8), zone=UTC)
    await bench.look()
    for _ in range(30):
        await bench.look(hours=1)

    (line,) = [line for line in listener.heard if line.startswith("Still watching")]
    assert "Feeds: 1, of which 0 fail. In 20 h: new items 0, stories told 0." in line


async def test_a_daily_line_that_nobody_takes_is_told_once_somebody_does(bench: Bench, listener: Listener) -> None:
    bench.watch.routine = Routine(clock=time(8), zone=UTC)
    await bench.look()
    listener.deaf = True
    await bench.look(hours=20, minutes=1)
    await bench.look(seconds=5)
    listener.deaf = False
    for _ in range(3):
        await bench.look(minutes=3)

    assert ["In 20 h" in line for line in listener.heard if line.startswith("Still")] == [True]


class Broken:
    """A way whose library fails on what it is given."""

    name = "broken"

    async def tell(self, lines: Sequence[str]) -> str | None:
        raise UnicodeError(lines)


async def test_a_way_that_fails_by_our_own_fault_does_not_keep_the_next_from_being_tried(listener: Listener) -> None:
    assert await Notices([Broken(), listener]).tell(["⚠️ a fault"])
    assert listener.heard == ["⚠️ a fault"]


async def test_a_command_in_a_notice_looks_like_one_and_nothing_else_does() -> None:
    text = notice(["see `monitor feeds health`, `monitor store restore FILE`, not `rm` or <!channel>"]).text

    assert "`monitor feeds health`, `monitor store restore FILE`" in text
    assert text.count("`") == 4
    assert "<!channel>" not in text


# --- Ways out beside Slack ---


async def test_a_notice_goes_to_the_admin_webhook_as_json_and_its_address_is_told_nobody() -> None:
    taken: list[Any] = []

    async def take(request: web.Request) -> web.Response:
        taken.append(await request.json())
        return web.Response(status=204 if len(taken) == 1 else 500)

    app = web.Application()
    app.router.add_post("/secret-path", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook = Hook(SecretStr(f"http://127.0.0.1:{runner.addresses[0][1]}/secret-path"))

    assert await hook.tell(["one", "two"]) is None
    faults = [await hook.tell(["three"]), await Hook(SecretStr("http://127.0.0.1:1/secret-path")).tell(["x"])]
    await runner.cleanup()

    assert taken[0] == {"text": "one\ntwo", "lines": ["one", "two"]}
    assert "refused it (500)" in str(faults[0])
    assert "can't be reached" in str(faults[1])
    assert "secret-path" not in json.dumps(faults)
