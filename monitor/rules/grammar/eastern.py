"""Greek, Hindi, Indonesian, Japanese and Persian, in folded letters (see table)."""

import re
from functools import cache
from itertools import product

from monitor.rules.grammar.table import Table, read
from monitor.text import fold

GREEK = r"""
ικοσ : ικου ικο ικη ικησ ικα ικοι ικων ικεσ ικουσ ικε
οσ : οσ ου ο ε οι ων ουσ
ησ : ησ η ησ εσ ων
ευσ : ευσ εα εισ εων
ασ : ασ α εσ ων αδων αδεσ
μα : μα ματοσ ματα ματων
(ω|σ|ξ|ψ)η : \1ησ \1εισ \1εων \1εωσ \1εσ \1ων
η : ησ εσ ων
α : ασ εσ ων
ο : ου α ων
ι : ιου ια ιων

$σ = ω εισ ει ουμε ετε ουν α εσ ε αμε ατε αν
$παθ = ομαι εσαι εται ομαστε εστε ονται ομουν οταν ονταν ομενοσ ομενη ομενο ομενοι ομενων ομενα οντασ
τιθεμαι : τιθεται τιθενται τεθηκε τεθηκαν τεθει τεθουν τιθοταν τιθεμενοσ τιθεμενη τιθεμενοι τιθεμενα
ομαι : εται ονται ομουν οταν ονταν ομαστε ομενοσ ομενη ομενο ομενοι ομενα ομενων
ευω : ευω ευεισ ευει ευουμε ευετε ευουν ευε ευαν ευεται ευονται ευσω ευσει ευσουν ευσε ευσαν εψω εψει εψουν εψε εψαν
 ευτηκε ευτηκαν ευθηκε ευθηκαν ευτει ευθει ευτουν ευθουν ευμενοσ ευμενη ευμενο ευμενοι ευμενα ευμενων ευμενουσ ευοντασ
(ζ|ν)ω : \1ω \1εισ \1ει \1ουμε \1ετε \1ουν \1ε \1αν \1εται \1ονται \1οντασ σω σει σουμε σετε σουν σε σαν ξω ξει ξουν
 ξε ξαν
 στηκε στηκαν θηκε θηκαν χθηκε χθηκαν χτηκε χτηκαν στει θει στουν θουν σμενοσ σμενη σμενο σμενοι σμενα μενοσ μενη μενο
 μενοι μενα
ω : ω εισ ει αει ουμε αμε ετε ατε ουν ανε ουσε ουσαν ησω ησει ησουν ησε ησαν ηθηκε ηθηκαν ηθει ηθουν ειται ουνται αται
 ωνται
 ημενοσ ημενη ημενο ημενοι ημενα ημενουσ ημενων ε αν εται ονται ωντασ οντασ

^([^αεηιουω])ελνω : ε\1ελνε ε\1ελναν ε\1ειλε ε\1ειλαν \1ειλει \1ειλουν \1ειλω \1ειλουμε \1αλθηκε \1αλθηκαν \1αλθει
 \1αλμενοσ \1αλμενοι
^στελνω : εστελνε εστελναν εστειλε εστειλαν εστειλα στειλει στειλουν στειλω στειλουμε στειλαμε σταλθηκε σταλθηκαν
 σταλθει
 σταλθουν σταλμενοσ σταλμενοι σταλμενη σταλμενα
αινω : ανε αναν ανει ανουν
γραφω : γραψε γραψαν γραψει γραψουν γραφτηκε γραφτηκαν γραφηκε γραφηκαν γραφει γραφουν γραμμενοσ γραμμενη γραμμενο
[φπβ]ω : ψε ψαν ψει ψουν φθηκε φθηκαν φτηκε φτηκαν
[γκχ]ω : ξε ξαν ξει ξουν χθηκε χθηκαν χτηκε χτηκαν
στελνω : στειλε στειλαν στειλει στειλουν σταλθηκε σταλθηκαν σταλει σταλμενοι
ριχνω : ριξε ριξαν ριξει ριξουν εριξε εριξαν
δινω : εδωσε εδωσαν δωσει δωσουν δοθηκε δοθηκαν δοθει
παιρνω : πηρε πηραν παρει παρουν
σκοτωνω : σκοτωσε σκοτωθηκε σκοτωθηκαν σκοτωσει
"""

_GREEK_PREFIX = "(παρ|κατ|επ|απ|αντ|μετ|υπ|δι)[αιο](?=[^αεηιουω])"


def greek(word: str) -> frozenset[str]:
    """Forms of the table; of verbs also those that the past begins with ε: έγραψε, υπέγραψε."""
    forms = _greek_table().forms(word)
    if not fold(word).endswith("ω"):
        return forms
    past = [form for form in forms if re.search("(?:[αε]|εσ|αν)\\Z", form)]
    inside = {re.sub(f"\\A{_GREEK_PREFIX}", r"\1ε", form) for form in past}
    return forms | inside | {"ε" + form for form in past if re.match("[^αεηιουω]", form)}


@cache
def _greek_table() -> Table:
    return read(GREEK)


HINDI = r"""
([ँ-हऽ़ा-ौ्])ी : \1ियाँ \1ियां \1ियों
ि : ियाँ ियां ियों
ा : े ों ाओं ाएँ ाएं
ू : ुओं ुओ
ु : ुओं
[क-ह़] : \g<0>ों \g<0>ें

करना : किया किए किये कीं की_गई की_गयी की_गईं की_जा
देना : दिया दिए दिये दीं दी_है दी_थी दी_हैं दी_गई दी_गयी दी_गईं दी_जा
लेना : लिया लिये लीं ली_है ली_थी ली_हैं ली_गई ली_गयी ली_गईं ली_जा

([ाेोी])ना : \1 \1ता \1ते \1ती \1तीं \1या \1ये \1ए \1यी \1ई \1ईं \1यीं \1कर \1ने \1नी \1ने \1एगा \1एगी \1एंगे \1एँगे
 \1येगा \1ओ \1ऊंगा
ना : - ता ते ती तीं ा े ी ीं कर के ने नी ेगा ेगी ेंगे ेंगी ें ो ूंगा वाया वाए
"""


# --- Persian -----------------------------------------------------------------------------------------------------

_PERSIAN_PRESENT = {
    "فرستادن": "فرست", "کردن": "کن", "دادن": "ده", "زدن": "زن", "گفتن": "گوي", "شدن": "شو", "رفتن": "رو", "آمدن": "آي",
    "گرفتن": "گير", "ساختن": "ساز", "کشتن": "کش", "بستن": "بند", "گذاشتن": "گذار", "داشتن": "دار", "آوردن": "آور",
    "بردن": "بر", "فروختن": "فروش", "خریدن": "خر", "پرداختن": "پرداز", "افتادن": "افت", "انداختن": "انداز",
}  # fmt: skip
_PERSIAN_PERSONS = (
    "",
    "م",
    "د",
    "يم",
    "يد",
    "ند",
    "ه",
    "هاند",
    "هام",
    "هايم",
    "هايد",
    "هاست",
    "هبود",
    "هبودند",
    "هشد",
    "هشدند",
)
_PERSIAN_NOUN = (
    *("ي", "ها", "هاي", "هايي", "هايش", "هايشان", "هايمان", "هارا", "ان", "اني", "انش", "انشان", "يان", "گان"),
    *("ش", "شان", "مان", "م", "ت", "تان", "را", "ات", "جات", "اي"),
)


def persian(word: str) -> frozenset[str]:
    """Forms of a folded word: plurals and possessives of a noun, persons and tenses of a verb that ends in ن."""
    forms = {word, *(word + end for end in _PERSIAN_NOUN)}
    if word.endswith("ه"):
        forms |= {word[:-1] + end for end in ("گان", "گاني", "ات", "اتي")}
    if re.search("[تد]ن\\Z", word) and len(word) > 3:
        past = word[:-1]
        present = {_PERSIAN.get(word, ""), past[:-2] if past.endswith("يد") else ""} - {""}
        stems = {past, *present}
        forms |= {a + stem + b for a, stem, b in product(("", "مي", "نمي", "ن"), stems, _PERSIAN_PERSONS)}
        forms |= {"ب" + stem + b for stem, b in product(present, _PERSIAN_PERSONS)}
        forms -= present
    return frozenset(forms)


_PERSIAN = {verb.replace("ک", "ك").replace("ی", "ي").replace("آ", "ا"): stem.replace("ک", "ك").replace("آ", "ا")
            for verb, stem in _PERSIAN_PRESENT.items()}  # fmt: skip


# --- Indonesian and Malay ----------------------------------------------------------------------------------------

_NASAL = (  # what stands before the root after me- and pe-, by its first letters; whether these are dropped
    ("[aiueogh]", "ng", False), ("k", "ng", True), ("kh", "ng", False), ("[bfv]", "m", False), ("p", "m", True),
    ("pr", "m", False), ("[cdjz]", "n", False), ("t", "n", True), ("s", "ny", True), ("sy", "n", False),
    ("[lmnrwy]", "", False),
)  # fmt: skip
_SUFFIXES = ("", "kan", "i", "an")
_ENCLITICS = ("", "nya", "lah", "kah")


def indonesian(word: str) -> frozenset[str]:
    """Forms of a folded root: kirim → mengirim, dikirim, terkirim, pengiriman …"""
    nasal = {word}
    for first, sound, is_dropped in _NASAL:
        if re.match(first, word):
            root = word[1:] if is_dropped else word
            nasal |= {"me" + sound + root, "pe" + sound + root}
    before = {prefix + word for prefix in ("di", "ber", "ter", "per", "memper", "diper", "ke", "se", "pe")}
    whole = {stem + suffix + end for stem in nasal | before for suffix in _SUFFIXES for end in _ENCLITICS}
    return frozenset(form for form in whole if not re.match(f"(?:ke|se){word}(?:kan|i)?\\Z", form))


# --- Japanese ----------------------------------------------------------------------------------------------------

_ROWS = {
    "う": "わいうえおっ", "く": "かきくけこいっ", "ぐ": "がぎぐげごい", "す": "さしすせそ", "つ": "たちつてとっ",
    "ぬ": "なにぬねのん", "ぶ": "ばびぶべぼん", "む": "まみむめもん", "る": "らりるれろっ",
}  # fmt: skip
_AFTER_ONE_STEM = "るたてまなられよずろさ"  # what follows the only stem of a verb such as 食べる
_E_AND_I = "いきしちにひみりぎじびえけせてねへめれげぜべ"


def japanese(word: str) -> frozenset[str]:
    """Beginnings of a verb's or an adjective's forms, since text is read at any position: 送る → 送ら, 送り …"""
    stem, last = word[:-1], word[-1:]
    if word.endswith("する") and len(word) > 2:
        return frozenset(word[:-2] + end for end in ("する", "し", "さ", "せ", "すれ", "でき"))
    if len(word) < 2 or last not in "い" + "".join(_ROWS):
        return frozenset((word,))
    if last == "い":
        return frozenset(stem + end for end in ("い", "く", "か", "け", "さ"))
    if last == "る" and stem[-1] in _E_AND_I:
        return frozenset(stem + end for end in _AFTER_ONE_STEM)
    return frozenset(stem + end for end in _ROWS[last])
