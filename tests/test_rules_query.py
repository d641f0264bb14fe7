"""A query finds what a rule of its words would match, and the file drafted from it loads."""

import json
from dataclasses import replace
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from conftest import Call
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, a_feed, an_item
from test_store import poll

from monitor.errors import MonitorError, ProblemsError
from monitor.model import Item, Severity
from monitor.rules.draft import Draft, draft_of, file_of
from monitor.rules.entities import Entity, Gazetteer, Name
from monitor.rules.files import load_rules
from monitor.rules.query import Found, query_set, search
from monitor.rules.ruleset import RuleSet
from monitor.store import open_store

KURSK = Entity(id="kursk", name="Kursk", names=(Name(text="kursk"), Name(text="курск*")))
KNOWN = RuleSet(rules=(), gazetteer=Gazetteer(entities={"kursk": KURSK}))
ITEMS = [
    an_item("Troops in Kursk", publisher="A"),
    an_item("Soldiers near Kursk", publisher="B", published_at=NOON - timedelta(days=1)),
    an_item("Kursk wins the cup", publisher="A"),
    an_item("Storm in Norway", summary="No troops"),
]


def found(query: str, items: list[Item] = ITEMS, limit: int = 10) -> Found:
    rows = [(item, f"story {item.title}") for item in items]
    return search(query_set(query, KNOWN), rows, NOON, UTC, limit)


def test_a_query_counts_its_hits_by_day_and_publisher_and_finds_what_is_near() -> None:
    one = found("@kursk AND (troops OR soldiers)", limit=1)

    assert (one.seen, one.matched, one.stories, [hit.item.title for hit in one.hits]) == (4, 2, 2, ["Troops in Kursk"])
    assert one.by_day == ((date(2026, 11, 22), 1), (date(2026, 11, 23), 1))
    assert one.by_publisher == (("A", 1), ("B", 1))
    assert [hit.item.title for hit in one.near] == ["Kursk wins the cup", "Storm in Norway"]


def test_what_a_query_forbids_makes_no_near_miss() -> None:
    assert [hit.item.title for hit in found("kursk AND troops AND NOT storm").near] == [
        "Soldiers near Kursk",
        "Kursk wins the cup",
        "Storm in Norway",
    ]
    assert found("kursk").near == found("kursk NOT NEAR/3 cup").near == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("troops AND", "query:1:11: the condition ends"),
        (
            "@kursk AND\n  @kusrk",
            "query:2:3: there is no entity @kusrk\n      @kusrk\n      ^\n  hint: did you mean @kursk?",
        ),
        ("NOT troops", "query:1:1:"),
        ("titel:troops AND @kusrk", "query:1:18: there is no entity @kusrk"),
    ],
)
def test_a_fault_in_a_query_is_shown_with_a_caret(query: str, said: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        query_set(query, KNOWN)

    assert said in str(caught.value)


def drafted(query: str, draft: Draft, items: list[Item], folder: Path) -> RuleSet:
    queried = query_set(query, KNOWN)
    one = search(queried, [(item, item.key) for item in items], NOON, UTC, 50)
    text = file_of(draft, query, queried, one, NOON.date(), None)
    (folder / "entities.toml").write_text('[entity.kursk]\nname = "Kursk"\nterms = ["kursk"]\n', encoding="utf-8")
    (folder / "new.toml").write_text(text, encoding="utf-8")
    return load_rules(folder)


def test_examples_are_in_as_few_words_as_hold(tmp_path: Path) -> None:
    items = [*ITEMS, an_item("A storm", summary="Troops of Kursk help", lang="en"), an_item("x", body="troops kursk")]
    draft = draft_of(query_set("@kursk AND troops", KNOWN), None, None, Severity.CRITICAL)

    (rule,) = drafted("@kursk AND troops", draft, items, tmp_path).rules

    assert (rule.id, rule.title) == ("kursk-troops", "kursk troops")
    assert [(one.title, one.summary, one.should_match) for one in rule.examples] == [
        ("Troops in Kursk", "", True),
        ("A storm", "Troops of Kursk help", True),
        ("Soldiers near Kursk", "", False),
        ("Kursk wins the cup", "", False),
        ("Storm in Norway", "No troops", False),
    ]


def test_a_critical_rule_without_examples_is_not_written() -> None:
    queried = query_set("@kursk AND troops", KNOWN)
    draft = draft_of(queried, None, None, Severity.CRITICAL)

    with pytest.raises(MonitorError, match="a hit was not found"):
        file_of(draft, "@kursk AND troops", queried, search(queried, [], NOON, UTC, 9), NOON.date(), None)
    with pytest.raises(MonitorError, match="give one, such as --id"):
        draft_of(query_set("курск", KNOWN), None, None, Severity.INFO)


@examples(40)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.text(min_size=1, max_size=20))
def test_a_drafted_file_loads_whatever_the_items_and_the_title_say(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], title: str
) -> None:
    items = [an_item(f"kursk {text}", summary=f"troops {text}"[::-1]) for text in texts]
    items += [replace(item, key=f"{item.key}b", summary="troops") for item in items]
    draft = Draft(id="new", title=f"x{title}", severity=Severity.NOTICE)

    assert drafted("""kursk AND troops AND NOT "it's" """, draft, items, tmp_path_factory.mktemp("rules")).rules


# --- As commands -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(watch: Path, ruleset: RuleSet) -> Path:
    """The folder with a store of four items."""
    store = open_store(f"sqlite:///{watch}/data/monitor.db")
    poll(store, ruleset, ITEMS, a_feed())
    store.close()
    return watch


def test_try_looks_through_the_store_and_shows_the_words(call: Call, kept: Path) -> None:
    code, out, _ = call("rules", "try", "kursk AND troops", "--since", "520w")
    assert (code, "*Troops* in *Kursk*" in out, "1 of 4 items match in 1 story" in out) == (0, True, True)
    out = call("rules", "try", "kursk", "--since", "520w", "--limit", "2", "--format", "jsonl")[1]
    *hits, summary = map(json.loads, out.splitlines())
    assert ({hit["evidence"][0]["text"] for hit in hits}, len(hits)) == ({"Kursk"}, 2)
    assert (summary["matched"], summary["stories"]) == (3, 3)
    assert "nothing matches, of 4 items; nearest is: " in call("rules", "try", "kursk AND zebra", "--since", "520w")[1]


def test_try_works_on_files_without_a_config(call: Call, watch: Path) -> None:
    (watch / "config.toml").unlink()

    assert "items match" in call("rules", "try", "troops", "--items", "wire.xml")[1]
    assert "give one of them" in call("rules", "try", "troops", "--items", "wire.xml", "--since", "1d")[2]


def test_new_writes_a_rule_that_checks_and_overwrites_nothing(call: Call, kept: Path) -> None:
    wanted = ("rules", "new", "kursk AND troops", "--since", "520w", "--severity", "critical")
    code, out, _ = call(*wanted)
    assert (code, "kursk-troops.toml: 1 example, and 3 near misses" in out) == (0, True)
    assert "It matches 1 of the 4 items that were looked through." in out
    assert call("rules", "check")[0] == 0
    assert "is there already, and nothing is overwritten" in call(*wanted)[2]

    code, _, errors = call("rules", "new", "kursk", "--id", "Bad Id", "--since", "520w")
    assert (code, "nothing is written: " in errors, "'Bad Id' can't be a rule's id" in errors) == (2, True, True)
    assert not (kept / "rules" / "Bad Id.toml").exists()
