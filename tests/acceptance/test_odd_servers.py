"""Fifty servers that are odd, as real ones are, and one daemon: read by their log, as a reviewer of readers would."""

import asyncio
import json
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import RULES
from odd_server import ALSO_ASKED, WAYS, OddServer
from watch import watching

pytestmark = pytest.mark.slow

LONG = 20.0  # seconds, at an interval of two
LED_TO = {"/etag-weak", "/cookies", "/ttl"}  # others redirect there


async def test_odd_servers_are_asked_with_manners_and_their_faults_told(tmp_path: Path) -> None:
    async with OddServer() as server, watching(tmp_path) as watch:
        tables = (f'[[feed]]\nid = "{path[1:]}"\nurl = "http://127.0.0.1:{server.port}{path}"\n' for path in WAYS)
        head = '[polling]\nevery = "2s"\nallow_private_hosts = ["127.0.0.1"]\n'
        watch.write("config.toml", head + "".join(tables))
        watch.write("rules/rules.toml", RULES)
        await watch.start()
        await asyncio.sleep(LONG)
        assert await watch.end() == 0
        assert "by our own fault" not in watch.said
        _, out, _ = await watch.run("feeds", "list", "--format", "jsonl")
    faults = {f"/{row['id']}": row["fault"] for row in map(json.loads, out.splitlines())}

    times = {path: len(server.asked(path)) for path in WAYS if path not in LED_TO}
    assert {path: n for path, n in times.items() if not min(3, WAYS[path].times[0]) <= n <= WAYS[path].times[1]} == {}
    wrong = {path: faults[path] for path, way in WAYS.items() if way.fault and way.fault not in (faults[path] or "")}
    assert wrong == {}
    assert {path: faults[path] for path, way in WAYS.items() if not way.fault and faults[path]}.keys() <= AT_TIMES
    assert manners(server) == []


AT_TIMES = {"/5xx-at-times", "/404-then"}


def manners(server: OddServer) -> list[str]:
    found = [f"asked for {path}" for path in {asked.path for asked in server.log} - ALSO_ASKED]
    for asked in server.log:
        extra = {"cookie", "referer", "upgrade", "authorization"} & set(asked.headers)
        found += [f"{asked.path} asked with {extra}"] if extra else []
    for path in WAYS.keys() - LED_TO:
        gaps = (later.at - earlier.at for earlier, later in pairwise(server.asked(path)))
        found += [f"{path} asked again after {gap:.2f} s" for gap in gaps if gap < 1.75]
    tags = [asked.headers.get("if-none-match") for asked in server.asked("/etag-changes")]
    found += [f"replayed {tags}"] if tags != [None, *(f'"{number}"' for number in range(len(tags) - 1))] else []
    first = sorted(server.asked(path)[0].at for path in WAYS if server.asked(path))
    found += ["all asked at one instant"] if first[-1] - first[0] < 2 else []
    return found
