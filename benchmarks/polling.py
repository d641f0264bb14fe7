"""Polling 2,000 feeds, beside other feed readers: one command, on loopback only.

    .venv/bin/python benchmarks/polling.py [--feeds 2000] [--hanging 500] [--reader PYTHON] …

A farm of feeds (feed_farm.py, a process of its own, 26 entries a feed on average) is polled for the first time, again
unchanged, and again with one new entry in each feed; by us in one process (polling_round.py), as the daemon does it,
and by each peer that is there, in a process a round, as it is meant to be used. `--reader` names the Python of a
virtual environment into which lemon24/reader is installed; newsboat and sfeed_update are found on the PATH. What is not
there is skipped and said. CPU seconds are of the process and its children, and are steadier than wall seconds on a
machine that others use; memory is the highest sum of resident sizes of the process and its children.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx

HERE = Path(__file__).parent
PAGE = os.sysconf("SC_PAGE_SIZE")
LONGEST = 1800.0  # seconds for one run of a program

RULE = "[[rule]]\nid = 'kursk'\ntitle = 'Kursk'\nwhen = 'kursk AND (troops OR soldiers)'\n"
CONFIG = '[slack]\nchannel = "#news"\n[polling]\nevery = "10m"\nallow_private_hosts = true\n'

READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in open(sys.argv[2]):
    reader.add_feed(url.strip(), exist_ok=True)
reader.update_feeds(scheduled=False, workers=8)
"""


class Farm(NamedTuple):
    feeds: list[str]
    hanging: list[str]
    control: str


class Used(NamedTuple):
    """What a run took: seconds, CPU seconds, MiB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s {self.cpu:7.1f} s CPU {self.memory:6.0f} MiB"


@contextmanager
def farm(feeds: int, entries: int, hanging: int) -> Iterator[Farm]:
    options = ["--feeds", str(feeds), "--entries", str(entries), "--hanging", str(hanging)]
    command = [sys.executable, str(HERE / "feed_farm.py"), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Farm(**json.loads(process.stdout.readline()))
        finally:
            process.send_signal(signal.SIGTERM)


def run(command: list[str], folder: Path, **environ: str) -> tuple[Used, str]:
    """Runs a program to its end. Raises CalledProcessError with what it said."""
    started, before = time.perf_counter(), os.times()
    said = folder / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=os.environ | environ)
        memory = Memory(process.pid)
        code = process.wait(LONGEST)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if code:
        raise subprocess.CalledProcessError(code, command, said.read_text()[-2000:])
    return Used(time.perf_counter() - started, cpu, memory.highest()), said.read_text()


class Memory(threading.Thread):
    """Looks ten times a second at what a process and its descendants hold."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.over = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.most = max(self.most, sum(map(resident, descendants(self.pid))))

    def highest(self) -> float:
        self.over.set()
        self.join()
        return self.most / 2**20


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        below = [int(child) for child in children.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(one for child in below for one in descendants(child))]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (FileNotFoundError, ProcessLookupError):
        return 0


# --- Ours --------------------------------------------------------------------------------------------------------


def ours(feeds: Farm, folder: Path, *options: str, hanging: bool = False) -> tuple[Used, list[dict[str, Any]]]:
    """Our rounds in one process; what polling_round.py says of each."""
    urls = list(feeds.feeds)
    for number, url in enumerate(feeds.hanging if hanging else ()):  # among the others, not before or behind them
        urls.insert(number * (len(feeds.feeds) // len(feeds.hanging) + 1), url)
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "rule.toml").write_text(RULE)
    feed = '[[feed]]\nid = "f{0}"\nurl = "{1}"\npublisher = "P{0}"\n'
    (folder / "config.toml").write_text(CONFIG + "".join(feed.format(*pair) for pair in enumerate(urls)))
    command = [sys.executable, str(HERE / "polling_round.py"), "config.toml", feeds.control, *options]
    used, said = run(command, folder)
    return used, [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def tell_ours(name: str, used: Used, rounds: list[dict[str, Any]]) -> None:
    for one in rounds:
        lag = "  loop late by {p50} / {p99} / {max} ms (p50 / p99 / most)".format(**one["lag"])
        say(f"{name}, {one['round']:10} {one['seconds']:7.1f} s {one['cpu']:7.1f} s CPU   {one['new']:6} new{lag}")
    say(f"{name}, all, with its start {used}")


# --- Peers -------------------------------------------------------------------------------------------------------


def peers(asked: argparse.Namespace, feeds: Farm, folder: Path) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Name, command and environment of each peer that is installed."""
    urls = folder / "urls"
    urls.write_text("".join(f"{url}\n" for url in feeds.feeds))
    if asked.reader:
        (folder / "with_reader.py").write_text(READER)
        yield "reader", [asked.reader, "with_reader.py", "reader.sqlite", "urls"], {}
    if asked.newsboat:
        (folder / "newsboat.conf").write_text("reload-threads 8\n")
        files = ["-u", "urls", "-c", "cache.db", "-C", "newsboat.conf"]
        yield "newsboat", [asked.newsboat, *files, "-x", "reload"], {"HOME": str(folder)}
    if asked.sfeed:
        lines = "".join(f'feed "f{number}" "{url}"\n' for number, url in enumerate(feeds.feeds))
        (folder / "sfeedrc").write_text(f'sfeedpath="{folder}/sfeeds"\nmaxjobs=16\nfeeds() {{\n{lines}}}\n')
        path = f"{Path(asked.sfeed).parent}:{os.environ['PATH']}"
        yield "sfeed", [asked.sfeed, "sfeedrc"], {"PATH": path}
    for name, found in (("reader", asked.reader), ("newsboat", asked.newsboat), ("sfeed", asked.sfeed)):
        if not found:
            say(f"{name} is not here: skipped (--{name})")


def beside(asked: argparse.Namespace) -> None:
    """Each peer on a farm of its own, since a change can't be taken back."""
    with tempfile.TemporaryDirectory() as folder, farm(0, 1, 0) as nothing:
        names = [name for name, _, _ in peers(asked, nothing, Path(folder))]
    for wanted in names:
        with tempfile.TemporaryDirectory() as folder, farm(asked.feeds, asked.entries, 0) as feeds:
            for name, command, environ in peers(asked, feeds, Path(folder)):
                if name == wanted:
                    rounds_of(name, command, environ, Path(folder), feeds)


def rounds_of(name: str, command: list[str], environ: dict[str, str], folder: Path, feeds: Farm) -> None:
    for one in ("first", "unchanged", "changed"):
        if one == "changed":
            httpx.get(f"{feeds.control}/change")
        try:
            used, _ = run(command, folder, **environ)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            say(f"{name}, {one}: gave up ({error}) {getattr(error, 'output', '')!s:.300}")
            return
        say(f"{name:8}, {one:10} {used}")


def say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--feeds", type=int, default=2_000)
    options.add_argument("--entries", type=int, default=26, help="of a feed, on average")
    options.add_argument("--hanging", type=int, default=500)
    options.add_argument("--reader", metavar="PYTHON", default="")
    options.add_argument("--newsboat", default=shutil.which("newsboat"))
    options.add_argument("--sfeed", metavar="SFEED_UPDATE", default=shutil.which("sfeed_update"))
    asked = options.parse_args()
    say(f"{asked.feeds} feeds of {asked.entries} entries; load at the start {os.getloadavg()[0]:.1f}")
    for name, extra in (("monitor", ()), ("monitor, stored only", ("--store-only",))):
        with tempfile.TemporaryDirectory() as folder, farm(asked.feeds, asked.entries, 0) as feeds:
            tell_ours(name, *ours(feeds, Path(folder) / "ours", *extra))
    with tempfile.TemporaryDirectory() as folder, farm(asked.feeds, 1, asked.hanging) as feeds:
        for name, hanging in (("without", False), ("beside", True)):
            good = str(len(feeds.feeds))
            _, rounds = ours(feeds, Path(folder) / name, "--until", good, hanging=hanging)
            say(f"the {good} good feeds {name} {asked.hanging} that hang: {rounds[0]['seconds']} s")
    beside(asked)
    say(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
