"""Languages of texts, guessed from their function words: enough to say that a text is not in a language.

Only languages of Latin letters are told apart; that is where words of one look like forms of another.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

# Some of each that news are full of, folded. One that several languages share tells nothing, or of all of them.
_FUNCTION_WORDS = {
    "en": "the of and to for with is are was from that has have by as at on after its says said than will be not who",
    "de": "der die das und den dem des ein eine ist mit von fur auf im nicht sich aus bei nach sind hat zum zur werden",
    "fr": "le la les des du et un une est dans pour sur par avec au aux que qui ne pas sont ont ses son d l en",
    "es": "el la los las de del y un una es en para por con que no se al su sus mas tras fue han",
    "pt": "o os as de do da dos das e um uma em no na nos nas para por com que nao se ao foi mais sao",
    "it": "il lo la gli di del della dei e un una in per con che non si da al alla sono nel nella dal ha",
    "ca": "el la els les de del i un una en per amb que no es al als ha han dels",
    "nl": "de het een en van in op met voor is zijn niet aan door uit bij naar om dat te heeft werd worden",
    "sv": "och i att det som en pa ar av for med den till inte har om ett sig var efter fran vid",
    "da": "og i at det som en pa er af for med den til ikke har om et sig var efter fra ved",
    "no": "og i at det som en pa er av for med den til ikke har om et seg var etter fra ved",
    "pl": "i w na z do nie sie o jest to ze za od po przez dla jak sa ma oraz przed",
    "cs": "a v na s do ne se o je to ze za od po pro jak jsou ma i k z byl",
    "ro": "si in de la cu din pe un o este sunt pentru ca nu a au fost prin se dupa",
    "fi": "ja on ei se etta oli ovat myos kun mukaan joka mutta tai hanen kuin vuonna jo",
    "hu": "a az es egy nem hogy is meg volt ez azt szerint ki de el mar csak minden",
    "tr": "ve bir bu da de icin ile olarak cok daha sonra gibi kadar ancak olan ne ise",
    "id": "dan yang di ke dari untuk dengan ini itu pada tidak dalam akan oleh telah juga",
    "hr": "i u na je se da za od su s o iz ne ce koji nije po kako bi",
}
_KIN = ("es", "pt", "ca", "it"), ("da", "no", "nb", "nn", "sv"), ("cs", "sk"), ("hr", "sr", "bs", "sl"), ("id", "ms")
FEWEST = 2  # function words that a language must have, and as many times those of another


def spoken(words: Iterable[str]) -> str | None:
    """The language of folded words; None where they do not tell."""
    telling = _telling()
    found = Counter(language for word in words for language in telling.get(word, ()))
    (first, count), (_, next_count) = (*found.most_common(2), ("", 0), ("", 0))[:2]
    return first if count >= FEWEST and (count >= FEWEST * next_count or _are_kin(set(found))) else None


def language_of(words: Iterable[str], lang: str) -> str | None:
    """The language of folded words: as their feed says, `zh-Hant` without its script, else as they tell."""
    return primary(lang) or spoken(words)


def primary(lang: str) -> str:
    """The language of a tag: `zh` of `zh-Hant`."""
    return lang.partition("-")[0].lower()


def may_be(language: str, other: str | None) -> bool:
    """Whether a text that speaks `other` may be in `language`, or in one so near that it has the same forms."""
    return other is None or _are_kin({language, primary(other)})


def _are_kin(languages: AbstractSet[str]) -> bool:
    return len(languages) == 1 or any(languages <= set(kin) for kin in _KIN)


@cache
def _telling() -> dict[str, frozenset[str]]:
    """By function word the languages that have it, where these are near to each other: a and un tell nothing."""
    having: dict[str, set[str]] = {}
    for language, listed in _FUNCTION_WORDS.items():
        for word in listed.split():
            having.setdefault(word, set()).add(language)
    return {word: frozenset(found) for word, found in having.items() if _are_kin(found)}
