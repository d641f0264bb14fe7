"""The rule language: text → tree, or the fault and its place.

    condition → tokens (each with its offset) → tree

A Pratt parser: NOT binds tightest, then NEAR and BEFORE, then AND and OR, which may not stand side by side without
parentheses, since products disagree about their order. Whatever can be misread is a fault with a hint, never a guess.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, NoReturn

import re2

from monitor.rules.terms import TermFault, check_term, first_invisible
from monitor.rules.tree import (
    SCOPES,
    And,
    AtLeast,
    EntityRef,
    Mark,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Scoped,
    Term,
    is_positive,
    leaves,
)
from monitor.schema import nearest

FARTHEST = 250  # words; beyond that two words have as little to do with each other as with the rest of the text
DEEPEST = 40  # parentheses, scopes, NOTs and chained NEARs inside each other
LONGEST = 20_000  # characters of a condition; Bloomberg's users reach that
REGEX_MEMORY = 1 << 20  # bytes for one compiled expression; re2 refuses what needs more


class SyntaxFault(Exception):
    """What is wrong in a condition, at which offset, and what to write instead."""

    def __init__(self, offset: int, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message
        self.hint = hint


def parse(source: str) -> Node:
    """The tree of a condition. Raises SyntaxFault, and nothing else, whatever the text."""
    parser = _Parser(source, _tokens(source))
    tree = parser.whole()
    if not is_positive(tree):
        raise SyntaxFault(
            tree.at,
            "this is true of nearly every item: nothing has to be there",
            "name what must be there, and what must not: troops AND NOT football",
        )
    return tree


# --- Text to tokens ----------------------------------------------------------------------------------------------

Kind = Literal["word", "phrase", "regex", "entity", "scope", "near", "and", "or", "not", "of", "(", ")", ",", "end"]


class _Token(NamedTuple):
    kind: Kind
    text: str
    start: int
    end: int
    mark: Mark = ""


TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<punctuation>[(),])
      | (?P<phrase>[~=]?"(?P<quoted>[^"\n]*)")
      | (?P<regex>/(?P<pattern>(?:[^/\\\n]|\\[^\n])*)/)
      | @(?P<entity>[^\s(),"/]*)
      | (?P<scope>[A-Za-z_]+):(?!//)
      | (?P<word>[^\s(),"]+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
NEAR = re.compile(r"(NEAR|BEFORE)/(\d{1,4}|s)\Z")
CURLY = re.compile("[“”„‟«»‹›＂]")
SIGNS = {"&": "AND", "&&": "AND", "+": "AND", "|": "OR", "||": "OR", "!": "NOT", "-": "NOT"}
_OPERATORS_IN_SMALL_LETTERS = frozenset(("and", "or", "not", "near", "before"))
CAPITALS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not", "OF": "of"}


def _tokens(source: str) -> Iterator[_Token]:
    if len(source) > LONGEST:
        raise SyntaxFault(LONGEST, f"is longer than {LONGEST:,} characters", "divide it into several rules or entities")
    at = 0
    while at < len(source):
        found = TOKEN.match(source, at)
        assert found is not None  # the last alternative takes any character
        if found.lastgroup != "space":
            yield _token(found)
        at = found.end()
    yield _Token(kind="end", text="", start=len(source), end=len(source))


def _token(found: re.Match[str]) -> _Token:
    start, end, text = found.start(), found.end(), found[0]
    invisible = first_invisible(text)
    if invisible is not None:
        raise _character_fault(text[invisible], start + invisible)
    match found.lastgroup:
        case "punctuation":
            kind: Kind = "(" if text == "(" else ")" if text == ")" else ","
            return _Token(kind=kind, text=text, start=start, end=end)
        case "phrase":
            return _Token(kind="phrase", text=found["quoted"], start=start, end=end, mark=_mark(text))
        case "regex":
            return _Token(kind="regex", text=found["pattern"], start=start, end=end)
        case "entity":
            return _Token(kind="entity", text=found["entity"], start=start, end=end)
        case "scope":
            return _Token(kind="scope", text=found["scope"], start=start, end=end)
        case "word":
            return _word(text, start, end)
    raise _character_fault(text, start)


def _word(text: str, start: int, end: int) -> _Token:
    if text in CAPITALS:
        return _Token(kind=CAPITALS[text], text=text, start=start, end=end)
    if NEAR.match(text):
        return _Token(kind="near", text=text, start=start, end=end)
    if text.islower() and text.isalpha() and text not in _OPERATORS_IN_SMALL_LETTERS:  # most words
        return _Token(kind="word", text=text, start=start, end=end)
    _refuse_misspelt_operator(text, start)
    if text.startswith("/"):
        raise SyntaxFault(
            start, "this / is never closed", r"a regular expression stands in two: /kim.*un/; a path in quotes"
        )
    curly = CURLY.search(text)
    if curly:
        raise _character_fault(curly[0], start + curly.start())
    mark = _mark(text)
    return _Token(kind="word", text=text.removeprefix(mark), start=start, end=end, mark=mark)


def _mark(text: str) -> Mark:
    return "~" if text.startswith("~") else "=" if text.startswith("=") else ""


def _refuse_misspelt_operator(text: str, at: int) -> None:
    name, _, rest = text.partition("/")
    upper = name.upper()
    if upper in ("NEAR", "BEFORE"):
        if not rest or name != upper:
            meant = f"{upper}/{rest}" if rest else f"{upper}/10"
            raise SyntaxFault(
                at, f"'{text}' is no operator yet", f'write {meant}, without a space; as a word, "{text}"'
            )
        raise SyntaxFault(at, f"'{text}' has no distance in words", f"write {upper}/10, or {upper}/s for one sentence")
    if text.upper() in CAPITALS and upper != "OF":
        raise SyntaxFault(at, f"operators stand in capitals, not '{text}'", f'write {upper}; as a word, "{text}"')
    sign = text if text in SIGNS else text[0] if text[0] in "&|!+-" else None
    if sign is not None:
        meant = f"{SIGNS[sign]} {text[len(sign) :]}".strip()
        raise SyntaxFault(at, f"'{sign}' is no operator here", f"write {meant}")
    if re.fullmatch(r"[Ww]/\d+|(ADJ|PRE|ONEAR)/?\d*", text):
        raise SyntaxFault(at, f"'{text}' is no operator here", "write NEAR/10, or BEFORE/10 where the order counts")


def _character_fault(char: str, at: int) -> SyntaxFault:
    if char == '"':
        return SyntaxFault(
            at, "this quote is never closed", 'a phrase stands in two straight quotes, on one line: "a b"'
        )
    if CURLY.match(char):
        return SyntaxFault(at, f"{char} is no quote of this language", 'phrases stand in straight quotes: "a b"')
    return SyntaxFault(at, f"an invisible character, U+{ord(char):04X}", "delete it, or type the line again")


# --- Tokens to tree ----------------------------------------------------------------------------------------------


class _Parser:
    """Reads one token ahead. A method stands at its first token, and leaves the one after its last."""

    def __init__(self, source: str, tokens: Iterator[_Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.now = next(tokens)
        self.depth = 0

    def whole(self) -> Node:
        if self.now.kind == "end":
            raise SyntaxFault(0, "says nothing", 'write what must be there: troops, "north korea", @dprk')
        tree = self.expression()
        if self.now.kind == ")":
            raise SyntaxFault(self.now.start, "this ) closes nothing", "delete it, or add its ( before")
        if self.now.kind == ",":
            raise SyntaxFault(self.now.start, "a comma only stands in 2 OF (a, b, c)", "write OR")
        return tree

    def expression(self) -> Node:
        """Terms joined by AND, or by OR: one kind at a level."""
        start, parts, joint = self.now.start, [self.near()], self.now
        while self.now.kind in ("and", "or"):
            if self.now.kind != joint.kind:
                self._refuse_mixture(start, joint)
            self.advance()
            parts.append(self.near())
        self._refuse_neighbour(start)
        if len(parts) == 1:
            return parts[0]
        return And(parts=tuple(parts), at=start) if joint.kind == "and" else Or(parts=tuple(parts), at=start)

    def near(self) -> Node:
        """Operands joined by NEAR or BEFORE, from left to right: what is found so far is the next one's left side."""
        left = self.operand()
        chained = 0
        while self.now.kind == "near" or (self.now.kind == "not" and not self._at_refused_not()):
            negated = self.now.kind == "not"
            if negated:
                self.advance()
            operator = self.advance()
            name, reach = operator.text.split("/")
            chained += 1
            if chained > DEEPEST:
                raise SyntaxFault(
                    operator.start, f"more than {DEEPEST} NEARs in one chain", "use entities or more rules"
                )
            if reach != "s" and int(reach) > FARTHEST:
                hint = f"write at most /{FARTHEST}, /s for one sentence, or AND"
                raise SyntaxFault(operator.start, f"{operator.text} reaches too far to mean anything", hint)
            self._refuse_beside_near(left, operator)
            right = self.operand()
            self._refuse_beside_near(right, operator)
            distance = None if reach == "s" else int(reach)
            left = Near(
                left=left, right=right, distance=distance, ordered=name == "BEFORE", negated=negated, at=left.at
            )
        return left

    def operand(self) -> Node:
        token = self.now
        self.depth += 1
        if self.depth > DEEPEST:
            raise SyntaxFault(token.start, f"more than {DEEPEST} levels deep", "divide it into several rules")
        try:
            return self._operand(token)
        finally:
            self.depth -= 1

    def _operand(self, token: _Token) -> Node:
        match token.kind:
            case "not":
                self.advance()
                return Not(part=self.operand(), at=token.start)
            case "(":
                return self._group()
            case "scope":
                return self._scoped()
            case "entity":
                self.advance()
                return self._entity(token)
            case "regex":
                self.advance()
                return Regex(pattern=_checked_regex(token), at=token.start)
            case "phrase" | "word":
                self.advance()
                return self._term(token)
        raise self._missing(token)

    def advance(self) -> _Token:
        passed = self.now
        if passed.kind != "end":
            self.now = next(self.tokens)
        return passed

    def _group(self) -> Node:
        opening = self.advance()
        if self.now.kind == ")":
            raise SyntaxFault(opening.start, "nothing stands between these parentheses", "fill them, or delete them")
        tree = self.expression()
        self._close(opening)
        return tree

    def _close(self, opening: _Token) -> None:
        if self.now.kind == ",":
            raise SyntaxFault(self.now.start, "a comma only stands in 2 OF (a, b, c)", "write OR")
        if self.now.kind != ")":
            raise SyntaxFault(opening.start, "this ( is never closed", "add its )")
        self.advance()

    def _scoped(self) -> Node:
        token = self.advance()
        scope = next((known for known in SCOPES if known == token.text), None)
        if scope is None:
            meant = nearest(token.text.lower(), SCOPES)
            hint = f"did you mean {meant}: ?" if meant else f"fields are {', '.join(SCOPES)}; a phrase needs quotes"
            raise SyntaxFault(token.start, f"there is no field '{token.text}'", hint)
        part = self.operand()
        if scope == "lang":
            _check_languages(part)
        return Scoped(scope=scope, part=part, at=token.start)

    def _entity(self, token: _Token) -> Node:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", token.text):
            raise SyntaxFault(token.start, f"'@{token.text}' is no entity's name", "write its id after the @: @dprk")
        return EntityRef(id=token.text, at=token.start)

    def _term(self, token: _Token) -> Node:
        if self.now.kind == "of":
            return self._at_least(token)
        try:
            check_term(token.text, token.mark, quoted=token.kind == "phrase")
        except TermFault as fault:
            raise SyntaxFault(token.start, fault.message, fault.hint) from None
        return Term(text=token.text, mark=token.mark, quoted=token.kind == "phrase", at=token.start)

    def _at_least(self, count: _Token) -> Node:
        if not re.fullmatch(r"[1-9][0-9]{0,3}", count.text) or count.kind != "word" or count.mark:
            raise SyntaxFault(count.start, f"'{count.text}' is no number to count to", "write 2 OF (a, b, c)")
        self.advance()
        opening = self.now
        if opening.kind != "(":
            raise SyntaxFault(opening.start, "after OF comes a list", f"write {count.text} OF (a, b, c)")
        parts: list[Node] = []
        while self.now.kind in ("(", ",") and (not parts or self.now.kind == ","):
            self.advance()
            parts.append(self.expression())
        self._close(opening)
        if int(count.text) > len(parts):
            raise SyntaxFault(
                count.start, f"{count.text} of {len(parts)} can never hold", f"write at most {len(parts)} OF"
            )
        return AtLeast(count=int(count.text), parts=tuple(parts), at=count.start)

    def _at_refused_not(self) -> bool:
        """`a NOT NEAR/5 b` is one operator; `a NOT b` lacks its AND."""
        rest = self.source[self.now.end :].lstrip()
        if re.match(r"(NEAR|BEFORE)/(\d|s)", rest):
            return False
        raise SyntaxFault(self.now.start, "NOT stands between two terms without an operator", "write AND NOT")

    def _refuse_beside_near(self, side: Node, operator: _Token) -> None:
        for at, kind, instead in _unplaced(side):
            message = f"{kind} can't stand beside {operator.text.split('/')[0]}, which needs words that have a place"
            raise SyntaxFault(at, message, instead)

    def _refuse_mixture(self, start: int, joint: _Token) -> NoReturn:
        before = self.source[start : self.now.start].strip()
        hint = f"put parentheses around the part that belongs together, such as ({before}) {self.now.text} …"
        raise SyntaxFault(self.now.start, f"{joint.text} and {self.now.text} side by side without parentheses", hint)

    def _refuse_neighbour(self, start: int) -> None:
        """After an expression comes its end, a bracket or a comma: anything else lacks an operator before it."""
        if self.now.kind in (")", ",", "end"):
            return
        if self.now.kind == "of":
            raise SyntaxFault(self.now.start, "OF needs a number before it", "write 2 OF (a, b, c)")
        left = self.source[start : self.now.start].split()[-1]
        right = self.source[self.now.start : self.now.end]
        words = self.now.kind == "word" and re.fullmatch(r"[\w*?-]+", left)
        hint = f'did you mean "{left} {right}" or {left} AND {right}?' if words else "write AND, OR or NEAR/10 between"
        raise SyntaxFault(self.now.start, "two terms side by side, without an operator", hint)

    def _missing(self, token: _Token) -> SyntaxFault:
        if token.kind == "of":
            return SyntaxFault(token.start, "OF needs a number before it", "write 2 OF (a, b, c)")
        before = self.source[: token.start].split()
        after = f" after {before[-1]}" if before else ""
        hint = "add it, or delete the operator"
        if token.kind == "near" and before and before[-1] == "NOT":
            return SyntaxFault(token.start, "NOT NEAR needs a term before it", "write a NOT NEAR/5 b")
        what = {"end": "the condition ends", ")": "a ) stands", ",": "a comma stands"}.get(token.kind)
        message = f"{what} where a term should be" if what else f"a term is missing before {token.text}"
        return SyntaxFault(token.start, message + (after if what else ""), hint)


def _unplaced(side: Node) -> Iterator[tuple[int, str, str]]:
    """What in `side` has no place in a text: its offset, its kind, what to write instead."""
    match side:
        case Not():
            yield side.at, "NOT", "write NOT (a NEAR/5 b), or a NOT NEAR/5 b"
        case And():
            yield side.at, "AND", "write (a NEAR/5 b) AND (a NEAR/5 c)"
        case AtLeast():
            yield side.at, "OF", "write (a NEAR/5 b) AND 2 OF (b, c, d)"
        case Scoped():
            yield side.at, f"{side.scope}:", f"write {side.scope}:(a NEAR/5 b)"
        case Or():
            for part in side.parts:
                yield from _unplaced(part)


def _checked_regex(token: _Token) -> str:
    try:
        compiled = compile_regex(token.text)
    except ValueError as exc:
        raise SyntaxFault(token.start, f"/{token.text}/ is no regular expression: {exc}", REGEX_HINT) from None
    if compiled.search("") is not None:
        hint = "let it need at least one character"
        raise SyntaxFault(token.start, f"/{token.text}/ matches everything, also no text at all", hint)
    return token.text


REGEX_HINT = "RE2's language: no look-around, no back-references; a slash is \\/"


LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-\w+)*\*?")
CODES_BY_NAME = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "english": "en", "farsi": "fa", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es",
    "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip


def _check_languages(part: Node) -> None:
    """Items say their language by its code (ISO 639), so nothing else can be in that field."""
    for leaf in leaves(part):
        if isinstance(leaf, Term) and LANGUAGE_CODE.fullmatch(leaf.text) is None:
            code = CODES_BY_NAME.get(leaf.text.lower())
            hint = f"did you mean lang:{code}?" if code else "write its two letters: lang:ko"
            raise SyntaxFault(leaf.at, f"'{leaf.text}' is no code of a language", hint)


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
