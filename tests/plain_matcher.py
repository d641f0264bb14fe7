"""The plain, obvious matcher that the real one must agree with: every word against every pattern, every pair of words.

It says only whether a condition of words, AND, OR, NOT, NEAR and BEFORE holds for one text. It shares the reading of
words with the product, and nothing else.
"""

from monitor.rules.tree import And, AtLeast, Near, Node, Not, Or, Term
from monitor.text import Word, words

Span = tuple[int, int]  # first and last word
Found = tuple[Span, frozenset[int]]  # what is covered, and the words that count


def holds(node: Node, text: str) -> bool:
    match node:
        case And():
            return all(holds(part, text) for part in node.parts)
        case Or():
            return any(holds(part, text) for part in node.parts)
        case AtLeast():
            return sum(holds(part, text) for part in node.parts) >= node.count
        case Not():
            return not holds(node.part, text)
        case _:
            return bool(_places(node, text))


def _places(node: Node, text: str) -> set[Found]:
    match node:
        case Term():
            return _term(node, text)
        case Or():
            return set().union(*(_places(part, text) for part in node.parts))
        case Near():
            return _near(node, text)
        case _:
            raise AssertionError(f"{node} has no place")


def _term(node: Term, text: str) -> set[Found]:
    there = words(text)
    wanted = [(want, part.endswith("*")) for part in node.text.split() for want in words(part.rstrip("*"))]
    found: set[Found] = set()
    has_accents = [word.accented != word.folded for word in there]
    writes = sum(has_accents) >= 2 and sum(has_accents) * 20 >= len(there)
    for first in range(len(there) - len(wanted) + 1):
        run = there[first : first + len(wanted)]
        same = all(
            _is_word(word, want, starred, text, writes=writes)
            for word, (want, starred) in zip(run, wanted, strict=True)
        )
        if same and run[0].sentence == run[-1].sentence:
            last = first + len(wanted) - 1
            found.add(((first, last), frozenset(range(first, last + 1))))
    return found


def _is_word(word: Word, want: Word, starred: bool, text: str, *, writes: bool) -> bool:
    if starred:
        return word.folded.startswith(want.folded)
    if word.folded != want.folded or want.accented in (want.folded, word.accented):
        return word.folded == want.folded
    raw = text[word.start : word.end]
    if raw[0].isupper() and word.accented[1:] == want.accented[1:]:
        return True
    return word.accented == word.folded and (raw.isupper() or not writes)


def _near(node: Near, text: str) -> set[Found]:
    lefts, rights = _places(node.left, text), _places(node.right, text)
    if node.negated:
        return {left for left in lefts if not any(_is_pair(node, left, right, text) for right in rights)}
    return {
        ((min(left[0][0], right[0][0]), max(left[0][1], right[0][1])), left[1] | right[1])
        for left in lefts
        for right in rights
        if _is_pair(node, left, right, text)
    }


def _is_pair(node: Near, left: Found, right: Found, text: str) -> bool:
    (left_first, left_last), (right_first, right_last) = left[0], right[0]
    if node.negated:
        if left[1].issuperset(range(right_first, right_last + 1)):
            return False
    elif left[1] & right[1]:
        return False
    if node.ordered and right_first <= left_last:
        return False
    there = words(text)
    if node.distance is None:
        one = {there[place].sentence for place in range(left_first, left_last + 1)}
        other = {there[place].sentence for place in range(right_first, right_last + 1)}
        return min(other) <= max(one) and min(one) <= max(other)
    between = range(min(left_last, right_last) + 1, max(left_first, right_first))
    return sum(there[place].breadth for place in between) <= 4 * node.distance
