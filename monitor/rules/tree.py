"""The tree of a condition, and how it is written down again.

    SyntaxFault or Node ← syntax.parse          write: Node → text, so that parse(write(tree)) == tree

Every node remembers `at`, the offset where it starts in the condition; two trees are equal whatever their offsets.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

Mark = Literal["", "~", "="]  # as it stands; every inflected form; exactly so, case kept
Scope = Literal["title", "text", "body", "source", "feed", "tag", "lang", "author", "url"]
SCOPES: tuple[Scope, ...] = get_args(Scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or a phrase, as written (without its mark and quotes)."""

    text: str
    mark: Mark = ""
    quoted: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regex:
    """A regular expression, as written between its slashes."""

    pattern: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRef:
    """`@id`: any name of that entity, or of the entities of that group."""

    id: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two sides within `distance` words, or in the same sentence where it is None. `negated`: left without right."""

    left: "Node"
    right: "Node"
    distance: int | None
    ordered: bool = False
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    part: "Node"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    parts: "tuple[Node, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    parts: "tuple[Node, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """`count OF (…)`: that many of the parts hold."""

    count: int
    parts: "tuple[Node, ...]"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """A part that is looked for in one field instead of title, summary and body."""

    scope: Scope
    part: "Node"
    at: int = field(default=0, compare=False)


Leaf = Term | Regex | EntityRef
Node = Leaf | Near | Not | And | Or | AtLeast | Scoped


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case And() | Or() | AtLeast():
            return node.parts
        case Near():
            return (node.left, node.right)
        case Not() | Scoped():
            return (node.part,)
        case _:
            return ()


def leaves(node: Node) -> Iterator[Leaf]:
    """The terms, expressions and entities of a tree, in the order they are written."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Term | Regex | EntityRef):
            yield one
        else:
            waiting.extend(reversed(children(one)))


def is_positive(node: Node) -> bool:
    """Whether words must be there for `node` to hold. `NOT a`, or `a OR NOT b`, holds for nearly every item."""
    match node:
        case Not():
            return False
        case And():
            return any(is_positive(part) for part in node.parts)
        case Or():
            return all(is_positive(part) for part in node.parts)
        case AtLeast():
            return sum(not is_positive(part) for part in node.parts) < node.count
        case Scoped():
            return is_positive(node.part)
        case _:
            return True


def write(node: Node) -> str:
    """The condition that parses to `node`."""
    match node:
        case Term():
            return f'{node.mark}"{node.text}"' if node.quoted else f"{node.mark}{node.text}"
        case Regex():
            return f"/{node.pattern}/"
        case EntityRef():
            return f"@{node.id}"
        case Near():
            return f"{_inside(node.left, Near)} {near_operator(node)} {_inside(node.right)}"
        case Not():
            return f"NOT {_inside(node.part, Not)}"
        case And() | Or():
            joint = " AND " if isinstance(node, And) else " OR "
            return joint.join(_inside(part, Near, Not) for part in node.parts)
        case AtLeast():
            return f"{node.count} OF ({', '.join(write(part) for part in node.parts)})"
        case Scoped():
            return f"{node.scope}:{_inside(node.part)}"


def near_operator(node: Near) -> str:
    """As it is written: `NEAR/10`, `BEFORE/s`, `NOT NEAR/5`."""
    name = "BEFORE" if node.ordered else "NEAR"
    reach = "s" if node.distance is None else str(node.distance)
    return f"{'NOT ' if node.negated else ''}{name}/{reach}"


def _inside(node: Node, *bare: type[Node]) -> str:
    """`node` as part of a larger condition: in parentheses unless it is one thing, or one of the kinds `bare`."""
    stands_alone = (Term, Regex, EntityRef, Scoped, AtLeast, *bare)
    return write(node) if isinstance(node, stands_alone) else f"({write(node)})"


def shortened(clause: str) -> str:
    """A clause as long as a line of a terminal or two; the rule itself has the rest."""
    return clause if len(clause) <= 160 else f"{clause[:159]}…"
