"""The engine: rules compiled together, so that an item is compared with all of them at once.

conditions + gazetteer → Engine (one vocabulary, one index);  reading → numbers of the rules that may hold
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from monitor.rules.condition import Check, compiled
from monitor.rules.entities import Gazetteer
from monitor.rules.expressions import compile_regex
from monitor.rules.index import Index
from monitor.rules.lexicon import Key, Lexicon, second_word
from monitor.rules.reading import DEFAULT_FIELDS, Reading, Vocabulary
from monitor.rules.terms import Folded, Phrase, Whole, phrases, whole_word
from monitor.rules.tree import EntityRef, Leaf, Node, Regex, Term, leaves
from monitor.rules.truth import Truth, doubt, truth, without

Conditions = tuple[Node, ...]  # of a rule: `when`, and `unless` where it has one
Checks = tuple[Check, ...]  # of the same


class Engine:
    """The conditions of rules, by number in their order."""

    def __init__(self, conditions: Sequence[Conditions], gazetteer: Gazetteer) -> None:
        spoken = [[leaf for node in nodes for leaf in leaves(node)] for nodes in conditions]
        vocabulary = _vocabulary(dict.fromkeys(leaf for said in spoken for leaf in said), gazetteer)
        self.index = Index((one[0] for one in conditions), vocabulary)
        # Of all terms, a table would take as much memory as all else: for each rule, the keys of its own, in order. No
        # array, which makes new numbers of them: these are in the processor's cache when a reading has them.
        terms = [[vocabulary.keys[leaf] for leaf in said if isinstance(leaf, Term)] for said in spoken]
        self._keys = [key for keys in terms for key in keys]
        self._begins = array("I", accumulate(map(len, terms), initial=0))
        self.vocabulary = replace(vocabulary, keys={}, beside={})
        self._conditions = conditions
        self._tests: list[Truth | None] = [_not_compiled] * len(conditions)
        self._checks: list[Checks] = [()] * len(conditions)

    def candidates(self, reading: Reading) -> list[int]:
        """The rules that may hold for what was read."""
        return self.index.candidates(reading.keys)

    def holding(self, reading: Reading) -> list[int]:
        """The rules that hold for what was read, in their order."""
        tests, found = self._tests, []
        for number in self.index.candidates(reading.keys):
            holds = tests[number]
            if holds is _not_compiled:
                holds = self._test(number)
            if holds is None or holds(reading):
                found.append(number)
        return found

    def _test(self, number: int) -> Truth | None:
        """Whether a candidate holds; None: it does."""
        own = self.vocabulary_of(number)
        when, *unless = self._conditions[number]
        against = [truth(one, own, DEFAULT_FIELDS) for one in unless]
        holds = self._tests[number] = without(doubt(when, own), against)
        return holds

    def checks(self, number: int) -> Checks:
        """Compiled when somebody first asks why the rule holds, or why not."""
        known = self._checks[number]
        if not known:
            own = self.vocabulary_of(number)
            known = self._checks[number] = tuple(compiled(one, own) for one in self._conditions[number])
        return known

    def vocabulary_of(self, number: int) -> Vocabulary:
        """What one rule looks for."""
        terms = (leaf for node in self._conditions[number] for leaf in leaves(node) if isinstance(leaf, Term))
        keys = self._keys[self._begins[number] : self._begins[number + 1]]
        return replace(self.vocabulary, keys=dict(zip(terms, keys, strict=True)))


def _not_compiled(_: Reading) -> bool:
    """Stands for a test that nobody has asked for: of many rules, most never are candidates."""
    raise AssertionError("compiled before it is asked")


def _vocabulary(spoken: Iterable[Leaf], gazetteer: Gazetteer) -> Vocabulary:
    """Only what the rules speak of is compiled: an entity that none names costs nothing."""
    spoken = tuple(spoken)
    keys = {leaf: key for key, leaf in enumerate(leaf for leaf in spoken if isinstance(leaf, Term))}
    members = {leaf.id: gazetteer.members(leaf.id) for leaf in spoken if isinstance(leaf, EntityRef)}
    used = dict.fromkeys(id for ids in members.values() for id in ids)  # noqa: A001 - as in the files
    entities = {id: key for key, id in enumerate(used, len(keys))}  # noqa: A001
    excepted = (id for id in used if gazetteer.entities[id].unless)  # noqa: A001
    exceptions = {id: key for key, id in enumerate(excepted, len(keys) + len(entities))}  # noqa: A001
    listed = list(_phrases(keys, entities, exceptions, gazetteer))
    seconds = _second_words(listed, len(keys))
    numbers = {
        word: key
        for key, word in enumerate(dict.fromkeys(seconds.values()), len(keys) + len(entities) + len(exceptions))
    }
    listed += ((key, (word.pattern(),)) for word, key in numbers.items())
    return Vocabulary(
        lexicon=Lexicon(listed),
        keys=keys,
        beside={phrase: numbers[word] for phrase, word in seconds.items()},
        members={id: frozenset(entities[member] for member in ids) for id, ids in members.items()},  # noqa: A001
        exceptions={entities[id]: key for id, key in exceptions.items()},  # noqa: A001
        expressions={leaf.pattern: compile_regex(leaf.pattern) for leaf in spoken if isinstance(leaf, Regex)},
    )


def _second_words(listed: Iterable[tuple[Key, Phrase | Whole]], terms: int) -> dict[Key, Folded]:
    """Of terms (the first keys) that are one phrase of several words: a word of it beside that on which it hangs."""
    phrases_of: dict[Key, list[Phrase]] = {}
    for key, phrase in listed:
        if key < terms and not isinstance(phrase, Whole):
            phrases_of.setdefault(key, []).append(phrase)
    seconds = {key: second_word(*found) for key, found in phrases_of.items() if len(found) == 1 < len(found[0])}
    return {key: word for key, word in seconds.items() if word is not None}


def _phrases(
    terms: Mapping[Term, Key], entities: Mapping[str, Key], exceptions: Mapping[str, Key], gazetteer: Gazetteer
) -> Iterator[tuple[Key, Phrase | Whole]]:
    for term, key in terms.items():
        word = whole_word(term.text, term.mark)
        if word is not None:
            yield key, word
        else:
            yield from ((key, phrase) for phrase in phrases(term.text, term.mark))
    for id, key in entities.items():  # noqa: A001
        yield from ((key, phrase) for name in gazetteer.entities[id].names for phrase in name.phrases())
    for id, key in exceptions.items():  # noqa: A001
        yield from ((key, phrase) for name in gazetteer.entities[id].unless for phrase in name.phrases())
