"""Codes of languages (ISO 639-1), and what people write in their place."""

import re

# Of old are iw, in, ji, mo and sh, and some feeds still say them. Not here is kr, Kanuri: who writes it means Korean.
CODES = frozenset(
    re.findall(
        r"\w+",
        """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji
    jv ka kg ki kj kk kl km kn ko ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """,
    )
)
BY_NAME = {
    "arabic": "ar", "chinese": "zh", "czech": "cs", "english": "en", "farsi": "fa", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "spanish": "es",
    "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
}  # fmt: skip
BY_COUNTRY = {
    "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "il": "he", "ir": "fa", "jp": "ja", "kp": "ko",
    "kr": "ko", "kz": "kk", "rs": "sr", "tw": "zh", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip


def code_meant(text: str) -> str | None:
    """The code that was probably meant by a word that is none."""
    word = text.lower()
    meant = BY_NAME.get(word) or BY_COUNTRY.get(word)
    return meant or (word if word in CODES and word != text else None)


def is_code(text: str) -> bool:
    """Whether it is a language's code. Of those with three letters there are thousands."""
    return text in CODES or re.fullmatch("[a-z]{3}", text) is not None
