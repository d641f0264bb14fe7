"""What holds a story back has one reason each, and what only puts it off says until when."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from make import NOON, a_match, an_item
from test_alerts import around

from monitor.alerts import Circumstances, Told, decide, deliveries_for, told_after
from monitor.calm import FLOOD_SUMMARY, Calm, Hold, Policy, Recent, after_deciding, channel_of, hold
from monitor.model import Act, Decision, Reason, Severity
from monitor.rules.ruleset import Rule
from monitor.rules.syntax import parse
from monitor.schedule import QuietHours, cron

QUIET = QuietHours(time(11), time(13), UTC)
SOON = timedelta(minutes=5)
ONE = NOON + timedelta(hours=1)
EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def a_rule(rule_id: str, **given: Any) -> Rule:
    return Rule(id=rule_id, title=rule_id, when=parse("troops"), **given)


RULES = {
    rule.id: rule
    for rule in (
        a_rule("cool", cooldown=timedelta(hours=2)),
        a_rule("two", min_sources=2),
        a_rule("three", min_sources=3),
        a_rule("daily", digest=cron("0 8 * * *")),
        a_rule("weekly", digest=cron("0 9 * * mon")),
    )
}


def calm(policy: dict[str, Any] | None = None, **recent: Any) -> Calm:
    return Calm(policy=Policy(**(policy or {})), recent=Recent(**recent), rules=RULES)


@pytest.mark.parametrize(
    ("rules", "severity", "publishers", "calm_", "held"),
    [
        (["free"], "notice", 1, calm(), None),
        (["cool"], "notice", 1, calm(), None),
        (["cool"], "notice", 1, calm(told_at={("cool", "#a"): NOON - timedelta(hours=1)}), ("cooldown", None)),
        (["cool"], "notice", 1, calm(told_at={("cool", "#a"): NOON - timedelta(hours=2)}), None),
        (["cool"], "notice", 1, calm(told_at={("cool", "#b"): NOON}), None),
        (["cool", "free"], "notice", 1, calm(told_at={("cool", "#a"): NOON}), None),
        (["two"], "notice", 1, calm(), ("uncorroborated", NOON + timedelta(hours=6))),
        (["two"], "notice", 2, calm(), None),
        (["two", "three"], "notice", 2, calm(), None),
        (["two", "free"], "notice", 1, calm(), None),
        (["daily"], "critical", 1, calm(), ("digest", EIGHT)),
        (["weekly", "daily"], "notice", 1, calm(), ("digest", EIGHT)),
        (["daily", "free"], "notice", 1, calm(), None),
        (["free"], "warning", 1, calm({"quiet": QUIET}), ("quiet_hours", ONE)),
        (["free"], "critical", 1, calm({"quiet": QUIET}), None),
        (["free"], "notice", 1, calm({"flood": 5}, posts={"#a": 4}), None),
        (["free"], "notice", 1, calm({"flood": 5}, posts={"#a": 5}), ("flood", NOON + FLOOD_SUMMARY)),
        (["free"], "notice", 1, calm({"flood": 5}, posts={"#b": 5}), None),
        (["free"], "notice", 1, calm({"flood": 0}, posts={"#a": 5}), None),
        (
            ["two"],
            "notice",
            1,
            calm({"quiet": QUIET, "corroborate_within": timedelta(minutes=5)}),
            ("uncorroborated", ONE),
        ),
    ],
)
def test_what_holds_a_story_back(
    rules: list[str], severity: str, publishers: int, calm_: Calm, held: tuple[str, datetime | None] | None
) -> None:
    found = hold(rules, "#a", Severity(severity), publishers, calm_, NOON)

    assert found == (Hold(reason=Reason(held[0]), until=held[1]) if held else None)


def test_a_rules_channel_comes_before_its_severitys_and_that_before_the_default() -> None:
    item, routes = an_item(), Policy(routes={Severity.CRITICAL: "#alarm"})

    assert channel_of(a_match(item, channel="#own", severity=Severity.CRITICAL), "#all", routes) == "#own"
    assert channel_of(a_match(item, channel=None, severity=Severity.CRITICAL), "#all", routes) == "#alarm"
    assert channel_of(a_match(item, channel=None), "#all", routes) == "#all"
    assert channel_of(a_match(item, channel="#own"), "#all", Policy(only_channel="webhook")) == "webhook"


def a_decision(reason: Reason) -> Decision:
    return Decision(item_key="k", story_id="s", channel="#a", reason=reason, rules=("cool",), severity=Severity.NOTICE)


@pytest.mark.parametrize("reason", list(Reason))
def test_what_is_put_off_for_sure_begins_the_cooldown_of_its_rule(reason: Reason) -> None:
    then = after_deciding(calm(), a_decision(reason), NOON)

    held = hold(["cool"], "#a", Severity.NOTICE, 1, then, NOON + timedelta(hours=1))

    assert (held == Hold(reason=Reason.COOLDOWN)) == (reason.value in {"first_report", "quiet_hours", "flood"})


def test_a_story_that_is_put_off_is_not_silenced_by_the_cooldown_that_it_began() -> None:
    told = Told(rules=frozenset({"cool"}), severity=Severity.NOTICE, waiting=True, put_off=Reason.QUIET_HOURS)
    cooling = calm({"quiet": QUIET}, told_at={("cool", "#watch"): NOON})

    assert decided("cool", {"#watch": told}, around(calm=cooling))[0] is Reason.QUIET_HOURS
    assert decided("cool", {"#watch": told}, around(calm=cooling), severity=Severity.CRITICAL)[0] is Reason.FIRST_REPORT
    assert decided("cool", {}, around(calm=cooling))[0] is Reason.COOLDOWN


def test_a_story_confirmed_by_a_report_that_matches_nothing_is_told_for_the_rules_that_put_it_off() -> None:
    confirmed = around(calm=calm(), publishers=2, is_new_publisher=True)

    (decision,) = decide(ITEM, "s1", (), {"#watch": PUT_OFF}, confirmed)

    assert (decision.reason, decision.rules) == (Reason.FIRST_REPORT, ("two",))


def test_stories_of_one_poll_count_for_cooldown_and_flood() -> None:
    first = calm({"flood": 1})

    then = after_deciding(first, a_decision(Reason.FIRST_REPORT), NOON)

    assert hold(["cool"], "#a", Severity.NOTICE, 1, first, NOON) is None
    assert hold(["cool"], "#a", Severity.NOTICE, 1, then, NOON) == Hold(reason=Reason.COOLDOWN)
    assert hold(["free"], "#a", Severity.NOTICE, 1, then, NOON) == Hold(reason=Reason.FLOOD, until=NOON + FLOOD_SUMMARY)


# --- As decisions and deliveries --------------------------------------------------------------------------------------

ITEM = an_item()


def decided(rule: str, told: dict[str, Told], where: Circumstances, **match: Any) -> tuple[Reason, list[Act], Any]:
    matches = (a_match(ITEM, rule, **match),) if rule else ()
    (decision,) = decide(ITEM, "s1", matches, told, where)
    new = deliveries_for(decision, told.get(decision.channel))
    return decision.reason, [one.act for one in new], [one.not_before for one in new]


PUT_OFF = Told(rules=frozenset({"two"}), severity=Severity.NOTICE, waiting=True, put_off=Reason.UNCORROBORATED)
TOLD = Told(rules=frozenset({"free"}), severity=Severity.NOTICE, waiting=False)


def test_a_story_that_too_few_report_waits_and_is_told_once_another_publisher_does() -> None:
    reason, acts, until = decided("two", {}, around(calm=calm()))
    assert (reason, acts, until) == (Reason.UNCORROBORATED, [Act.POST], [NOON + timedelta(hours=6)])

    confirmed = around(calm=calm(), publishers=2, is_new_publisher=True)
    assert decided("two", {"#watch": PUT_OFF}, confirmed) == (Reason.FIRST_REPORT, [Act.POST], [None])
    assert decided("", {"#watch": PUT_OFF}, confirmed) == (Reason.FIRST_REPORT, [Act.POST], [None])


def test_a_second_report_of_a_story_that_is_put_off_changes_nothing() -> None:
    assert decided("two", {"#watch": PUT_OFF}, around(calm=calm())) == (Reason.UNCORROBORATED, [], [])


def test_a_critical_report_ends_the_quiet_of_its_story() -> None:
    told = Told(rules=frozenset({"free"}), severity=Severity.NOTICE, waiting=True, put_off=Reason.QUIET_HOURS)
    where = around(calm=calm({"quiet": QUIET}))

    assert decided("other", {"#watch": told}, where, severity=Severity.CRITICAL) == (
        Reason.FIRST_REPORT,
        [Act.POST],
        [None],
    )


def test_in_quiet_hours_a_story_that_was_told_is_edited_and_its_answer_waits() -> None:
    where = around(calm=calm({"quiet": QUIET}), is_new_publisher=True)

    assert decided("free", {"#watch": TOLD}, where, severity=Severity.NOTICE) == (
        Reason.NEW_SOURCE,
        [Act.EDIT, Act.REPLY],
        [None, ONE],
    )


@pytest.mark.parametrize("told", [{}, {"#watch": TOLD}, {"#watch": PUT_OFF}])
@pytest.mark.parametrize("subject", ["s1", "free"])
def test_what_is_muted_is_silent_with_its_reason(subject: str, told: dict[str, Told]) -> None:
    where = around(calm=calm(muted=frozenset({subject})), is_new_publisher=True)

    assert decided("free", told, where) == (Reason.MUTED, [], [])


def test_a_muted_rule_silences_no_other_one() -> None:
    matches = (a_match(ITEM, "free"), a_match(ITEM, "loud"))

    (decision,) = decide(ITEM, "s1", matches, {}, around(calm=calm(muted=frozenset({"free"}))))

    assert decision.reason is Reason.FIRST_REPORT


def test_what_is_put_off_is_remembered_as_such_until_it_is_told() -> None:
    (decision,) = decide(ITEM, "s1", (a_match(ITEM, "two"),), {}, around(calm=calm()))
    waits = told_after(decision, None)
    (confirmed,) = decide(ITEM, "s1", (a_match(ITEM, "two"),), {"#watch": waits}, around(calm=calm(), publishers=2))

    assert waits.put_off is Reason.UNCORROBORATED
    assert told_after(confirmed, waits).put_off is None
