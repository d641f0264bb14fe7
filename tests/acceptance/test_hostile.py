"""Some eighty feeds, nearly all of them made to hurt, and one daemon: the good ones stay on time, and manners hold."""

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import RULES
from hostile_server import CASES, GOOD, HostileServer
from watch import Watch, until, watching

pytestmark = pytest.mark.slow

EVERY = 1.0  # seconds between two polls of a feed that is well
POLLS = 6  # of each good feed, while all the others do their worst
LATE = 8.0  # seconds, on a machine that is shared with other tests. One after the other, the others would take minutes
ONCE = ("/410", "/429", "/429-date", "/503")  # asked us to stay away for longer than this takes


def config(server: HostileServer) -> str:
    feeds = {path: server.url(path) for path in (*CASES, *GOOD)}
    feeds["/direct"] = f"http://127.0.0.2:{server.inner_port}/"
    feeds["/direct-decimal"] = f"http://2130706434:{server.inner_port}/"
    tables = "".join(f'[[feed]]\nid = "{path[1:]}"\nurl = "{url}"\n' for path, url in feeds.items())
    return f'[polling]\nevery = "1s"\ndeadline = "5s"\nallow_private_hosts = ["127.0.0.1"]\n{tables}'


async def test_hostile_feeds_hurt_nobody_but_themselves(tmp_path: Path) -> None:
    async with HostileServer() as server, watching(tmp_path) as watch:
        watch.write("config.toml", config(server))
        watch.write("rules/rules.toml", RULES)
        await watch.start()
        await until(lambda: min(len(server.asked(path)) for path in GOOD) >= POLLS, patience=60)
        await until(lambda: all(f'"feed": "{path[1:]}"' in watch.said for path in CASES), patience=30)
        assert await watch.end() == 0
        assert "by our own fault" not in watch.said
        faults, told = await faults_of(watch), told_of(watch)

    assert [gap for path in GOOD for gap in gaps(server, path) if gap > LATE] == []
    assert {path: told[path] for path, case in CASES.items() if case.fault and not says(told[path], case.fault)} == {}
    assert {path: faults[path] for path, case in (CASES | GOOD).items() if not case.fault and faults[path]} == {}
    assert all("private address" in (faults[path] or "") for path in ("/direct", "/direct-decimal"))
    assert manners(server) == []


async def faults_of(watch: Watch) -> dict[str, str | None]:
    _, out, _ = await watch.run("feeds", "list", "--format", "jsonl")
    return {f"/{row['id']}": row["fault"] for row in map(json.loads, out.splitlines())}


def told_of(watch: Watch) -> dict[str, str]:
    """The last fault that the log tells of each feed: one that is over counts too."""
    lines = (json.loads(line) for line in watch.said.splitlines() if '"fault"' in line and '"feed"' in line)
    return defaultdict(str, {f"/{line['feed']}": line["fault"] for line in lines})


def says(fault: str, words: str) -> bool:
    """Whether a fault says one of the words."""
    return any(word in fault for word in words.split("|"))


def gaps(server: HostileServer, path: str) -> list[float]:
    return [later.at - earlier.at for earlier, later in pairwise(server.asked(path))]


def manners(server: HostileServer) -> list[str]:
    """What a look at the requests finds wrong."""
    found = [f"{server.intruders} connections to where no feed may lead"] if server.intruders else []
    declared = {*CASES, *GOOD}
    found += sorted({f"asked for {one.path}" for one in server.log if one.path not in declared})
    for path in ONCE:
        found += [f"{path} asked {count} times"] if (count := len(server.asked(path))) != 1 else []
    for path, case in CASES.items():
        if case.fault is not None and path not in ("/fro-and-to", "/to-and-fro", "/loop"):
            found += [f"{path} asked again after {gap:.2f} s" for gap in gaps(server, path) if gap < EVERY * 0.9]
    for one in server.log:
        if one.headers.get("accept-encoding") != "gzip" or "cookie" in one.headers or "referer" in one.headers:
            found.append(f"{one.path} asked with {one.headers}")
    for path in ("/good-1", "/good-2"):
        tags = [one.headers.get("if-none-match") for one in server.asked(path)]
        found += [f"{path} replayed {tags}"] if tags != [None, *(f'"{n}"' for n in range(len(tags) - 1))] else []
    return found
