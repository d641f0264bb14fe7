"""Estonian, Latvian and Lithuanian, in folded letters (see table)."""

import re

from monitor.rules.grammar.chain import Chain, ending

# --- Estonian ----------------------------------------------------------------------------------------------------

_SINGULAR = "t|d|s|sse|st|le|l|lt|ks|ni|na|ta|ga"
_PLURAL = "(?:te|de)(?:sse|s|st|le|l|lt|ks|ni|na|ta|ga)?|id|sid"
_CASES = f"(?:{_SINGULAR}|{_PLURAL})?"
_VERB = "(?:n|d|b|me|te|vad|s|sin|sid|sime|site|nud|ks|ta|da|tud|takse|ti|mine|mise|mist|misega|mas|mast|v|va)?"
_WEAK = {"kk": "k", "pp": "p", "tt": "t", "nt": "nd", "mp": "mb", "nk": "ng", "lt": "ld", "rt": "rd", "rp": "rb",
         "lk": "lg", "rk": "rg"}  # fmt: skip


def estonian(word: str) -> tuple[Chain, ...]:
    """A noun's cases, after whatever vowel its stem may end in (sõdur, sõduri), and the persons of a verb in -ma."""
    if len(word) < 4:
        return ()
    if word.endswith("ma") and len(word) > 5:
        return (Chain((word[:-2],), ending(_VERB)),)
    if word.endswith("ne"):  # tööline, töölise
        return (Chain((word[:-2] + "s",), ending(f"(?:e{_CASES}|t|te{_CASES}|eid)")), Chain((word,), ending("")))
    if word[-1] in "aeiou":
        stems = (word, re.sub("([kpt])e\\Z", r"\1\1e", word))  # lepe, leppe
        return (Chain(tuple(sorted(set(stems))), ending(_CASES)), Chain((word[:-1],), ending("(?:id|eid|i|e)")))
    after_s = (Chain((word,), ending(f"t|te{_CASES}")),) if word.endswith("s") else ()  # kütus, kütust
    return (*after_s, Chain(_consonantal_stems(word), ending(f"[aeiu]{_CASES}|e?(?:id|ide{_CASES})")))


def _consonantal_stems(word: str) -> tuple[str, ...]:
    stems = {word}
    if word[-2:] in _WEAK:  # president, presidendi
        stems.add(word[:-2] + _WEAK[word[-2:]])
    if re.search("[aeiou]{2}[kpt]\\Z", word):  # riik, riigi
        stems.add(word[:-1] + {"k": "g", "p": "b", "t": "d"}[word[-1]])
    if (dropped := re.fullmatch("(..+[^aeiou])e([lr])", word)) is not None:  # minister, ministri
        stems.add(dropped[1] + dropped[2])
    return tuple(sorted(stems))


# --- Latvian and Lithuanian --------------------------------------------------------------------------------------

LATVIAN = r"""
tis : ti tim sa sam su si siem sus sos
dis : di dim za zam zu zi ziem zus zos
([bpmv])is : \1i \1im \1ja \1jam \1ju \1ji \1jiem \1jus \1jos
is : i im a am u ja jam ju ji jiem jus jos iem us os
us : u um i iem os
ais : a am o aja ie iem os as ai aj
s : a am u i iem us os as ai
te : tes tei ti tem tu su
de : des dei di dem du zu
([bpmv])e : \1es \1ei \1i \1em \1ju
e : es ei i em u ju
a : as ai u am

it : ija ijis ijusi ijusas is its ita iti itas a
(u|ie)t : \1ja \1jis \1jusi \1jusas \1s \1ts \1ta \1ti \1tas
et : e eja es ejis ets eta eti
(o|a)t : \1 \1ja \1s \1jis \1jusi \1ts \1ta \1ti \1tas
"""

LITHUANIAN = r"""
ias : io iui ia iu yje iai iams ius iais iuose
as : o ui a u e ame ai ams us ais uose am iems
tis : cio ciui ti ciu tyje ciai ciams cius ciais ciuose ties tys timi tims timis tyse
dis : dzio dziui di dziu dyje dziai dziams dzius dziais dziuose dies dys dimi dims dimis dyse
is : io iui i iu yje e iai iams ius iais iuose ies imi ys ims imis yse
tys : cio ciui ti ciu tyje ciai ciams cius ciais ciuose
dys : dzio dziui di dziu dyje dziai dziams dzius dziais dziuose
ys : io iui i iu yje iai iams ius iais iuose
ius : iaus iui iu iumi iuje iau iai iams iais iuose
us : aus ui u umi uje ums umis uose
te : tes tei teje ciu tems temis tese
de : des dei deje dziu dems demis dese
e : es ei eje iu ems emis ese
a : os ai oje u oms as omis ose
muo : mens meniui meni meniu menyje menys menu menims menis menimis menyse

uoti : uoja uojasi uojama uojant avo avusi avus avome uos uotas uota uoti uotu uotos uotus uojantis uojanciu
inti : ina inama inant ino ins intas inta intu intos intus inusi
yti : o ome ant e eme ys ytas yta ytu ytos ytus iusi
eti : i ia ejo es etas eta etu
siusti : siuncia siunte siunciama siuntes siunte siustas siusta siusti siusime sius
"""
