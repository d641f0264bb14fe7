"""Lint: what is valid and probably not meant so, by code; and silence with a reason."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from monitor.cli import rules as command
from monitor.errors import RuleFilesError
from monitor.rules.files import load_rules
from monitor.rules.lint import CODES, lint
from monitor.rules.ruleset import Rule
from monitor.rules.syntax import parse


def codes(when: str, unless: str | None = None) -> list[str]:
    rule = Rule(id="r", title="R", when=parse(when), unless=parse(unless) if unless else None)
    return [found.code for found in lint([rule])]


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("troops AND us", "short-term"),
        ("troops AND C++", "short-term"),
        ("troops AND U.S.", None),
        ("troops AND =C++", None),
        ("troops AND war*", "common-wildcard"),
        ("troops AND NOT troops", "never-matches"),
        ("troops AND the", None),
        ("the OR troops", "matches-everything"),
        ("troops AND Москвa", "look-alike"),
        ("deploying OR deploy*", "redundant"),
        ("troops OR troops", "redundant"),
        ("troops AND =US", None),
        ("troops AND deploy*", None),
        ("troops AND 核", None),
        ("troops AND 핵", None),
        ("troops AND lang:ko", None),
        ("Москва OR moscow", None),
        ("~deploy OR deployment", None),
        ("troops AND /.*a.{500}b/", "slow-regex"),
        ("troops AND /(kim|putin).{0,80}missile/", None),
        (r"troops AND /[0-9][0-9,]{3,} soldiers/", None),
    ],
)
def test_each_code_is_given_where_it_should_and_not_elsewhere(when: str, code: str | None) -> None:
    assert codes(when) == ([code] if code else [])


def test_the_condition_of_unless_is_looked_at_too() -> None:
    assert codes("troops", unless="us") == ["short-term"]


def test_a_rule_that_another_makes_needless_is_shadowed_only_in_the_same_channel() -> None:
    wide = Rule(id="wide", title="W", when=parse("troops"))
    narrow = Rule(id="narrow", title="N", when=parse("troops AND russia"))
    elsewhere = Rule(id="elsewhere", title="E", when=parse("troops AND russia"), channel="#else")
    assert [(found.rule_id, found.code) for found in lint([wide, narrow, elsewhere])] == [("narrow", "shadowed")]


FILE = '[[rule]]\nid = "a"\ntitle = "A"\nwhen = "troops AND us"\n'


def test_a_code_is_silenced_by_name_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FILE)
    assert [found.code for found in lint(load_rules(tmp_path).rules)] == ["short-term"]
    (tmp_path / "a.toml").write_text(FILE + 'lint_ignore = { short-term = "the title is always in capitals" }\n')
    assert lint(load_rules(tmp_path).rules) == ()


@pytest.mark.parametrize("said", ['{ short-term = "" }', '{ no-such-code = "why" }', '"short-term"'])
def test_silence_without_a_reason_or_of_no_code_is_a_fault(tmp_path: Path, said: str) -> None:
    (tmp_path / "a.toml").write_text(f"{FILE}lint_ignore = {said}\n")
    with pytest.raises(RuleFilesError) as caught:
        load_rules(tmp_path)
    assert "a.toml:5:" in str(caught.value)


def test_the_command_shows_the_place_and_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FILE)
    result = CliRunner().invoke(command.rules, ["lint", "--rules", str(tmp_path)])
    assert result.exit_code == 1
    assert "a.toml:4:20: warning short-term: 'us' has fewer than 3 letters" in result.output.replace("\n", " ")


def test_the_page_names_every_code() -> None:
    page = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert all(f"`{code}`" in page for code in CODES)


def test_explain_says_why_a_rule_holds_or_which_clause_fails(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FILE.replace("troops AND us", "troops NEAR/1 border"))
    items = tmp_path / "items.jsonl"
    items.write_text('{"id": "1", "title": "Troops at border"}\n{"id": "2", "title": "Troops"}\n')
    asked = ["explain", str(items), "a", "--rules", str(tmp_path), "--format", "jsonl"]
    first, second = (json.loads(line) for line in CliRunner().invoke(command.rules, asked).output.splitlines())
    assert first["missed"] is None
    assert [(one["text"], one["pair"]) for one in first["evidence"]] == [("Troops", 0), ("border", 0)]
    assert (second["missed"], second["evidence"]) == ("troops NEAR/1 border", [])
