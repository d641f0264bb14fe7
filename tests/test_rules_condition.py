"""Conditions over items: scopes, nearness, evidence, the failing clause; and agreement with the plain matcher."""

import re
from datetime import UTC, date, datetime

import plain_matcher
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Item
from monitor.rules.entities import Entity, Gazetteer, Group, Name
from monitor.rules.ruleset import Example, Explanation, Rule, RuleSet
from monitor.rules.syntax import parse
from monitor.rules.tokens import SyntaxFault
from monitor.rules.tree import And, AtLeast, Near, Node, Not, Or, Term, is_positive

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def entity(id: str, *names: str) -> Entity:  # noqa: A002
    return Entity(id=id, name=id, names=tuple(Name(text=name) for name in names))


GAZETTEER = Gazetteer(
    entities={
        one.id: one
        for one in (
            entity("dprk", "north korea*", "=DPRK", "북한"),
            entity("russia", "russia*", "moscow"),
            entity("troops", "troop*", "soldier*"),
        )
    },
    groups={
        "axis": Group(id="axis", name="axis", members=("dprk", "russia")),
        "all": Group(id="all", name="all", members=("axis", "troops")),
    },
)


def ruleset(when: str, unless: str | None = None) -> RuleSet:
    rule = Rule(id="r", title="R", when=parse(when), unless=parse(unless) if unless else None)
    return RuleSet(rules=(rule,), gazetteer=GAZETTEER)


def item(title: str = "", **fields: str) -> Item:
    return Example(title=title, should_match=True, **fields).item()  # type: ignore[arg-type] # only text fields here


def explain(when: str, one: Item, unless: str | None = None) -> Explanation:
    rules = ruleset(when, unless)
    explained = rules.explain(rules.rules[0], one)
    matched = rules.match(one, NOW)
    assert bool(matched) == (explained.missed is None), "match and explain agree"
    assert not matched or matched[0].evidence == explained.evidence
    return explained


def found(when: str, one: Item) -> list[tuple[str, str, str]]:
    explained = explain(when, one)
    assert explained.missed is None, explained.missed
    return [(evidence.field, evidence.text, evidence.term) for evidence in explained.evidence]


# --- Nearness ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "text", "expected"),
    [
        ("aaa NEAR/0 bbb", "aaa bbb", True),
        ("aaa NEAR/0 bbb", "bbb aaa", True),
        ("aaa NEAR/0 bbb", "aaa x bbb", False),
        ("aaa NEAR/2 bbb", "aaa x y bbb", True),
        ("aaa NEAR/2 bbb", "aaa x y z bbb", False),
        ("aaa BEFORE/2 bbb", "aaa x bbb", True),
        ("aaa BEFORE/2 bbb", "bbb x aaa", False),
        ("aaa NEAR/s bbb", "aaa x x x x bbb", True),
        ("aaa NEAR/s bbb", "aaa. bbb", False),
        ("aaa BEFORE/s bbb", "bbb and aaa", False),
        ("aaa NEAR/5 bbb", "aaa. bbb", True),
        ("aaa NOT NEAR/2 bbb", "aaa x y z bbb", True),
        ("aaa NOT NEAR/2 bbb", "aaa x bbb", False),
        ("aaa NOT NEAR/2 bbb", "aaa x bbb x y z aaa", True),
        ("aaa NOT NEAR/2 bbb", "bbb", False),
        ('korea NOT NEAR/0 "north korea"', "north korea", False),
        ('korea NOT NEAR/0 "north korea"', "korea", True),
        ("aaa NEAR/9 aaa", "aaa", False),
        ("aaa NEAR/9 aaa", "aaa aaa", True),
        ("@troops NEAR/9 soldier*", "soldiers", False),
        ('korea NEAR/9 "north korea"', "north korea", False),
        ("(aaa OR bbb) NEAR/1 (ccc OR ddd)", "bbb x ddd", True),
        ("aaa NEAR/5 bbb NEAR/5 ccc", "aaa 1 2 bbb 1 2 bbb 1 2 3 ccc", True),
        ("aaa NEAR/1 bbb NEAR/1 ccc", "aaa x bbb x ccc", True),
        ("aaa NEAR/1 bbb NEAR/1 ccc", "aaa x bbb x y ccc", False),
        ("/a+/ NEAR/1 bbb", "xaay z bbb", True),
        ("/!+/ NEAR/1 bbb", "!!!", False),
        ("朝 NEAR/2 俄", "朝一二三四俄", True),
        ("朝 NEAR/2 俄", "朝一二三四五俄", False),
        ("รัสเซีย NEAR/2 ทหาร", "รัสเซียกขคงจฉชทหาร", True),
        ("2 OF (aaa, bbb, ccc)", "ccc aaa", True),
        ("2 OF (aaa, bbb, ccc)", "ccc ccc", False),
        ("2 OF (aaa, bbb, NOT ccc)", "bbb", True),
        ("2 OF (aaa, bbb, NOT ccc)", "aaa bbb ccc", True),
        ("2 OF (aaa, bbb, NOT ccc)", "aaa ccc", False),
        ("2 OF (aaa, bbb, NOT ccc)", "ddd", False),
        ("NOT NOT aaa", "aaa", True),
        ("NOT NOT aaa", "bbb", False),
        ("bbb AND NOT NOT NOT aaa", "aaa bbb", False),
        ("aaa AND NOT bbb", "aaa", True),
        ("aaa AND NOT bbb", "aaa bbb", False),
        ("aaa AND (bbb OR NOT ccc)", "aaa ccc", False),
    ],
)
def test_nearness_counts_the_words_between(when: str, text: str, expected: bool) -> None:
    assert (explain(when, item(text)).missed is None) == expected


def test_nearness_never_crosses_from_one_field_to_another() -> None:
    assert explain("aaa NEAR/5 bbb", item("aaa", summary="bbb")).missed == "aaa NEAR/5 bbb"
    assert explain('"aaa bbb"', item("aaa", summary="bbb")).missed == '"aaa bbb"'
    assert explain("aaa AND bbb", item("aaa", summary="bbb")).missed is None


# --- Scopes ------------------------------------------------------------------------------------------------------

WHOLE = Example(
    title="aaa",
    summary="bbb",
    body="ccc",
    url="https://www.yna.co.kr/view/AEN123",
    source="Yonhap News",
    lang="ko-KR",
    author="Kim Min",
    tags=("world", "north korea"),
    feed="yonhap-en",
    should_match=True,
).item()


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("title:aaa", True),
        ("title:bbb", False),
        ("text:bbb", True),
        ("text:ccc", True),
        ("text:aaa", False),
        ("body:ccc", True),
        ("body:bbb", False),
        ("aaa AND bbb AND ccc", True),
        ("source:yonhap", True),
        ("yonhap", False),
        ("feed:yonhap-en", True),
        ("feed:yonhap-ko", False),
        ("lang:ko", True),
        ("lang:en", False),
        ("author:kim", True),
        ('tag:"north korea"', True),
        ('tag:"world north"', False),
        ("url:yna.co.kr", True),
        (r"url:/\/view\/AEN\d+/", True),
        ("lang:(ko OR ja) AND aaa", True),
        ("aaa AND NOT source:tass", True),
        ("title:(bbb OR source:yonhap)", True),
    ],
)
def test_a_scope_looks_in_its_field_only(when: str, expected: bool) -> None:
    assert (explain(when, WHOLE).missed is None) == expected


# --- Evidence and the failing clause -------------------------------------------------------------------------------


def test_evidence_quotes_the_text_and_names_the_term() -> None:
    assert found("@dprk NEAR/5 deploy*", item("Pyongyang? North Korea deployed troops")) == [
        ("title", "North Korea", "@dprk"),
        ("title", "deployed", "deploy*"),
    ]
    assert found("@axis AND @troops", item("Moscow", summary="Soldiers; DPRK’s")) == [
        ("title", "Moscow", "@axis"),
        ("summary", "Soldiers", "@troops"),
        ("summary", "DPRK", "@axis"),
    ]
    assert found("@all", item("북한의 troops")) == [("title", "북한의", "@all"), ("title", "troops", "@all")]


def test_evidence_of_nearness_is_the_words_of_the_pair() -> None:
    assert found("aaa NEAR/1 bbb", item("aaa 1 2 3 aaa bbb 4 5 6 bbb")) == [
        ("title", "aaa", "aaa"),
        ("title", "bbb", "bbb"),
    ]


def test_evidence_has_each_word_once_and_an_end() -> None:
    assert found("aaa OR (aaa AND aaa)", item("aaa")) == [("title", "aaa", "aaa")]
    assert len(explain("aaa", item("aaa " * 500)).evidence) == 40


@pytest.mark.parametrize("spelling", ["слово{}", "word{}", "낱말{}", "語{}"])
def test_offsets_are_right_however_many_words_of_a_text_are_asked_for(spelling: str) -> None:
    words = [spelling.format(number) for number in range(100, 400)]
    title = " ".join((*words, *words[:100]))  # some twice, so that they must be told from each other
    rules = RuleSet(rules=tuple(Rule(id=word, title="R", when=parse(f'"{word}"')) for word in words))

    matches = rules.match(item(title), NOW)

    assert [match.rule_id for match in matches] == words
    for match in matches:
        expected = [found.span() for found in re.finditer(rf"{match.rule_id}\b", title)]
        assert [(one.start, one.end) for one in match.evidence] == expected


def test_a_longer_name_hides_the_shorter_one_inside() -> None:
    rules = Gazetteer(entities={"un": entity("un", "united nations", "united nations security council")})
    rule = Rule(id="r", title="R", when=parse("@un"))
    one = RuleSet(rules=(rule,), gazetteer=rules).explain(rule, item("United Nations Security Council"))
    assert [evidence.text for evidence in one.evidence] == ["United Nations Security Council"]


@pytest.mark.parametrize(
    ("when", "text", "missed", "because"),
    [
        ("aaa AND bbb AND ccc", "aaa", "bbb", []),
        ("aaa AND (bbb OR ccc)", "aaa", "bbb OR ccc", []),
        ("aaa AND NOT bbb", "aaa bbb", "NOT bbb", ["bbb"]),
        ("aaa AND title:(bbb AND ccc)", "aaa bbb", "title:ccc", []),
        ("aaa NEAR/1 bbb", "aaa 1 2 bbb", "aaa NEAR/1 bbb", []),
    ],
)
def test_a_miss_names_the_first_failing_clause(when: str, text: str, missed: str, because: list[str]) -> None:
    explained = explain(when, item(text))
    assert explained.missed == missed
    assert [evidence.text for evidence in explained.evidence] == because


@pytest.mark.parametrize(
    ("when", "text", "nearest"),
    [
        ("(troops NEAR/3 kursk) OR (shells AND russia)", "Shells for Kyiv", "shells AND russia: russia is not there"),
        ("(troops NEAR/3 kursk) OR shells", "Kursk", "troops NEAR/3 kursk: troops is not there"),
        (
            "(a NEAR/1 kursk) OR (troops NEAR/1 kursk)",
            "Troops, it says, left for Kursk",
            "troops NEAR/1 kursk: troops and kursk are there, but not as NEAR/1 asks",
        ),
        ("shells OR ((troops OR (a NEAR/2 b)) AND kursk)", "b in Kursk", "a NEAR/2 b: a is not there"),
        (
            "(troops AND NOT kursk) OR shells",
            "Troops in Kursk",
            "troops AND NOT kursk: kursk is there, and must not be",
        ),
        ("title:(shells OR (troops NEAR/2 kursk))", "Troops", "troops NEAR/2 kursk: in title:, kursk is not there"),
        ("troops OR shells", "Kursk", None),
        ("(troops AND NOT kursk) OR (shells AND NOT kursk)", "Paris", None),
        ("troops AND kursk", "troops", None),
    ],
)
def test_of_alternatives_that_all_fail_the_nearest_is_named_with_what_it_lacks(
    when: str, text: str, nearest: str | None
) -> None:
    said = explain(when, item(text)).nearest
    assert said == (None if nearest is None else f"nearest to holding is {nearest}")


def test_the_nearest_of_the_deepest_alternatives_is_found_in_bounded_time() -> None:
    chain = "a OR (" + " NEAR/1 ".join(f"w{number}" for number in range(40)) + ")"
    assert explain(chain, item(" ".join(f"w{number}" for number in range(39)))).nearest is not None


def test_unless_takes_a_match_back_and_says_which_words_did() -> None:
    explained = explain("aaa", item("aaa football"), unless='football OR "world cup"')
    assert explained.missed == 'unless football OR "world cup"'
    assert [evidence.text for evidence in explained.evidence] == ["football"]
    assert explain("aaa", item("aaa"), unless="football").missed is None


def test_an_expired_rule_matches_nothing_from_the_next_day_on() -> None:
    rule = Rule(id="r", title="R", when=parse("aaa"), expires=date(2026, 1, 2))
    rules = RuleSet(rules=(rule,))
    assert rules.match(item("aaa"), datetime(2026, 1, 2, 23, 59, tzinfo=UTC))
    assert not rules.match(item("aaa"), datetime(2026, 1, 3, tzinfo=UTC))


def test_rules_match_in_their_order_and_carry_what_is_theirs() -> None:
    rules = RuleSet(
        rules=tuple(Rule(id=name, title=name, when=parse(name), channel=f"#{name}") for name in ("bbb", "aaa", "ccc"))
    )
    matched = rules.match(item("aaa bbb"), NOW)
    assert [(match.rule_id, match.channel) for match in matched] == [("bbb", "#bbb"), ("aaa", "#aaa")]


# --- Any text, any condition ---------------------------------------------------------------------------------------

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("aàbnorth korea.\n 북한이朝鲜كو'\u00ad\u0301\ud800")), max_size=80
)
EVERYTHING = [
    "@all OR aaa OR nor* OR =North OR ~korea OR 북한 OR 朝 OR كوريا",
    "/.{2,5}/ NEAR/3 (@axis OR a OR b)",
    "a NEAR/3 b NEAR/s /k/",
    "2 OF (a, b, title:k*o*ea, url:example, tag:x)",
    "a AND NOT b",
]


@examples(100)
@given(HOSTILE, HOSTILE)
def test_no_text_makes_matching_fail_and_evidence_always_quotes_it(title: str, body: str) -> None:
    one = item(title, body=body)
    for when in EVERYTHING:
        for evidence in explain(when, one).evidence:
            text = {"title": title, "body": body, "url": one.url}[evidence.field]
            assert text[evidence.start : evidence.end] == evidence.text != ""


TERMS = st.sampled_from(["a", "b", "c", "a b", "b c", "bbb*", "朝", "朝 俄"]).map(
    lambda text: Term(text=text, quoted=" " in text)
)
PLACED = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.builds(Or, parts=st.lists(inner, min_size=2, max_size=2).map(tuple)),
        st.builds(
            Near,
            left=inner,
            right=inner,
            distance=st.one_of(st.none(), st.integers(0, 3)),
            ordered=st.booleans(),
            negated=st.booleans(),
        ),
    ),
    max_leaves=4,
)
TREES = st.recursive(
    PLACED,
    lambda inner: st.one_of(
        st.builds(And, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, part=inner),
        st.builds(AtLeast, count=st.integers(1, 2), parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=5,
).filter(is_positive)
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "bbbb", "d", ".", "朝", "俄", "A", "b."]), max_size=14).map(" ".join)


@examples(250)
@given(TREES, TEXTS)
def test_the_matcher_agrees_with_the_plain_one(tree: Node, text: str) -> None:
    rules = RuleSet(rules=(Rule(id="r", title="R", when=tree),))
    assert bool(rules.match(item(text), NOW)) == plain_matcher.holds(tree, text)


WORLD = [
    "Москва",
    "москве",
    "café",
    "朝鲜",
    "朝鲜 核",
    "ミサイル",
    "เกาหลี",
    "हमला",
    "nor*",
    "kim jong*",
    "ʼa",
    "ab",
    "ｶﾞ",
]
WORLD_TERMS = st.sampled_from(WORLD).map(lambda text: Term(text=text, quoted=" " in text))
WORLD_TREES = st.recursive(
    WORLD_TERMS,
    lambda inner: st.one_of(
        st.builds(And, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AtLeast, count=st.just(2), parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(And, parts=st.tuples(inner, st.builds(Not, part=inner))),
    ),
    max_leaves=5,
)
PIECES = [
    *WORLD,
    "CAFE",
    "cafe\u0301",
    "Cafè",
    "МОСКВА",
    "Се\u0301ул",
    "north",
    "Kim Jong-un",
    "核",
    "朝\u200b鲜",
    "a\u00adb",
    ". ",
    "ガ",
]
WORLD_TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=12)


@examples(200)
@given(st.lists(WORLD_TREES, min_size=1, max_size=12), WORLD_TEXTS, st.sampled_from([" ", ""]))
def test_an_index_of_many_rules_loses_no_match_in_any_script(trees: list[Node], pieces: list[str], joint: str) -> None:
    text = joint.join(pieces).replace("*", "")
    rules = RuleSet(rules=tuple(Rule(id=str(number), title="R", when=tree) for number, tree in enumerate(trees)))
    expected = [str(number) for number, tree in enumerate(trees) if plain_matcher.holds(tree, text)]
    assert [match.rule_id for match in rules.match(item(text), NOW)] == expected


def test_words_that_are_near_are_marked_as_a_pair() -> None:
    evidence = explain("aaa NEAR/1 bbb", item("aaa bbb 1 2 3 4 bbb aaa, aaa x")).evidence
    assert [(one.text, one.pair) for one in evidence] == [
        ("aaa", 0),
        ("bbb", 0),
        ("bbb", 1),
        ("aaa", 1),
        ("aaa", 1),
    ]
    assert [one.pair for one in explain("aaa AND bbb", item("aaa bbb")).evidence] == [None, None]


def test_a_text_made_of_two_words_takes_bounded_time() -> None:
    one = item("aaa bbb " * 5_000)
    assert explain("aaa NEAR/20 bbb NEAR/20 aaa NEAR/20 bbb", one).missed is None
    assert explain("aaa NEAR/20 ccc", one).missed is not None


@pytest.mark.slow
def test_a_condition_of_the_greatest_depth_is_evaluated() -> None:
    deep = "(" * 35 + "aaa" + ")" * 35
    assert explain(f"{deep} AND aaa" + " NEAR/1 aaa" * 30, item("aaa " * 40)).missed is None
    with pytest.raises(SyntaxFault):
        parse("NOT " * 60 + "aaa")
