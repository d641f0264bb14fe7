"""Arabic and Hebrew: short words are written together with the next one, and words change at both ends."""

import re
from collections.abc import Iterator
from itertools import product

from monitor.rules.grammar.chain import Chain, ending

_ARABIC = ("", "و", "ف"), ("", "ب", "ك", "ل", "ال", "بال", "كال", "لل", "س")
_HEBREW = ("", "ו"), ("", "ש", "כש", "לכש", "מש"), ("", "ה", "ב", "ל", "מ", "כ", "מה", "לה", "בה")
_LONGEST_CLITICS = 6  # letters, of all that may stand before a word at once


def takes_clitics(folded: str) -> bool:
    """Whether it is a word of Arabic or Hebrew letters."""
    return "\u0590" <= folded[:1] <= "\u06ff"


def is_hebrew(folded: str) -> bool:
    return "\u0590" <= folded[:1] <= "\u05ff"


def clitic_bases(folded: str) -> Iterator[str]:
    """Words of which `folded` may be a clitic form, and others: `clitic_forms` of each has the last word."""
    for start in range(min(_LONGEST_CLITICS, len(folded) - 1) + 1):
        yield folded[start:]
        if folded.endswith("لل", 0, start):
            yield "ال" + folded[start:]


def clitic_forms(folded: str, shortest: int = 3) -> frozenset[str]:
    """`folded` with the conjunctions, prepositions and articles of its language written before it.

    Words of fewer than `shortest` letters stay alone: with a letter before them they are too often another word.
    """
    if len(folded) < shortest:
        return frozenset((folded,))
    if is_hebrew(folded):
        return frozenset("".join(before) + folded for before in product(*_HEBREW))
    first, second = _ARABIC
    forms = {a + b + folded for a in first for b in second}
    if folded.startswith("ال"):  # the article melts into the preposition: ل + الجيش is للجيش
        forms = {a + b + folded for a in first for b in ("", "ب", "ك")} | {a + "لل" + folded[2:] for a in first}
    return frozenset(forms)


# --- Arabic ------------------------------------------------------------------------------------------------------

_OWN = "(?:ه|ها|هم|هن|هما|نا|كم|ك|ي)?"
_NOUN = f"(?:{_OWN}|ا|ين|ون|ان|اء|ات{_OWN}|ة|ت{_OWN}|تين|تان|ية|يه|يا|يين|يون|يات|وا|يي)"
_OF_FEMININE = f"(?:ة|ت{_OWN}|تا|تي|تين|تان|ات{_OWN}|اتي)"
_OF_SHORT_FEMININE = f"(?:ة|ت{_OWN[:-1]}|تين|تان|ات{_OWN})"  # قوت is no form of قوة
_PAST = "(?:ت|وا|نا|تا|ا|ن|تم|ه|ها|هم|ته|تها|تهم|وه|وها|وهم)?"
_PRESENT = "(?:ون|ان|وا|ا|ين|ن|ه|ها|هم|ونه|ونها|ونهم)?"
_PERSONS = tuple("".join(one) for one in product(("", "و", "ف"), ("", "س", "ل"), "يتن"))


def arabic(word: str) -> tuple[Chain, ...]:
    """A noun's endings and, of what may be a verb, its persons. Broken plurals need a dictionary, which we have not."""
    if word.endswith("ة") and len(word) >= 3:
        bare = tuple(sorted(form[:-1] for form in clitic_forms(word)))
        return (Chain(bare, ending(_OF_FEMININE if len(word) > 3 else _OF_SHORT_FEMININE)),)
    noun = Chain(tuple(sorted(clitic_forms(word))), ending(_NOUN))
    if word.startswith("ال") or len(word) < 3 or (word.startswith("م") and len(word) > 3):
        return (noun,)
    past = Chain(tuple(sorted(a + stem for a in ("", "و", "ف") for stem in _past_stems(word))), ending(_PAST))
    stems = {before + stem for before in _PERSONS for stem in _present_stems(word)}
    return noun, past, Chain(tuple(sorted(stems)), ending(_PRESENT))


def _past_stems(word: str) -> Iterator[str]:
    yield word
    if re.search("\\Aا..+ي\\Z|\\A..[اي]\\Z", word):  # اجرى, folded اجري: اجرت, اجروا
        yield word[:-1]


def _present_stems(word: str) -> Iterator[str]:
    """Without the alif that stands before the past only; with the other long vowels that weak roots have."""
    stem = word.removeprefix("ا") if len(word) > 3 else word
    yield stem
    if len(stem) == 3 and stem[1] == "ا":  # قال, يقول
        yield from (stem[0] + "و" + stem[2], stem[0] + "ي" + stem[2])
    elif len(stem) >= 2 and stem[-2:-1] == "ا":  # اطاح, يطيح
        yield stem[:-2] + "ي" + stem[-1]
    if len(word) == 3 and word[0] == "و":  # وصل, يصل
        yield word[1:]


# --- Hebrew ------------------------------------------------------------------------------------------------------

_MEDIAL = str.maketrans("ךםןףץ", "כמנפצ")
_HEBREW_NOUN = "(?:ים|ות|יות|ת|י|יי|ית|יה|יו|יך|ינו|יהם|יהן|ו|ם|ן|נו|ך|ך|ותיה|ותיו|ותיהם|תי|תם|תו|תה|יים)?"
_HEBREW_FEMININE = "(?:ת|ות|תי|תו|תה|תם|תנו|ותי|ותיו|ותיה|ותיהם|ותינו|ית)"
_INTENSIVE_PERSONS = tuple("".join(one) for one in product(("", "ו"), ("", "ש", "כש"), "יתנאלמ"))

# Of three letters nearly any may be noun or verb, and טיל, a missile, with a verb's prefix is "will impose" (תטיל):
# only these are verbs. Left out is what news have as a noun of another meaning (עבד, לחם, שלט, פרס).
_HEBREW_VERBS = frozenset(
    re.findall(
        r"\w+",
        """
    שלח תקף אמר הרג כתב ירה נפל פגע חתם עצר תפס לכד ירד יצא שבר סגר פתח מסר קבע דחה הרס פרץ טען בדק חקר אסר נתן לקח עבר
    חזר הלך בחר ברח גנב זרק חטף חצה טבע כבש מנע מצא נטש ספג עזב עלה פלש פרש קנה קרא קרס ראה רצה רצח רכש שדד
    שמע שרף תמך תבע מכר נסע נאם נקט עמד פנה פסק רמז דרש הדף חסם חשף קטל
    """,
    )
)
_BEFORE_PAST = ("", "ו", "ש", "כש", "וש")
_HEBREW_DEED = "(?:ים|ות|י|ו)?"  # a noun's endings where a verb is one too; משלחת, a delegation, is not one of שלח's
_DROP_THEIR_FIRST = frozenset(("נפל", "נתן", "נסע", "יצא", "ירד", "לקח", "הלך"))  # ייפול, תצא
# What stands before a root, by what may follow it; א- and most of נ-…ת are more often nouns: ארצות, נבחרת.
_STRONG_PERSONS = {("י", "יי"): "ו?", ("ת", "תי"): "[וי]?", ("ל",): "ת?", ("נ",): "(?:ה|ו|ים)?"}
_WEAK_PERSONS = {("י", "יי"): "[הו]", ("ת", "תי"): "[הוי]", ("ל",): "ות", ("נ",): "ה"}


def hebrew(word: str) -> tuple[Chain, ...]:
    """A noun's plurals and possessives; of what is surely a verb also its tenses, as far as letters tell them."""
    stem = word.translate(_MEDIAL)
    nouns = {word, stem}
    with_clitics = {form for one in nouns if len(one) > 1 for form in clitic_forms(one, shortest=2)}
    noun = Chain(tuple(sorted(with_clitics)), ending(_HEBREW_NOUN))
    if word.endswith("ה") and len(word) > 3:
        return noun, Chain(tuple(sorted(clitic_forms(stem[:-1]))), ending(_HEBREW_FEMININE))
    if len(word) == 4 and word[1] == "י" and word[2] not in "יו":  # שיגר, ישגר; דיון is a noun
        future = {person + word[0] + word[2:] for person in _INTENSIVE_PERSONS}
        past = {before + word for before in _BEFORE_PAST}
        return noun, Chain(tuple(sorted(future | past)), ending("(?:ה|ו|ת|תי|נו|ים|ות)?"))
    if word not in _HEBREW_VERBS:
        return (noun,)
    deed = Chain(tuple(one for one in noun.stems if "מ" not in one[:-3]), ending(_HEBREW_DEED))  # not מכתב
    return (deed, *(_weak_verb(word[:-1]) if word.endswith("ה") else _strong_verb(word, stem)))


def _strong_verb(word: str, stem: str) -> Iterator[Chain]:
    first, second, last = tuple(stem)
    yield Chain(tuple(before + stem for before in _BEFORE_PAST), ending("(?:ה|ו|ת|תי|נו|תם)"))
    roots = {stem, f"{first}{second}ו{last}", word, f"{first}{second}ו{word[-1]}"}
    if word in _DROP_THEIR_FIRST:
        roots |= {root[1:] for root in roots}
    yield from _persons(roots, _STRONG_PERSONS)
    present = {a + f"{first}ו{second}{one}" for a in ("", "ו", "ש", "ה") for one in (last, word[-1])}
    yield Chain(tuple(sorted(present)), ending("(?:ים|ות|ת)?"))


def _weak_verb(stem: str) -> Iterator[Chain]:
    """Of ירה, without its ה."""
    first, second = tuple(stem)
    yield Chain(tuple(before + stem for before in _BEFORE_PAST), ending("(?:ה|תה|ו|ית|יתי|ינו|יתם)"))
    yield from _persons({stem}, _WEAK_PERSONS)
    yield Chain(tuple(a + f"{first}ו{second}" for a in ("", "ו", "ש", "ה")), ending("(?:ה|ים|ות)"))


def _persons(roots: set[str], persons: dict[tuple[str, ...], str]) -> Iterator[Chain]:
    for before, after in persons.items():
        stems = {a + b + c + root for a in ("", "ו") for b in ("", "ש", "כש") for c in before for root in roots}
        yield Chain(tuple(sorted(stems)), ending(after))
