"""Lint: rules that are valid, and probably not what their author means.

    rules → Findings (code, severity, what, what to write instead), without those that a rule silences with a reason

It judges conditions; the names of entities are left to their examples.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.rules.common_words import COMMON_WORDS, FUNCTION_WORDS
from monitor.rules.expressions import program_size
from monitor.rules.ruleset import Rule
from monitor.rules.tree import And, EntityRef, Node, Not, Or, Regex, Scoped, Term, children, write
from monitor.text import SPACELESS, fold, words

Severity = Literal["error", "warning"]
CODES: dict[str, Severity] = {
    "never-matches": "error",  # no item can make it true
    "matches-everything": "error",  # nearly every item makes it true
    "look-alike": "error",  # letters of two scripts in one word
    "short-term": "warning",
    "common-wildcard": "warning",
    "redundant": "warning",
    "slow-regex": "warning",
    "shadowed": "warning",
}
SHORTEST = 3  # letters of a word that is looked for without =
LARGEST = 1_000  # steps of an expression: up to 1 ms for each thousand characters of an item
ENDINGS = ("", "s", "es", "ed", "d", "ing", "er", "ers", "n")  # what a wildcard after a word is meant to take


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`at` is the offset in the condition `key` of the rule."""

    rule_id: str
    code: str
    message: str
    hint: str
    key: Literal["when", "unless"] = "when"
    at: int = 0

    @property
    def severity(self) -> Severity:
        return CODES[self.code]


def lint(rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """What is found in all rules, in their order."""
    silenced = {(rule.id, code) for rule in rules for code, _ in rule.lint_ignore}
    found = [one for rule in rules for one in (*_in_conditions(rule), *_of_whole(rule))] + list(_shadowed(rules))
    return tuple(one for one in found if (one.rule_id, one.code) not in silenced)


def _in_conditions(rule: Rule) -> Iterator[Finding]:
    for key, tree in (("when", rule.when), ("unless", rule.unless)):
        for node in _nodes(tree) if tree is not None else ():
            for code, message, hint in _in_node(node):
                kept: Literal["when", "unless"] = "when" if key == "when" else "unless"
                yield Finding(rule_id=rule.id, code=code, message=message, hint=hint, key=kept, at=node.at)


def _nodes(node: Node) -> Iterator[Node]:
    """All parts, but not the codes and ids that are looked for in fields of few words."""
    yield node
    if not isinstance(node, Scoped) or node.scope in ("title", "text", "body"):
        for child in children(node):
            yield from _nodes(child)


Said = tuple[str, str, str]  # code, message, hint


def _in_node(node: Node) -> Iterator[Said]:
    match node:
        case Term():
            yield from _in_term(node)
        case Regex():
            yield from _in_regex(node)
        case And():
            yield from _contradictions(node)
            yield from _redundant(node)
        case Or():
            yield from _redundant(node)


def _in_term(term: Term) -> Iterator[Said]:
    for word in re.findall(r"[^\W\d_]+", term.text):
        if re.search(r"[A-Za-z]", word) and re.search(r"[\u0370-\u03ff\u0400-\u04ff]", word):
            yield "look-alike", f"'{word}' mixes Latin letters with others that look alike", "type the word again"
    if term.mark != "=" and not term.quoted and _is_short(term.text):
        hint = f"write ={term.text.upper()} if it is a name in capitals, or a longer word"
        yield "short-term", f"'{term.text}' has fewer than {SHORTEST} letters", hint
    stem = fold(term.text[:-1]) if re.fullmatch(r"\w+\*", term.text) else ""
    swallowed = sorted(
        word for word in COMMON_WORDS if stem and word.startswith(stem) and word[len(stem) :] not in ENDINGS
    )
    if swallowed:
        shown = ", ".join(swallowed[:4])
        yield "common-wildcard", f"{term.text} also takes {shown}", f"write ~{term.text[:-1]}, or list the words"


def _in_regex(regex: Regex) -> Iterator[Said]:
    size = program_size(regex.pattern)
    if size > LARGEST:
        hint = "count to less: terms with NEAR/10 between them cost next to nothing, and .* less than .{500}"
        yield "slow-regex", f"/{regex.pattern[:60]}/ takes {size:,} steps, and each character may try them all", hint


def _is_short(text: str) -> bool:
    """Of one word; what stands around it, as in C++, is not looked for."""
    found = words(text)
    if len(found) != 1:
        return False
    letters = found[0].folded
    is_dense = SPACELESS.search(letters) or re.search(r"[\u1100-\u11ff\uac00-\ud7a3]", letters)
    return letters.isalpha() and len(letters) < SHORTEST and not is_dense


def _contradictions(node: And) -> Iterator[Said]:
    for part in node.parts:
        if isinstance(part, Not) and part.part in node.parts:
            yield "never-matches", f"{write(part.part)} must be there and must not", "delete one of them"


def _redundant(node: And | Or) -> Iterator[Said]:
    for number, part in enumerate(node.parts):
        for other in (*node.parts[:number], *(one for one in node.parts[number + 1 :] if one != part)):
            if other == part or (isinstance(node, Or) and _takes(other, part)):
                yield "redundant", f"{write(other)} makes {write(part)} redundant", f"delete {write(part)}"
                break


def _takes(wider: Node, narrower: Node) -> bool:
    """Whether a wildcard takes all that another term does."""
    if not isinstance(wider, Term) or not isinstance(narrower, Term) or not re.fullmatch(r"\w+\*", wider.text):
        return False
    is_word = re.fullmatch(r"\w+\*?", narrower.text) is not None and narrower.mark != "~"
    return is_word and fold(narrower.text.rstrip("*")).startswith(fold(wider.text[:-1]))


# --- Whole rules -------------------------------------------------------------------------------------------------


def _of_whole(rule: Rule) -> Iterator[Finding]:
    if _is_nearly_always_true(rule.when):
        message, hint = f"{write(rule.when)[:80]} is true of nearly every item", "name what is rare"
        yield Finding(rule_id=rule.id, code="matches-everything", message=message, hint=hint, at=rule.when.at)


def _is_nearly_always_true(node: Node) -> bool:
    match node:
        case Term():
            return node.mark != "=" and all(word.folded in FUNCTION_WORDS for word in words(node.text))
        case And():
            return all(_is_nearly_always_true(part) for part in node.parts)
        case Or():
            return any(_is_nearly_always_true(part) for part in node.parts)
        case Regex():
            return re.fullmatch(r"\.[+*]?|\\w[+*]?|\\S[+*]?|\[a-z\][+*]?", node.pattern) is not None
        case EntityRef() | _:
            return False


def _shadowed(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Rules that tell nothing of their own: another holds wherever they do, in the same channel, as severely."""
    wider: dict[tuple[str, str | None], Rule] = {}
    for rule in rules:
        if rule.unless is None and rule.expires is None:
            wider.setdefault((write(rule.when), rule.channel), rule)
    for rule in rules:
        parts = rule.when.parts if isinstance(rule.when, And) else ()
        for part in (rule.when, *parts):
            other = wider.get((write(part), rule.channel))
            if other is not None and other is not rule and other.severity.rank >= rule.severity.rank:
                message = f"{other.id} matches wherever {rule.id} does"
                yield Finding(rule_id=rule.id, code="shadowed", message=message, hint="delete it, or narrow the other")
                break
