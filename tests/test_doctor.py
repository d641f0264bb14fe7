"""What is the matter with a rule is said with what to do; a rule that is well is one line."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Call
from make import NOON, a_feed, an_item
from test_store import poll

from monitor.doctor import Diagnosis, diagnose
from monitor.feeds.health import Condition, Health
from monitor.rules.ruleset import Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.store import Store, open_store
from monitor.store.hits import RuleHit, RulesRecord

MONTH = timedelta(days=30)
WELL = Health(condition=Condition.FINE, sentences=())
DEAD = Health(condition=Condition.FAILING, sentences=("failing",))


def rule(name: str = "a", when: str = "troops OR soldiers", **given: Any) -> Rule:
    return Rule(id=name, title=name, when=parse(when), **given)


def hits(count: int, every: timedelta, last: timedelta, feed: str = "wire") -> tuple[RuleHit, ...]:
    """So many stories, the last of them `last` ago."""
    return tuple(
        RuleHit(
            item_key=str(number),
            story_id=str(number),
            feed_id=feed,
            at=NOON - last - every * (count - 1 - number),
            terms=frozenset(("troops",)),
        )
        for number in range(count)
    )


def diagnosis(found: tuple[RuleHit, ...] = (), feed: Health = WELL, one: Rule | None = None, **given: Any) -> Diagnosis:
    one = one or rule()
    values: dict[str, Any] = {
        "since": NOON - MONTH,
        "kept_from": NOON - 2 * MONTH,
        "hits": {one.id: found} if found else {},
        "last_hit": {one.id: found[-1].at} if found else {},
    }
    return diagnose(RuleSet(rules=(one,)), RulesRecord(**(values | given)), {"wire": feed}, NOON)[0]


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOURLY = hits(9, HOUR, 2 * HOUR)
SILENT = hits(9, 4 * HOUR, 5 * DAY)
SILENCE = "silent for 5 days, where it usually has a story every 4 hours"
NOTHING = "matched nothing of 30 days of items, unless it is younger than that"
GONE = "gone (not in the config any more) brought 9 of its 9 hits"


def said(one: Diagnosis) -> dict[str, str]:
    assert all(finding.suggestion for finding in one.findings)
    return {finding.code: finding.sentence for finding in one.findings}


@pytest.mark.parametrize(
    ("one", "code", "sentence"),
    [
        (diagnosis(SILENT), "quiet", f"{SILENCE}; its feeds are well"),
        (diagnosis(SILENT, DEAD), "blind", f"{SILENCE}: wire (failing) brought 9 of its 9 hits"),
        (diagnosis(hits(9, 4 * HOUR, 5 * DAY, "gone")), "blind", f"{SILENCE}: {GONE}"),
        (diagnosis(), "never", NOTHING),
        (diagnosis(feed=DEAD), "never", f"{NOTHING}; 1 of 1 feeds bring nothing"),
        (diagnosis(HOURLY, told={"a": 900}), "loud", "tells 30 stories a day"),
        (diagnosis(hits(12, HOUR, HOUR)), "unused", "1 of its terms are in none of 12 hits: soldiers"),
        (
            diagnosis(HOURLY, marks={(str(n), None): n < 2 for n in range(3)}, stories={"a": frozenset("012")}),
            "false",
            "2 of 3 stories that were marked are false alarms",
        ),
        (
            diagnosis(HOURLY, one=rule(expires=NOON.date())),
            "ending",
            "expires soon: 2026-11-23 is the last day on which it matches",
        ),
        (diagnosis(HOURLY, muted_until={"a": NOON}), "muted", "is muted until 2026-11-23 12:00 UTC"),
        (
            diagnosis(hits={"a": HOURLY, "b": HOURLY[:8]}, last_hit={"a": NOON}),
            "overlap",
            "8 of its 9 stories are matched by b too",
        ),
    ],
)
def test_a_finding_says_what_is_the_matter(one: Diagnosis, code: str, sentence: str) -> None:
    assert said(one) == {code: sentence}


@pytest.mark.parametrize(
    "one",
    [
        diagnosis(HOURLY),
        diagnosis(hits(3, HOUR, 20 * DAY)),  # no rhythm yet
        diagnosis(hits(9, 2 * DAY, 11 * DAY)),  # not long by its own rhythm
        diagnosis(hits(9, HOUR / 60, DAY)),  # a day is no silence
        diagnosis(kept_from=NOON - 3 * DAY),  # too early to tell
        diagnosis(hits(12, HOUR, HOUR), kept_from=NOON - 6 * DAY),  # so it is of its unused terms
        diagnosis(kept_from=None),
        diagnosis(HOURLY, marks={("0", None): True, ("0", "a"): False}, stories={"a": frozenset("01")}),
        diagnosis(hits={"a": HOURLY, "b": HOURLY[:5]}, last_hit={"a": NOON}),
    ],
)
def test_a_rule_that_is_well_has_no_finding(one: Diagnosis) -> None:
    assert said(one) == {}


def test_the_figures_are_of_the_last_week_and_month(store: Store, ruleset: RuleSet) -> None:
    ages = {1: "Fighting in Kursk", 2: "Soldiers leave Kursk", 20: "Kursk: troops wait", 40: "Troops of Kursk return"}
    for days, title in ages.items():
        at = NOON - days * DAY
        poll(store, ruleset, [replace(an_item(title), fetched_at=at, published_at=at)], a_feed(max_age=99 * DAY))
    store.mark(store.keys_of("1")[0], None, NOON, is_false=True)
    store.mute("npt", NOON, DAY)

    record = store.rules_record(NOON - MONTH, NOON)
    by_id = {one.rule_id: one for one in diagnose(ruleset, record, {"wire": WELL}, NOON)}

    kursk = by_id["kursk"]
    assert (kursk.hits_7_days, kursk.hits_30_days, kursk.last_hit) == (2, 3, NOON - DAY)
    assert (kursk.alerts_a_day, kursk.marked, kursk.false_alarms) == (4 / 30, 1, 1)
    assert dict(kursk.busiest) == {"kursk": 3, "troops": 1, "soldiers": 1, "fighting": 1}
    assert set(said(by_id["npt"])) == {"muted", "never"}


def test_the_doctor_is_short_on_what_is_well_and_long_on_what_is_asked(
    call: Call, watch: Path, ruleset: RuleSet
) -> None:
    store, now = open_store(f"sqlite:///{watch}/data/monitor.db"), datetime.now(UTC)
    poll(store, ruleset, [replace(an_item("Fighting in Kursk"), fetched_at=now)], a_feed())
    store.mute("npt", now, DAY)
    store.close()

    code, out, _ = call("rules", "doctor")
    assert (code, "is muted until" in out, "`monitor mute npt --end` ends it" in out) == (1, True, True)
    assert sum(line.startswith("kursk ") for line in out.splitlines()) == 1
    assert "terms in no hit: troops, soldiers" in call("rules", "doctor", "kursk")[1]
    rows = {row["rule"]: row for row in map(json.loads, call("rules", "doctor", "--format", "jsonl")[1].splitlines())}
    assert [one["code"] for one in rows["npt"]["findings"]] == ["muted"]
    assert "no rule has the id 'x'" in call("rules", "doctor", "x")[2]
