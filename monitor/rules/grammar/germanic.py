"""Danish, Dutch, German, Norwegian and Swedish, in folded letters (see table).

Strong verbs are listed by their past and participle, and what else they change; verbs with prefixes follow them:
senden also tells the forms of entsenden (entsandt) and aussenden (ausgesandt).
"""


def _strong(verbs: str, past: str, participle: str) -> str:
    """Lines of a table, from `senden sandte gesandt`: what `past` and `participle` add to the second and third word."""
    lines = []
    for verb in sorted(verbs.split("\n"), key=len, reverse=True):
        infinitive, simple, perfect, *others = verb.split()
        bare = perfect.removeprefix("ge")  # of a verb that has a prefix already: entsandt
        forms = [simple + end.strip("-") for end in past.split()]
        forms += [stem + end.strip("-") for stem in (perfect, bare) for end in participle.split()]
        lines.append(f"{infinitive} : {' '.join([*forms, *others])}")
    return "\n".join(lines)


_GERMAN_STRONG = """\
senden sandte gesandt
geben gab gegeben gibt gibst
schiessen schoss geschossen
nehmen nahm genommen nimmt
fliegen flog geflogen
fallen fiel gefallen
sterben starb gestorben stirbt
schliessen schloss geschlossen
treffen traf getroffen trifft
treten trat getreten tritt
brechen brach gebrochen bricht
bringen brachte gebracht
stehen stand gestanden
gehen ging gegangen
kommen kam gekommen
ziehen zog gezogen
werfen warf geworfen wirft
greifen griff gegriffen
halten hielt gehalten halt
lassen liess gelassen
laden lud geladen ladt
schlagen schlug geschlagen
tragen trug getragen
finden fand gefunden
binden band gebunden
steigen stieg gestiegen
schreiben schrieb geschrieben
treiben trieb getrieben
weisen wies gewiesen
helfen half geholfen hilft
sprechen sprach gesprochen spricht
stossen stiess gestossen
rufen rief gerufen
leiden litt gelitten
bieten bot geboten
lieren lor loren
dringen drang gedrungen
zwingen zwang gezwungen
winnen wann wonnen
ginnen gann gonnen
denken dachte gedacht
nennen nannte genannt
sinken sank gesunken
graben grub gegraben"""

_GERMAN_PREFIX = (
    "ab|an|auf|aus|bei|durch|ein|fest|fort|frei|heim|her|hin|los|mit|nach|nieder|statt|um|unter|vor|weg|wieder"
    "|zuruck|zusammen|zu"
)

GERMAN_NOUNS = r"""
(isch|lich|ig|los|bar|sam) : \1e \1en \1er \1es \1em
(ung|heit|keit|schaft|ion|tat|ei|[^e]ur|ik|enz|anz) : \1en
(ier|eur) : \1e \1en \1s \1es
(gefangen|letzt|wundet|tot|gefallen|ordnet|beamt|willig|horig|schuldigt|lebend)er : \1e \1en \1em
in : innen ins
er : ers ern
el : els eln
(en|chen|lein) : \1s
e : en es n ns
[aou] : \g<0>s \g<0>en
nis : nisse nissen nisses
(land|bild|buch|haus|kind|mann|wort|dorf|volk|schild|feld|geld|amt|lied|gesicht|glied|rad|schloss|dach|gut|glas|blatt|grab|loch|wald|rand|regiment|band|bad|rat|tum|geist|kraut|licht|nest|lamm|huhn|weib|tal|holz|ort)
 : \g<0>s \g<0>es \g<0>e
 \g<0>en \g<0>er \g<0>ern
. : \g<0>s \g<0>es \g<0>e \g<0>en
"""
GERMAN_VERBS = rf"""
(ier)en : \1e \1st \1t \1te \1ten \1test \1tet \1end \1ende \1enden \1ter \1tes \1tem
([td]|[bcdfgkpt]n|chn|ffn|tm)en : \1e \1est \1et \1ete \1eten \1etest \1end \1ende \1enden \1eter \1etes \1etem
([szx])en : \1e \1t \1te \1ten \1test \1end \1ende \1enden \1ter \1tes \1tem
([ei])([lr])n : \1\2e \2e \1\2st \1\2t \1\2te \1\2ten \1\2test \1\2nd \1\2nde \1\2nden \1\2ter \1\2tes \1\2tem
en : e st t te ten test end ende enden ter tes tem

^({_GERMAN_PREFIX})(..+(?:[td]|[bcdfgkpt]n|chn|tm))en : \1ge\2et \1ge\2ete \1ge\2eten \1ge\2eter \1ge\2etes \1zu\2en
^({_GERMAN_PREFIX})(..+)(en|(?<=[ei][lr])n) : \1ge\2t \1ge\2te \1ge\2ten \1ge\2ter \1ge\2tes \1zu\2\3
^(.+(?:[td]|[bcdfgkpt]n|chn|tm))en : ge\1et ge\1ete ge\1eten ge\1eter ge\1etes ge\1etem
^(.+)(en|(?<=[ei][lr])n) : ge\1t ge\1te ge\1ten ge\1ter ge\1tes ge\1tem

{_strong(_GERMAN_STRONG, "- en n st", "- e en er es em")}
"""

_DUTCH_STRONG = """\
geven gaf gegeven gaven
schieten schoot geschoten schoten
nemen nam genomen namen
zenden zond gezonden zonden
schenden schond geschonden schonden
doden doodde gedood doodden
vallen viel gevallen vielen
krijgen kreeg gekregen kregen
treden trad getreden traden
trekken trok getrokken trokken
breken brak gebroken braken
komen kwam gekomen kwamen
gaan ging gegaan gingen gaat
staan stond gestaan stonden staat
doen deed gedaan deden doet
slaan sloeg geslagen sloegen slaat
sterven stierf gestorven stierven
vliegen vloog gevlogen vlogen
sluiten sloot gesloten sloten
helpen hielp geholpen hielpen
vechten vocht gevochten vochten
werpen wierp geworpen wierpen
dragen droeg gedragen droegen
brengen bracht gebracht brachten
kopen kocht gekocht kochten
zoeken zocht gezocht zochten
laten liet gelaten lieten
houden hield gehouden hielden
vinden vond gevonden vonden
spreken sprak gesproken spraken
schrijven schreef geschreven schreven
verliezen verloor verloren verloren
roepen riep geroepen riepen"""
_DUTCH_PREFIX = "aan|af|achter|binnen|bij|door|in|mee|na|neer|om|onder|op|over|samen|terug|toe|uit|voor|vrij|weg"
_LONG = "(?:aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au)"

DUTCH = rf"""
heid : heden
schip : schepen
stad : steden
lid : leden
kind : kinderen
([^aeiou])(aa|ee)(?<=(.))l : \1\3len \1\2ls
(ie|e) : \1s \1n \1en
[aiouy] : \g<0>s
(aar|ster|ier|eur) : \1s \1en
([ei])aan : \1anen
(frans|engels|iers|fries|schots)man : \1en
(?<!^.)(?<!^..)(er|el|em|en) : \1s
([^aeiou])(aa|ee|oo|uu)(?<=(.))f : \1\3ven
([^aeiou])(aa|ee|oo|uu)(?<=(.))s : \1\3zen \1\3sen
({_LONG})f : \1ven
({_LONG})s : \1zen \1sen
([^aeiou])(aa|ee|oo|uu)(?<=(.))([^aeiou]) : \1\3\4en
({_LONG})(?<=(..))([^aeiou]) : \1\3en \1\3e
(?<![aeiou])([aeiou])([bdfgklmnprst]) : \1\2\2en \1\2\2e \1\2en \1\2s
lf : lven
rf : rven
([lrn])s : \1zen \1sen \1se
(aan)s : \1sen \1se
. : \g<0>en \g<0>e \g<0>s

(?<![aeiou])([aeiou])([bdfgklmnprstz])\2en : \1\2 \1\2t \1\2te \1\2ten \1\2de \1\2den \1\2\2end \1\2\2ende
(?<![aeiou])([aeou])ven : \1\1f \1\1ft \1\1fde \1\1fden \1vend \1vende
(?<![aeiou])([aeou])zen : \1\1s \1\1st \1\1sde \1\1sden \1zend \1zende
(?<![aeiou])([aou])([bdgklmnprst])en : \1\1\2 \1\1\2t \1\1\2te \1\1\2ten \1\1\2de \1\1\2den \1\2end \1\2ende
([^aeiou])e([bdgkmpst])en : \1ee\2 \1ee\2t \1ee\2te \1ee\2ten \1ee\2de \1ee\2den \1e\2end \1e\2ende
([^aeiou])e([lnr])en : \1e\2 \1e\2t \1e\2de \1e\2den \1ee\2 \1ee\2t \1ee\2de \1ee\2den \1e\2end \1e\2ende
ven : f ft fde fden vend vende
zen : s st sde sden zend zende
en : - t te ten de den end ende

^({_DUTCH_PREFIX})?(.*(?<![aeiou]))([aeiou])([bdfgklmnprst])\4en : \1ge\2\3\4t \1ge\2\3\4d \1ge\2\3\4te \1ge\2\3\4de
^({_DUTCH_PREFIX})?(.*(?<![aeiou]))([aeou])ven : \1ge\2\3\3fd \1ge\2\3\3fde
^({_DUTCH_PREFIX})?(.*(?<![aeiou]))([aeou])zen : \1ge\2\3\3sd \1ge\2\3\3sde
^({_DUTCH_PREFIX})?(.+(?<![aeiou])e[lnr])en : \1ge\2d \1ge\2de
^({_DUTCH_PREFIX})?(.*(?<![aeiou]))([aeou])([bdgklmnprst])en : \1ge\2\3\3\4t \1ge\2\3\3\4d \1ge\2\3\3\4te
 \1ge\2\3\3\4de
^({_DUTCH_PREFIX})?(.+)ven : \1ge\2fd \1ge\2fde
^({_DUTCH_PREFIX})?(.+)zen : \1ge\2sd \1ge\2sde
^({_DUTCH_PREFIX})?(.+)en : \1ge\2t \1ge\2d \1ge\2te \1ge\2de \1te\2en

([^aeiou])eren : \1eer \1eert \1eerde \1eerden \1erend \1erende
^(.+[^aeiou])eren : ge\1eerd ge\1eerde
(?<![aeiou])([aeou])([dt])en : \1\1\2

^(.*(?<![aeiou]))([aeou])([dt])en : ge\1\2\2\3

{_strong(_DUTCH_STRONG, "-", "- e")}

^(be|er|ge|her|ont|ver)(.*(?<![aeiou]))([aeou])([bdgklmnprst])en : \1\2\3\3\4d \1\2\3\3\4t \1\2\3\3\4de
^(be|er|ge|her|ont|ver|onder|over|vol|mis|om|weer|door)(.+)en : \1\2d \1\2t \1\2de
"""

_SWEDISH_STRONG = """\
giva gav givit ge ger givet given givna
ge gav gett ger givit givet given givna
skjuta skot skjutit skjuter skjutet skjutna skjuten
do dog dott dor dode doda
falla foll fallit faller fallen fallna
ta tog tagit tar tagen tagna taget
ga gick gatt gar
komma kom kommit kommer
sta stod statt star
bryta brot brutit bryter bruten brutna brutet
flyga flog flugit flyger
skriva skrev skrivit skriver skriven skrivna skrivet
dra drog dragit drar dragen dragna
sla slog slagit slar slagen slagna
halla holl hallit haller hallen hallna
lata lat latit later
saga sade sagt sager sa
salja salde salt saljer sald salda
bara bar burit bar buren burna
driva drev drivit driver"""

SWEDISH = rf"""
are : aren arens arna arnas ares
([^e]or|jor|eur) : \1s \1n \1ns \1er \1erna \1en
(ion|else|het) : \1s \1er \1en \1ens \1erna \1ernas \1ers
([^aeiou])e([lnr]) : \1e\2s \1e\2n \1\2et \1\2ets \1\2en \1\2ens \1\2ar \1\2arna \1\2arnas \1\2er \1\2erna \1e\2are
 \1e\2arna \1e\2et
a : an as ans or ors orna ornas
e : en es ens ar arna arnas er erna n ns na nas et ets t ts eer eers eerna eernas
([aeiou])(m|n) : \1\2 \1\2s \1\2\2en \1\2\2ar \1\2\2arna \1\2en \1\2ens \1\2er \1\2erna \1\2et \1\2ets
. : \g<0>s \g<0>en \g<0>ens \g<0>et \g<0>ets \g<0>er \g<0>ers \g<0>erna \g<0>ernas \g<0>ar \g<0>ars \g<0>arna
 \g<0>arnas
 \g<0>na \g<0>a

([kpstx]|ck)a : \1ar \1ade \1at \1ats \1ad \1ade \1ades \1as \1er \1te \1t \1ts \1tes \1ta \1ande
a : ar ade at ats ad ades as er de t ts des d da ande

{_strong(_SWEDISH_STRONG, "- s", "- s")}
"""

_NORWEGIAN_STRONG = """\
gi ga gitt gir
skyte skjot skutt skyter
ta tok tatt tar
ga gikk gatt gar
komme kom kommet kommer
trekke trakk trukket trekker
bryte brot brutt bryter
falle falt falt faller
do dode dodd dor
fly floy floyet flyr
selge solgte solgt selger
si sa sagt sier
sta sto statt star
sla slo slatt slar
skrive skrev skrevet skriver skrevne
gripe grep grepet griper grepne
holde holdt holdt holder"""
_DANISH_STRONG = """\
give gav givet giver
skyde skod skudt skyder
tage tog taget tager
ga gik gaet gar
komme kom kommet kommer
traekke trak trukket traekker
bryde brod brudt bryder
falde faldt faldet falder
do dode dod dor
flyve floj flojet flyver
saelge solgte solgt saelger
sige sagde sagt siger
sta stod staet star
sla slog slaet slar
skrive skrev skrevet skriver skrevne
gribe greb grebet griber grebne
holde holdt holdt holder"""
_DANO_NORWEGIAN = r"""
([^aeiouy])e([lnr]) : \1e\2s \1e\2en \1e\2ens \1e\2et \1e\2er \1e\2e \1e\2ene \1e\2ne \1e\2erne \1e\2ere \1e\2es
 \1e\2ers \1\2e \1\2es \1\2er \1\2et \1\2ets
 \1\2ene \1\2enes \1\2ene \1\2erne \1\2ene
e : es en ens et ets er ers ene enes erne ernes
([aeiouy])([bdfgklmnprst]) : \1\2s \1\2en \1\2ens \1\2et \1\2ets \1\2er \1\2ers \1\2ene \1\2enes \1\2erne \1\2ernes
 \1\2e
 \1\2\2en \1\2\2ens \1\2\2et \1\2\2er \1\2\2ene \1\2\2erne \1\2\2e
. : \g<0>s \g<0>en \g<0>ens \g<0>et \g<0>ets \g<0>er \g<0>ers \g<0>ene \g<0>enes \g<0>erne \g<0>ernes \g<0>e

e : er te t et ede ete a ende des tes es ets edes
"""
NORWEGIAN = f"{_DANO_NORWEGIAN}\n{_strong(_NORWEGIAN_STRONG, '- s', '- s')}\n"
_DANISH_NOUNS = """
barn : born borns bornene bornenes
mand : maend maends maendene maendenes
"""
DANISH = f"{_DANO_NORWEGIAN}\n{_DANISH_NOUNS}\n{_strong(_DANISH_STRONG, '- s', '- s')}\n"
