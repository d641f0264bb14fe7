"""Finnish, Hungarian and Turkish: stems, and the chains of endings that follow them, in folded letters.

The chains are expressions: each link may be missing, and written out they would be thousands of forms.
"""

import re
from collections.abc import Iterator

from monitor.rules.grammar.chain import Chain, ending
from monitor.text import fold

# --- Finnish -----------------------------------------------------------------------------------------------------

_OWN = "(?:nsa|[aeiouy]n)?(?:kin|kaan|ko|pa|han)?"
_SINGULAR = f"(?:|a|ta|na|ksi|kse|[aeiouy]n|h[aeiouy]n|seen|n|t|ssa|sta|lla|lta|lle|tta){_OWN}"
_STRONG_SINGULAR = f"(?:|a|ta|na|[aeiouy]n|h[aeiouy]n|seen){_OWN}"  # before an open one, where the other is weak
_WEAK_SINGULAR = f"(?:n|t|ssa|sta|lla|lta|lle|ksi|tta){_OWN}"  # before a closed syllable only
_PLURAL = f"(?:a|ta|en|den|tten|hin|in|siin|na|neen|n|ssa|sta|lla|lta|lle|ksi|kse|tta){_OWN}"
_STRONG_PLURAL = f"(?:a|ta|en|den|tten|hin|in|siin|na|neen){_OWN}"
_WEAK_PLURAL = f"(?:den|tten|hin|ta|ssa|sta|lla|lta|lle|ksi|tta|n){_OWN}"
_PARTITIVE = f"(?:|ta|ten){_OWN}"
_PRESENT = (
    "(?:|n|t|mme|tte|vat|v[aeiou]n?|vien|via|[aeiou]|[aeiou]n|ma|maan|massa|masta|malla|matta"
    "|minen|mis.*|ko|kaa|koon|koot)"
)
_WEAK_PRESENT = "(?:n|t|mme|tte)"
_PAST = "(?:|n|t|mme|tte|vat|si|sin|sit|simme|sivat)"
_PASSIVE = "(?:taan|tiin|ttu|ttua|tun|tut|tuja|tty|tta[vk].*|tav.*|ty|tu|daan|tava.*)"
_PASSIVE_AFTER_VOWEL = "(?:taan|tt(?:iin|u|ua|un|ut|uja|y|a[vk].*|av.*))"
_PARTICIPLE = "(?:[nslr][uy]t|neet|neen|neiden|neita|seet|seen|leet|leen|reet)"
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr"),
)  # fmt: skip


def _weakened(stem: str) -> str:
    """Before a closed syllable: joukko-, joukon."""
    head, vowel = _before_last_vowels(stem)
    for strong, weak in _GRADES:
        if head.endswith(strong):
            return head[: -len(strong)] + weak + vowel
    if re.search("(?<![sth])[aeiouylrh]?[tpk]\\Z", head) and not re.search("[sth][tpk]\\Z", head) and len(head) > 1:
        return head[:-1] + {"t": "d", "p": "v", "k": ""}[head[-1]] + vowel
    return stem


def _strengthened(stem: str) -> str:
    """Where the base is weak: pakote, pakottee-."""
    head, vowel = _before_last_vowels(stem)
    for strong, weak in _GRADES:
        if head.endswith(weak) and not head.endswith(strong):
            return head[: -len(weak)] + strong + vowel
    if re.search("[aeiouylrh][dv]\\Z", head):
        return head[:-1] + {"d": "t", "v": "p"}[head[-1]] + vowel
    return stem


def _before_last_vowels(stem: str) -> tuple[str, str]:
    head = stem.rstrip("aeiouy")
    return head, stem[len(head) :]


Link = tuple[str, str]  # a stem, and what may follow it


def finnish(word: str) -> tuple[Chain, ...]:
    """Noun and, where it ends as an infinitive does, verb."""
    stems: dict[str, list[str]] = {}
    for stem, end in (*_finnish_noun(word), *_finnish_verb(word)):
        stems.setdefault(end, []).append(stem)
    return tuple(Chain(tuple(sorted(set(found))), ending(end)) for end, found in stems.items())


_CONSONANTAL = (  # what ends of nouns become before endings: singular, plural, and before the partitive
    ("nen", "se", "si", "s"), ("uus", "uude", "uuksi", "uut"), ("kas", "kkaa", "kkai", "kas"),
    ("das", "taa", "tai", "das"), ("us", "ukse", "uksi", "us"), ("ys", "ykse", "yksi", "ys"),
    ("os", "okse", "oksi", "os"), ("is", "ikse", "iksi", "is"), ("es", "ekse", "eksi", "es"),
    ("in", "ime", "imi", "in"), ("on", "oma", "omi", "on"), ("as", "aa", "ai", "as"),
)  # fmt: skip


def _finnish_noun(word: str) -> Iterator[Link]:
    for end, singular, plural, partitive in _CONSONANTAL:
        if word.endswith(end):
            head = word.removesuffix(end)
            yield from ((head + singular, _SINGULAR), (head + plural, _PLURAL), (head + partitive, _PARTITIVE))
            return
    if word.endswith("e"):
        strong = _strengthened(word)
        yield from ((strong + "e", _SINGULAR), (strong + "i", _PLURAL), (word, f"(?:|tta){_OWN}"))
        return
    weak = _weakened(word)
    changes = weak != word
    yield from ((word, _STRONG_SINGULAR if changes else _SINGULAR), (weak, _WEAK_SINGULAR))
    plurals = {"a": ("oi", "oj", "i"), "i": ("ei", "ej", "e"), "u": ("ui", "uj"), "o": ("oi", "oj"), "y": ("yi", "yj")}
    for end in plurals.get(word[-1], ("ei", "ej", "i")):
        bare = (word[:-1], weak[:-1]) if word[-1] in plurals else (word, weak)
        yield from ((bare[0] + end, _STRONG_PLURAL if changes else _PLURAL), (bare[1] + end, _WEAK_PLURAL))


def _finnish_verb(word: str) -> Iterator[Link]:
    if word.endswith("aada"):  # saada, sai
        yield from _consonantal_verb(word[:-2], word[:-3] + "i", word[:-2])
    elif re.search("[oi]da\\Z", word):
        yield from _consonantal_verb(word[:-2], word[:-2], word[:-2])
    elif word.endswith("hda"):  # tehda, teke-
        yield from _consonantal_verb(word[:-3] + "ke", word[:-3] + "ki", word[:-2])
        yield word[:-3] + "e", _WEAK_PRESENT
    elif re.search("sta\\Z|([lnr])\\1a\\Z", word):
        stem = word[:-2]
        yield from _consonantal_verb(stem + "e", stem + "i", stem)
    elif re.search("ita\\Z", word):
        yield from _consonantal_verb(word[:-2] + "tse", word[:-2] + "tsi", word[:-2] + "t")
        yield word[:-2] + "n", _PARTICIPLE
    elif re.search("[aouy]ta\\Z", word):
        strong = _strengthened(word[:-2])
        yield from _consonantal_verb(strong + "a", strong + "si", word[:-2] + "t")
        yield word[:-2] + "n", _PARTICIPLE
    elif len(word) > 4 and re.search("[aeiouy]a\\Z", word):
        yield from _vocalic_verb(word[:-1])


def _consonantal_verb(present: str, past: str, bare: str) -> Iterator[Link]:
    yield from ((present, _PRESENT), (past, _PAST), (bare, _PASSIVE), (bare, _PARTICIPLE))


def _vocalic_verb(stem: str) -> Iterator[Link]:
    weak = _weakened(stem)
    yield from ((stem, _PRESENT), (weak, _WEAK_PRESENT), (stem, _PARTICIPLE))
    passive = weak[:-1] + "e" if weak.endswith("a") else weak
    yield passive, _PASSIVE_AFTER_VOWEL
    if stem[-1] in "ae":
        yield from ((stem[:-1] + "i", _PAST), (weak[:-1] + "i", _WEAK_PRESENT), (stem[:-1] + "oi", _PAST))
        yield re.sub("ta\\Z", "si", stem) if re.search("[lnr]ta\\Z", stem) else stem[:-1] + "i", _PAST
    else:
        yield from ((stem + "i", _PAST), (weak + "i", _WEAK_PRESENT))


# --- Hungarian ---------------------------------------------------------------------------------------------------

_HUNGARIAN_CASES = (
    "[aeou]?t|n[ae]k|[vbcdfghjklmnprstzy]{1,2}[ae]l|[bvr][ae]|b[ae]n|b[oe]l|r[oe]l|t[oe]l|h[oe]z|n[ae]l|[aeou]?n|ert|ig|kent"
    "|[vbcdfghjklmnprstzy]{1,2}[ae]|ul"
)
_HUNGARIAN_OWN = "[aeo]?k|i|j?[ae]i?|[aeou]?nk|j?[aeu]i?k|[ae]?i?nk|j?[ou]k|[ae]?it|e|ek|[ae]i"
HUNGARIAN = (
    f"(?:(?:{_HUNGARIAN_OWN})?(?:{_HUNGARIAN_CASES})?|[oe]tt(?:[ae]k?|[ae]m|uk|unk)?|[ae]n[ae]k?|n[ae]k?|[ae]?ni"
    "|j[aeou]k?|i|ik|unk|nek|nak|s[oe]n|va|ve|het.{0,4}|hat.{0,4})"
)
_HUNGARIAN_PAST = "t(?:[ae]k?|[ae]m|uk|unk|am|em)?"


def hungarian(word: str) -> tuple[Chain, ...]:
    """Nouns and verbs; the vowel that some nouns drop before an ending is dropped too: sátor, sátrak."""
    stems = {word}
    if (dropped := re.fullmatch("(..+[^aeiou])[oe]([lrm]|ly)", word)) is not None:
        stems.add(dropped[1] + dropped[2])
    chains = (Chain(tuple(sorted(stems)), ending(HUNGARIAN)),)
    past = f"t{_HUNGARIAN_PAST}" if word[-1] in "aeiou" else _HUNGARIAN_PAST
    return (*chains, Chain((word,), ending(past)))


# --- Turkish -----------------------------------------------------------------------------------------------------


def turkish(raw: str) -> tuple[Chain, ...]:
    """Noun, or verb where it ends in -mek or -mak; the vowels of the endings follow the last one of the word."""
    small = raw.replace("İ", "i").replace("I", "ı").lower()
    if re.search("m[ae]k\\Z", small) and len(small) > 4:
        return (_turkish_verb(small[:-3]),)
    open_vowel, close = _harmony(small)
    return (Chain(_turkish_noun_stems(fold(small)), ending(_turkish_noun(open_vowel, close))),)


def _harmony(small: str) -> tuple[str, str]:
    """The open and the close vowel, folded, that endings have after a word: ı and i are one letter, u and ü too."""
    last = (re.findall("[aeıioöuü]", small) or ["e"])[-1]
    close = "u" if last in "oöuü" else "i"
    is_loan = last in "aou" and small[-1] in "lt"  # kontrol, kontrolü; saat, saati
    return ("[ae]" if is_loan else "a" if last in "aıou" else "e"), ("[iu]" if is_loan else close)


def _turkish_noun_stems(word: str) -> tuple[str, ...]:
    soft = {"nk": "ng", "k": "g", "p": "b", "t": "d"}
    found = {word} | {word[: -len(end)] + other for end, other in soft.items() if word.endswith(end) and len(word) > 3}
    return tuple(sorted(found))


_OF = "ki(?:ler(?:in|i|e|den)?)?"  # cephedeki


def _turkish_noun(a: str, i: str) -> str:
    case = f"n{i}n|{i}n|y?{i}|n{i}|y?{a}|n{a}|n?[dt]{a}n?|n?[dt]{a}{_OF}|y?l{a}|n?c{a}|{i}nc{a}|s{i}z|l{i}k?"
    plural_case = "nin|in|n?[iu]|n?[ae]|n?d[ae]n?|n?d[ae]{_OF}|yl[ae]|l[ae]|c[ae]|nc[ae]|nd[ae]n?"
    own = f"{i}m{i}z|{i}n{i}z|m{i}z|n{i}z|s?{i}|{i}m|{i}n"
    plural = f"l{a}r(?:[iu]m[iu]z|[iu]n[iu]z|[iu]m?|[iu]n)?(?:{plural_case})?"
    return f"(?:(?:{own})?(?:{case})?|{plural})(?:d[iu]r|t[iu]r|yd[iu]|ym[iu]s)?"


def _turkish_verb(small: str) -> Chain:
    stem = fold(small)
    voice = "(?:[iu]?l|[iu]?n|t[iu]r|[iu]?t|d[iu]r)?" if re.search("[aeiou]", stem) else ""
    person = "(?:m|n|k|l[ae]r|sin|s[iu]n|[iu]m|[iu]z|s[iu]n[iu]z|n[iu]z|d[iu]r)?"
    noun = "(?:l[ae]r)?(?:s?[iu]n?|[iu]m[iu]z|[iu]n[iu]z)?(?:n?[iu]n|y?[iu]|n?[ae]|n?d[ae]n?|yl[ae]|y[ae])?(?:d[iu]r)?"
    tense = (
        "(?:[iu]?yor(?:du|sa|mus)?|y?[ae]c[ae]k(?:ti|mis|sa)?|[dt][iu]|m[iu]s(?:t[iu]|l[ae]rd[iu])?|[iuae]?r(?:d[iu])?"
        "|m[ae]z|s[ae]|m[ae]l[iu])"
    )
    named = "(?:y?[ae]n|[dt][iu][kg]|y?[ae]c[ae][kg]|m[ae]|m[ae]k|m[iu]s|y?[iu]s)"
    other = "(?:y?[iu]p|y?[ae]r[ae]k|y?[iu]nc[ae]|m[ae]kt[ae](?:d[iu]r|yd[iu])?|s[iu]n(?:l[ae]r)?|m[ae]d[ae]n)"
    stems = {stem, stem[:-1]} if stem[-1] in "aeiu" else {stem, stem[:-1] + "d"} if stem[-1] == "t" else {stem}
    chain = f"{voice}(?:m[aeiu])?(?:{tense}{person}(?:d[iu]r)?|{named}{noun}|{other})"
    return Chain(tuple(sorted(one for one in stems if len(one) > 1)), ending(chain))
