"""What the content that ships with monitor promises: rules, the statement's claims, the sample feed, the starter list.

The expectation for the sample feed is a table: the topics that each item must match, none for the hard negatives.
"""

import json
import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from monitor.feeds.parse import parse_feed
from monitor.items import item_from
from monitor.model import Feed, Item, ParsedFeed
from monitor.rules.files import load_rules
from monitor.rules.ruleset import Example, Rule, RuleSet, run_examples

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2024, 11, 30, tzinfo=UTC)

TOPICS = {"dprk-troops", "kursk", "dprk-russia-arms", "npt", "unsc-violations", "eu-response"}

SAMPLE: dict[str, set[str]] = {
    "sample-statement": TOPICS,
    "sample-kursk-first-units": {"dprk-troops", "kursk"},
    "sample-kursk-first-units-second-report": {"dprk-troops", "kursk"},
    "sample-uk-units": {"dprk-troops", "kursk"},
    "sample-ko-nis": {"dprk-troops"},
    "sample-nato": {"dprk-troops", "kursk"},
    "sample-de-first-combat": {"dprk-troops"},
    "sample-es-kursk": {"kursk"},
    "sample-uk-shells": {"dprk-russia-arms"},
    "sample-fr-guns": {"dprk-russia-arms"},
    "sample-ru-lavrov": {"npt"},
    "sample-npt": {"npt"},
    "sample-ja-msmt": {"unsc-violations"},
    "sample-un": {"dprk-russia-arms", "unsc-violations"},
    "sample-de-eu": {"dprk-troops", "eu-response"},
    "sample-not-football": set(),
    "sample-not-submarine": set(),
    "sample-not-labourers": set(),
    "sample-not-pipe-thread": set(),
    "sample-not-sudan": set(),
    "sample-not-kurs": set(),
    "sample-not-eu-sanctions": set(),
    "sample-not-donetsk": set(),
    "sample-not-missile-test": set(),
    "sample-not-jazz": set(),
}


@cache
def shipped() -> RuleSet:
    return load_rules(ROOT / "rules")


@cache
def statement() -> dict[str, Any]:
    return tomllib.loads((ROOT / "seeds" / "statement.toml").read_text(encoding="utf-8"))


@cache
def sample() -> dict[str, Item]:
    """The sample feed's items by guid, read as the daemon reads them."""
    parsed = parse_feed((ROOT / "seeds" / "sample.xml").read_bytes(), url="https://example.org/", content_type=None)
    assert isinstance(parsed, ParsedFeed)
    feed = Feed(
        id="sample",
        url=str(ROOT / "seeds" / "sample.xml"),
        publisher="Sample",
        every=timedelta(hours=1),
        max_age=timedelta(days=36500),
    )
    return {entry.guid or "": item_from(entry, feed, NOW) for entry in parsed.entries}


def topics_of(item: Item) -> set[str]:
    return {match.rule_id for match in shipped().match(item, NOW)}


# Probes that a reader understands and the rules do not: named, so that a change which finds them is seen.
MISSED_PROBES = {
    ("dprk-russia-arms", "probe-088"),  # "Treaty with Russia enters into force": North Korea is only KCNA, far off
    ("dprk-russia-arms", "probe-200"),  # munitions "went north": the sender is known from the summary alone
    ("dprk-troops", "probe-274"),  # "10,000 from North Korea": of what, only the summary says
}

RULE_IDS = sorted(TOPICS)


@cache
def probes() -> tuple[dict[str, Any], ...]:
    """Invented headlines in many languages: `labels` must match, `optional` may; `trap` says what a negative tempts."""
    lines = (ROOT / "tests" / "data" / "shipped" / "probes.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def told_of(probe: dict[str, Any]) -> set[str]:
    example = Example(
        title=probe["title"], summary=probe.get("summary", ""), lang=probe["lang"], should_match=bool(probe["labels"])
    )
    return topics_of(example.item())


def rule(rule_id: str) -> Rule:
    found = shipped().rule(rule_id)
    assert found is not None
    return found


# --- Rules -------------------------------------------------------------------------------------------------------


def test_the_six_topics_are_shipped_and_nothing_else() -> None:
    assert {rule.id for rule in shipped().rules} == TOPICS


def test_every_shipped_example_holds() -> None:
    failed = [(result.rule_id, result.example.title) for result in run_examples(shipped()) if not result.passed]
    assert failed == []


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_each_rule_has_six_examples_of_each_kind_in_four_languages(rule_id: str) -> None:
    examples = rule(rule_id).examples
    for kind in (True, False):
        of_kind = [example for example in examples if example.should_match is kind]
        assert len(of_kind) >= 6
        assert len({example.lang or "en" for example in of_kind}) >= 4


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_each_rule_has_an_owner_and_needs_no_channel_of_its_own(rule_id: str) -> None:
    assert rule(rule_id).owner
    assert rule(rule_id).channel is None


def test_only_soldiers_in_the_war_are_critical() -> None:
    assert [rule.id for rule in shipped().rules if rule.severity == "critical"] == ["dprk-troops"]


def test_no_line_of_a_rule_file_is_longer_than_a_screen_is_wide() -> None:
    long = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "rules").glob("*.toml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 120
    ]
    assert long == []


# --- Probes: invented headlines, half of them traps ---------------------------------------------------------------


def test_no_probe_is_told_under_a_wrong_topic() -> None:
    wrong = {
        (topic, probe["id"])
        for probe in probes()
        for topic in told_of(probe) - set(probe["labels"]) - set(probe.get("optional", []))
    }
    assert wrong == set()


def test_every_probe_is_found_but_the_known_ones() -> None:
    missed = {(topic, probe["id"]) for probe in probes() for topic in set(probe["labels"]) - told_of(probe)}
    assert missed == MISSED_PROBES


def test_probes_cover_every_topic_and_trap_in_many_languages() -> None:
    positive = [probe for probe in probes() if probe["labels"]]
    negative = [probe for probe in probes() if not probe["labels"]]
    assert len(positive) >= 150
    assert len(negative) >= 150
    assert len({probe["lang"] for probe in positive}) >= 25
    assert min(Counter(topic for probe in positive for topic in probe["labels"]).values()) >= 20
    assert all(probe["trap"] for probe in negative)


# --- Claims ------------------------------------------------------------------------------------------------------


def test_claims_are_numbered_without_a_gap() -> None:
    assert [claim["id"] for claim in statement()["claim"]] == [f"C{number}" for number in range(1, 21)]


def test_every_claim_is_watched_by_the_rules_of_its_topics() -> None:
    for claim in statement()["claim"]:
        watching = {rule.id for rule in shipped().rules if claim["id"] in rule.seed}
        assert watching == set(claim["topics"])
        assert watching, f"{claim['id']} is watched by no rule"


@pytest.mark.parametrize("rule_id", RULE_IDS)
def test_each_rule_names_existing_claims(rule_id: str) -> None:
    known = {claim["id"] for claim in statement()["claim"]}
    assert rule(rule_id).seed
    assert set(rule(rule_id).seed) <= known


def test_the_documented_table_says_what_the_rules_say() -> None:
    page = (ROOT / "docs" / "seed.md").read_text(encoding="utf-8")
    rows = {found[1]: set(re.findall(r"`([a-z-]+)`", found[2])) for found in re.finditer(r"(?m)^\| (C\d+) (.*)$", page)}
    assert rows == {claim["id"]: set(claim["topics"]) for claim in statement()["claim"]}


# --- The sample feed ---------------------------------------------------------------------------------------------


def test_the_table_covers_the_sample_feed() -> None:
    assert set(sample()) == set(SAMPLE)


@pytest.mark.parametrize("guid", SAMPLE)
def test_the_sample_item_matches_its_topics_and_no_other(guid: str) -> None:
    assert topics_of(sample()[guid]) == SAMPLE[guid]


def test_the_sample_has_a_report_alone_on_each_topic_and_eight_hard_negatives() -> None:
    assert set().union(*(topics for guid, topics in SAMPLE.items() if guid != "sample-statement")) == TOPICS
    assert sum(not topics for topics in SAMPLE.values()) >= 8


def test_evidence_quotes_the_item() -> None:
    for item in sample().values():
        for match in shipped().match(item, NOW):
            assert match.evidence
            for mark in match.evidence:
                assert str(getattr(item, mark.field))[mark.start : mark.end] == mark.text


# --- The starter list --------------------------------------------------------------------------------------------


def test_each_starter_feed_is_complete_and_named_once() -> None:
    outlines = ET.parse(ROOT / "seeds" / "feeds.opml").findall(".//outline[@type='rss']")
    assert len(outlines) >= 35
    for outline in outlines:
        assert set(outline.keys()) >= {
            "text",
            "title",
            "xmlUrl",
            "htmlUrl",
            "language",
            "monitorId",
            "monitorPublisher",
        }
        assert outline.get("xmlUrl", "").startswith("https://")
        assert outline.get("monitorReliability", "A") in set("ABCDEF")
    for unique in ("monitorId", "xmlUrl"):
        values = [outline.get(unique) for outline in outlines]
        assert len(values) == len(set(values))
