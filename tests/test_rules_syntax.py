"""The rule language: what it says, what it refuses and where, and that it is written as it is read."""

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st

from monitor.rules.syntax import parse
from monitor.rules.tokens import SyntaxFault
from monitor.rules.tree import (
    And,
    AtLeast,
    EntityRef,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Scoped,
    Term,
    children,
    is_positive,
    write,
)

A, B, C = Term(text="aaa"), Term(text="bbb"), Term(text="ccc")


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("aaa", A),
        ("(aaa)", A),
        ("aaa AND bbb AND ccc", And(parts=(A, B, C))),
        ("(aaa AND bbb) AND ccc", And(parts=(And(parts=(A, B)), C))),
        ("aaa AND (bbb OR ccc)", And(parts=(A, Or(parts=(B, C))))),
        ("aaa AND NOT bbb", And(parts=(A, Not(part=B)))),
        ("aaa NEAR/5 bbb AND ccc", And(parts=(Near(left=A, right=B, distance=5), C))),
        ("aaa BEFORE/5 bbb", Near(left=A, right=B, distance=5, ordered=True)),
        ("aaa NEAR/s bbb", Near(left=A, right=B, distance=None)),
        ("aaa NOT NEAR/5 bbb", Near(left=A, right=B, distance=5, negated=True)),
        ("aaa NEAR/5 bbb NEAR/6 ccc", Near(left=Near(left=A, right=B, distance=5), right=C, distance=6)),
        ("2 OF (aaa, bbb, ccc)", AtLeast(count=2, parts=(A, B, C))),
        ("1 OF (aaa AND bbb, ccc)", AtLeast(count=1, parts=(And(parts=(A, B)), C))),
        ("title:aaa", Scoped(scope="title", part=A)),
        ("title: aaa", Scoped(scope="title", part=A)),
        ("url:(aaa OR bbb)", Scoped(scope="url", part=Or(parts=(A, B)))),
        ("=NPT", Term(text="NPT", mark="=")),
        ('="Third Way"', Term(text="Third Way", mark="=", quoted=True)),
        ("~deploy", Term(text="deploy", mark="~")),
        ('"north korean* troops"', Term(text="north korean* troops", quoted=True)),
        (r"/kim\/jong (un|il)/", Regex(pattern=r"kim\/jong (un|il)")),
        ("@dprk", EntityRef(id="dprk")),
        ("and/or", Term(text="and/or")),
        ('"and"', Term(text="and", quoted=True)),
        ("http://example.org", Term(text="http://example.org")),
        ("aaa\n  AND\n  bbb", And(parts=(A, B))),
    ],
)
def test_each_form_has_its_tree(source: str, tree: Node) -> None:
    assert parse(source) == tree


@pytest.mark.parametrize(
    ("source", "offset", "message", "hint"),
    [
        ("", 0, "says nothing", "write what must be there"),
        ("   ", 0, "says nothing", "write what must be there"),
        ("a AND b OR c", 8, "AND and OR side by side without parentheses", "(a AND b) OR"),
        ("a OR b AND c", 7, "OR and AND side by side", "(a OR b) AND"),
        ("north korea", 6, "two terms side by side", 'did you mean "north korea" or north AND korea?'),
        ('a "b c"', 2, "two terms side by side", "AND, OR or NEAR/10"),
        ("(a OR b)c", 8, "two terms side by side", "AND, OR or NEAR/10"),
        ("north and korea", 6, "operators stand in capitals, not 'and'", "write AND"),
        ("a Or b", 2, "operators stand in capitals, not 'Or'", "write OR"),
        ("a AND not b", 6, "operators stand in capitals, not 'not'", "write NOT"),
        ("a & b", 2, "'&' is no operator here", "write AND"),
        ("a && b", 2, "'&&' is no operator here", "write AND"),
        ("a | b", 2, "'|' is no operator here", "write OR"),
        ("a || b", 2, "'||' is no operator here", "write OR"),
        ("a AND !b", 6, "'!' is no operator here", "write NOT b"),
        ("a -football", 2, "'-' is no operator here", "write NOT football"),
        ("+a", 0, "'+' is no operator here", "write AND a"),
        ("a AND “b”", 6, "“ is no quote of this language", "straight quotes"),
        ("a AND «b»", 6, "« is no quote of this language", "straight quotes"),
        ('a AND "b', 6, "this quote is never closed", "two straight quotes"),
        ("a NEAR/ 10 b", 2, "'NEAR/' is no operator yet", "write NEAR/10, without a space"),
        ("a NEAR 10 b", 2, "'NEAR' is no operator yet", "write NEAR/10"),
        ("a near/5 b", 2, "'near/5' is no operator yet", "write NEAR/5"),
        ("a NEAR/x b", 2, "'NEAR/x' has no distance in words", "NEAR/s for one sentence"),
        ("a NEAR/900 b", 2, "NEAR/900 reaches too far", "AND"),
        ("a NEAR/99999 b", 2, "NEAR/99999 reaches too far", "AND"),
        ("a NEAR/S b", 2, "'NEAR/S' has no distance in words", "write NEAR/s"),
        ("a NEAR12 b", 2, "'NEAR12' has no distance in words", "write NEAR/12"),
        ("a NEAR/12b", 2, "'NEAR/12b' has no distance in words", "write NEAR/12"),
        ("2 of (a, b)", 2, "operators stand in capitals, not 'of'", "write OF"),
        ("a # note", 2, "a comment can't stand inside a condition", "a line of its own"),
        ("a // note", 2, "a comment can't stand inside a condition", "a line of its own"),
        ("a ; b", 2, "';' is no operator here", "write AND, OR or NEAR/10"),
        ("'a b'", 3, "two terms side by side", "straight double quotes"),
        ("title :a", 6, "a space stands before this colon", "write title:a, without a space"),
        ("a\u00a0AND b", 1, "an invisible character, U+00A0", "plain space"),
        ("a AND /(b{2000})/", 9, "invalid repetition size", "at most 1,000 times"),
        ("a W/5 b", 2, "'W/5' is no operator here", "NEAR/5"),
        ("a AND NEAR/5 b", 6, "a term is missing before NEAR/5", "add it"),
        ("a AND NOT NEAR/5 b", 10, "NOT NEAR needs a term before it", "a NOT NEAR/5 b"),
        ("(a AND (b OR c)", 0, "this ( is never closed", "add its )"),
        ("a AND (b OR c", 6, "this ( is never closed", "add its )"),
        ("a) AND b", 1, "this ) closes nothing", "delete it"),
        ("()", 0, "nothing stands between these parentheses", "fill them"),
        ("a OR", 4, "the condition ends where a term should be after OR", "add it"),
        ("a OR OR b", 5, "a term is missing before OR", "add it"),
        ("(a OR) AND b", 5, "a ) stands where a term should be after OR", "add it"),
        ("AND a", 0, "a term is missing before AND", "add it"),
        ("a, b", 1, "a comma only stands in 2 OF", "write OR"),
        ("(a, b)", 2, "a comma only stands in 2 OF", "write OR"),
        ("a NOT b", 2, "NOT stands between two terms", "write AND NOT"),
        ("NOT a", 0, "true of nearly every item", "name what must be there"),
        ("a OR NOT b", 0, "true of nearly every item", "name what must be there"),
        ("2 OF (a, NOT b, NOT c)", 0, "true of nearly every item", "name what must be there"),
        ("NOT NOT NOT a", 0, "true of nearly every item", "name what must be there"),
        ("1 OF (a, NOT b)", 0, "true of nearly every item", "name what must be there"),
        ("NOT a NEAR/5 b", 0, "NOT can't stand beside NEAR", "NOT (a NEAR/5 b)"),
        ("a NEAR/5 (b AND c)", 10, "AND can't stand beside NEAR", "(a NEAR/5 b) AND (a NEAR/5 c)"),
        ("a NEAR/5 (b OR title:c)", 15, "title: can't stand beside NEAR", "title:(a NEAR/5 b)"),
        ("title:a NEAR/5 b", 0, "title: can't stand beside NEAR", "title:(a NEAR/5 b)"),
        ("titel:a", 0, "there is no field 'titel'", "did you mean title:"),
        ("a AND qqqq:b", 6, "there is no field 'qqqq'", "fields are title, text"),
        ("@", 0, "'@' is no entity's name", "write its id"),
        ("a AND @dprk's", 6, "'@dprk's' is no entity's name", "write its id"),
        ("de* AND b", 0, "the wildcard de* has too few letters", "at least 3 letters"),
        ("*", 0, "'*' has no letter or digit", "punctuation"),
        ("朝鲜*", 0, "a wildcard in 朝鲜*", "write 朝鲜: it is found at any position"),
        ("북* OR b", 0, "the wildcard 북* has too few letters", "at least 2"),
        ('a OR "..."', 5, "'...' has no letter or digit inside the quotes", "punctuation"),
        ('a OR ""', 5, "has no letter or digit", "write a word"),
        ("~deploy*", 0, "'~' and a wildcard in one word", "use one of them"),
        ("=Kim*", 0, "'=' and a wildcard in one word", "use one of them"),
        ("~朝鲜", 0, "no inflected forms of this script", "leave out ~: it is found at any position"),
        ("title:body:a", 6, "the field body: right inside of title:", "title:a AND body:b"),
        ("a AND title:(url:b)", 13, "the field url: right inside of title:", "title:a AND url:b"),
        ("2 OF (a b)", 8, "two terms side by side", "stand apart by commas"),
        ("2 OF (a, (b c))", 12, "two terms side by side", 'did you mean "b c"'),
        ("a AND /(b/", 6, "/(b/ is no regular expression: missing )", "close the parenthesis"),
        ("/(?=a)b/", 1, "is no regular expression", "no look-around"),
        ("/a*/", 0, "/a*/ matches everything", "at least one character"),
        ("a AND /b", 6, "this / is never closed", "stands in two"),
        ("4 OF (a, b)", 0, "4 of 2 can never hold", "at most 2"),
        ("x OF (a, b)", 0, "'x' is no number", "2 OF (a, b, c)"),
        ("2 OF a", 5, "after OF comes a list", "write 2 OF (a, b, c)"),
        ("OF (a, b)", 0, "OF needs a number before it", "2 OF"),
        ("2 OF (a, b", 5, "this ( is never closed", "add its )"),
        ("a AND b\x00", 7, "an invisible character, U+0000", "delete it"),
        ("a AND b\u200b", 7, "an invisible character, U+200B", "delete it"),
        ("(" * 60 + "a" + ")" * 60, 40, "more than 40 levels deep", "divide it"),
        ("a" + " NEAR/1 a" * 60, 362, "more than 40 NEARs", "use entities"),
        ("a OR " * 5000 + "a", 20_000, "is longer than 20,000 characters", "divide it"),
    ],
)
def test_each_fault_is_said_at_its_place_with_a_hint(source: str, offset: int, message: str, hint: str) -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse(source)
    fault = caught.value
    assert message in fault.message
    assert fault.hint is not None
    assert hint in fault.hint
    assert fault.offset == offset


# --- Whatever people and machines write ----------------------------------------------------------------------------

NOISE = st.lists(
    st.sampled_from(
        [
            "a",
            "north",
            "AND",
            "OR",
            "NOT",
            "NEAR/5",
            "BEFORE/s",
            "(",
            ")",
            ",",
            '"',
            "2 OF (",
            "title:",
            "/",
            "@x",
            "~go",
            "=X",
            "*",
            "dep*",
            " ",
            "朝",
            "북한",
            "\x00",
            "“",
            "\ud800",
            "&",
            "\n",
            "~перемир'я",
            "é\u0301",
        ]
    ),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("source", "offsets"),
    [
        ("titel:troops AND bdy:x AND de* AND /[z-a]/", [0, 17, 27, 37]),
        ("some long words here, and (troops OR lang:english) NEAR/900 shells AND (", [5, 20]),
        ("troops and russia AND @dprk's OR ~ships*", [7, 22, 33]),
        ("(troops AND russia OR korea) AND (ships OR boats AND planes)", [19, 49]),
        ("troops NEAR/12x shells AND (", [7]),
        ("troops @", [7]),
    ],
)
def test_a_fault_hides_none_of_those_behind_it_and_has_no_echo(source: str, offsets: list[int]) -> None:
    with pytest.raises(SyntaxFault) as caught:
        parse(source)
    assert [fault.offset for fault in (caught.value, *caught.value.others)] == offsets


@examples(400)
@given(st.one_of(NOISE, st.text(max_size=40)))
def test_parsing_gives_a_tree_or_a_fault_inside_the_text(source: str) -> None:
    try:
        tree = parse(source)
    except SyntaxFault as fault:
        assert 0 <= fault.offset <= len(source)
        assert fault.message
    else:
        assert parse(write(tree)) == tree


def has_scope_in_scope(tree: Node) -> bool:
    is_doubled = isinstance(tree, Scoped) and isinstance(tree.part, Scoped)
    return is_doubled or any(map(has_scope_in_scope, children(tree)))


WORDS = st.sampled_from(["troops", "deploy*", "organi?ation", "N.Korea", "朝鲜", "북한", "كوريا", "Київ", "1718"])
LEAVES = st.one_of(
    st.builds(Term, text=WORDS),
    st.builds(Term, text=st.sampled_from(["NPT", "Kim-Jong"]), mark=st.sampled_from(["=", "~", ""])),
    st.builds(Term, text=st.sampled_from(["north korean*", "and", "a OR b"]), quoted=st.just(True)),
    st.builds(Regex, pattern=st.sampled_from(["kim.+un", r"a\/b", "[a-z]{3}"])),
    st.builds(EntityRef, id=st.sampled_from(["dprk", "un-sc"])),
)
DISTANCES = st.one_of(st.none(), st.integers(0, 250))
PLACED = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Or, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Near, left=inner, right=inner, distance=DISTANCES, ordered=st.booleans(), negated=st.booleans()),
    ),
    max_leaves=4,
)
TREES = st.recursive(
    PLACED,
    lambda inner: st.one_of(
        st.builds(And, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, parts=st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, part=inner.filter(lambda part: not isinstance(part, Not))),  # NOT NOT a reads as a
        st.builds(Scoped, scope=st.sampled_from(["title", "url", "body"]), part=inner),
        st.builds(AtLeast, count=st.just(1), parts=st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=6,
).filter(lambda tree: is_positive(tree) and not has_scope_in_scope(tree))


@examples(300)
@given(TREES)
def test_what_is_written_reads_as_the_same_tree(tree: Node) -> None:
    assert parse(write(tree)) == tree
