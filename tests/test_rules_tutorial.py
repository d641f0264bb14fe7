"""Every block of docs/rules-tutorial.md holds, against the names and words that ship.

A block ```rule has a condition, a block ```shipped the id of a shipped rule; then texts: ✓ must match, ✗ must not.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from monitor.rules.files import load_rules
from monitor.rules.ruleset import Example, Rule, RuleSet
from monitor.rules.syntax import parse

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "rules-tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(rule|shipped)\n(.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TEXTS = [(kind, head, line[0], line[1:].strip()) for kind, head, lines in BLOCKS for line in lines.strip().split("\n")]


@cache
def shipped() -> RuleSet:
    return load_rules(ROOT / "rules")


@cache
def rules_of(kind: str, head: str) -> RuleSet:
    rule = shipped().rule(head) if kind == "shipped" else Rule(id="draft", title="draft", when=parse(head))
    assert rule is not None
    return RuleSet(rules=(rule,), gazetteer=shipped().gazetteer)


@pytest.mark.parametrize(("kind", "head", "mark", "text"), TEXTS)
def test_each_text_matches_as_the_page_says(kind: str, head: str, mark: str, text: str) -> None:
    rules = rules_of(kind, head)
    explained = rules.explain(rules.rules[0], Example(title=text, should_match=True).item())
    assert {"✓": True, "✗": False}[mark] == (explained.missed is None), f"{head}: {text} ({explained})"


def test_the_clauses_that_the_page_explains_are_those_of_the_shipped_rule() -> None:
    condition = (ROOT / "rules" / "dprk-troops.toml").read_text(encoding="utf-8")
    for part in ("@dprk-side NEAR/6 @soldiers", "@north-koreans NEAR/8 @fate", "@north-korean-army-word NEAR/20 @war"):
        assert part in condition
        assert part in PAGE
