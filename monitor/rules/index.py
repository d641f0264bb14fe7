"""The index: all rules of a set, so that an item touches only those that could hold for it.

    trees → for each rule the groups of keys of which it needs one → Index;  keys of an item → rules to check

A rule is posted under the keys of its rarest necessary group, its anchor, and looked at only where one of them is in
the item; it is checked in full only if every other group has a key there too. That loses no match: `necessary` promises
less than the condition asks, and the keys of a reading are more than what is in it.

Which group is rarest is guessed from letters at first, and learned from the items: a rule whose anchor turns out to be
common is posted anew. That changes how many rules are looked at, and nothing of what is found.
"""

import heapq
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from math import comb, prod
from operator import itemgetter
from threading import Lock

from monitor.rules.lexicon import Key
from monitor.rules.reading import DEFAULT_FIELDS, FIELDS_OF_SCOPE, Vocabulary
from monitor.rules.remembered import Keys
from monitor.rules.tree import And, AtLeast, EntityRef, Near, Node, Or, Scoped, Term

Group = frozenset[Key]
Groups = tuple[Key | Keys, ...]  # of a rule, its anchor last; one key stands for itself
MOST_GROUPS = 6  # that are made of one OR or OF: more say little more
STEP = 64  # items between two postings anew
FEWEST = 4  # items that must have a key before its rules are posted anew; then again at 8, 16, 32 …


class Index:
    """Rules by number, in their order. What it learns of items changes nothing of what it says."""

    def __init__(self, conditions: Iterable[Node], vocabulary: Vocabulary) -> None:
        self._commonness = vocabulary.lexicon.commonness
        self._counts = array("I", bytes(4 * len(self._commonness)))  # of items with each key, up to the last posting
        self._items = 0
        self._noted: list[Key] = []  # of the items since then
        self._due: list[Key] = []
        self._learning = Lock()
        self._always: list[int] = []  # rules that need nothing of title, summary and body
        groups: list[Groups] = []
        posted: dict[Key, list[int]] = {}
        slim: dict[Group, Key | Keys] = {}
        for number, condition in enumerate(conditions):
            needed = {slim.setdefault(group, _slim(group)) for group in necessary(condition, vocabulary)}
            anchor, *others = sorted(needed, key=self._cost) or (None,)
            groups.append(() if anchor is None else (*others, anchor))
            if anchor is None:
                self._always.append(number)
            for key in () if anchor is None else _listed(anchor):
                posted.setdefault(key, []).append(number)
        # The two are never changed, but replaced together: whoever reads meanwhile finds each rule at one place.
        self._state = _by_key(posted, len(self._commonness)), groups

    def candidates(self, keys: set[Key]) -> list[int]:
        """The numbers of the rules that may hold for an item with these keys, in their order."""
        posted, groups = self._state
        found = [*self._always]
        for number in _posted_under(keys, posted):
            for group in groups[number]:  # a loop, not all(…): this runs for every rule that is looked at
                if (group not in keys) if type(group) is int else keys.isdisjoint(group):  # type: ignore[arg-type]
                    break
            else:
                found.append(number)
        self._learn(keys)
        found.sort()
        return found

    def looked_at(self, keys: set[Key]) -> set[int]:
        """The rules that are posted under one of these keys: what `candidates` begins with."""
        return _posted_under(keys, self._state[0])

    def _cost(self, group: Key | Keys) -> tuple[int, float]:
        counts, commonness = self._counts, self._commonness
        if isinstance(group, int):
            return counts[group], commonness[group]
        return sum([counts[key] for key in group]), sum([commonness[key] for key in group])

    def _learn(self, keys: set[Key]) -> None:
        """Notes an item's keys. One at a time; an item that comes meanwhile teaches nothing."""
        if not self._learning.acquire(blocking=False):
            return
        try:
            self._noted += keys
            self._items += 1
            if self._items % STEP == 0:
                self._count()
                if self._due:
                    self._post_anew()
        finally:
            self._learning.release()

    def _count(self) -> None:
        """Adds up what was noted: STEP items at once, since that costs a fraction of each key by itself."""
        counts, posted = self._counts, self._state[0]
        for key, more in Counter(self._noted).items():
            before, now = counts[key], counts[key] + more
            counts[key] = now
            if now >= FEWEST and before.bit_length() != now.bit_length() and posted[key] is not None:
                self._due.append(key)
        self._noted.clear()

    def _post_anew(self) -> None:
        """The rules under the keys that are due, each under what is now its rarest group."""
        old, old_groups = self._state
        groups = old_groups.copy()
        gone: dict[Key, set[int]] = {}
        come: dict[Key, list[int]] = {}
        for number in dict.fromkeys(number for key in self._due for number in old[key] or ()):
            before = groups[number][-1]
            best = min(reversed(groups[number]), key=self._cost)
            if best is before:
                continue
            groups[number] = (*[group for group in groups[number] if group is not best], best)
            for key in _listed(before):
                gone.setdefault(key, set()).add(number)
            for key in _listed(best):
                come.setdefault(key, []).append(number)
        self._due.clear()
        if come:
            posted = old.copy()
            for key in {*gone, *come}:
                left = gone.get(key, ())
                posted[key] = (*[one for one in old[key] or () if one not in left], *come.get(key, ())) or None
            self._state = posted, groups


def _posted_under(keys: set[Key], posted: Sequence[tuple[int, ...] | None]) -> set[int]:
    return set(chain.from_iterable(filter(None, map(posted.__getitem__, keys))))


def _by_key(posted: Mapping[Key, list[int]], count: int) -> list[tuple[int, ...] | None]:
    """A list, since keys are numbers; rules that stand alone share their tuple."""
    listed: list[tuple[int, ...] | None] = [None] * count
    alone: dict[int, tuple[int, ...]] = {}
    for key, numbers in posted.items():
        listed[key] = tuple(numbers) if len(numbers) > 1 else alone.setdefault(numbers[0], (numbers[0],))
    return listed


def _slim(group: Group) -> Key | Keys:
    """A tuple takes a quarter of the memory of a set."""
    keys = tuple(sorted(group))
    return keys[0] if len(keys) == 1 else keys


def _listed(group: Key | Keys) -> Keys:
    return (group,) if isinstance(group, int) else group


# --- What a condition needs --------------------------------------------------------------------------------------


def necessary(node: Node, vocabulary: Vocabulary) -> Iterator[Group]:
    """Groups of keys: `node` can only hold where of each group one is found in title, summary or body."""
    match node:
        case Term():
            yield from _of_term(vocabulary.keys[node], vocabulary)
        case EntityRef():
            yield vocabulary.members[node.id]
        case And():
            for part in node.parts:
                yield from necessary(part, vocabulary)
        case Near():
            yield from necessary(node.left, vocabulary)
            if not node.negated:
                yield from necessary(node.right, vocabulary)
        case Or():
            yield from _of_any(node.parts, vocabulary)
        case AtLeast():
            yield from _of_some(node, vocabulary)
        case Scoped() if FIELDS_OF_SCOPE[node.scope] <= DEFAULT_FIELDS:
            yield from necessary(node.part, vocabulary)


def _of_term(key: Key, vocabulary: Vocabulary) -> Iterator[Group]:
    """Of a phrase two words, so that a common one alone brings no candidate."""
    yield frozenset((key,))
    if key in vocabulary.beside:
        yield frozenset((vocabulary.beside[key],))


def is_assured(node: Node, vocabulary: Vocabulary) -> bool:
    """Whether `node` holds wherever all of its groups have a key: then nobody need look at it again."""
    match node:
        case Term():
            return vocabulary.lexicon.is_certain(vocabulary.keys[node])
        case And():
            return all(is_assured(part, vocabulary) for part in node.parts)
        case Or():
            return all(isinstance(part, Term) and is_assured(part, vocabulary) for part in node.parts)
        case AtLeast():
            are_certain = all(isinstance(part, Term) and is_assured(part, vocabulary) for part in node.parts)
            return are_certain and comb(len(node.parts), node.count - 1) <= MOST_GROUPS
        case _:
            return False


def _of_any(parts: Sequence[Node], vocabulary: Vocabulary) -> Iterator[Group]:
    """One group of each part, as one; none where a part needs nothing. `a OR (b AND c)` needs a or b, and a or c."""
    needed = [list(dict.fromkeys(necessary(part, vocabulary))) for part in parts]
    if not all(needed):
        return
    if prod(map(len, needed)) <= MOST_GROUPS:
        for chosen in product(*needed):
            yield frozenset().union(*chosen)
        return
    yield frozenset().union(*[min(groups, key=lambda group: _guess(group, vocabulary)) for groups in needed])
    most: list[Group] = max(needed, key=len)
    for seed in heapq.nsmallest(MOST_GROUPS - 1, most, key=lambda group: _guess(group, vocabulary)):
        yield _around(seed, needed, vocabulary)


def _around(seed: Group, needed: Iterable[Sequence[Group]], vocabulary: Vocabulary) -> Group:
    """One group of each part, those that add the least to `seed`: what the parts have in common, if they do."""
    together: frozenset[Key] = seed
    for groups in needed:
        added = [(_guess(group - together, vocabulary), group) for group in groups]
        together |= min(added, key=itemgetter(0))[1]
    return together


def _of_some(node: AtLeast, vocabulary: Vocabulary) -> Iterator[Group]:
    """Where 2 of 3 parts must hold, one of any two does; parts that need nothing are left out."""
    needed = [list(necessary(part, vocabulary)) for part in node.parts]
    rarest = [min(groups, key=lambda group: _guess(group, vocabulary)) for groups in needed if groups]
    size = len(node.parts) - node.count + 1
    if size > len(rarest):
        return
    if comb(len(rarest), size) > MOST_GROUPS:
        rarest = sorted(rarest, key=lambda group: _guess(group, vocabulary))[:size]
    for chosen in combinations(rarest, size):
        yield frozenset().union(*chosen)


def _guess(group: Group, vocabulary: Vocabulary) -> float:
    return sum([vocabulary.lexicon.commonness[key] for key in group])
