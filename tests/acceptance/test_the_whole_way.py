"""From feeds to Slack, the whole way: a real process, a feed server and a Slack stand-in on loopback."""

import json
import signal
import tomllib
from collections.abc import AsyncIterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from conftest import RULES
from feed_server import FeedServer, rss
from slack_stand_in import SlackStandIn
from watch import Watch, until, watching

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
TROOPS = "North Korean troops arrive in the Kursk region of Russia"


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(ledger=tmp_path / "ledger.jsonl") as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as opened:
        yield opened


@pytest.fixture
async def watch(tmp_path: Path, slack: SlackStandIn, server: FeedServer) -> AsyncIterator[Watch]:
    """Two feeds, a second apart; the rules of the tests; Slack, with its token in the environment."""
    folder = tmp_path / "watch"
    folder.mkdir()
    async with watching(folder) as opened:
        for path in ("/a.xml", "/b.xml"):
            server.serve(path, rss([]))
        opened.write("rules/rules.toml", RULES.replace('channel = "#npt"\n', ""))
        opened.write("config.toml", config(slack, server))
        opened.environ["SLACK_BOT_TOKEN"] = slack.token
        yield opened


def config(slack: SlackStandIn, server: FeedServer) -> str:
    return f"""\
[slack]
channel = "#news"
api_url = "{slack.api_url}"
[polling]
every = "1s"
allow_private_hosts = ["127.0.0.1"]
[[feed]]
id = "a"
url = "{server.url("/a.xml")}"
publisher = "Alpha"
[[feed]]
id = "b"
url = "{server.url("/b.xml")}"
publisher = "Beta"
"""


def add(server: FeedServer, path: str, title: str, guid: str, **more: str) -> None:
    """Puts an item into a feed, published now."""
    link, now = f"https://news.example/{guid}", formatdate(usegmt=True)
    server.add(path, title=title, guid=guid, link=link, published=now, **more)


def posts(slack: SlackStandIn) -> list[dict[str, Any]]:
    return slack.calls("chat.postMessage")


async def test_a_new_item_that_matches_arrives_in_slack(watch: Watch, slack: SlackStandIn, server: FeedServer) -> None:
    add(server, "/a.xml", "Storm hits the coast of Norway", "1")
    await watch.start()
    await until(lambda: len(server.requests_for("/a.xml")) >= 2)
    assert slack.messages == []

    add(server, "/a.xml", TROOPS, "2", summary="They were <b>seen</b> by soldiers & others.")
    await until(lambda: slack.messages)

    (message,) = slack.messages
    shown = json.dumps(message["blocks"], ensure_ascii=False)
    assert TROOPS.split(" ", maxsplit=1)[0] in message["text"]
    assert "https://news.example/2" in shown
    assert "Alpha" in shown
    assert "dprk-troops" in shown
    assert "kursk" in shown
    assert await watch.end() == 0


async def test_ten_reports_of_one_event_are_one_message_and_its_thread(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    await watch.start()
    add(server, "/a.xml", TROOPS, "1")
    await until(lambda: slack.messages)

    add(server, "/b.xml", f"BREAKING: {TROOPS}", "2")
    await until(lambda: slack.calls("chat.update") and len(slack.messages) == 2)

    first, reply = slack.messages
    assert reply["thread_ts"] == first["ts"]
    assert "Beta" in json.dumps(first["blocks"])


async def test_a_restart_tells_nothing_twice(watch: Watch, slack: SlackStandIn, server: FeedServer) -> None:
    add(server, "/a.xml", TROOPS, "1")
    await watch.start()
    await until(lambda: slack.messages)

    for how in (signal.SIGTERM, signal.SIGKILL):
        await watch.end(how)
        server.log.clear()
        await watch.start()
        await until(lambda: len(server.log) >= 4)

    assert len(posts(slack)) == 1


async def test_killed_after_slack_took_the_message_it_is_still_told_once(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    slack.fault("chat.postMessage", "hang", when="after")
    await watch.start()
    add(server, "/a.xml", TROOPS, "1")
    await until(lambda: slack.messages)
    await watch.end(signal.SIGKILL)

    await watch.start()
    await until(lambda: slack.calls("conversations.history"))
    await until(lambda: '"looked up"' in watch.said)

    assert len(slack.messages) == 1
    code, out, _ = await watch.run("alerts", "list", "--format", "jsonl")
    assert (code, json.loads(out)["state"]) == (0, "sent")


async def test_killed_before_slack_took_the_message_it_is_told(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    slack.fault("chat.postMessage", "hang", when="before")
    await watch.start()
    add(server, "/a.xml", TROOPS, "1")
    await until(lambda: posts(slack))
    await watch.end(signal.SIGKILL)
    server.serve("/a.xml", rss([]))  # it has left the feed

    await watch.start()
    await until(lambda: slack.messages)

    assert len(slack.messages) == 1


async def test_an_outage_of_slack_delays_and_loses_nothing(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    slack.fault("chat.postMessage", "429", retry_after="2", times=2)
    await watch.start()
    add(server, "/a.xml", TROOPS, "1")
    add(server, "/a.xml", "Fighting with soldiers near Kursk goes on", "2")

    await until(lambda: len(slack.messages) == 2)

    assert [message["text"].count(TROOPS) for message in slack.messages] == [1, 0]


async def test_a_rule_edit_is_live_without_a_restart_and_a_bad_one_changes_nothing(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    await watch.start()
    rules = watch.folder / "rules" / "rules.toml"
    good = rules.read_text()

    rules.write_text(good + "[[rule]]\nid = 'storm'\ntitle = 'Storms'\nwhen = 'storm AND'\n")
    await until(lambda: "can't be used" in watch.said)
    assert "rules.toml:" in watch.said
    add(server, "/a.xml", TROOPS, "1")
    await until(lambda: len(slack.messages) == 1)

    rules.write_text(good + "[[rule]]\nid = 'storm'\ntitle = 'Storms'\nwhen = 'storm'\n")
    await until(lambda: '"rules loaded"' in watch.said)
    add(server, "/a.xml", "Storm hits the coast of Norway", "2")
    await until(lambda: len(slack.messages) == 2)
    assert watch.said.count('"event": "the rules were changed and can\'t be used') == 1


async def test_a_second_daemon_on_the_same_data_refuses_and_says_why(watch: Watch) -> None:
    await watch.start()

    code, _, errors = await watch.run("run")

    assert code == 2
    assert "stop it first" in errors
    assert "Traceback" not in errors


async def test_a_feed_that_fails_is_told_once_and_the_others_go_on(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    server.serve("/b.xml", b"<html><body>Please log in</body></html>")
    await watch.start()
    await until(lambda: len(server.requests_for("/b.xml")) >= 2)
    add(server, "/a.xml", TROOPS, "1")
    await until(lambda: slack.messages)

    assert watch.said.count('"feed fails"') == 1
    code, out, _ = await watch.run("status")
    assert code == 1
    assert "feed b:" in out


async def test_with_a_webhook_the_same_alerts_arrive(watch: Watch, slack: SlackStandIn, server: FeedServer) -> None:
    watch.environ = {"SLACK_WEBHOOK_URL": slack.webhook_url}
    add(server, "/a.xml", TROOPS, "1")

    code, out, errors = await watch.run("run", "--once")

    assert (code, "1 told" in out) == (0, True), errors
    assert len(slack.messages) == 1


async def test_a_dry_run_tells_the_terminal_and_keeps_nothing(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    add(server, "/a.xml", TROOPS, "1")

    code, out, _ = await watch.run("run", "--once", "--dry-run")

    assert code == 0
    assert "dprk-troops" in out
    assert posts(slack) == []
    assert not (watch.folder / "data").exists()


async def test_the_claims_of_the_seed_make_one_message_that_names_all_six_rules(
    watch: Watch, slack: SlackStandIn, server: FeedServer
) -> None:
    claims = tomllib.loads((ROOT / "seeds" / "statement.toml").read_text())["claim"]
    text = " ".join(claim["text"] for claim in claims)
    title = "EU High Representative: statement on North Korea's support for Russia's war against Ukraine"
    add(server, "/a.xml", title, "statement", summary=text)
    shipped = f'[monitor]\nrules = "{ROOT}/rules"\n'
    watch.write("config.toml", shipped + config(slack, server))

    code, out, errors = await watch.run("run", "--once")

    assert (code, "1 told" in out) == (0, True), errors
    (message,) = slack.messages
    shown = json.dumps(message["blocks"], ensure_ascii=False)
    for rule in ("dprk-troops", "kursk", "dprk-russia-arms", "unsc-violations", "npt", "eu-response"):
        assert rule in shown


async def test_a_first_run_needs_neither_token_nor_network(tmp_path: Path) -> None:
    async with watching(tmp_path) as fresh:
        code, out, _ = await fresh.run("init")
        assert code == 0
        only_sample = (tmp_path / "config.toml").read_text().split("# Live feeds.")[0]
        fresh.write("config.toml", only_sample)

        code, out, errors = await fresh.run("run", "--once")

        assert code == 0, errors
        assert "dprk-russia-arms" in out
        assert "first report of this story" in out
        code, again, _ = await fresh.run("run", "--once")
        assert (code, "0 new items, 0 told" in again) == (0, True)
