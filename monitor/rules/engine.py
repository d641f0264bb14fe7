"""The engine: rules compiled together, so that an item is compared with all of them at once.

conditions + gazetteer → Engine (one vocabulary, one index);  reading → numbers of the rules that may hold
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from monitor.rules.condition import Check, compiled
from monitor.rules.entities import Gazetteer
from monitor.rules.expressions import compile_regex
from monitor.rules.index import Index
from monitor.rules.lexicon import Key, Lexicon
from monitor.rules.reading import Reading, Vocabulary
from monitor.rules.terms import Phrase, phrases
from monitor.rules.tree import EntityRef, Node, Regex, Term, leaves

Conditions = tuple[Node, ...]  # of a rule: `when`, and `unless` where it has one
Checks = tuple[Check, ...]  # of the same


class Engine:
    """The conditions of rules, by number in their order."""

    def __init__(self, conditions: Sequence[Conditions], gazetteer: Gazetteer) -> None:
        self.vocabulary = _vocabulary(conditions, gazetteer)
        self._conditions = conditions
        self._checks: dict[int, Checks] = {}

    def candidates(self, reading: Reading) -> list[int]:
        """The rules that may hold for what was read."""
        return self.index.candidates(reading.keys())

    def checks(self, number: int) -> Checks:
        """Compiled when the rule is first a candidate: of many rules, most never are."""
        known = self._checks.get(number)
        if known is None:
            known = tuple(compiled(one, self.vocabulary) for one in self._conditions[number])
            self._checks[number] = known
        return known

    @cached_property
    def index(self) -> Index:
        return Index((one[0] for one in self._conditions), self.vocabulary)


def _vocabulary(conditions: Iterable[Conditions], gazetteer: Gazetteer) -> Vocabulary:
    """Only what the rules speak of is compiled: an entity that none names costs nothing."""
    spoken = tuple(dict.fromkeys(leaf for nodes in conditions for node in nodes for leaf in leaves(node)))
    keys = {leaf: key for key, leaf in enumerate(leaf for leaf in spoken if isinstance(leaf, Term))}
    members = {leaf.id: gazetteer.members(leaf.id) for leaf in spoken if isinstance(leaf, EntityRef)}
    used = dict.fromkeys(id for ids in members.values() for id in ids)  # noqa: A001 - as in the files
    entities = {id: key for key, id in enumerate(used, len(keys))}  # noqa: A001
    excepted = (id for id in used if gazetteer.entities[id].unless)  # noqa: A001
    exceptions = {id: key for key, id in enumerate(excepted, len(keys) + len(entities))}  # noqa: A001
    return Vocabulary(
        lexicon=Lexicon(_phrases(keys, entities, exceptions, gazetteer)),
        keys=keys,
        members={id: frozenset(entities[member] for member in ids) for id, ids in members.items()},  # noqa: A001
        exceptions={entities[id]: key for id, key in exceptions.items()},  # noqa: A001
        expressions={leaf.pattern: compile_regex(leaf.pattern) for leaf in spoken if isinstance(leaf, Regex)},
    )


def _phrases(
    terms: Mapping[Term, Key], entities: Mapping[str, Key], exceptions: Mapping[str, Key], gazetteer: Gazetteer
) -> Iterator[tuple[Key, Phrase]]:
    for term, key in terms.items():
        yield from ((key, phrase) for phrase in phrases(term.text, term.mark))
    for id, key in entities.items():  # noqa: A001
        yield from ((key, phrase) for name in gazetteer.entities[id].names for phrase in name.phrases())
    for id, key in exceptions.items():  # noqa: A001
        yield from ((key, phrase) for name in gazetteer.entities[id].unless for phrase in name.phrases())
