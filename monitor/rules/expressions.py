"""Regular expressions in conditions: RE2's language, which takes linear time whatever the text."""

from collections.abc import Iterator
from typing import Any

import re2

from monitor.rules.tokens import SyntaxFault, Token

REGEX_MEMORY = 1 << 20  # bytes for one compiled expression; re2 refuses what needs more


def regex_faults(token: Token) -> Iterator[SyntaxFault]:
    try:
        compiled = compile_regex(token.text)
    except ValueError as exc:
        reason, _, part = str(exc).partition(": ")
        at = token.start + 1 + max(token.text.find(part), 0) if part and part != token.text else token.start
        yield SyntaxFault(at, f"/{token.text}/ is no regular expression: {exc}", REGEX_HINTS.get(reason, REGEX_HINT))
        return
    if compiled.search("") is not None:
        hint = "let it need at least one character"
        yield SyntaxFault(token.start, f"/{token.text}/ matches everything, also no text at all", hint)


REGEX_HINT = "RE2's language: no look-around, no back-references; a slash is \\/"
REGEX_HINTS = {
    "pattern too large - compile failed": "count to less, and rather [a-z] than a class of all scripts",
    "missing )": r"close the parenthesis, or write \( for the character",
    "unexpected )": r"open the parenthesis, or write \) for the character",
    "missing ]": r"close the bracket, or write \[ for the character",
    "invalid repetition size": "at most 1,000 times, inner and outer ones multiplied",
    "bad repetition operator": r"delete one of them, or write \* or \+ for the character",
    "no argument for repetition operator": r"write what is to be repeated before it, or \* for the character",
    "invalid character class range": r"the smaller character first; a hyphen is \-",
}


def program_size(pattern: str) -> int:
    """How many steps the compiled expression has: each character of a text may have to try all of them."""
    size: int = compile_regex(pattern).programsize
    return size


def compile_regex(pattern: str) -> Any:
    """`pattern` for re2: linear time, without case. Raises ValueError that says why it can't be compiled."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = REGEX_MEMORY
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as exc:
        detail = exc.args[0]
        said = detail.decode("utf-8", "replace") if isinstance(detail, bytes) else str(detail)
        raise ValueError(said.strip().removesuffix(":")) from exc
