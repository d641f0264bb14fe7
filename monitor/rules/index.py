"""The index: all rules of a set, so that an item touches only those that could hold for it.

    trees → for each rule the groups of keys of which it needs one → Index;  keys of an item → rules to check

A rule is posted under the keys of its rarest necessary group, and looked at only where one of them is in the item; it
is checked in full only if every other group has a key there too. That loses no match: `necessary` promises less than
the condition asks, and the keys of a reading are more than what is in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from monitor.rules.lexicon import Key
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Vocabulary
from monitor.rules.tree import And, AtLeast, EntityRef, Near, Node, Or, Scoped, Term

Group = frozenset[Key]
Keys = tuple[Key, ...]


class Index:
    """Rules by number, in their order. Compiled once for a rule set, and not changed afterwards."""

    def __init__(self, conditions: Iterable[Node], vocabulary: Vocabulary) -> None:
        self._always: list[int] = []  # rules that need nothing of title, summary and body
        self._others: list[tuple[Key | Keys, ...]] = []  # the other groups of each; one key stands for itself
        posted: dict[Key, list[int]] = {}  # under each key of their rarest group
        slim: dict[Group, Key | Keys] = {}
        for number, condition in enumerate(conditions):
            groups = sorted(set(necessary(condition, vocabulary)), key=lambda group: _cost(group, vocabulary))
            self._others.append(tuple(slim.setdefault(group, _slim(group)) for group in groups[1:]))
            if not groups:
                self._always.append(number)
            for key in groups[0] if groups else ():
                posted.setdefault(key, []).append(number)
        self._posted = {key: tuple(numbers) for key, numbers in posted.items()}

    def candidates(self, keys: set[Key]) -> list[int]:
        """The numbers of the rules that may hold for an item with these keys, in their order."""
        looked_at = set(chain.from_iterable(filter(None, map(self._posted.get, keys))))
        others = self._others
        return sorted([*self._always, *[number for number in looked_at if _may_hold(others[number], keys)]])


def _slim(group: Group) -> Key | Keys:
    """A tuple takes a quarter of the memory of a set."""
    keys = tuple(sorted(group))
    return keys[0] if len(keys) == 1 else keys


def _may_hold(groups: Sequence[Key | Keys], keys: set[Key]) -> bool:
    for group in groups:  # a loop, not all(…): this runs for every rule that is looked at
        if isinstance(group, int):
            if group not in keys:
                return False
        elif keys.isdisjoint(group):
            return False
    return True


def _cost(group: Group, vocabulary: Vocabulary) -> float:
    return sum([vocabulary.lexicon.commonness[key] for key in group])


def necessary(node: Node, vocabulary: Vocabulary) -> Iterator[Group]:
    """Groups of keys: `node` can only hold where of each group one is found in title, summary or body."""
    match node:
        case Term():
            yield frozenset((vocabulary.keys[node],))
        case EntityRef():
            yield vocabulary.members[node.id]
        case And():
            for part in node.parts:
                yield from necessary(part, vocabulary)
        case Near():
            yield from necessary(node.left, vocabulary)
            if not node.negated:
                yield from necessary(node.right, vocabulary)
        case Or() | AtLeast():
            yield from _of_any(node.parts, vocabulary)
        case Scoped() if FIELDS_OF_SCOPE[node.scope] <= DEFAULT_FIELDS:
            yield from necessary(node.part, vocabulary)


def _of_any(parts: Sequence[Node], vocabulary: Vocabulary) -> Iterator[Group]:
    """The rarest groups of all parts, as one; none where a part needs nothing."""
    rarest: list[Group] = []
    for part in parts:
        groups = list(necessary(part, vocabulary))
        if not groups:
            return
        rarest.append(min(groups, key=lambda group: _cost(group, vocabulary)))
    yield frozenset().union(*rarest)
