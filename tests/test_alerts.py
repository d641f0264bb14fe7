"""What is told, and what is not, has one reason each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from make import NOON, a_feed, a_match, an_item

from monitor.alerts import Circumstances, Told, decide, deliveries_for, told_after
from monitor.model import Act, Decision, Item, Match, Reason, Severity

ITEM = an_item()
TOLD = Told(rules=frozenset({"dprk-troops"}), severity=Severity.WARNING, waiting=False)


def around(**given: Any) -> Circumstances:
    values: dict[str, Any] = {
        "feed": a_feed(),
        "is_first_poll": False,
        "is_new_publisher": False,
        "is_revision": False,
        "max_ages": {},
        "now": NOON,
    }
    return Circumstances(**(values | given))


def reasons(
    matches: tuple[Match, ...], told: Mapping[str, Told], where: Circumstances, item: Item = ITEM
) -> dict[str, Reason]:
    return {decision.channel: decision.reason for decision in decide(item, "s1", matches, told, where)}


def test_the_first_report_of_a_story_is_told() -> None:
    assert reasons((a_match(ITEM),), {}, around()) == {"#watch": Reason.FIRST_REPORT}


def test_what_no_rule_matches_has_its_reason_too() -> None:
    assert reasons((), {}, around()) == {"": Reason.NO_MATCH}


def test_all_rules_of_a_channel_make_one_decision() -> None:
    matches = (a_match(ITEM), a_match(ITEM, "kursk", severity=Severity.CRITICAL), a_match(ITEM, "npt", channel="#npt"))

    found = {decision.channel: decision for decision in decide(ITEM, "s1", matches, {}, around())}

    assert found["#watch"].rules == ("dprk-troops", "kursk")
    assert found["#watch"].severity is Severity.CRITICAL
    assert found["#npt"].rules == ("npt",)


@pytest.mark.parametrize(
    ("rule", "severity", "given", "reason"),
    [
        ("kursk", Severity.WARNING, {}, Reason.NEW_RULE),
        ("kursk", Severity.CRITICAL, {}, Reason.ESCALATED),
        ("dprk-troops", Severity.CRITICAL, {"is_new_publisher": True}, Reason.ESCALATED),  # the rule says so by now
        ("dprk-troops", Severity.WARNING, {"is_new_publisher": True}, Reason.NEW_SOURCE),
        ("dprk-troops", Severity.WARNING, {}, Reason.DUPLICATE),
        ("dprk-troops", Severity.WARNING, {"is_revision": True}, Reason.ALREADY_TOLD),
        ("kursk", Severity.WARNING, {"is_revision": True}, Reason.NEW_RULE),
    ],
)
def test_a_story_that_was_told_grows_for_a_reason(
    rule: str, severity: Severity, given: dict[str, Any], reason: Reason
) -> None:
    matches = (a_match(ITEM, rule, severity=severity),)

    assert reasons(matches, {"#watch": TOLD}, around(**given)) == {"#watch": reason}


FOLLOWED = Told(rules=frozenset({"dprk-troops"}), severity=Severity.WARNING, waiting=False, items=frozenset({ITEM.key}))
CORRECTED = {"is_revision": True, "is_correction": True}


def test_a_headline_that_its_publisher_changes_brings_the_message_up_to_date_and_calls_nobody() -> None:
    (decision,) = decide(ITEM, "s1", (a_match(ITEM),), {"#watch": FOLLOWED}, around(**CORRECTED))

    assert decision.reason is Reason.CORRECTED
    assert [new.act for new in deliveries_for(decision, FOLLOWED)] == [Act.EDIT]


def test_a_correction_after_which_no_rule_holds_is_answered_in_the_thread_however_old_the_report_is() -> None:
    late = around(**CORRECTED, now=NOON + timedelta(days=99))

    (decision,) = decide(ITEM, "s1", (), {"#watch": FOLLOWED, "#other": TOLD}, late)

    assert (decision.channel, decision.reason) == ("#watch", Reason.CORRECTED)
    assert [new.act for new in deliveries_for(decision, FOLLOWED)] == [Act.EDIT, Act.REPLY]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (TOLD, Reason.ALREADY_TOLD),  # of another report
        (replace(FOLLOWED, put_off=Reason.QUIET_HOURS), Reason.FIRST_REPORT),  # it will say the new headline
    ],
)
def test_only_what_a_channel_was_told_is_corrected_there(told: Told, reason: Reason) -> None:
    assert reasons((a_match(ITEM),), {"#watch": told}, around(**CORRECTED)) == {"#watch": reason}
    assert reasons((), {"#watch": told}, around(**CORRECTED)) == {"": Reason.NO_MATCH}


def test_another_publisher_counts_even_where_its_words_match_no_rule() -> None:
    assert reasons((), {"#watch": TOLD}, around(is_new_publisher=True)) == {"#watch": Reason.NEW_SOURCE}
    assert reasons((), {"#watch": TOLD}, around()) == {"": Reason.NO_MATCH}


@pytest.mark.parametrize(
    ("backlog", "hours_old", "reason"),
    [
        ("none", 1, Reason.BACKLOG),
        ("24h", 1, Reason.FIRST_REPORT),
        ("24h", 23.9, Reason.FIRST_REPORT),
        ("24h", 24, Reason.BACKLOG),
        ("24h", None, Reason.BACKLOG),
        ("all", 100, Reason.FIRST_REPORT),
        ("all", None, Reason.FIRST_REPORT),
        ("all", 24 * 8, Reason.TOO_OLD),
        ("none", 24 * 8, Reason.TOO_OLD),
    ],
)
def test_the_first_poll_of_a_feed_tells_as_its_backlog_says(
    backlog: str, hours_old: float | None, reason: Reason
) -> None:
    published = None if hours_old is None else NOON - timedelta(hours=hours_old)
    item = an_item(published_at=published)
    where = around(feed=a_feed(backlog=backlog), is_first_poll=True)

    assert reasons((a_match(item),), {}, where, item) == {"#watch": reason}


def test_an_undated_item_that_appears_later_is_news() -> None:
    item = an_item(published_at=None)

    assert reasons((a_match(item),), {}, around(), item) == {"#watch": Reason.FIRST_REPORT}


def test_a_rule_may_look_further_back_than_the_feed() -> None:
    item = an_item(published_at=NOON - timedelta(days=20))

    assert reasons((a_match(item),), {}, around(), item) == {"#watch": Reason.TOO_OLD}
    longer = around(max_ages={"dprk-troops": timedelta(days=30)})
    assert reasons((a_match(item),), {}, longer, item) == {"#watch": Reason.FIRST_REPORT}


def test_a_date_in_the_future_hides_nothing_and_ages_from_when_it_came() -> None:
    item = an_item(published_at=NOON + timedelta(days=300))

    assert reasons((a_match(item),), {}, around(), item) == {"#watch": Reason.FIRST_REPORT}


def acts(reason: Reason, told: Told | None) -> list[Act]:
    decision = Decision(item_key="i", story_id="s", channel="#watch", reason=reason, rules=("kursk",))
    return [new.act for new in deliveries_for(decision, told)]


def test_a_story_is_posted_once_then_its_message_is_edited_and_answered() -> None:
    assert acts(Reason.FIRST_REPORT, None) == [Act.POST]
    assert acts(Reason.NEW_SOURCE, TOLD) == [Act.EDIT, Act.REPLY]
    assert acts(Reason.ALREADY_TOLD, TOLD) == []


def test_a_message_that_still_waits_needs_no_second_one() -> None:
    waiting = Told(rules=frozenset({"dprk-troops"}), severity=Severity.WARNING, waiting=True)

    assert acts(Reason.NEW_RULE, waiting) == []


def test_what_was_told_adds_up() -> None:
    decision = Decision(
        item_key="i", story_id="s", channel="c", reason=Reason.ESCALATED, rules=("kursk",), severity=Severity.CRITICAL
    )

    after = told_after(decision, TOLD)

    assert after.rules == {"dprk-troops", "kursk"}
    assert after.severity is Severity.CRITICAL
    assert told_after(decision, None).waiting
