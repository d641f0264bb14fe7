"""The rule language: text → tree, or the fault and its place.

    condition → tokens (each with its offset) → tree

A Pratt parser: NOT binds tightest, then NEAR and BEFORE, then AND and OR, which may not stand side by side without
parentheses, since products disagree about their order. Whatever can be misread is a fault with a hint, never a guess.
"""

import re
from collections.abc import Iterator

from monitor.rules.expressions import regex_faults
from monitor.rules.languages import code_meant, is_code
from monitor.rules.terms import TermFault, check_term
from monitor.rules.tokens import SyntaxFault, Token, is_id, note, tokens_of
from monitor.rules.tree import (
    SCOPES,
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
    is_positive,
    leaves,
)
from monitor.schema import nearest

FARTHEST = 250  # words; beyond that two words have as little to do with each other as with the rest of the text
DEEPEST = 40  # parentheses, scopes, NOTs and chained NEARs inside each other


def parse(source: str) -> Node:
    """The tree of a condition. Raises SyntaxFault, and nothing else, whatever the text."""
    faults: list[SyntaxFault] = []
    tree: Node | None = None
    try:
        tree = _Parser(source, tokens_of(source, faults), faults).whole()
    except SyntaxFault as fault:  # behind it nothing can be told
        note(faults, fault)
    if tree is None or faults:
        first, *others = sorted(faults, key=lambda fault: fault.offset)
        first.others = tuple(others)
        raise first
    if not is_positive(tree):
        raise SyntaxFault(
            tree.at,
            "this is true of nearly every item: nothing has to be there",
            "name what must be there, and what must not: troops AND NOT football",
        )
    return tree


# --- Tokens to tree ----------------------------------------------------------------------------------------------


class Mixture(SyntaxFault):
    """AND and OR side by side; where a parenthesis is missing, that is but its echo."""


# What other products, and other languages, write for operators.
FOREIGN = {
    "И": "AND", "ИЛИ": "OR", "НЕ": "NOT", "ТА": "AND", "АБО": "OR", "UND": "AND", "ODER": "OR", "NICHT": "NOT",
    "ET": "AND", "OU": "OR", "SAUF": "AND NOT", "XOR": "OR", "EXCEPT": "AND NOT", "ANDNOT": "AND NOT",
}  # fmt: skip
COUNTS = {"any": "1", "one": "1", "two": "2", "three": "3", "four": "4"}


class _Parser:
    """Reads one token ahead. A method stands at its first token, and leaves the one after its last.

    A fault after which the rest can be read all the same is noted in `faults`, and reading goes on; the tree is worth
    nothing then.
    """

    def __init__(self, source: str, tokens: Iterator[Token], faults: list[SyntaxFault]) -> None:
        self.source = source
        self.tokens = tokens
        self.faults = faults
        self.now = next(tokens)
        self.depth = 0

    def whole(self) -> Node:
        if self.now.kind == "end":
            raise SyntaxFault(0, "says nothing", 'write what must be there: troops, "north korea", @dprk')
        tree = self.expression()
        if self.now.kind == ")":
            raise SyntaxFault(self.now.start, "this ) closes nothing", "delete it, or add its ( before")
        if self.now.kind == ",":
            raise self._stray_comma()
        return tree

    def expression(self, *, is_listed: bool = False) -> Node:
        """Terms joined by AND, or by OR: one kind at a level. `is_listed`: behind OF, so that commas part them."""
        start, parts, joint = self.now.start, [self.near()], self.now
        is_faulty = False  # once for each level is enough
        while self.now.kind not in (")", ",", "end"):
            is_joint = self.now.kind in ("and", "or")
            if not is_faulty and not (is_joint and self.now.kind == joint.kind):
                is_faulty = True
                note(
                    self.faults,
                    self._mixture(start, joint) if is_joint else self._neighbour(start, is_listed=is_listed),
                )
            if is_joint or not _has_letters(self.now):
                self.advance()
            parts.append(self.near())
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
                fault = SyntaxFault(operator.start, f"{operator.text} reaches too far to mean anything", hint)
                self.faults.append(fault)
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

    def _operand(self, token: Token) -> Node:
        match token.kind:
            case "not":
                self.advance()
                part = self.operand()
                return part.part if isinstance(part, Not) else Not(part=part, at=token.start)
            case "(":
                return self._group()
            case "scope":
                return self._scoped()
            case "entity":
                self.advance()
                return self._entity(token)
            case "regex":
                self.advance()
                self.faults += regex_faults(token)
                return Regex(pattern=token.text, at=token.start)
            case "phrase" | "word":
                self.advance()
                return self._term(token)
        raise self._missing(token)

    def advance(self) -> Token:
        passed = self.now
        if passed.kind != "end":
            self.now = next(self.tokens)
        return passed

    def _group(self) -> Node:
        opening, known = self.advance(), len(self.faults)
        if self.now.kind == ")":
            raise SyntaxFault(opening.start, "nothing stands between these parentheses", "fill them, or delete them")
        tree = self.expression()
        if self.now.kind == "end":
            self.faults[known:] = [fault for fault in self.faults[known:] if not isinstance(fault, Mixture)]
        self._close(opening)
        return tree

    def _close(self, opening: Token) -> None:
        if self.now.kind == ",":
            raise self._stray_comma()
        if self.now.kind != ")":
            raise SyntaxFault(opening.start, "this ( is never closed", "add its )")
        self.advance()

    def _stray_comma(self) -> SyntaxFault:
        scope, colon, first = self.source[: self.now.start].split()[-1].rpartition(":")
        hint = f"write {scope}:({first} OR …)" if colon else "write OR"
        return SyntaxFault(self.now.start, "a comma only stands in 2 OF (a, b, c)", hint)

    def _scoped(self) -> Node:
        token = self.advance()
        scope = next((known for known in SCOPES if known == token.text), None)
        if scope is None:
            meant = nearest(token.text.lower(), SCOPES)
            hint = f"did you mean {meant}: ?" if meant else f"fields are {', '.join(SCOPES)}; a phrase needs quotes"
            self.faults.append(SyntaxFault(token.start, f"there is no field '{token.text}'", hint))
        part = self.operand()
        if scope is None:
            return part
        if isinstance(part, Scoped):
            hint = f"write them side by side: {scope}:a AND {part.scope}:b"
            self.faults.append(SyntaxFault(part.at, f"the field {part.scope}: right inside of {scope}:", hint))
        if scope == "lang":
            self.faults += _language_faults(part)
        return Scoped(scope=scope, part=part, at=token.start)

    def _entity(self, token: Token) -> Node:
        if not is_id(token.text):
            hint = "write its id after the @: @dprk"
            note(self.faults, SyntaxFault(token.start, f"'@{token.text}' is no entity's name", hint))
        return EntityRef(id=token.text, at=token.start)

    def _term(self, token: Token) -> Node:
        if self.now.kind == "word" and self.now.text == "of" and token.text.isdigit():
            self.faults.append(SyntaxFault(self.now.start, "operators stand in capitals, not 'of'", "write OF"))
            return self._at_least(token)
        if self.now.kind == "of":
            return self._at_least(token)
        if token.mark and not token.text:
            hint = f"write it right before its word, without a space: {token.mark}word"
            raise SyntaxFault(token.start, f"{token.mark} stands alone", hint)
        try:
            check_term(token.text, token.mark, quoted=token.kind == "phrase")
        except TermFault as fault:
            if not any(known.offset == token.start for known in self.faults):
                self.faults.append(SyntaxFault(token.start, fault.message, fault.hint))
        return Term(text=token.text, mark=token.mark, quoted=token.kind == "phrase", at=token.start)

    def _at_least(self, count: Token) -> Node:
        if not re.fullmatch(r"[1-9][0-9]{0,3}", count.text) or count.kind != "word" or count.mark:
            number = COUNTS.get(count.text.lower(), "2")
            hint = "write AND between them" if count.text.lower() == "all" else f"write {number} OF (a, b, c)"
            raise SyntaxFault(count.start, f"'{count.text}' is no number to count to", hint)
        self.advance()
        opening, known = self.now, len(self.faults)
        if opening.kind != "(":
            raise SyntaxFault(opening.start, "after OF comes a list", f"write {count.text} OF (a, b, c)")
        parts: list[Node] = []
        while self.now.kind in ("(", ",") and (not parts or self.now.kind == ","):
            self.advance()
            parts.append(self.expression(is_listed=True))
        self._close(opening)
        if int(count.text) > len(parts) and len(self.faults) == known:
            listed = parts[0] if len(parts) == 1 else None
            is_or = isinstance(listed, Or) and len(listed.parts) >= int(count.text)
            hint = "the list stands apart by commas, not OR: 2 OF (a, b)" if is_or else f"write at most {len(parts)} OF"
            self.faults.append(SyntaxFault(count.start, f"{count.text} of {len(parts)} can never hold", hint))
        return AtLeast(count=int(count.text), parts=tuple(parts), at=count.start)

    def _at_refused_not(self) -> bool:
        """`a NOT NEAR/5 b` is one operator; `a NOT b` lacks its AND."""
        rest = self.source[self.now.end :].lstrip()
        if re.match(r"(NEAR|BEFORE)/(\d|s)", rest):
            return False
        if unmeasured := re.match(r"(NEAR|BEFORE)(?!\w)", rest, re.IGNORECASE):
            name = unmeasured[1].upper()
            hint = f"write NOT {name}/5, or NOT {name}/s for one sentence"
            raise SyntaxFault(self.now.start, f"NOT {name} has no distance in words", hint)
        raise SyntaxFault(self.now.start, "NOT stands between two terms without an operator", "write AND NOT")

    def _refuse_beside_near(self, side: Node, operator: Token) -> None:
        for at, kind, instead in _unplaced(side):
            message = f"{kind} can't stand beside {operator.text.split('/')[0]}, which needs words that have a place"
            self.faults.append(SyntaxFault(at, message, instead))

    def _mixture(self, start: int, joint: Token) -> Mixture:
        before = " ".join(self.source[start : self.now.start].split())
        hint = f"put parentheses around the part that belongs together, such as ({before}) {self.now.text} …"
        return Mixture(self.now.start, f"{joint.text} and {self.now.text} side by side without parentheses", hint)

    def _neighbour(self, start: int, *, is_listed: bool) -> SyntaxFault:
        """Of a term that stands behind another one without an operator before it."""
        if self.now.kind == "of":
            raise SyntaxFault(self.now.start, "OF needs a number before it", "write 2 OF (a, b, c)")
        left = self.source[start : self.now.start].split()[-1]
        right = self.source[self.now.start : self.now.end]
        hint = _hint_between(left, right if self.now.kind == "word" else "")
        if right.startswith(":") and left in SCOPES:
            shown = f"{left}{right}" if right != ":" else f"{left}:word"
            return SyntaxFault(self.now.start, "a space stands before this colon", f"write {shown}, without a space")
        if not _has_letters(self.now):
            return SyntaxFault(self.now.start, f"'{right}' is no operator here", "write AND, OR or NEAR/10 instead")
        if is_listed and hint.startswith(("did you mean", "write AND,")):
            hint = "put a comma between: the terms of a list stand apart by commas"
        return SyntaxFault(self.now.start, "two terms side by side, without an operator", hint)

    def _missing(self, token: Token) -> SyntaxFault:
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


def _has_letters(token: Token) -> bool:
    """Whether it is more than a bare sign, such as ; or ^, which was meant to join two terms."""
    return token.kind != "word" or re.search(r"\w", token.text) is not None


def _hint_between(left: str, word: str) -> str:
    """What was probably meant by `left` and, behind it, the bare `word` (empty: something else)."""
    if word in FOREIGN:
        return f'write {FOREIGN[word]}; as a word, "{word}"'
    if word == "LEAST":
        return "write 2 OF (a, b, c): that is at least two"
    if left.endswith("/") and re.fullmatch(r"[gimsux]{1,3}", word):
        return f"delete {word}: expressions are searched without case"
    if left.endswith('"') and re.fullmatch(r"~\d{1,3}", word):
        return f"write NEAR/{word[1:]} between the words"
    if left[:1] in "'`‘’" and word:
        return "phrases stand in straight double quotes, not in others"
    if word and re.fullmatch(r"[\w*?-]+", left):
        return f'did you mean "{left} {word}" or {left} AND {word}?'
    return "write AND, OR or NEAR/10 between"


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


def _language_faults(part: Node) -> Iterator[SyntaxFault]:
    """Items say their language by its code (ISO 639), without script or region: nothing else can be in that field."""
    for leaf in leaves(part):
        if not isinstance(leaf, Term) or is_code(leaf.text.lower()) or re.search(r"^..?[*?]", leaf.text):
            continue  # that such a wildcard is too short was said
        primary, *subtags = re.split("[-_]", leaf.text)
        code = primary.lower() if subtags and is_code(primary.lower()) else code_meant(primary)
        hint = f"did you mean lang:{code}?" if code else "write its two letters: lang:ko"
        if subtags and code:
            message = f"items say their language without a script or region, so never '{leaf.text}'"
            yield SyntaxFault(leaf.at, message, f"write lang:{code}")
        else:
            yield SyntaxFault(leaf.at, f"'{leaf.text}' is no code of a language", hint)
