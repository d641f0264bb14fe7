"""What else finds words in texts: each peer takes conditions and gives what an item is put to.

They are given less to do than monitor: flashtext, spaCy, pyahocorasick and one `re` of a rule's words only find the
words; one `re` of a rule's condition decides the whole of it, as people write it with look-aheads and `\b`; tantivy
asks it with NEAR as AND, of all items at once, as a percolator does. None gives the words that made a rule true.
"""

import importlib
import re
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

from synthetic_news import terms

from monitor.model import Item
from monitor.rules.syntax import parse
from monitor.rules.tree import And, AtLeast, Near, Node, Not, Or, Scoped, Term, leaves

ENDING = r"\w*"  # what a wildcard stands for
Peer = Callable[[list[str]], Callable[[Item], object]]


def _words_of_each_rule(conditions: list[str]) -> Callable[[Item], object]:
    """Of each rule its words as alternatives, the longer ones first: all of them are found, and nothing is decided."""
    expressions = [re.compile(rf"\b(?:{'|'.join(_alternatives(one))})\b", re.IGNORECASE) for one in conditions]

    def found(item: Item) -> list[list[str]]:
        text = f"{item.title}\n{item.summary}"
        return [words for one in expressions if (words := one.findall(text))]

    return found


def _alternatives(condition: str) -> list[str]:
    nodes = {_words(leaf) for leaf in leaves(parse(condition))}
    return sorted((one.removeprefix(r"\b").removesuffix(r"\b") for one in nodes), key=len, reverse=True)


def _one_re_a_rule(conditions: list[str]) -> Callable[[Item], object]:
    expressions = [re.compile(rf"\A{_holds(parse(one))}", re.IGNORECASE) for one in conditions]

    def matched(item: Item) -> list[re.Pattern[str]]:
        text = f"{item.title}\n{item.summary}"
        return [one for one in expressions if one.match(text)]

    return matched


def _holds(node: Node, before: str = r"[\s\S]*?") -> str:
    """An assertion at the start of the text: `before` reaches over what may stand before the words."""
    match node:
        case And():
            return "".join(_holds(part, before) for part in node.parts)
        case Not():
            return f"(?!{_holds(node.part, before)})"
        case AtLeast():
            chosen = combinations(node.parts, node.count)
            return f"(?:{'|'.join(''.join(_holds(part, before) for part in some) for some in chosen)})"
        case Or() if any(isinstance(part, And) for part in node.parts):
            return f"(?:{'|'.join(_holds(part, before) for part in node.parts)})"
        case Scoped():
            return _holds(node.part, r"[^\n]*?")
        case _:
            return f"(?={before}{_words(node)})"


def _words(node: Node) -> str:
    match node:
        case Term():
            words = (rf"\b{re.escape(word.rstrip('*'))}{ENDING if '*' in word else ''}\b" for word in node.text.split())
            return r"\W+".join(words)
        case Or():
            return f"(?:{'|'.join(map(_words, node.parts))})"
        case Near():
            left, right, between = _words(node.left), _words(node.right), rf"\W+(?:\w+\W+){{0,{node.distance}}}?"
            return f"{left}{between}{right}" if node.ordered else f"(?:{left}{between}{right}|{right}{between}{left})"
        case _:
            raise AssertionError(f"the generator writes no {node}")


def _flashtext(conditions: list[str]) -> Callable[[Item], object]:
    processor = importlib.import_module("flashtext").KeywordProcessor()
    processor.add_keywords_from_list(terms(conditions))
    return lambda item: processor.extract_keywords(item.title) + processor.extract_keywords(item.summary)


def _spacy(conditions: list[str]) -> Callable[[Item], object]:
    spacy, matching = importlib.import_module("spacy"), importlib.import_module("spacy.matcher")
    language = spacy.blank("xx")
    matcher = matching.PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("words", list(language.pipe(terms(conditions))))
    return lambda item: matcher(language.make_doc(f"{item.title}\n{item.summary}"))


def _pyahocorasick(conditions: list[str]) -> Callable[[Item], object]:
    automaton = importlib.import_module("ahocorasick").Automaton()
    for word in terms(conditions):
        automaton.add_word(word.lower(), word)
    automaton.make_automaton()

    def found(item: Item) -> list[str]:
        text = f" {item.title}\n{item.summary} ".lower()
        hits = ((end + 1 - len(word), end + 1, word) for end, word in automaton.iter(text))
        return [word for start, end, word in hits if not text[start - 1].isalnum() and not text[end].isalnum()]

    return found


PEERS: dict[str, tuple[str, Peer, int]] = {  # the module that it needs, and the most rules that it can be asked
    "one re of a rule's condition": ("re", _one_re_a_rule, 10_000),
    "one re of a rule's words": ("re", _words_of_each_rule, 10_000),
    "flashtext": ("flashtext", _flashtext, 100_000),
    "spaCy PhraseMatcher": ("spacy", _spacy, 100_000),
    "pyahocorasick with word bounds": ("ahocorasick", _pyahocorasick, 100_000),
}


def percolated(conditions: list[str], news: Sequence[Item]) -> Callable[[], int]:
    """All conditions asked of an index of all items, built anew: how many matches there are."""
    tantivy = importlib.import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("title")
    builder.add_text_field("text")
    schema = builder.build()
    queries = [_query(parse(one), tantivy, schema, "text") for one in conditions]

    def percolate() -> int:
        index = tantivy.Index(schema)
        writer = index.writer(15_000_000, 1)
        for item in news:
            writer.add_document(tantivy.Document(title=item.title, text=f"{item.title}\n{item.summary}"))
        writer.commit()
        index.reload()
        searcher = index.searcher()
        return sum(searcher.search(query, 100).count or 0 for query in queries)

    return percolate


def _query(node: Node, tantivy: Any, schema: Any, field: str) -> Any:
    occur = tantivy.Occur
    match node:
        case Term():
            words = node.text.rstrip("*").lower().split()
            if len(words) > 1:
                return tantivy.Query.phrase_query(schema, field, words)
            return tantivy.Query.term_query(schema, field, words[0])
        case Near():
            parts = [(occur.Must, node.left), (occur.Must, node.right)]
        case And():
            parts = [(occur.Must, part) for part in node.parts]
        case Or() | AtLeast():
            parts = [(occur.Should, part) for part in node.parts]
        case Not():
            parts = [(occur.MustNot, node.part)]
        case Scoped():
            return _query(node.part, tantivy, schema, "title")
        case _:
            raise AssertionError(f"the generator writes no {node}")
    flat = [(occur.MustNot, part.part) if isinstance(part, Not) else (how, part) for how, part in parts]
    return tantivy.Query.boolean_query([(how, _query(part, tantivy, schema, field)) for how, part in flat])
