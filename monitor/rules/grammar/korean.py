"""Korean: particles follow a noun without a space, and verbs change their last syllable."""

# After the list of particles in the Standard Korean Language Dictionary; longer chains are built from them. 서 is short
# for 에서, as headlines write it: 쿠르스크서. ㄴ is short for 는: 에선, 으론.
_CASE = (
    "이|가|을|를|은|는|의|에|와|과|로|으로|도|만|께|께서|에서|서|에게|한테|에게서|한테서|로부터|으로부터"
    "|부터|까지|처럼|보다|마다|조차|마저|밖에|엔|에선|으론|에겐|한텐|까진|부턴|보단|로서|으로서|로써|으로써"
)
_AFTER_CASE = "은|는|도|만|의|이|을|를|까지|까지도|까지는|부터|조차|마저|보다|라도|이라도|서|서는|서도|서의|써|가|과|와"
_COPULA = (
    "이다|다|이며|며|이고|고|인|이라|라|이라고|라고|이라는|라는|이란|란|이나|나|이든|든|이자|입니다|이었다|였다"
    "|이지만|지만|인데|인지|이라며|라며|이라면|이라서|라서|이라도|라도|이었고|였고|이었던|였던|이었으며|였으며|이었지만|였지만|이므로|이니|이면"
    "|이었다고|였다고|이냐|이라지만|이란다|이기도|임을|임이|일까"
)
_LATER = "랑|이랑|하고|뿐|뿐만|뿐인|대로|만큼|같이|측|측은|측이|측의|들"
PARTICLES = rf"(?:들)?(?:(?:{_CASE})(?:{_AFTER_CASE})?|(?:{_COPULA})|{_LATER})?"
NOUN_AS_VERB = r"(?:하|한|할|함|해|했|합|되|된|될|됨|돼|됐|됩|시키|시킨|시킬|시켰|시켜).{0,4}"


# --- Verbs in the form of dictionaries: 보내다 -------------------------------------------------------------------

_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28
_NONE, _N, _D, _L, _M, _B, _S, _SS = 0, 4, 7, 8, 16, 17, 19, 20  # finals, in Unicode's order
_A, _EO, _YEO, _O, _WA, _WAE, _OE, _U, _WEO, _EU, _I = 0, 4, 6, 8, 9, 10, 11, 13, 14, 18, 20  # vowels


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLAIN = _listed(
    "다 고 고도 고서 고는 고자 는 는데 는지 는가 네 니 지 지는 지도 지만 던 기 기로 기도 기를"
    " 기가 기에 기까지 게 자 자마자"
    " 거나 도록 다가 려 려고 려는 며 면 면서 면서도 므로 라 라고 라는 러 나 겠다 겠다고 겠다는 겠다며 시다 신 신다"
    " 는다 는다고 는다는 는다며 는다면 을 은 음 을지 은지"
    " 으며 으면 으면서 으려 으려고 으라 으라고 으로"
    " 으니 습니다 을까 은데"
)
_ADNOMINAL = _listed("- 다 다고 다는 다며 다면 다던 데 뒤 후 채 지 가 까 것 걸 듯 때")  # 보낸다, 보낼까
_INFINITIVE = _listed(  # 보내, 쏴, 도와
    "- 서 도 야 라 라고 놓고 온 왔다 왔고 줘 준 줬다 달라 달라고 지고 진 졌다 진다 지는 지면서 질"
)
_PAST = _listed(
    "다 다고 다는 다며 다면 다던 다가 고 으며 으면 으나 으니 지만 는데 는지 던 을 음 음을"
    " 기 기에 습니다 네 어"
    " 어도 는가 을까 을때 으므로"
)


def verb_forms(word: str) -> frozenset[str]:
    """Forms of a verb as a dictionary has it, in composed syllables: 보내다 → 보낸다, 보냈다, 보낼 …"""
    stem = word.removesuffix("다")
    if stem.endswith("하"):
        return _conjugated(stem, infinitives=(stem[:-1] + "해", stem[:-1] + "하여"))
    return frozenset(form for one, infinitives in _stems(stem) for form in _conjugated(one, infinitives)) | {word}


def is_verb(word: str) -> bool:
    """Whether it is written as a dictionary has verbs."""
    return word.endswith("다") and len(word) > 1


def _conjugated(stem: str, infinitives: tuple[str, ...]) -> frozenset[str]:
    opened = _opened(stem)
    forms = {stem + end for end in _PLAIN if not (end[0] in "으은을음습" and opened == stem and _final(stem) == _NONE)}
    if opened != stem:
        forms |= {opened + end for end in ("는", "는데", "는지", "니", "네", "시", "는가")}
    if _final(opened) == _NONE:
        forms |= {_closed(opened, _N) + end.strip("-") for end in _ADNOMINAL}
        forms |= {_closed(opened, _L) + end.strip("-") for end in (*_ADNOMINAL, "지", "지도", "수")}
        forms |= {_closed(opened, _B) + "니다", _closed(opened, _M), _closed(opened, _M) + "을"}
    for infinitive in infinitives:
        forms |= {infinitive + end.strip("-") for end in _INFINITIVE}
        forms |= {_closed(infinitive, _SS) + end for end in _PAST}
    return frozenset(forms)


def _stems(stem: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Stems before consonants and vowels, each with the forms in -아 or -어; irregular verbs may be regular too."""
    initial, vowel, final = _parts(stem)
    if final == _NONE:
        return ((stem, _contracted(stem)),)
    harmonic = "아" if vowel in (_A, _O) else "어"
    regular = (stem, (stem + harmonic,))
    bare = stem[:-1] + _syllable(initial, vowel, _NONE)
    if final == _B:
        melted = bare + "우"
        return regular, (melted, (bare + ("와" if vowel == _O else "워"),))
    if final == _S:
        return regular, (stem, (bare + harmonic,)), (bare + "으", (bare + harmonic,))
    if final == _D:
        other = stem[:-1] + _syllable(initial, vowel, _L)
        return regular, (other, (other + harmonic,))
    return (regular,)


def _contracted(stem: str) -> tuple[str, ...]:
    initial, vowel, _ = _parts(stem)
    head = stem[:-1]
    if stem.endswith("르") and len(stem) > 1:
        before = _parts(head)
        return (
            head[:-1] + _syllable(before[0], before[1], _L) + ("라" if before[1] in (_A, _O) else "러"),
            stem[:-1] + "러",
        )
    joined = {_O: _WA, _U: _WEO, _I: _YEO, _OE: _WAE}
    if vowel == _EU:
        is_bright = bool(head) and _parts(head)[1] in (_A, _O)
        return (head + _syllable(initial, _A if is_bright else _EO, _NONE),)
    if vowel in joined:
        full = stem + ("아" if vowel == _O else "어")
        return head + _syllable(initial, joined[vowel], _NONE), full
    return (stem,)


def _opened(stem: str) -> str:
    """Without the ㄹ that falls before ㄴ, ㄹ and ㅂ: 만들다, 만든."""
    initial, vowel, final = _parts(stem)
    return stem[:-1] + _syllable(initial, vowel, _NONE) if final == _L else stem


def _closed(text: str, final: int) -> str:
    initial, vowel, _ = _parts(text)
    return text[:-1] + _syllable(initial, vowel, final)


def _final(text: str) -> int:
    return _parts(text)[2]


def _parts(text: str) -> tuple[int, int, int]:
    """Initial, vowel and final of the last syllable."""
    code = ord(text[-1]) - _FIRST
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS


def _syllable(initial: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (initial * _VOWELS + vowel) * _FINALS + final)
