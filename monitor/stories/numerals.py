# ruff: noqa: E501 - the units are tables: read down, not across
"""The words that make numbers, in the languages of the news: what multiplies, what is counted, months, spelt numbers.

All in small letters. Patterns have no groups, since one pattern is made of those of a table.
"""

import re

# A multiplier by how it begins. Those of East Asia may follow each other: 1천500, 3만5천.
TIMES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"(?:trillion|billionen\b|biljoen|biljon|трлн|трилл|трильйон|조|兆|billones|bln\b)"), 1e12),
    (
        re.compile(
            r"(?:billion|bn\b|млрд|миллиард|мільярд|милиард|mrd|milliard|mds?\b|mld|miliard|milliárd|miljard|miliar\b|milyar|bilh|δισ|tỷ\b|tỉ\b|مليار)"
        ),
        1e9,
    ),
    (re.compile(r"(?:억|億|亿)"), 1e8),
    (re.compile(r"(?:crore)"), 1e7),
    (
        re.compile(
            r"(?:million|mln|mio\b|mn\b|млн|миллион|мільйон|милион|millon|milion|milió|milioane|milhão|milhões|miljoen|miljon|miljoon|millió|milyon|εκατ|triệu|juta\b|مليون|ملايين)"
        ),
        1e6,
    ),
    (re.compile(r"(?:lakh)"), 1e5),
    (re.compile(r"(?:만|万|萬)"), 1e4),
    (
        re.compile(
            r"(?:thousand|тыс|тис|хиляд|хиљад|천|千|tausend|mille\b|mila\b|mil\b|mii\b|tysi|tys\b|tusen|tusind|duizend|tisíc|tisuć|hiljad|tuhat|tuhan|ezer|bin\b|ribu|nghìn|ngàn|χιλιάδ|k\b|ألف|الف|آلاف)"
        ),
        1e3,
    ),
    (re.compile(r"(?:백|百)"), 1e2),
)
UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "percent",
        re.compile(
            r"[\s-]*(?:%|％|percent|per cent|pct|процент|відсот|prozent|pour cent|por ciento|por cento|per cento|proc\b|procent|prosent|százalék|퍼센트|パーセント|phần trăm|persen|بالمئة|في المئة|درصد|אחוז|प्रतिशत)"
        ),
    ),
    (
        "money",
        re.compile(r"[\s-]*(?:di |de |d'|d’)?(?:dollar|usd|dólar|dolar|\$|доллар|долар|달러|美元|ドル|دولار)"),
    ),
    (
        "euro",
        re.compile(
            r"[\s-]*(?:di |de |d'|d’)?(?:euro(?![pcdvzb]|st)|€|евро(?![псвз])|євро(?![псвз])|유로(?![존파])|欧元|ユーロ)"
        ),
    ),
    ("pound", re.compile(r"[\s-]*(?:£|pound|фунт|파운드|英镑|ポンド)")),
    ("won", re.compile(r"[\s-]*(?:₩|won\b|원(?![전칙인장작료유])|ウォン|韩元)")),
    ("yen", re.compile(r"[\s-]*(?:yen\b|엔(?!진)|円|日元)")),
    ("yuan", re.compile(r"[\s-]*(?:yuan|위안|元)")),
    ("rouble", re.compile(r"[\s-]*(?:рубл|rouble|ruble|rubel|루블|卢布|ルーブル)")),
    ("zloty", re.compile(r"[\s-]*zł")),
    ("calibre", re.compile(r"[\s-]*(?:mm\b|мм(?![а-яё])|㎜|毫米|ミリ|밀리)")),
    ("distance", re.compile(r"[\s-]*(?:km\b|kilomet|км\b|킬로(?!그)|公里|キロ(?!グ)|㎞|كيلومتر)")),
    ("mile", re.compile(r"[\s-]*(?:miles?\b|마일|英里|マイル)")),
    (
        "mass",
        re.compile(
            r"\s*(?:kg\b|kilo(?:gram)?s?\b|tons?\b|tonnes?\b|tonnen|tonelad|tonnellat|㎏|кг\b|тонн|톤|吨|トン|킬로그램|公斤|キログラム)"
        ),
    ),
    (
        "time",
        re.compile(
            r"[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|лет\b|летн|річн|год|месяц|дн(?:я|ей)|час|годин|рок[іи]в|jahre?|jährig|monat|tag|stunden|ans\b"
            r"|mois|jours?|heures?|años|meses|días|horas|lat\b|letni|dni\b|godzin|주년|년|월|일(?!본)|시(?!민)|개월|분|年|月|日|時|小时|时|周年)"
        ),
    ),
    (
        "people",
        re.compile(
            r"[\s-]*(?:여\s*명|명|[余餘多]?\s?(?:人|名)|people|persons?|soldiers?|troops|dead|killed|injured|wounded|deaths?|civilians?|hostages?|workers|children"
            r"|victims?|migrants?|north korean|elite|special forces|человек|людей|людини|солдат|военн|військ|бойц|personen|menschen|soldaten|tote|verletzte|nordkorean"
            r"|personnes|morts?|soldats|militaires|blessés|personas|muertos|soldados|heridos|norcorean|osób|żołnierzy|ofiar|zabitych|قتيل|قتلى|جندي|شخص"
            r"|северокоре|північнокоре|погибш|ранен|осіб|загибл|поранен|хора\b|души\b|войни|soldati|militari|persone\b|morti\b|feriti|pessoas|mortos|feridos|militairen|mensen|doden\b|gewonden"
            r"|soldater|personer|människor|mennesker|døde\b|drepte|dræbte|döda\b|skadade|vojáků|vojakov|lidí|mrtvých|sotila|ihmis|katon|ember|halott|persoane|morți|asker|kişi|ölü|binh sĩ|người|tentara|orang\b|warga|חיילים|سرباز|نفر)"
        ),
    ),
)
# Who is counted, with one word before it: 10,000 Russian troops.
PEOPLE = re.compile(
    r"[\s-]+[^\W\d_]{4,20}\s(?:soldiers|troops|people|workers|civilians|soldaten|soldats|soldados|soldati|soldater|militaires|militairen|żołnierzy|солдат|военн|військов|vojáků)"
)

_WORDS = {
    2: "two два две двое два дві двоє zwei deux dos dwa dwóch dwie dwoje dwu due dois duas twee två dva dvě",
    3: "three три трое троє drei trois tres trzy trzech troje tre três drie tři",
    4: "four четыре четверо чотири vier quatre cuatro cztery czterech quattro fyra čtyři",
    5: "five пять пятеро п'ять п'ятеро fünf cinq cinco pięć pięciu cinque vijf pět",
    6: "six шесть шестеро шість sechs seis sześć sześciu zes šest",
    7: "seven семь семеро сім семеро sieben sept siete siedem siedmiu zeven sju sedm",
    8: "eight восемь вісім acht huit ocho osiem ośmiu otto oito åtta osm",
    9: "nine девять дев'ять neun neuf nueve dziewięć dziewięciu negen devět",
    10: "ten десять zehn dix diez dziesięć dziesięciu dieci dez tien deset",
    11: "eleven одиннадцать одинадцять elf onze once jedenaście jedenastu undici elva",
    12: "twelve двенадцать дванадцять zwölf douze doce dwanaście dwunastu dodici doze twaalf tolv dvanáct",
    15: "fifteen пятнадцать п'ятнадцять fünfzehn quinze quince piętnaście piętnastu quindici",
    20: "twenty двадцать двадцять zwanzig vingt veinte dwadzieścia dwudziestu venti vinte twintig tjugo dvacet",
    30: "thirty тридцать тридцять dreißig trente treinta trzydzieści trzydziestu trenta trinta dertig trettio třicet",
    40: "forty сорок vierzig quarante cuarenta czterdzieści czterdziestu quaranta quarenta veertig fyrtio",
    50: "fifty пятьдесят п'ятдесят fünfzig cinquante cincuenta pięćdziesiąt pięćdziesięciu cinquanta cinquenta vijftig femtio",
    60: "sixty шестьдесят шістдесят sechzig soixante sesenta sześćdziesiąt",
    70: "seventy семьдесят сімдесят siebzig setenta siedemdziesiąt",
    80: "eighty восемьдесят вісімдесят achtzig ochenta osiemdziesiąt",
    90: "ninety девяносто дев'яносто neunzig noventa dziewięćdziesiąt",
    200: "двести двісті doscientos doscientas dwieście dwustu duecento duzentos tweehonderd tvåhundra",
    300: "триста trescientos trescientas trzysta trzystu trecento trezentos driehonderd trehundra",
    400: "четыреста чотириста cuatrocientos czterysta czterystu quattrocento",
    500: "пятьсот п'ятсот quinientos quinientas pięćset pięciuset cinquecento quinhentos vijfhonderd femhundra",
    600: "шестьсот шістсот seiscientos sześćset seicento",
    700: "семьсот сімсот setecientos siedemset settecento",
    800: "восемьсот вісімсот ochocientos osiemset ottocento",
    900: "девятьсот дев'ятсот novecientos dziewięćset novecento",
}
_HUNDRED = "hundred hundert cent cents cien ciento сто sto honderd hundra hundre hundrede"
_THOUSAND = (
    "thousand тысяча тысячи тысяч тысячу тысячам тисяча тисячі тисяч тисячу tausend mille mil mila tysiąc tysiące"
    " tysięcy duizend tusen tusind tisíc tisíce"
)
_MILLION = "million millions millionen миллион миллиона миллионов мільйон мільйони мільйонів millones milion miliony milionów milioni milhões miljoen miljoner"
# Small numbers as words: one event's "two killed" is another desk's "2 dead".
WORDS: dict[str, int] = {word: value for value, words in _WORDS.items() for word in words.split()}
GREAT: dict[str, int] = {
    word: value
    for value, words in ((100, _HUNDRED), (1_000, _THOUSAND), (1_000_000, _MILLION))
    for word in words.split()
}
# Those that stand alone as a number: "thousands", "тысяч" and "tysięcy" do not.
_ALONE = "hundred hundert cent cien сто sto thousand тысяча тысячу тисяча тисячу tausend mille mil tysiąc"
ALONE = frozenset(_ALONE.split())
# Those that are other words elsewhere, or the like: once again, Sept. 3, ten pakiet, per cent. With what is counted only.
_DOUBTFUL = (
    "once ten elf sept cent cents neuf mil sto dix mille due dos otto tre dez doze dva deset osm huit venti sju acht"
    " seis tres quince quattro hundred thousand sorok hundra dieci zes dois duas tien twee tisíc doce onze"
)
DOUBTFUL = frozenset(_DOUBTFUL.split())

# Numbers in one word: sechstausend, seimila, zweihundert.
_FIRST = {
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11,
    "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "hundert": 100,
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10,
    "dodici": 12, "quindici": 15, "venti": 20, "trenta": 30, "cento": 100, "twee": 2, "drie": 3, "vijf": 5,
    "zes": 6, "zeven": 7, "negen": 9, "tien": 10, "twaalf": 12, "två": 2, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "tolv": 12, "ein": 1,
}  # fmt: skip
_SECOND = {"tausend": 1_000, "mila": 1_000, "duizend": 1_000, "tusen": 1_000, "hundert": 100, "hundra": 100}
WORDS |= {
    first + second: value * factor
    for first, value in _FIRST.items()
    for second, factor in _SECOND.items()
    if value < 100 or factor > 100
}

MONTHS: dict[str, int] = {
    name: month
    for month, names in enumerate(
        (
            "january jan januar jänner janvier enero января січня stycznia gennaio janeiro januari ledna януари januára",
            "february feb februar février febrero февраля лютого lutego febbraio fevereiro februari února февруари februára",
            "march mar märz mars marzo марта березня marca março maart marts března март",
            "april apr avril abril апреля квітня kwietnia aprile dubna април apríla",
            "may mai mayo мая травня maja maggio maio mei maj května май mája",
            "june jun juni juin junio июня червня czerwca giugno junho června юни júna",
            "july jul juli juillet julio июля липня lipca luglio julho července юли júla",
            "august aug août agosto августа серпня sierpnia augustus augusti srpna август augusta",
            "september sept sep septembre septiembre сентября вересня września settembre setembro září септември septembra",
            "october oct oktober octobre octubre октября жовтня października ottobre outubro října октомври októbra",
            "november nov novembre noviembre ноября листопада listopada novembro listopadu ноември novembra",
            "december dec dezember décembre diciembre декабря грудня grudnia dicembre dezembro desember prosince декември decembra",
        ),
        1,
    )
    for name in names.split()
}
