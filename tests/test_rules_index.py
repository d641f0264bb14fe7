"""The index learns which words are common: what it looks at changes, what is found does not."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import plain_matcher
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from test_rules_condition import TEXTS, TREES, WORLD_TEXTS, WORLD_TREES

from monitor.model import Item
from monitor.rules.index import STEP
from monitor.rules.reading import Reading
from monitor.rules.ruleset import Example, Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.rules.tree import Node

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def ruleset(*trees: Node) -> RuleSet:
    return RuleSet(rules=tuple(Rule(id=str(number), title="R", when=tree) for number, tree in enumerate(trees)))


def item(title: str) -> Item:
    return Example(title=title, should_match=True).item()


def looked_at(rules: RuleSet, title: str) -> set[int]:
    engine = rules.parts[0].engine
    return engine.index.looked_at(Reading(item(title), engine.vocabulary).keys)


def test_a_rule_is_no_longer_looked_at_for_a_word_that_turns_out_to_be_common() -> None:
    rules = ruleset(parse("extraordinary AND sub"), parse("extraordinary AND (sub OR mir)"))
    assert looked_at(rules, "an extraordinary day") == {0, 1}, "the longer word is thought to be the rarer one"

    for _ in range(2 * STEP):
        assert rules.match(item("an extraordinary day"), NOW) == ()

    assert looked_at(rules, "an extraordinary day") == set()
    assert [match.rule_id for match in rules.match(item("an extraordinary sub"), NOW)] == ["0", "1"]


def test_two_of_three_need_one_of_any_two() -> None:
    rules = ruleset(parse("2 OF (aaa, bbb, ccc)"), parse("aaa OR (bbb AND ccc)"))
    engine = rules.parts[0].engine

    def candidates(title: str) -> list[int]:
        return engine.candidates(Reading(item(title), engine.vocabulary))

    assert candidates("bbb") == []
    assert candidates("aaa") == [1]
    assert candidates("bbb ccc") == [0, 1]


def test_alternatives_of_several_sides_make_a_candidate_only_where_each_side_is_there() -> None:
    sides = ("north", "army"), ("north", "shells"), ("kim", "shells"), ("kim", "army")
    alternatives = " OR ".join(f"(({who} NEAR/8 {what}) NEAR/8 moscow)" for who, what in sides)
    rules = ruleset(parse(alternatives), parse(f"{alternatives} OR mir"))
    engine = rules.parts[0].engine

    def candidates(title: str) -> list[int]:
        return engine.candidates(Reading(item(title), engine.vocabulary))

    assert candidates("moscow") == candidates("the north and moscow") == candidates("kim of the north") == []
    assert candidates("the army of kim in moscow") == [0, 1]
    assert candidates("mir") == [1]


@examples(25)
@given(
    st.one_of(
        st.tuples(st.lists(TREES, min_size=1, max_size=8), st.lists(TEXTS, min_size=1, max_size=6)),
        st.tuples(
            st.lists(WORLD_TREES, min_size=1, max_size=8), st.lists(WORLD_TEXTS.map(" ".join), min_size=1, max_size=6)
        ),
    )
)
def test_what_the_index_has_learned_changes_no_match(drawn: tuple[list[Node], list[str]]) -> None:
    trees, texts = drawn
    rules = ruleset(*trees)
    for number in range(2 * STEP):
        rules.match(item(texts[number % len(texts)]), NOW)

    for text in texts:
        expected = [str(number) for number, tree in enumerate(trees) if plain_matcher.holds(tree, text)]
        assert [match.rule_id for match in rules.match(item(text), NOW)] == expected


def test_items_that_are_matched_while_the_index_learns_lose_nothing() -> None:
    chance = random.Random(1)
    words = [f"w{number}" for number in range(30)]
    trees = [
        parse(f"{' AND '.join(chance.sample(words, 2))} AND ({' OR '.join(chance.sample(words, 3))})")
        for _ in range(200)
    ]
    texts = [" ".join(chance.choices(words, weights=range(1, 31), k=12)) for _ in range(300)]
    rules = ruleset(*trees)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: [match.rule_id for match in rules.match(item(text), NOW)], texts * 2))

    fresh = ruleset(*trees)
    assert found == [[match.rule_id for match in fresh.match(item(text), NOW)] for text in texts * 2]


def test_a_phrase_brings_a_candidate_only_where_two_of_its_words_are_there() -> None:
    rules = ruleset(parse('"special forces"'), parse('"=Special forc* of" OR aaa'), parse('"特殊 部隊"'))
    engine = rules.parts[0].engine

    def candidates(title: str) -> list[int]:
        return engine.candidates(Reading(item(title), engine.vocabulary))

    assert candidates("a special day") == candidates("forces") == []
    assert candidates("forces that are special") == [0, 1], "whether they stand together is asked later"
    assert candidates("aaa") == [1]
    assert candidates("特殊部隊") == [2]
