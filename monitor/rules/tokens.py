"""The words of a condition: text → tokens, each with its offset; what can be misread is a fault with a hint."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Literal, NamedTuple

from monitor.rules.terms import first_invisible
from monitor.rules.tree import SCOPES, Mark

LONGEST = 20_000  # characters of a condition; Bloomberg's users reach that
NEXT = 12  # characters behind a fault in which another one is probably its echo


class SyntaxFault(Exception):
    """What is wrong in a condition, at which offset, and what to write instead.

    `meant`: the operator that was probably meant; reading can go on with it. `others`: what else is wrong, further on.
    """

    def __init__(self, offset: int, message: str, hint: str | None = None, meant: str | None = None) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.hint = hint
        self.meant = meant
        self.others: tuple[SyntaxFault, ...] = ()


def note(faults: list[SyntaxFault], fault: SyntaxFault) -> None:
    """Adds a fault, unless it is but the echo of one right before it."""
    if not any(0 <= fault.offset - noted.offset < NEXT for noted in faults):
        faults.append(fault)


Kind = Literal["word", "phrase", "regex", "entity", "scope", "near", "and", "or", "not", "of", "(", ")", ",", "end"]


class Token(NamedTuple):
    kind: Kind
    text: str
    start: int
    end: int
    mark: Mark = ""


TOKEN = re.compile(
    r"""([ \t\r\n]*+)(?:
        (?P<punctuation>[(),])
      | (?P<phrase>[~=]?"(?P<quoted>[^"\n]*)")
      | (?P<regex>/(?P<pattern>(?:[^/\\\n]|\\[^\n])*)/)
      | @(?P<entity>[^\s(),"/]*)
      | (?P<scope>[A-Za-z_]+):(?!//)
      | (?P<word>[^\s(),"]+)
      | (?P<other>.))""",
    re.VERBOSE | re.DOTALL,
)
NEAR = re.compile(r"(NEAR|BEFORE)/(\d{1,9}|s)\Z", re.ASCII)
CURLY = re.compile("[“”„‟«»‹›＂]")
SIGNS = {"&": "AND", "&&": "AND", "+": "AND", "|": "OR", "||": "OR", "!": "NOT", "-": "NOT"}
_OPERATORS_IN_SMALL_LETTERS = frozenset(("and", "or", "not", "near", "before"))
WIDE = {"（": "(", "）": ")", "，": ",", "：": ":", "＝": "=", "＠": "@", "／": "/", "＊": "*"}
WIDE_SIGN = re.compile(f"[{''.join(WIDE)}]")
LOOKING_LATIN = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")  # Cyrillic capitals
CONFLICT = re.compile(r"<{7}|={7}|>{7}")
COMMENT_HINT = "put it on a line of its own, after #"
COMMENTS = frozenset(("#", "//", "--"))
CAPITALS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not", "OF": "of"}


def tokens_of(source: str, faults: list[SyntaxFault]) -> Iterator[Token]:
    if len(source) > LONGEST:
        raise SyntaxFault(LONGEST, f"is longer than {LONGEST:,} characters", "divide it into several rules or entities")
    end = len(source.rstrip(" \t\r\n"))  # else each of these spaces would be tried as the first of a token
    for found in TOKEN.finditer(source, 0, end):  # the last alternative takes any character
        yield _token_or_meant(found, faults)
    yield Token(kind="end", text="", start=len(source), end=len(source))


def _token_or_meant(found: re.Match[str], faults: list[SyntaxFault]) -> Token:
    try:
        return _token(found)
    except SyntaxFault as fault:
        if fault.meant is None:
            raise
        faults.append(fault)
        return _word(fault.meant, found.end(1), found.end())


def _token(found: re.Match[str]) -> Token:
    start, end = found.end(1), found.end()
    text = found.string[start:end]
    invisible = first_invisible(text)
    if invisible is not None:
        raise _character_fault(text[invisible], start + invisible)
    match found.lastgroup:
        case "word":
            return _word(text, start, end, found.string[end : end + 4])
        case "punctuation":
            kind: Kind = "(" if text == "(" else ")" if text == ")" else ","
            return Token(kind, text, start, end)
        case "phrase":
            return Token(kind="phrase", text=found["quoted"], start=start, end=end, mark=_mark(text))
        case "regex" if not found["pattern"]:
            raise SyntaxFault(start, "a comment can't stand inside a condition", COMMENT_HINT)
        case "regex":
            return Token(kind="regex", text=found["pattern"], start=start, end=end)
        case "entity":
            return Token(kind="entity", text=found["entity"], start=start, end=end)
        case "scope":
            return _scope(found, start, end)
    raise _character_fault(text, start)


def _scope(found: re.Match[str], start: int, end: int) -> Token:
    name = found["scope"].upper()
    if name in ("NEAR", "BEFORE"):
        reach = re.match(r"\w*", found.string[end:])
        raise _nearness_fault(f"{found['scope']}:", name, f"/{reach[0] if reach else ''}", start)
    return Token(kind="scope", text=found["scope"], start=start, end=end)


def _word(text: str, start: int, end: int, behind: str = "") -> Token:
    if text in CAPITALS:
        return Token(CAPITALS[text], text, start, end)
    if NEAR.match(text):
        return Token(kind="near", text=text, start=start, end=end)
    if text.islower() and text.isalpha() and text not in _OPERATORS_IN_SMALL_LETTERS:  # most words
        return Token("word", text, start, end)
    if CONFLICT.fullmatch(text):
        hint = "choose one side, and delete the lines of <, = and >"
        raise SyntaxFault(start, "a merge conflict is left here", hint)
    if behind.strip() == "OF" and re.fullmatch(r"[-+]\d+", text):
        raise SyntaxFault(start, f"'{text}' is no number to count to", "write 2 OF (a, b, c)")
    _refuse_other_letters(text, start)
    _refuse_misspelt_operator(text, start)
    if text.startswith("/"):
        raise SyntaxFault(
            start, "this / is never closed", r"a regular expression stands in two: /kim.*un/; a path in quotes"
        )
    curly = CURLY.search(text)
    if curly:
        raise _character_fault(curly[0], start + curly.start())
    mark = _mark(text)
    return Token(kind="word", text=text.removeprefix(mark), start=start, end=end, mark=mark)


def _mark(text: str) -> Mark:
    return "~" if text.startswith("~") else "=" if text.startswith("=") else ""


def _refuse_other_letters(text: str, at: int) -> None:
    """Signs and letters that look like those that are meant."""
    wide = WIDE_SIGN.search(text)
    if wide is not None and (wide[0] != "：" or text[: wide.start()] in SCOPES):
        plain = WIDE[wide[0]]
        raise SyntaxFault(at + wide.start(), f"{wide[0]} is a full-width sign", f"write {plain}")
    seen = text.translate(LOOKING_LATIN)
    if seen != text and (seen in CAPITALS or NEAR.match(seen)):
        message = f"'{text}' has Cyrillic letters that look like Latin ones"
        raise SyntaxFault(at, message, f"write {seen} in Latin letters", meant=seen)
    scope = text.partition("=")[0]
    if scope in SCOPES and scope != text:
        raise SyntaxFault(at + len(scope), "a field is followed by a colon", f"write {scope}:{text[len(scope) + 1 :]}")


def _refuse_misspelt_operator(text: str, at: int) -> None:
    name, reach = re.fullmatch(r"([^/\d]*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]  # takes any text
    upper = name.upper()
    if upper in ("NEAR", "BEFORE"):
        raise _nearness_fault(text, upper, reach, at)
    if text.upper() in CAPITALS and upper != "OF":
        said = f"operators stand in capitals, not '{text}'"
        raise SyntaxFault(at, said, f'write {upper}; as a word, "{text}"', meant=upper)
    if text in COMMENTS:
        raise SyntaxFault(at, "a comment can't stand inside a condition", COMMENT_HINT)
    if text.lower() in ("&amp;", "&lt;", "&gt;"):
        raise SyntaxFault(at, f"'{text}' is written for a web page", "write AND" if "amp" in text else "delete it")
    if joined := re.fullmatch(r"(\d+)OF", text):
        raise SyntaxFault(at, f"'{text}' is no operator yet", f"write {joined[1]} OF, with a space")
    sign = text if text in SIGNS else text[0] if text[0] in "&|!+-" else None
    if sign is not None:
        meant = f"{SIGNS[sign]} {text[len(sign) :]}".strip()
        known = SIGNS[sign] if text == sign else None
        raise SyntaxFault(at, f"'{sign}' is no operator here", f"write {meant}", meant=known)
    if found := re.fullmatch(r"(?:[Ww]/|(?:ADJ|PRE|ONEAR|WITHIN)/?)(\d*)", text):
        reach = found[1] or "10"
        hint = f"write NEAR/{reach}, or BEFORE/{reach} where the order counts"
        raise SyntaxFault(at, f"'{text}' is no operator here", hint)


def _nearness_fault(text: str, name: str, reach: str, at: int) -> SyntaxFault:
    number = re.match(r"/*(\d{1,4})(?![\d.])", reach)
    likely = f"{name}/s" if reach.lower() == "/s" else f"{name}/{number[1]}" if number else f"{name}/10"
    meant = None if re.search(r"[^\W\ds]", reach) else likely  # letters: a term sticks to it
    if reach in ("", "/") or text[: len(name)] != name:
        message = f"'{text}' is no operator yet"
        return SyntaxFault(at, message, f'write {likely}, without a space; as a word, "{text}"', meant=meant)
    others = f", or {name}/s for one sentence" if likely[-1] != "s" else ""
    return SyntaxFault(at, f"'{text}' has no distance in words", f"write {likely}{others}", meant)


def _character_fault(char: str, at: int) -> SyntaxFault:
    if char == '"':
        return SyntaxFault(
            at, "this quote is never closed", 'a phrase stands in two straight quotes, on one line: "a b"'
        )
    if CURLY.match(char):
        return SyntaxFault(at, f"{char} is no quote of this language", 'phrases stand in straight quotes: "a b"')
    hint = "type a plain space instead" if char.isspace() else "delete it, or type the line again"
    return SyntaxFault(at, f"an invisible character, U+{ord(char):04X}", hint)


def entity_names(source: str) -> Iterator[tuple[int, str]]:
    """The ids after an @, each with its offset, of a condition that has a fault, as far as it can be read."""
    with suppress(SyntaxFault):
        found = tokens_of(source, [])
        yield from ((token.start, token.text) for token in found if token.kind == "entity" and is_id(token.text))


def is_id(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", text) is not None
