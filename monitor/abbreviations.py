"""Words that are cut short with a full stop, which ends no sentence: Gen. Kim, No. 5, 3. Mai."""

import re

# Folded: small letters, without accents. Single letters (N. Korea, z. B., 2024 г.) are known by their length.
_ALWAYS = re.compile(
    r"(?:mrs?|ms|dr|prof|gen|lt|ltc|col|maj|capt|cmdr|sgt|cpl|adm|brig|hon|gov|sen|rep|pres|st|ste|vs|jr|sr|approx"
    r"|dept|mt|cf|viz|bzw|nr|ca|evtl|ggf|inkl|vgl|sog|geb|mio|mrd|mme|mlle|mm|mgr|sra|srta|dra|ee|uu|exmo|excmo|sig"
    r"|dott|tzv|tys|mld|mln|млрд|млн|тыс|тис|руб|долл|грн|гг|рр|св|им|ул|вул|обл|кв|напр|проф|акад|ген|просп|пл)\Z"
)
_BEFORE_A_NUMBER = re.compile(
    r"(?:nos?|num|numero|arts?|sec|sect|para|pars?|abs|kap|bd|ch|vol|fig|pp|pos|tel|env|ok|circa|cca|godz|ст|пп|стр"
    r"|рис|табл|гл|тел|ок|jan|feb|mar|apr|jun|jul|aug|sept?|oct|okt|nov|dec|dez|janv|fevr|avr|juil|ene|abr|ago|dic"
    r"|янв|февр|апр|авг|сент|окт|нояб|дек)\Z"
)
_MONTH = re.compile(
    r"(?:januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march|may"
    r"|june|july|october|december|januari|februari|marts|mars|maj|desember|ledna|unora|brezna|dubna|kvetna|cervna"
    r"|cervence|srpna|zari|rijna|listopadu|prosince)\Z"
)
_DAY = re.compile(r"[1-3]?\d\Z")


def is_abbreviation(word: str, following: str) -> bool:
    """Whether a full stop between these words, both folded, only cuts the first one short, or makes it an ordinal."""
    if _ALWAYS.match(word):
        return True
    if following[:1].isdigit():
        return _BEFORE_A_NUMBER.match(word) is not None
    return _DAY.match(word) is not None and _MONTH.match(following) is not None
