"""The courier carries the outbox to Slack: once, in order, whatever Slack answers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from make import NOON, a_feed, an_item
from slack_stand_in import SlackStandIn
from test_selfwatch import a_selfwatch
from test_store import TROOPS, poll

from monitor.calm import Policy
from monitor.courier import Courier
from monitor.errors import StoreError
from monitor.leases import Leases
from monitor.model import Act, DeliveryState, Severity
from monitor.notices import SlackWay
from monitor.rules.ruleset import RuleSet
from monitor.schedule import QuietHours
from monitor.slack.send import SlackSender, WebhookSender
from monitor.store import Store, StoreThread


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def uptime(self) -> float:
        return self.now.timestamp()

    def pass_(self, **length: float) -> None:
        self.now += timedelta(**length)


class Desk:
    """A courier between a real store and the stand-in, on a clock that tests turn."""

    def __init__(self, store: Store, slack: SlackStandIn, on_ambiguous: Any = "resend") -> None:
        self.slack, self.clock, self.store = slack, Clock(), store
        self.sender = SlackSender(slack.token, slack.api_url, timeout=1)
        self.thread = StoreThread(store)
        self.leases = Leases(self.clock.uptime)
        given = {"on_ambiguous": on_ambiguous, "clock": self.clock, "leases": self.leases}
        self.courier = Courier(self.thread, self.sender, **given)

    async def round(self, **length: float) -> int:
        """Some time passes; then what is due is delivered."""
        self.clock.pass_(**length)
        taken = await self.courier.deliver_due()
        await self.courier.drain(timedelta(seconds=20))
        return taken

    async def rounds(self, count: int, **length: float) -> None:
        for _ in range(count):
            await self.round(**length)

    @property
    def states(self) -> list[DeliveryState]:
        return [line.delivery.state for line in self.store.alert_lines(99)]


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> AsyncIterator[Desk]:
    async with SlackStandIn(ledger=tmp_path / "ledger.jsonl") as slack:
        opened = Desk(store, slack)
        yield opened
        await opened.sender.close()


OTHER = "Fighting with many soldiers in Kursk goes on"


async def test_what_is_in_the_outbox_arrives_once(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")

    await desk.rounds(5, seconds=2)

    assert len(desk.slack.messages) == 1
    assert desk.states == [DeliveryState.SENT]


async def test_a_channel_gets_at_most_a_message_a_second_in_order(desk: Desk, ruleset: RuleSet) -> None:
    titles = [f"{TROOPS}, report {number} of the day" for number in range(5)]
    for title in titles:
        poll(desk.store, ruleset, [an_item(title)], channel="#news")

    taken = [await desk.round(seconds=0.5) for _ in range(12)]

    assert sum(taken) == 5
    assert all(one + next_ <= 1 for one, next_ in pairwise(taken))
    assert [title in message["text"] for title, message in zip(titles, desk.slack.messages, strict=True)] == [True] * 5


@pytest.mark.parametrize("fault", ["drop", "truncated", "html", "empty", "list", "hang"])
async def test_an_answer_that_is_cut_after_acceptance_is_looked_up_and_not_sent_again(
    desk: Desk, ruleset: RuleSet, fault: Any
) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", fault, when="after")

    await desk.rounds(4, seconds=15)

    assert len(desk.slack.messages) == 1
    assert desk.states == [DeliveryState.SENT]
    assert desk.store.alert_lines(1)[0].delivery.ts == desk.slack.messages[0]["ts"]


async def test_a_channel_that_only_answers_5xx_has_a_fault_that_lasts_through_its_look_ups_until_it_takes_a_message(
    desk: Desk, ruleset: RuleSet
) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "status", status=503, times=3)

    seen = []
    for _ in range(12):
        await desk.round(seconds=9)
        seen.append([(one.since, "HTTP 503" in one.fault) for one in desk.store.vitals.standing().channel_faults])

    failing = [one for one in seen if one]
    assert len(failing) > 6
    assert failing == [[(failing[0][0][0], True)]] * len(failing)
    assert seen[len(failing) :] == [[]] * (len(seen) - len(failing))
    assert len(desk.slack.messages) == 1


async def test_what_is_skipped_in_the_queue_of_a_channel_that_fails_is_no_sign_that_it_works(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    ruleset = rules_of(CALM)
    told_calmly(desk, ruleset, ["A storm hits Norway near Bergen"], Policy())
    told_calmly(desk, ruleset, ["Another storm floods Manila in the Philippines"], Policy(), "Daily")
    desk.slack.channels[0].is_archived = True
    await desk.round(seconds=2)

    desk.store.mute("any", desk.clock(), timedelta(minutes=3))
    await desk.round(seconds=150)

    assert DeliveryState.SKIPPED in desk.states
    (still,) = desk.store.vitals.standing().channel_faults
    assert (still.refused, "is_archived" in still.fault) == (True, True)


@pytest.mark.parametrize("fault", ["drop", "truncated", "html", "hang"])
async def test_an_answer_that_is_cut_before_acceptance_is_sent_again(desk: Desk, ruleset: RuleSet, fault: Any) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", fault, when="before")

    await desk.rounds(4, seconds=15)

    assert len(desk.slack.messages) == 1
    assert desk.states == [DeliveryState.SENT]


@pytest.mark.parametrize(
    "trouble",
    [
        {"fault": "429", "retry_after": "30"},
        {"fault": "status", "status": 503},
        {"fault": "drop"},
        {"fault": "error", "code": "internal_error"},
        {"fault": "error", "code": "token_revoked"},
    ],
)
async def test_a_look_up_that_fails_for_now_is_made_again_and_nothing_is_sent_blindly(
    desk: Desk, ruleset: RuleSet, trouble: dict[str, Any]
) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "drop", when="after")
    desk.slack.fault("conversations.history", times=3, **trouble)

    await desk.rounds(9, seconds=31)

    assert len(desk.slack.calls("chat.postMessage")) == 1
    assert len(desk.slack.calls("conversations.history")) == 4
    assert desk.states == [DeliveryState.SENT]


async def test_history_that_lags_behind_is_given_time_and_a_second_look(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "drop", when="after")
    desk.slack.lag = 3600
    await desk.round(seconds=0)
    await desk.round(seconds=3)
    desk.slack.lag = 0

    await desk.rounds(3, seconds=11)

    assert len(desk.slack.calls("chat.postMessage")) == 1
    assert desk.states == [DeliveryState.SENT]


@pytest.mark.parametrize("code", ["thread_not_found", "cannot_reply_to_message", "restricted_action_thread_locked"])
async def test_a_reply_whose_thread_is_gone_stands_by_itself_and_holds_nothing(
    desk: Desk, ruleset: RuleSet, code: str
) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    await desk.round(seconds=2)
    desk.slack.channels[0].messages.clear()
    if code != "thread_not_found":
        desk.slack.fault("chat.postMessage", "error", code=code)
    beta = a_feed(id="b", publisher="Beta")
    poll(desk.store, ruleset, [an_item(TROOPS, url="https://b.example/1")], beta, channel="#news")

    await desk.rounds(6, seconds=2)

    (reply,) = desk.slack.messages
    assert "Beta" in reply["text"]
    assert "thread_ts" not in reply
    assert desk.store.vitals.standing().channel_faults == ()
    assert desk.store.count_open_deliveries() == 0


async def test_an_answer_of_unknown_fate_whose_thread_is_gone_stalls_nothing(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    await desk.round(seconds=2)
    desk.slack.channels[0].messages.clear()
    desk.slack.fault("chat.postMessage", "drop")
    desk.slack.fault("chat.update", "error", code="message_not_found")
    beta = a_feed(id="b", publisher="Beta")
    poll(desk.store, ruleset, [an_item(TROOPS, url="https://b.example/1")], beta, channel="#news")
    poll(desk.store, ruleset, [an_item(OTHER)], channel="#news")

    await desk.rounds(9, seconds=3)

    assert ["Beta" in message["text"] for message in desk.slack.messages] == [True, False]
    assert desk.store.count_open_deliveries() == 0


async def test_an_edit_in_which_the_process_died_is_made_again_and_not_looked_for(
    store: Store, ruleset: RuleSet
) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack, on_ambiguous="hold")
        poll(store, ruleset, [an_item(TROOPS)], channel="#news")
        await desk.round(seconds=2)
        beta = a_feed(id="b", publisher="Beta")
        poll(store, ruleset, [an_item(TROOPS, url="https://b.example/1")], beta, channel="#news")
        desk.clock.pass_(seconds=2)
        (edit,) = store.claim_deliveries(desk.clock(), timedelta(minutes=5), 9)
        assert edit.act is Act.EDIT
        store.take_over()

        await desk.rounds(3, seconds=2)
        await desk.sender.close()

        assert slack.calls("conversations.history") == []
        assert set(desk.states) == {DeliveryState.SENT}
        assert "2 publishers" in slack.messages[0]["text"]


async def test_where_history_can_not_be_read_hold_waits_for_a_person(store: Store, ruleset: RuleSet) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack, on_ambiguous="hold")
        poll(store, ruleset, [an_item(TROOPS)], channel="#news")
        slack.fault("chat.postMessage", "drop", when="after")
        slack.fault("conversations.history", "error", code="missing_scope", times=9)

        await desk.rounds(4, seconds=15)
        await desk.sender.close()

        assert desk.states == [DeliveryState.HELD]
        assert len(slack.calls("chat.postMessage")) == 1


async def test_a_ban_is_kept_and_stalls_no_other_channel(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "429", retry_after="60")
    await desk.round()
    poll(desk.store, ruleset, [an_item(OTHER)], channel="#desk")

    await desk.rounds(5, seconds=5)
    assert [message["text"].count("Fighting") for message in desk.slack.messages] == [1]

    await desk.rounds(8, seconds=5)
    assert len(desk.slack.messages) == 2
    delivery = next(line.delivery for line in desk.store.alert_lines(9) if line.delivery.channel == "#news")
    assert delivery.attempts == 1


async def test_blocks_that_slack_refuses_go_out_as_plain_text(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "error", code="invalid_blocks", blocks_only=True, times=99)

    await desk.rounds(3, seconds=2)

    (message,) = desk.slack.messages
    assert not message.get("blocks")
    assert TROOPS in message["text"]


async def test_an_archived_channel_holds_its_queue_until_it_is_mended(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS), an_item(OTHER)], channel="#news")
    desk.slack.channels[0].is_archived = True
    await desk.rounds(3, minutes=1)
    assert desk.store.vitals.standing().channel_faults
    assert desk.slack.messages == []

    desk.slack.channels[0].is_archived = False
    await desk.rounds(6, minutes=1)

    assert len(desk.slack.messages) == 2
    assert desk.store.vitals.standing().channel_faults == ()


async def test_a_message_that_is_out_grows_and_its_thread_is_answered(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    await desk.round(seconds=2)
    poll(
        desk.store,
        ruleset,
        [an_item(TROOPS, url="https://b.example/1")],
        a_feed(id="b", publisher="Beta"),
        channel="#news",
    )

    await desk.rounds(4, seconds=2)

    first, reply = desk.slack.messages
    assert reply["thread_ts"] == first["ts"]
    assert "Beta" in str(first["blocks"])


async def test_a_message_is_edited_at_most_once_a_minute_and_then_says_all(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    await desk.rounds(2, seconds=2)
    for number in range(5):
        feed = a_feed(id=f"f{number}", publisher=f"P{number}")
        poll(desk.store, ruleset, [an_item(TROOPS, url=f"https://p{number}.example/1")], feed, channel="#news")
        await desk.rounds(3, seconds=2)
    assert len(desk.slack.calls("chat.update")) == 1

    await desk.rounds(4, seconds=20)

    assert len(desk.slack.calls("chat.update")) == 2
    assert all(f"P{number}" in str(desk.slack.messages[0]["blocks"]) for number in range(5))


async def test_an_escalation_is_answered_where_the_whole_channel_sees_it(desk: Desk, ruleset: RuleSet) -> None:
    title = "North Korean troops are said to have arrived in the east of Russia"
    poll(desk.store, ruleset, [an_item(title)], channel="#news")
    await desk.rounds(2, seconds=2)
    beta = a_feed(id="b", publisher="Beta")
    critical = an_item(title, url="https://b.example/1", summary="They were seen in Kursk, troops everywhere.")
    poll(desk.store, ruleset, [critical], beta, channel="#news")
    await desk.rounds(4, seconds=2)
    gamma = a_feed(id="c", publisher="Gamma")
    poll(desk.store, ruleset, [an_item(title, url="https://c.example/1")], gamma, channel="#news")
    await desk.rounds(4, seconds=2)

    _, escalated, joined = desk.slack.messages
    assert (escalated["reply_broadcast"], joined["reply_broadcast"]) == (True, False)


async def test_an_answer_names_and_calls_for_the_new_rule_only_though_the_old_one_holds_too(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    rule = "[[rule]]\nid = '{0}'\ntitle = 'Of {0}'\nwhen = '{0}'\nmention = '@{1}'\n"
    ruleset = rules_of(rule.format("quake", "channel") + rule.format("tsunami", "here"))
    told_calmly(desk, ruleset, ["A quake shakes Honshu near Sendai at night"], Policy())
    await desk.rounds(2, seconds=2)
    told_calmly(desk, ruleset, ["A quake shakes Honshu near Sendai at night, tsunami expected"], Policy(), "Daily")
    await desk.rounds(4, seconds=2)

    message, reply = desk.slack.messages
    assert ("Of quake" in message["text"], "Of tsunami" in message["text"]) == (True, True)
    assert ("Of quake" in reply["text"], "Of tsunami" in reply["text"]) == (False, True)
    assert ("<!channel>" in reply["text"], "<!here>" in reply["text"]) == (False, True)


async def test_a_hanging_channel_does_not_stall_the_others(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "hang")
    await desk.courier.deliver_due()
    while not desk.slack.calls("chat.postMessage"):
        await asyncio.sleep(0.01)

    poll(desk.store, ruleset, [an_item(OTHER)], channel="#desk")
    await desk.courier.deliver_due()
    while not desk.slack.messages:
        await asyncio.sleep(0.01)

    assert [task.get_name() for task in desk.courier.under_way if not task.done()]
    await desk.courier.drain(timedelta(seconds=5))


async def test_a_channel_that_fails_is_told_once_to_the_admin_channel(store: Store, ruleset: RuleSet) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack)
        ways = [SlackWay(desk.sender, "#desk", desk.thread, desk.clock)]
        desk.courier.on_trouble = a_selfwatch(desk.thread, desk.clock, ways).look
        poll(store, ruleset, [an_item(TROOPS), an_item(OTHER)], channel="#news")
        slack.channels[0].is_archived = True

        await desk.rounds(5, minutes=3)
        await desk.sender.close()

        (notice,) = slack.messages
        assert "#news is archived" in notice["text"]
        assert "is kept" in notice["text"]


async def test_a_token_that_fails_is_told_once_through_the_webhook(store: Store, ruleset: RuleSet) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack)
        spare = WebhookSender(slack.webhook_url)
        ways = [
            SlackWay(desk.sender, "#desk", desk.thread, desk.clock),
            SlackWay(spare, "", desk.thread, desk.clock),
        ]
        desk.courier.on_trouble = a_selfwatch(desk.thread, desk.clock, ways).look
        slack.token = "another"
        poll(store, ruleset, [an_item(TROOPS)], channel="#news")
        poll(store, ruleset, [an_item(OTHER)], channel="#dprk-watch")

        await desk.rounds(5, minutes=3)
        await desk.sender.close()
        await spare.close()

        (notice,) = slack.messages
        assert "the token is not valid" in notice["text"]


async def test_a_token_that_fails_while_a_message_is_in_doubt_is_told_once(store: Store, ruleset: RuleSet) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack)
        spare = WebhookSender(slack.webhook_url)
        ways = [SlackWay(spare, "", desk.thread, desk.clock)]
        desk.courier.on_trouble = a_selfwatch(desk.thread, desk.clock, ways).look
        poll(store, ruleset, [an_item(TROOPS)], channel="#dprk-watch")
        slack.fault("chat.postMessage", "drop")
        await desk.round()
        slack.token = "another"
        await desk.rounds(3, seconds=30)
        poll(store, ruleset, [an_item(OTHER)], channel="#desk")

        await desk.rounds(3, seconds=30)
        await desk.sender.close()
        await spare.close()

        (notice,) = slack.messages
        assert "nothing can be told in #dprk-watch: Slack says invalid_auth" in notice["text"]


async def test_a_restart_tries_at_once_what_was_refused_and_keeps_a_ban(desk: Desk, ruleset: RuleSet) -> None:
    desk.slack.channels[0].is_archived = True
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    await desk.rounds(2, seconds=2)
    desk.slack.fault("chat.postMessage", "429", retry_after="90")
    poll(desk.store, ruleset, [an_item(OTHER)], channel="#desk")
    await desk.round(seconds=2)
    desk.slack.channels[0].is_archived = False

    await desk.rounds(2, seconds=2)
    assert desk.slack.messages == []
    desk.store.take_over()
    await desk.round(seconds=2)

    (message,) = desk.slack.messages
    assert TROOPS in message["text"]


# --- Calm -------------------------------------------------------------------------------------------------------------

CALM = """\
[[rule]]
id = "two"
title = "Two publishers"
when = "quake"
min_sources = 2
[[rule]]
id = "daily"
title = "The daily digest"
when = "parliament"
digest = "0 8 * * *"
[[rule]]
id = "any"
title = "Anything"
when = "storm"
"""
POLICY = Policy(quiet=QuietHours(time(11), time(13), UTC), flood=2)


def told_calmly(desk: Desk, ruleset: RuleSet, titles: list[str], policy: Policy, publisher: str = "Wire") -> None:
    feed = a_feed(id=publisher.lower(), publisher=publisher)
    items = [an_item(title, url=f"https://{publisher.lower()}.example/{n}") for n, title in enumerate(titles)]
    poll(desk.store, ruleset, items, feed, channel="#news", policy=policy)


async def test_what_too_few_report_is_told_with_the_second_publisher(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    ruleset, title = rules_of(CALM), "Strong quake shakes the northern coast of Japan"
    told_calmly(desk, ruleset, [title], Policy())
    await desk.rounds(3, seconds=2)
    assert desk.slack.messages == []

    told_calmly(desk, ruleset, [title], Policy(), "Beta")
    await desk.rounds(3, seconds=2)

    (message,) = desk.slack.messages
    assert "first report" in message["text"]
    assert "Beta" in message["text"]


async def test_what_stays_unconfirmed_is_told_at_the_deadline_and_says_so(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    told_calmly(desk, rules_of(CALM), ["Strong quake shakes the northern coast of Japan"], Policy())

    await desk.rounds(2, hours=2.9)
    assert desk.slack.messages == []
    await desk.rounds(2, hours=0.2)

    (message,) = desk.slack.messages
    assert "fewer publishers than its rule asks for" in message["text"]


async def test_quiet_hours_hold_and_then_deliver(desk: Desk, rules_of: Callable[[str], RuleSet]) -> None:
    told_calmly(desk, rules_of(CALM), ["A storm hits the western coast of Norway"], POLICY)
    await desk.rounds(3, minutes=19)
    assert desk.slack.messages == []
    assert desk.states == [DeliveryState.PUT_OFF]

    await desk.rounds(2, minutes=19)

    assert len(desk.slack.messages) == 1
    assert desk.states == [DeliveryState.SENT]


DIGESTED = ["Parliament debates the new budget law", "Parliament opens an inquiry on lobbyists", "<!here> parliament"]


async def test_a_digest_gathers_its_stories_in_one_message(desk: Desk, rules_of: Callable[[str], RuleSet]) -> None:
    told_calmly(desk, rules_of(CALM), DIGESTED, Policy())
    await desk.rounds(2, hours=9)
    assert desk.slack.messages == []

    await desk.rounds(3, hours=1)

    (message,) = desk.slack.messages
    assert "Digest: 3 stories" in message["text"]
    assert all(title.replace("<", "&lt;").replace(">", "&gt;") in str(message["blocks"]) for title in DIGESTED)
    assert "<!here>" not in str(message)
    assert desk.states == [DeliveryState.SENT] * 3


async def test_a_digest_of_one_story_is_that_story(desk: Desk, rules_of: Callable[[str], RuleSet]) -> None:
    told_calmly(desk, rules_of(CALM), DIGESTED[:1], Policy())

    await desk.rounds(2, hours=11)

    (message,) = desk.slack.messages
    assert "Digest" not in message["text"]


async def test_a_flood_is_told_in_one_summary_that_counts_and_every_story_is_kept(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    titles = [f"Storm number {n} w{n}a w{n}b w{n}c w{n}d" for n in range(60)]
    told_calmly(desk, rules_of(CALM), titles, Policy(flood=2))

    await desk.rounds(4, minutes=6)

    *first, summary = desk.slack.messages
    assert len(first) == 2
    assert "58 more stories" in summary["text"]
    assert "Anything 58" in summary["text"]
    assert "and 28 more" in str(summary["blocks"])
    assert desk.store.vitals.kept().stories == 60
    assert set(desk.states) == {DeliveryState.SENT}


async def test_a_summary_that_was_cut_off_is_looked_up_and_not_sent_again(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    titles = [f"Storm number {n} w{n}a w{n}b w{n}c w{n}d" for n in range(3)]
    told_calmly(desk, rules_of(CALM), titles, Policy(flood=1))
    await desk.round(seconds=2)
    desk.slack.fault("chat.postMessage", "drop", when="after")

    await desk.rounds(3, minutes=11)

    assert len(desk.slack.calls("chat.postMessage")) == 2
    assert desk.states == [DeliveryState.SENT] * 3


async def test_a_later_report_of_a_digested_story_leaves_the_digest_as_it_was(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    told_calmly(desk, rules_of(CALM), DIGESTED, Policy())
    await desk.rounds(2, hours=11)
    (digest,) = desk.slack.messages

    told_calmly(desk, rules_of(CALM), DIGESTED[:1], Policy(), "Beta")
    await desk.rounds(4, seconds=2)

    assert desk.slack.calls("chat.update") == []
    assert [message.get("thread_ts") for message in desk.slack.messages[1:]] == [digest["ts"]]


async def test_what_is_muted_is_kept_and_silent_until_the_mute_ends(
    desk: Desk, rules_of: Callable[[str], RuleSet]
) -> None:
    ruleset = rules_of(CALM)
    desk.store.mute("any", NOON, timedelta(hours=24))
    told_calmly(desk, ruleset, ["A storm hits the western coast of Norway"], Policy())
    desk.store.unmute("any", NOON)
    told_calmly(desk, ruleset, ["Another storm is seen near Iceland by sailors"], Policy())

    await desk.rounds(3, seconds=2)

    (message,) = desk.slack.messages
    assert "Iceland" in message["text"]
    assert desk.store.mutes(NOON) == []


@pytest.mark.parametrize(
    ("titles", "rule"),
    [
        (["A storm hits the western coast of Norway"], "any"),  # put off by quiet hours
        (["Parliament debates the new budget law", "Parliament opens an inquiry on lobbyists"], "daily"),
    ],
)
async def test_a_mute_silences_what_was_put_off_and_a_later_report_is_told(
    desk: Desk, rules_of: Callable[[str], RuleSet], titles: list[str], rule: str
) -> None:
    ruleset = rules_of(CALM)
    told_calmly(desk, ruleset, titles, POLICY)
    desk.store.mute(rule, NOON, timedelta(hours=30))

    await desk.rounds(5, hours=7)
    assert desk.slack.messages == []
    assert set(desk.states) == {DeliveryState.SKIPPED}

    poll(
        desk.store,
        ruleset,
        [an_item(titles[0], url="https://beta.example/1", fetched_at=desk.clock(), published_at=desk.clock())],
        a_feed(id="beta", publisher="Beta"),
        channel="#news",
        now=desk.clock(),
    )
    await desk.rounds(2, hours=24)
    (message,) = desk.slack.messages
    assert "Beta" in message["text"]


async def test_a_mute_silences_what_waits_in_the_queue(desk: Desk, rules_of: Callable[[str], RuleSet]) -> None:
    told_calmly(
        desk, rules_of(CALM), ["A storm hits the western coast of Norway", "Storm at sea", "Icy storm"], Policy()
    )
    await desk.round(seconds=2)
    desk.store.mute("any", desk.clock(), timedelta(hours=1))

    await desk.rounds(4, seconds=2)

    assert len(desk.slack.messages) == 1
    assert sorted(desk.states) == [DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.SKIPPED]


async def test_what_waits_for_a_channel_named_wrongly_can_be_sent_to_another(desk: Desk, ruleset: RuleSet) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#nosuch")
    await desk.rounds(2, minutes=5)
    (line,) = desk.store.alert_lines(9)

    assert desk.store.retry_delivery(line.delivery.id, "#news")
    await desk.round(seconds=2)

    assert len(desk.slack.messages) == 1
    assert "dprk-troops" in str(desk.slack.messages[0]["blocks"])
    assert desk.store.vitals.standing().channel_faults == ()


async def test_a_story_that_can_not_be_sent_to_a_channel_is_not_sent_to_its_own_either(
    desk: Desk, ruleset: RuleSet
) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    poll(desk.store, ruleset, [an_item(TROOPS, url="https://b.example/1")], a_feed(id="b"), channel="#desk")
    desk.slack.fault("chat.postMessage", "error", code="what_is_this", times=9)
    await desk.rounds(4, seconds=2)
    (line,) = [one for one in desk.store.alert_lines(9) if one.delivery.channel == "#news"][-1:]

    assert not desk.store.retry_delivery(line.delivery.id, "#desk")

    assert DeliveryState.PENDING not in desk.states


async def test_a_webhook_tells_a_story_once_however_many_publishers_report_it(store: Store, ruleset: RuleSet) -> None:
    async with SlackStandIn() as slack:
        desk = Desk(store, slack)
        sender = WebhookSender(slack.webhook_url)
        courier = Courier(desk.thread, sender, on_ambiguous="resend", clock=desk.clock, leases=desk.leases)
        poll(store, ruleset, [an_item(TROOPS)], channel="webhook")
        await courier.deliver_due()
        await courier.drain(timedelta(seconds=9))
        other = a_feed(id="b", publisher="Beta")
        poll(store, ruleset, [an_item(TROOPS, url="https://b.example/1")], other, channel="webhook")
        for _ in range(4):
            desk.clock.pass_(seconds=5)
            await courier.deliver_due()
            await courier.drain(timedelta(seconds=9))
        await sender.close()
        await desk.sender.close()

        assert len(slack.messages) == 1


async def test_an_hour_without_slack_delays_and_neither_loses_nor_reorders(desk: Desk, ruleset: RuleSet) -> None:
    port = desk.slack.port
    await desk.slack.__aexit__()
    titles = [f"{TROOPS}, report {number} of the day" for number in range(12)]
    for title in titles:
        poll(desk.store, ruleset, [an_item(title)], channel="#news")
        await desk.rounds(5, minutes=1)
    desk.slack.port = port
    await desk.slack.__aenter__()

    first = await desk.round(minutes=6.25)  # the longest that it waits between two attempts, with its jitter
    await desk.rounds(20, seconds=1)

    assert first == 1
    assert [title in message["text"] for title, message in zip(titles, desk.slack.messages, strict=True)] == [True] * 12
    assert set(desk.states) == {DeliveryState.SENT}


# --- What a publisher takes back ---------------------------------------------------------------------------------


async def test_a_told_headline_that_changes_is_marked_in_its_message_and_nobody_is_called(
    desk: Desk, ruleset: RuleSet
) -> None:
    item = an_item(TROOPS)
    poll(desk.store, ruleset, [item], channel="#news")
    await desk.rounds(2, seconds=2)

    poll(desk.store, ruleset, [replace(item, title=f"{TROOPS}, 12,000 of them", digest="2")], channel="#news")
    await desk.rounds(3, seconds=40)

    (message,) = desk.slack.messages
    assert "12,000 of them" in message["text"]
    assert f"changed the headline <!date^{int(NOON.timestamp())}" in message["text"]
    assert f"it was: “{TROOPS}”" in message["text"]


async def test_a_correction_that_leaves_no_rule_is_answered_in_the_thread(desk: Desk, ruleset: RuleSet) -> None:
    item = an_item(TROOPS)
    poll(desk.store, ruleset, [item], channel="#news")
    await desk.rounds(2, seconds=2)

    poll(desk.store, ruleset, [replace(item, title="Belarusian labourers reach Omsk", digest="2")], channel="#news")
    await desk.rounds(4, seconds=40)

    message, reply = desk.slack.messages
    assert message["text"].startswith("🔴 Critical: <")
    assert "no rule of this channel matches" in message["text"]
    assert reply["thread_ts"] == message["ts"]
    assert reply["text"].startswith("✏️ Corrected by Wire: <")
    assert not reply.get("reply_broadcast")
    assert [one.title for one in desk.store.revisions_of(item.key)] == [TROOPS, "Belarusian labourers reach Omsk"]
    assert desk.store.alert_lines(1)[0].severity is Severity.CRITICAL  # as it was told


async def test_a_message_that_slack_does_not_take_with_our_key_goes_out_without_and_is_not_looked_up(
    desk: Desk, ruleset: RuleSet
) -> None:
    desk.courier.on_ambiguous = "hold"
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    desk.slack.fault("chat.postMessage", "error", code="invalid_metadata_schema")

    await desk.rounds(2, seconds=2)

    assert ["metadata" in message for message in desk.slack.messages] == [False]
    assert desk.states == [DeliveryState.SENT]

    poll(desk.store, ruleset, [an_item(OTHER)], channel="#news")
    desk.slack.fault("chat.postMessage", "error", code="metadata_too_large")
    desk.slack.fault("chat.postMessage", "drop", when="before")
    await desk.rounds(4, seconds=30)

    assert desk.states[0] is DeliveryState.HELD
    assert "conversations.history" not in [method for method, _ in desk.slack.requests]


async def test_what_slack_took_while_the_disk_was_full_is_not_told_again_even_without_history(
    store: Store, ruleset: RuleSet
) -> None:
    async with SlackStandIn(scopes="chat:write,channels:read") as slack:
        desk = Desk(store, slack)
        poll(store, ruleset, [an_item(TROOPS)], channel="#news")
        poll(store, ruleset, [an_item(OTHER)], channel="#desk")
        slack.delay = 0.2  # time for the disk to fill, once they are on the wire
        await desk.courier.deliver_due()
        while len(slack.calls("chat.postMessage")) < 2:
            await asyncio.sleep(0.01)
        await desk.thread.do(lambda opened: set_read_only(opened, on=True))
        await desk.courier.drain(timedelta(seconds=20))
        slack.delay = 0
        assert len(slack.messages) == 2

        with pytest.raises(StoreError, match="can't be written to"):
            await desk.round(minutes=20)
        await desk.thread.do(lambda opened: set_read_only(opened, on=False))
        await desk.rounds(5, minutes=1)

        assert len(slack.messages) == 2
        assert desk.states == [DeliveryState.SENT] * 2
        await desk.sender.close()


async def test_a_message_whose_claim_was_lost_before_it_had_begun_is_left_to_the_other(
    desk: Desk, ruleset: RuleSet
) -> None:
    poll(desk.store, ruleset, [an_item(TROOPS)], channel="#news")
    await desk.courier.deliver_due()
    later = desk.clock() + timedelta(minutes=10)
    (others,) = await desk.thread.do(lambda store: store.claim_deliveries(later, timedelta(minutes=1), 9))
    await desk.courier.drain(timedelta(seconds=20))

    assert desk.slack.messages == []
    assert (others.state, others.crashes) == (DeliveryState.SENDING, 0)


def set_read_only(store: Store, *, on: bool) -> None:
    """The one connection of the pool writes nothing more."""
    with store.engine.connect().execution_options(reading=True) as connection:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(on)}")


class FailsOnce(StoreThread):
    """A store that refuses its second piece of work: the first look after a claim."""

    works = 0

    async def do(self, work: Any) -> Any:
        self.works += 1
        if self.works == 2:
            raise StoreError("the database is locked by another process")
        return await super().do(work)


async def test_what_was_claimed_when_the_store_failed_goes_out_as_if_it_had_not_been(
    store: Store, ruleset: RuleSet
) -> None:
    async with SlackStandIn(scopes="chat:write,channels:read") as slack:
        desk = Desk(store, slack, on_ambiguous="hold")
        desk.courier.store = FailsOnce(store)
        poll(store, ruleset, [an_item(TROOPS)], channel="#news")

        await desk.rounds(3, seconds=2)

        assert len(slack.messages) == 1
        (line,) = store.alert_lines(9)
        assert (line.delivery.state, line.delivery.attempts, line.delivery.crashes) == (DeliveryState.SENT, 1, 0)
        await desk.sender.close()
