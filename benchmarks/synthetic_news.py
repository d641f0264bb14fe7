"""News that nobody wrote: items in ten languages and rules over the same words, always the same for a seed.

Words are made of syllables of their script; frequent ones are shorter, and how often each comes follows Zipf, as in
natural language. Nothing here is anyone's text.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import Literal

from monitor.model import Item

SHARES = {"en": 35, "ru": 13, "de": 10, "uk": 8, "ja": 7.5, "zh": 7, "es": 7, "fr": 5, "ko": 5, "ar": 2.5}  # per cent
LETTERS = 930  # of an item, about; with the title and the ends of sentences it has 1,000
VOCABULARY = 20_000  # words of a language
Density = Literal["selective", "dense"]

_ONSETS = {
    "latin": "b c d f g h k l m n p r s t v w br st tr pl gr".split(),
    "ru": "б в г д ж з к л м н п р с т ф х ц ч ш пр ст".split(),
    "ko": [chr(code) for code in range(0xAC00, 0xAC00 + 588 * 19, 29)],
    "ar": "ب ت ج ح د ر ز س ش ص ط ع ف ق ك ل م ن ه".split(),
}
_NUCLEI = {
    "en": "a e i o u ea ou".split(),
    "de": "a e i o u ä ö ü ei".split(),
    "es": "a e i o u á í ó ie".split(),
    "fr": "a e i o u é è ou ai".split(),
    "ru": "а е и о у ы я ю".split(),
    "uk": "а е и о у і ї я є".split(),
    "ko": [""],
    "ar": ["", "ا", "و", "ي"],
}
_KANA = [chr(code) for code in range(0x30A2, 0x30ED)]


@dataclass(frozen=True)
class Language:
    """Its words, most frequent first; `joint` stands between them."""

    code: str
    words: tuple[str, ...]
    weights: tuple[float, ...]  # cumulative
    joint: str

    def text(self, chance: random.Random, letters: int) -> str:
        count = 1 + letters // max(1, sum(len(word + self.joint) for word in self.words[:2_000]) // 2_000)
        chosen = chance.choices(self.words, cum_weights=self.weights, k=count)
        sentences = [self.joint.join(chosen[start : start + 14]) for start in range(0, count, 14)]
        return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def languages(seed: int = 1) -> dict[str, Language]:
    return {code: _language(code, random.Random(f"{seed}{code}")) for code in SHARES}


def _language(code: str, chance: random.Random) -> Language:
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words[_word(code, chance, syllables=1 + (len(words) > 60) + (len(words) > 2_000) * chance.randint(0, 2))] = None
    weights = tuple(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    return Language(code, tuple(words), weights, "" if code in ("zh", "ja") else " ")


def _word(code: str, chance: random.Random, syllables: int) -> str:
    if code == "zh":
        return "".join(chr(0x4E00 + int(6_000 * chance.random() ** 2)) for _ in range(max(2, syllables)))
    if code == "ja" and chance.random() < 0.4:
        return "".join(chance.choice(_KANA) for _ in range(syllables + 2))
    if code == "ja":
        return "".join(chr(0x4E00 + int(6_000 * chance.random() ** 2)) for _ in range(max(2, syllables)))
    onsets = _ONSETS[{"uk": "ru"}.get(code, code) if code in ("ru", "uk", "ko", "ar") else "latin"]
    parts = (chance.choice(onsets) + chance.choice(_NUCLEI[code]) for _ in range(syllables + 1))
    return "".join(parts) + chance.choice(("", "", "n", "s") if onsets is _ONSETS["latin"] else ("",))


def items(count: int, seed: int = 1) -> list[Item]:
    """Items of a title and a summary, about LETTERS characters each."""
    known, chance = languages(seed), random.Random(seed)
    codes = chance.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    return [_item(number, known[code], chance) for number, code in enumerate(codes)]


def _item(number: int, language: Language, chance: random.Random) -> Item:
    return Item(
        key=f"item-{number}",
        feed_id="feed",
        publisher="Publisher",
        title=language.text(chance, 70),
        summary=language.text(chance, LETTERS - 70),
        url=f"https://example.org/{number}",
        canonical_url=f"https://example.org/{number}",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        digest="",
        lang=language.code,
    )


def conditions(count: int, density: Density, seed: int = 1) -> list[str]:
    """Conditions of ten forms with three to eight terms each. Dense ones are made of the commoner words."""
    known, chance = languages(seed), random.Random(seed + 1)
    codes = chance.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    return [_condition(number, known[code], density, chance) for number, code in enumerate(codes)]


def _condition(number: int, language: Language, density: Density, chance: random.Random) -> str:
    a, b, c, d, e, f = (_term(language, density, chance) for _ in range(6))
    form = (
        f"{a} AND {b}",
        f"({a} OR {b}) AND ({c} OR {d})",
        f"{a} NEAR/20 {b}",
        f"{a} BEFORE/20 ({b} OR {c})",
        f"{a} AND ({b} OR {c} OR {d}) AND NOT {e}",
        f'"{a} {b}" OR ({c} AND {d})',
        f"title:{a} AND {b}",
        f"2 OF ({a}, {b}, {c})",
        f"{a} AND ({b} OR {c}) AND NOT {d}",
        f"({a} OR {b} OR {c}) NEAR/30 ({d} OR {e})",
    )[number % 10]
    return form if density == "dense" else f"({form}) AND ({f} OR {_term(language, density, chance)})"


def _term(language: Language, density: Density, chance: random.Random) -> str:
    """Ranks evenly by their logarithm: rules name rare things more often than a text does."""
    low, high = (60, 5_000) if density == "dense" else (300, VOCABULARY)
    word = language.words[int(low * (high / low) ** chance.random()) - 1]
    wildcard = len(word) > 5 and language.joint and language.code != "ko" and chance.random() < 0.1
    return f"{word}*" if wildcard else word


def terms(written: Sequence[str]) -> list[str]:
    """The words of conditions, each once, without wildcards: what the peers that only find words are given."""
    operators = {"AND", "OR", "NOT", "OF", "2"}
    found = (piece.strip('()",').removeprefix("title:").rstrip("*") for one in written for piece in one.split())
    return list(dict.fromkeys(word for word in found if word not in operators and not word.startswith(("NEAR", "BEF"))))
