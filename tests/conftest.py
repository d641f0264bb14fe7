"""What many tests stand on: a real store, and rules loaded from a real folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, open_store

RULES = """\
[[rule]]
id       = "dprk-troops"
title    = "North Korean troops"
severity = "warning"
when     = '"north korean" NEAR/5 (troops OR soldiers)'

[[rule]]
id       = "kursk"
title    = "Kursk"
severity = "critical"
when     = 'kursk NEAR/20 (troops OR soldiers OR fighting)'
[[rule.match]]
title = "Fighting in Kursk"
[[rule.no_match]]
title = "Kursk wins the cup"

[[rule]]
id      = "npt"
title   = "The treaty"
when    = '=NPT AND nuclear'
channel = "#npt"
max_age = "30d"
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/monitor.db")
    yield opened
    opened.close()


@pytest.fixture
def rules_of(tmp_path: Path) -> Callable[[str], RuleSet]:
    """Loads a rule set from the text of one file."""

    def load(text: str) -> RuleSet:
        folder = tmp_path / "rules"
        folder.mkdir(exist_ok=True)
        (folder / "rules.toml").write_text(text, encoding="utf-8")
        return load_rules(folder)

    return load


@pytest.fixture
def ruleset(rules_of: Callable[[str], RuleSet]) -> RuleSet:
    return rules_of(RULES)
