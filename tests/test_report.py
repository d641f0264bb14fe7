"""The report page asks nobody for anything, runs nothing, and shows strangers' words as words."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from make import NOON, an_item
from test_backtest import RULES, compared, published, told_by

from monitor.backtest.difference import difference_of
from monitor.model import Item
from monitor.report.page import page_of
from monitor.rules.ruleset import RuleSet


class Page(HTMLParser):
    """What a browser would make of it: tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.tags and self.tags[-1][0] == "mark":
            self.marked.append(data)


@pytest.fixture
def rules(rules_of: Callable[[str], RuleSet]) -> RuleSet:
    return rules_of(RULES)


def page(rules: RuleSet, *items: Item) -> str:
    return page_of(told_by(published(*items), rules)[1])


def hours(number: float, title: str, **given: Any) -> Item:
    return an_item(title, published_at=NOON + timedelta(hours=number), **given)


def test_the_page_shows_alerts_with_their_words_rules_reasons_publishers_and_languages(rules: RuleSet) -> None:
    html = page(rules, hours(0, "Fire in Lyon", lang="fr"), hours(1, "Fire in Oslo"), hours(2, "A flood in Omsk"))

    shown = Page(html)
    assert "3 items from 2026-11-23 to 2026-11-23: 3 match, 2 alerts" in shown.text
    assert "Fire in Lyon" in shown.text
    assert {"Fire", "flood"} <= set(shown.marked)
    for reason in ("first_report", "cooldown", "digest"):
        assert reason in shown.text
    assert "after digest" in shown.text
    assert any(attributes.get("lang") == "fr" for _, attributes in shown.tags)
    assert sum(tag == "circle" for tag, _ in shown.tags) >= 2


def test_a_difference_comes_first_with_what_is_gained_and_lost(
    rules: RuleSet, rules_of: Callable[[str], RuleSet]
) -> None:
    edited = rules_of(RULES.replace("'fire'", "'depot'"))
    before, after = compared(rules, edited, published(hours(0, "Fire in Lyon"), hours(9, "A depot is sold in Riga")))

    shown = Page(page_of(after, difference_of(before, after)))

    assert "1 alert gained, 1 lost" in shown.text
    assert shown.text.index("Gained: 1") < shown.text.index("Lost: 1") < shown.text.index("When alerts come")


def test_a_walk_that_tells_nothing_is_a_whole_page_too(rules: RuleSet) -> None:
    assert "No rule would have told anything." in Page(page(rules, hours(0, "Nothing at all"))).text


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=y>",
    '"><a href=javascript:x>',
    "{{ 7 * 7 }}",
    "\u202e",
)
KNOWN = frozenset(  # what the template writes
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "dl",
        "div",
        "dt",
        "dd",
        "section",
        "svg",
        "line",
        "rect",
        "text",
        "g",
        "path",
        "circle",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "span",
        "a",
        "mark",
        "blockquote",
        "footer",
    ]
)


@examples(15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=5, max_size=5))
def test_hostile_words_are_words(rules: RuleSet, words: list[str]) -> None:
    title, summary, publisher, url, lang = words
    item = an_item(
        f"Fire {title}", summary=f"fire {summary}", publisher=publisher, url=url, canonical_url=url, lang=lang
    )

    html = page(rules, item)

    shown = Page(html)
    assert {tag for tag, _ in shown.tags} <= KNOWN
    assert not [
        name for _, attributes in shown.tags for name in attributes if name.startswith("on") or name in {"src", "style"}
    ]
    assert all((attributes.get("href") or "https:").startswith(("http:", "https:")) for _, attributes in shown.tags)
    assert "49" not in re.findall(r"\b49\b", shown.text)
    assert "\u202e" not in shown.text


def test_the_page_forbids_scripts_and_every_request(rules: RuleSet) -> None:
    html = page(rules, hours(0, "Fire in Lyon"))

    policy = next(a["content"] or "" for tag, a in Page(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"@import|url\(", html)


# --- In a real browser -----------------------------------------------------------------------------------------------


@pytest.fixture
def chromium(tmp_path: Path) -> list[str]:
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("chromium is not installed: the report page is NOT opened in a browser (apt-get install chromium)")
    quiet = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
    return [found, "--headless", "--no-sandbox", *quiet, f"--user-data-dir={tmp_path / 'browser'}"]


@pytest.mark.slow
def test_a_browser_shows_the_page_in_its_own_style_and_runs_nothing(
    rules: RuleSet, chromium: list[str], tmp_path: Path
) -> None:
    evil = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
    (tmp_path / "report.html").write_text(page(rules, hours(0, f"Fire in Lyon {evil}")), encoding="utf-8")
    address, picture = f"file://{tmp_path}/report.html", tmp_path / "page.png"

    dom = subprocess.run(
        [*chromium, "--dump-dom", address], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    shot = [*chromium, "--window-size=1200,1600", f"--screenshot={picture}", "--enable-logging=stderr", address]
    said = subprocess.run(shot, check=True, capture_output=True, timeout=60).stderr.decode()

    assert "<title>Backtest: 1 alert</title>" in dom
    assert "<mark>Fire</mark>" in dom
    assert not re.search("<script|<img", dom)
    assert "Content Security Policy" not in said  # it would say what it refuses: our style is not
    assert picture.stat().st_size > 20_000  # a page without its style, or an error's, is smaller
