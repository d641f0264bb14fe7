"""The canary walks the whole way through the real house, is measured, and leaves nothing behind."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from make import NOON
from slack_stand_in import SlackStandIn
from test_daemon import config_of, samples

from monitor.cli.options import sender_for
from monitor.health import ChannelFault, Kind
from monitor.house import House, open_house
from monitor.model import CANARY
from monitor.store import open_store

pytestmark = pytest.mark.slow  # a house has worker processes

CONFIG = """
[slack]
channel = "#news"
api_url = "{api_url}"
token_file = "token"
[canary]
within = "4s"
{channel}
[[feed]]
id = "a"
url = "a.xml"
"""


@asynccontextmanager
async def a_house(folder: Path, slack: SlackStandIn, channel: str = "") -> AsyncIterator[House]:
    (folder / "token").write_text(slack.token)
    config = config_of(folder, CONFIG.format(api_url=slack.api_url, channel=channel))
    async with open_house(config, sender_for, open_store(config.database), once=False) as house:
        yield house


async def walk(house: House) -> None:
    house.canary.due_at = house.clock() - timedelta(seconds=1)
    await house.canary.walk_if_due()
    await house.selfwatch.look()


async def left_behind(house: House) -> tuple[int, int, list[str]]:
    standing = await house.store.do(lambda store: store.vitals.standing())
    kept = await house.store.do(lambda store: store.vitals.kept())
    feeds = [state.feed_id for state in await house.store.do(lambda store: store.feed_states())]
    return kept.items + kept.stories + standing.open + kept.told, len(standing.channel_faults), feeds


async def test_the_canary_arrives_in_its_channel_is_measured_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async with SlackStandIn() as slack, a_house(tmp_path, slack, 'channel = "#desk"') as house:
        await walk(house)

        (message,) = slack.channels[2].messages
        assert "Canary" in message["text"]
        assert slack.messages == [message]
        assert house.canary.last is not None
        assert house.canary.last.fault is None
        assert samples(house.metrics)["monitor_canary_success", ()] == 1
        assert 0 < samples(house.metrics)["monitor_canary_latency_seconds", ()] < 30
        assert await left_behind(house) == (0, 0, ["a"])
        assert not [one for one in house.selfwatch.findings if one.kind is Kind.CANARY]

        slack.channels[2].is_archived = True
        await walk(house)
        found = {one.kind: one for one in house.selfwatch.findings}
        assert "#desk is archived" in found[Kind.CANARY].sentence
        assert Kind.SLACK not in found
        assert samples(house.metrics)["monitor_canary_success", ()] == 0
        assert await left_behind(house) == (0, 0, ["a"])


@pytest.mark.parametrize(("channel", "apart"), [("#desk", "#desk"), ("#news", None)])
async def test_faults_of_the_canarys_channel_are_its_own_only_where_no_alert_goes(
    tmp_path: Path, channel: str, apart: str | None
) -> None:
    fault = ChannelFault(channel=channel, fault="archived", since=NOON, refused=True)
    async with SlackStandIn() as slack, a_house(tmp_path, slack, f'channel = "{channel}"') as house:
        standing = await house.store.do(lambda store: store.vitals.standing())
        standing = replace(standing, channel_faults=(fault,)).without(house.selfwatch.apart())

        assert house.selfwatch.apart() == apart
        assert bool(standing.channel_faults) == (apart is None)
        assert channel in house.channels


async def test_without_a_channel_the_canary_walks_and_nothing_is_sent(tmp_path: Path) -> None:
    async with SlackStandIn() as slack, a_house(tmp_path, slack) as house:
        await walk(house)
        assert house.canary.last is not None
        assert house.canary.last.fault is None
        assert slack.messages == []

        house.canary.path = house.canary.path / "nowhere"
        await walk(house)
        assert "its feed can't be written" in str(house.canary.last.fault)


async def test_while_it_walks_lists_leave_it_out_and_no_news_can_join_its_story(tmp_path: Path) -> None:
    async with SlackStandIn() as slack, a_house(tmp_path, slack) as house:
        store = house.store
        house.canary.path.write_text("<rss><channel><item><title>Canary x</title></item></channel></rss>")
        await store.do(lambda opened: opened.enrol((house.canary.feed,), house.clock()))
        (poll,) = await house.canary.poller.poll_all()

        assert poll is not None
        assert (poll.new, poll.told) == (1, 1)
        assert poll.feed_id.startswith(CANARY)
        assert await store.do(lambda opened: opened.alert_lines(9)) == []
        assert await store.do(lambda opened: opened.story_lines(house.clock(), 9)) == []
        assert await store.do(lambda opened: opened.vitals.window_size) == 0
