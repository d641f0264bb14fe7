"""What replicas and PostgreSQL cost: polls and alerts a second, and the hot queries on big tables.

    python benchmarks/replicas.py throughput [--replicas 1 2 4] [--seconds 8]    processes record polls on PostgreSQL
    python benchmarks/replicas.py sqlite [--seconds 8]                           the same, one process on SQLite
                                  [--news 0 10 1]   one poll of so many brings one new, matching item; 0: none does
    python benchmarks/replicas.py rows --items 1000000 --feeds 50000 [--explain] made in SQL; what is asked most, timed
    python benchmarks/replicas.py copy --items 50000                             `store copy`, rows a second

It starts a PostgreSQL of its own, as the tests do, but with fsync on: commits cost what they cost. Beside polls a
second, which depend on what else the machine does, it prints the processor time of a poll, here and in the database,
and how long the turn of placing and deciding is held.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import postgres
from make import a_feed, an_item
from sqlalchemy import Engine, event

from monitor.model import Item
from monitor.outbox import after_attempt
from monitor.outcomes import Sent
from monitor.pipeline import Reading
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, open_store
from monitor.store.copying import copy_all
from monitor.store.engine import writing
from monitor.store.walk import Polled

LEASE = timedelta(minutes=1)
FEEDS = 2_000
CLAIMED = 32  # at a time
RULE = "[[rule]]\nid = 'quake'\ntitle = 'Quake'\nwhen = 'quake'\n"


@contextmanager
def cluster() -> Iterator[postgres.Cluster]:
    postgres.FAST.clear()
    postgres.FAST.update({"max_connections": "60", "shared_buffers": "512MB", "max_wal_size": "4GB"})
    with tempfile.TemporaryDirectory(prefix="pg") as folder, postgres.server(Path(folder)) as found:
        if found is None:
            sys.exit(postgres.MISSING)
        yield found


# --- Throughput ----------------------------------------------------------------------------------------------------


def throughput(replicas: list[int], seconds: float, news: list[int]) -> None:
    with cluster() as found:
        for each in news:
            for count in replicas:
                url = found.database()
                prepare(url)
                assert found.process is not None
                before = processor_time(found.process.pid)
                polls = measured(url, count, seconds, each)
                spent = processor_time(found.process.pid) - before
                print(f"    in the database {1000 * spent / polls:.2f} ms of processor time a poll")


def processor_time(server: int) -> float:
    """Seconds of processor time that a server and all processes that it ever had have taken."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile; its time is in its parent's
            continue
        if int(stat.parent.name) == server:
            total += sum(map(int, fields[11:15]))
        elif int(fields[1]) == server:
            total += sum(map(int, fields[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def prepare(url: str) -> None:
    store = open_store(url)
    store.enrol([a_feed(id=f"f{number}") for number in range(FEEDS)], datetime.now(UTC))
    store.close()


def measured(url: str, count: int, seconds: float, each: int) -> float:
    """How many polls were recorded."""
    asked = ["worker", "--url", url, "--seconds", str(seconds), "--news", str(each)]
    begun = [
        subprocess.Popen([sys.executable, __file__, *asked, "--number", str(number)], stdout=subprocess.PIPE, text=True)
        for number in range(count)
    ]
    found = [json.loads(process.communicate()[0]) for process in begun]
    polls, told, cpu, turns, held, waited = (sum(one[name] for one in found) for name in MEASURED)
    news = f"one poll in {each} with news" if each else "no news"
    print(f"{count} on {url.partition(':')[0]}, {news}: {polls / seconds:,.0f} polls/s, {told / seconds:,.0f} told/s")
    print(f"    in the replicas {1000 * cpu / polls:.2f} ms of processor time a poll")
    if turns:
        held, waited = 1000 * held / turns, 1000 * waited / turns
        print(f"    a turn is held {held:.1f} ms, waited for {waited:.1f} ms; {turns} turns")
    return float(polls)


MEASURED = ("polls", "told", "cpu", "turns", "held", "waited")


@dataclass
class Turns:
    """How long the turn of placing and deciding is waited for, and held."""

    count: int = 0
    waited: float = 0.0
    held: float = 0.0
    asked_at: float = 0.0
    taken_at: float | None = None

    def listen(self, engine: Engine) -> None:
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "checkin", self._end)

    def _before(self, *_: object) -> None:
        self.asked_at = time.perf_counter()

    def _after(self, _: object, __: object, statement: str, *___: object) -> None:
        if "advisory" in statement:
            self.taken_at = time.perf_counter()
            self.waited += self.taken_at - self.asked_at

    def _end(self, *_: object) -> None:
        if self.taken_at is not None:
            self.count += 1
            self.held += time.perf_counter() - self.taken_at
            self.taken_at = None


def worker(url: str, number: int, seconds: float, each: int) -> None:
    """Claims, records and tells as a replica does, without its network: what the store and deciding take."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rules.toml").write_text(RULE)
        ruleset = load_rules(Path(folder))
    store = open_store(url)
    store.warm_up(datetime.now(UTC))
    record_some(store, ruleset, number, 0, each)
    turns = Turns()
    turns.listen(store.engine)
    polls = told = step = 0
    until, cpu = time.monotonic() + seconds, time.process_time()
    while time.monotonic() < until:
        step += 1
        polls += record_some(store, ruleset, number, step, each)
        told += tell_all(store)
    cpu = time.process_time() - cpu
    print(json.dumps(dict(zip(MEASURED, (polls, told, cpu, turns.count, turns.held, turns.waited), strict=True))))


def record_some(store: Store, ruleset: RuleSet, number: int, step: int, each: int) -> int:
    now = datetime.now(UTC)
    soon = now + timedelta(days=1)
    ids = store.due_feeds(soon, lambda due: [one for one, _ in zip(due, range(4 * CLAIMED), strict=False)])
    states = store.claim_feeds(ids, soon, LEASE, CLAIMED, hosts={feed_id: f"{feed_id}.example" for feed_id in ids})
    quiet, news = [], []
    for place, state in enumerate(states):
        word = f"w{number}x{step}x{place}"
        title = f"{word}a {word}b {word}c {word}d quake {word}e"
        feed, after = a_feed(id=state.feed_id), replace(state, polled_at=now, next_poll_at=now)
        if not each or place % each:
            quiet.append(Polled(reading=Reading(feed=feed, before=state, after=after)))
            continue
        item = an_item(title, feed_id=feed.id, fetched_at=now, published_at=now, url=f"https://x.example/{word}")
        before = replace(state, polled_at=now - timedelta(hours=1))
        read = Reading(feed=feed, before=before, after=after, items=(item,))
        news.append(Polled(reading=read))
    if quiet:
        store.record_quiet(quiet, now)
    if news:
        store.record_polls(news, ruleset, f"#c{step % 16}-{number}", now)
    return len(states)


def tell_all(store: Store) -> int:
    now = datetime.now(UTC)
    taken = store.claim_deliveries(now, LEASE, 64)
    for delivery in taken:
        store.settle(replace(after_attempt(delivery, Sent(ts=f"{delivery.id}.0"), now, 0.0), shut_until=now), now)
    return len(taken)


# --- Rows ----------------------------------------------------------------------------------------------------------

MADE = (
    "INSERT INTO feeds (id, next_poll_at) SELECT 'f' || n, now() + n * interval '12 ms'"
    " FROM generate_series(1, {feeds}) n",
    "INSERT INTO stories (id, headline, url, founded_at, last_item_at)"
    " SELECT 's' || n, 'A headline of some words ' || n, 'https://x.example/' || n, now() - n * interval '3 s',"
    " now() - n * interval '3 s'"
    " FROM generate_series(1, {items} / 3) n",
    "INSERT INTO items (key, feed_id, story_id, publisher, title, summary, body, author, tags, url, canonical_url,"
    " fetched_at, digest, state_media, placed_why) SELECT md5(n::text), 'f' || (n % {feeds} + 1),"
    " 's' || (n % ({items} / 3) + 1), 'P' || n % 9000, 'A headline of some eight or nine words ' || n,"
    " repeat(md5(n::text) || ' ', 8), '', '', '[]', 'https://x.example/news/' || n, 'https://x.example/news/' || n,"
    " now() - n * interval '1 s', md5('d' || n), false, 'founded' FROM generate_series(1, {items}) n",
    "INSERT INTO decisions (item_key, story_id, channel, reason, rules, severity, ruleset, decided_at)"
    " SELECT md5(n::text), 's' || (n % ({items} / 3) + 1), CASE n % 50 WHEN 0 THEN '#c' || n % 20 ELSE '' END,"
    " CASE n % 50 WHEN 0 THEN 'first_report' ELSE 'no_match' END, '[]', 'info', 'x', now() - n * interval '1 s'"
    " FROM generate_series(1, {items}) n",
    "INSERT INTO deliveries (key, story_id, channel, act, state, reason, item_key, created_at, sent_at)"
    " SELECT md5('k' || n), 's' || n * 16, '#c' || n % 20, 'post', CASE WHEN n < 50 THEN 'pending' ELSE 'sent' END,"
    " 'first_report', md5(n::text), now() - n * interval '1 min', now() FROM generate_series(1, {items} / 50) n",
)


def rows(items: int, feeds: int, *, explain: bool) -> None:
    with cluster() as found:
        url = found.database()
        store = open_store(url)
        begun = time.monotonic()
        with writing(store.engine) as connection:
            # Keys that are right by making need no checking, and an index is made faster than it is kept.
            run = connection.exec_driver_sql
            run("SET LOCAL statement_timeout = 0")
            run("SET LOCAL session_replication_role = replica")
            run("SET LOCAL maintenance_work_mem = '1GB'")
            again = run(INDEXES).all()
            for name, _ in again:
                run(f"DROP INDEX {name}")
            for statement in MADE:
                run(statement.format(items=items, feeds=feeds).replace("%", "%%"))
            for _, definition in again:
                run(definition)
        found.run("VACUUM ANALYZE", url.rpartition("/")[2])
        space = store.space().size / 2**30
        print(f"{items:,} items, {feeds:,} feeds: {space:.1f} GiB, made in {time.monotonic() - begun:.0f} s")
        time_queries(store, explain=explain)
        store.close()


INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN"
    " ('stories', 'items', 'decisions', 'deliveries') AND indexdef NOT LIKE 'CREATE UNIQUE%%'"
)


def time_queries(store: Store, *, explain: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rules.toml").write_text(RULE)
        ruleset = load_rules(Path(folder))
    now = datetime.now(UTC)
    late = now + timedelta(minutes=30)
    known = [an_item(f"Known {n}", url=f"https://x.example/news/{n}") for n in range(1, 30)]
    work = {
        "due feeds, room for 128": lambda: store.due_feeds(
            late, lambda due: [one for one, _ in zip(due, range(128), strict=False)]
        ),
        "claim 32 of 128": lambda: store.claim_feeds([f"f{n}" for n in range(1, 129)], late, LEASE, 32),
        "one poll of 30 items, all news": lambda: poll_of(store, ruleset, known, late),
        "claim deliveries of 20 channels": lambda: store.claim_deliveries(now, LEASE, 64),
        "a story by its address": lambda: store.story_account("https://x.example/news/77", now),
        "stories list": lambda: store.story_lines(now, 20, 2),
        "a look at the watch": store.vitals.standing,
        "the states of all feeds": store.feed_states,
        "counting what is kept": store.vitals.kept,
    }
    for name, do in work.items():
        asked: list[tuple[str, Any]] = []
        keep = partial(kept, asked)
        event.listen(store.engine, "before_cursor_execute", keep)
        begun = time.perf_counter()
        do()
        print(f"  {name:35} {1000 * (time.perf_counter() - begun):9.1f} ms, {len(asked)} statements")
        event.remove(store.engine, "before_cursor_execute", keep)
        for statement, parameters in asked if explain else ():
            print_plan(store.engine, statement, parameters)


def kept(asked: list[tuple[str, Any]], _: object, __: object, statement: str, parameters: Any, *___: object) -> None:
    one = parameters[0] if isinstance(parameters, list) else parameters
    if one is not None and statement.startswith(("SELECT", "UPDATE")) and "advisory" not in statement:
        asked.append((statement, one))


def print_plan(engine: Engine, statement: str, parameters: Any) -> None:
    """How the database reads for a statement: each scan, its time and rows, and the pages of 8 KB that it took."""
    with engine.connect() as connection:
        explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters)
        lines = [line.strip(" ->") for line in explained.scalars()]
        connection.rollback()
    pages = next((line for line in lines if line.startswith("Buffers:")), "")
    words = " ".join(statement.split())
    table = words.partition(" FROM ")[2] if words.startswith("SELECT") else words.removeprefix("UPDATE ")
    print(f"      {words[:6]} {table.split()[0]}: {lines[-1].lower()}, {pages.lower()}")
    for line in lines:
        if " Scan " in line or line.startswith("Seq Scan"):
            print(f"          {SIZE.sub('', line)}")


SIZE = re.compile(r"cost=\S+ rows=\d+ width=\d+\) \(")


def poll_of(store: Store, ruleset: RuleSet, known: Sequence[Item], now: datetime) -> None:
    (state,) = store.claim_feeds(["f40000"], now, LEASE, 1, due_only=False)
    feed = a_feed(id=state.feed_id)
    after = replace(state, polled_at=now)
    read = Reading(feed=feed, before=state, after=after, items=tuple(known))
    store.record_polls([Polled(reading=read)], ruleset, "#c", now)


def copying(items: int) -> None:
    with cluster() as found, tempfile.TemporaryDirectory() as folder:
        source = found.database()
        store = open_store(source)
        for statement in MADE:
            with writing(store.engine) as connection:
                connection.exec_driver_sql(statement.format(items=items, feeds=1000).replace("%", "%%"))
        store.close()
        here = f"sqlite:///{folder}/here.db"
        for come_from, to in ((source, here), (here, found.database())):
            begun = time.monotonic()
            count = copy_all(come_from, to, lambda _, __: None)
            rate = count / (time.monotonic() - begun)
            print(f"{come_from.partition(':')[0]} to {to.partition(':')[0]}: {count:,} rows, {rate:,.0f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["throughput", "sqlite", "rows", "copy", "worker"])
    parser.add_argument("--replicas", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--news", type=int, nargs="+", default=[0, 10, 1])
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--feeds", type=int, default=50_000)
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--url")
    parser.add_argument("--number", type=int, default=0)
    given = parser.parse_args()
    match given.what:
        case "throughput":
            throughput(given.replicas, given.seconds, given.news)
        case "sqlite":
            for each in given.news:
                with tempfile.TemporaryDirectory() as folder:
                    url = f"sqlite:///{folder}/monitor.db"
                    prepare(url)
                    measured(url, 1, given.seconds, each)
        case "rows":
            rows(given.items, given.feeds, explain=given.explain)
        case "copy":
            copying(given.items)
        case "worker":
            worker(given.url, given.number, given.seconds, given.news[0])


if __name__ == "__main__":
    main()
