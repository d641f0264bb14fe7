"""Every example of docs/rules.md holds.

A block ```rule has a condition, then texts: ✓ must match, ✗ must not. The blocks ```toml together are a folder.
"""

import re
from pathlib import Path

import pytest

from monitor.rules.files import load_rules
from monitor.rules.ruleset import Example, Rule, RuleSet
from monitor.rules.syntax import parse

PAGE = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("rule"), ids=lambda block: block.split("\n")[0])
def test_each_example_matches_as_the_page_says(block: str) -> None:
    condition, *lines = block.strip().split("\n")
    rules = RuleSet(rules=(Rule(id="r", title="r", when=parse(condition)),))
    assert lines
    for line in lines:
        mark, text = line[0], line[1:].strip()
        explained = rules.explain(rules.rules[0], Example(title=text, should_match=True).item())
        assert {"✓": True, "✗": False}[mark] == (explained.missed is None), f"{condition}: {line} ({explained})"


def test_the_tables_of_the_page_load_as_one_folder(tmp_path: Path) -> None:
    first, examples, *entities = blocks("toml")
    (tmp_path / "rules.toml").write_text(f"{first}\n{examples}", encoding="utf-8")
    (tmp_path / "entities.toml").write_text("\n".join(entities), encoding="utf-8")
    assert [rule.id for rule in load_rules(tmp_path).rules] == ["shells"]


def test_the_page_names_every_operator_and_field() -> None:
    for form in ("AND", "OR", "NOT", "NEAR/", "BEFORE/", "NEAR/s", "NOT NEAR/", "OF (", "@dprk", "~", "=NPT"):
        assert form in PAGE
    for scope in ("title", "text", "body", "source", "feed", "tag", "lang", "author", "url"):
        assert f"`{scope}:`" in PAGE
