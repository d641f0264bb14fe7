"""Terms against texts, by script and language: each row a text that must match and one that must not."""

import pytest

from monitor.rules.entities import Entity, Gazetteer, Name
from monitor.rules.grammar.semitic import clitic_bases, clitic_forms
from monitor.rules.nearness import MOST_EVIDENCE
from monitor.rules.ruleset import Example, Rule, RuleSet
from monitor.rules.syntax import parse


def holds(condition: str, text: str, gazetteer: Gazetteer | None = None) -> bool:
    rule = Rule(id="r", title="r", when=parse(condition))
    explained = RuleSet(rules=(rule,), gazetteer=gazetteer or Gazetteer()).explain(
        rule, Example(title=text, should_match=True).item()
    )
    assert len(explained.evidence) <= MOST_EVIDENCE
    assert all(text[found.start : found.end] == found.text for found in explained.evidence)
    return explained.missed is None


def names_it(term: str, lang: str, text: str, unless: str = "") -> bool:
    exceptions = (Name(text=unless),) if unless else ()
    entity = Entity(id="it", name="it", names=(Name(text=term, lang=lang or None),), unless=exceptions)
    return holds("@it", text, Gazetteer(entities={"it": entity}))


@pytest.mark.parametrize(
    ("condition", "should", "should_not"),
    [
        # English
        ("troops", "Troops!", "trooper"),
        ("troops", "TROOPS land", "stormtroops"),
        ("deploy*", "redeployed? deployment", "redeployed"),
        ("organi?ation", "an organization", "organisations"),
        ("organi?ation", "Organisation", "organiation"),
        ("*marine", "a submarine", "marines"),
        ("sub*ine", "Submarines? a submarine", "submarined"),
        ("~deploy", "they were deployed", "deployment"),
        ("~deploy", "deploying", "employ"),
        ("~strike", "struck by a drone", "strict"),
        ("~soldier", "two soldiers", "solder"),
        ("~struck", "they strike", "stroke"),
        ("~sapper", "sappers came", "sapling"),
        ("~flee", "he fled", "fleet"),
        ("~child", "children", "childish"),
        ("~arm", "arms", "army"),
        ("=NPT", "the NPT review", "npt"),
        ("=US", "a US envoy", "tell us"),
        ('="Third Way"', "the Third Way", "a third way"),
        ("=DPRK", "the DPRK's", "dprk"),
        ('"north korean* troops"', "North Korean troops", "North Korea and troops"),
        ('"north korean* troops"', "North Koreans’ troops? North-Korean troops", "north koreans train troops"),
        ('"n. korea*"', "N. Korean leader", "Korean N leader"),
        ('"n. korea*"', "N.Korea’s leader", "Northern Korea"),
        ("north-korean", "North Korean-Russian pact", "northkorean"),
        ("Kursk", "Kursk's governor", "Kurskaya"),
        ('"they left"', "so they left early", "who are they. Left alone"),
        ('"gen kim"', "Gen. Kim", "gen. The Kim"),
        ("/kim jong.?(un|il)/", "KIM JONG-UN", "kim jong nam"),
        ("/[0-9]{4} soldiers/", "1500 soldiers", "15 soldiers"),
        ("3.5", "3.5 million", "35 million"),
        # French, Spanish, Italian, Portuguese
        ("Corée", "la Corée du Nord", "Corse"),
        ("Corée", "COREE DU NORD", "Coréen"),
        ("l'ONU", "l’ONU condamne", "onu"),
        ("cessez-le-feu", "un cessez le feu", "cessez ce feu"),
        ("coree", "la Corée", "Coréen"),
        ("résolution", "la resolution", "résolutions"),
        ("año", "el año", "un anillo"),
        ("misil*", "misiles balísticos", "misión"),
        ("Perú", "PERU", "Perù"),
        ("dell'ONU", "risoluzione dell’ONU", "dello ONU"),
        ("sanções", "novas sanções", "sanção"),
        # German, Dutch, Swedish, Polish, Czech, Finnish, Hungarian, Romanian
        ("Straße", "STRASSE", "Strasser"),
        ("Außenminister", "der Aussenminister", "Aussenministerin"),
        ("nordkorea*", "nordkoreanische Truppen", "südkoreanische Truppen"),
        ("Noord-Korea", "Noord-Korea dreigt", "Noordkoreaan"),
        ("trupper", "trupper från", "trupp"),
        ("Łódź", "w LODZ", "Łódźka"),
        ("Größe", "GRÖSSE", "Größen"),
        ("Ağrı", "AĞRI", "ağrılı"),
        ("Σόλων", "ΣΟΛΩΝ", "Σόλωνος"),
        ("ἀνήρ", "ανηρ", "ανδρός"),
        ("żołnierz*", "żołnierze", "zolnia"),
        ("północn*", "Korei Północnej", "południowej"),
        ("vojáci", "severokorejští vojáci", "voják"),
        ("pohjois-korea*", "Pohjois-Korean joukot", "Etelä-Korean joukot"),
        ("észak-kore*", "észak-koreai katonák", "dél-koreai katonák"),
        ("coreea", "Coreea de Nord", "Coreean"),
        # Turkish, Vietnamese
        ("istanbul", "İSTANBUL", "Istanbullu"),
        ("ISPARTA", "ısparta'da", "Ispartalı"),
        ("füze", "FÜZE", "füzeler"),
        ("Bình", "BÌNH DƯƠNG", "Bỉnh"),
        ('"Triều Tiên"', "Triều Tiên phóng tên lửa", "Triệu Tiên"),
        ('"Triều Tiên"', "Trieu Tien", "Triều Tiến"),
        # Russian and Ukrainian
        ("КНДР", "в кндр", "КНДРовский"),
        ("коре*", "северной Кореи", "Карелия"),
        ("~ракета", "ракетами", "ракетка"),
        ("~ракета", "двух ракет", "ракетный"),
        ("~военнослужащий", "военнослужащих", "служащих"),
        ("~Курск", "под Курском", "курский"),
        ("~направить", "направили войска", "направо"),
        ("~сапёр", "саперов", "сапог"),
        ("Зеленский", "Зеле́нский", "Зеленская"),
        ("ещё", "еще", "щеё"),
        ("еще", "ещё", "щее"),
        ("Йод", "йод", "иод"),
        ("~Київ", "у Києві", "київський"),
        ("~військо", "військами", "військовий"),
        ("~перемир'я", "перемир’ям", "перемовин"),
        ("перемир'я", "перемирʼя", "перемир"),
        ("~солдат", "солдатів", "солдатський"),
        ("їжак", "їжак", "іжак"),
        ('"північн* коре*"', "Північної Кореї", "Південної Кореї"),
        # Korean
        ("북한", "북한이 발표", "북한산 등산"),
        ("북한", "북한의 미사일", "북한강"),
        ("북한", "북한에서는", "남북한"),
        ("북한", "북한으로부터", "북한말고기"),
        ("북한", "DPRK(북한)", "북하"),
        ("핵", "핵을 포기", "핵심"),
        ("핵", "핵·미사일", "핵가족"),
        ("군인", "군인들이", "군인회"),
        ("쿠르스크", "쿠르스크서 전투", "쿠르스크산"),
        ("쿠르스크", "쿠르스크서도", "쿠르스크어"),
        ("러시아", "러시아군과 러시아와", "러시아인들"),
        ("미사일", "미사일까지", "미사일러"),
        ("~파병", "파병했다", "파병지"),
        ("~파병", "파병된 군인", "파벌"),
        ("=북한", "북한 발표", "북한이"),
        ("북한*", "북한산", "남한"),
        ("NPT", "NPT에서", "NPTs"),
        ('"북한 군인"', "북한의 군인들", "군인 북한"),
        # Chinese and Japanese
        ("朝鲜", "说朝鲜发射", "朝阳 鲜花"),
        ("朝鲜", "在朝鲜NATO说", "鲜朝"),
        ("東京都", "東京都庁", "東京の都"),
        ("北朝鮮", "「北朝鮮」は", "北の朝鮮"),
        ("ガス", "ｶﾞｽ", "カス"),
        ("朝鮮", "北朝鮮が", "朝鲜"),
        ("派兵", "朝鮮派兵俄羅斯", "派往兵营"),
        ("model", "的model与", "的models与"),
        ("=NPT", "《NPT》条约", "《npt》条约"),
        ("ミサイル", "弾道ミサイル発射", "ミサイ"),
        ("ミサイル", "ﾐｻｲﾙ", "みさいる"),
        ("プーチン", "プーチン大統領", "フーチン"),
        ("1718", "第1718号决议", "第17182号决议"),
        ('"安理会 决议"', "安理会决议", "安理会的决议"),
        # Arabic, Persian, Hebrew
        ("روسيا", "وروسيا", "روسية"),
        ("روسيا", "لروسيا", "بيلاروسيا"),
        ("العقوبات", "والعقوبات", "عقوبات"),
        ("العقوبات", "للعقوبات", "العقوبة"),
        ("عقوبات", "بالعقوبات", "معقوبات"),
        ("عقوبات", "عُقُوبَات", "عقوبة"),
        ("إيران", "ايران", "ايراني"),
        ("ايران", "إیران", "طيران"),
        ('"كوريا الشمالية"', "وكوريا الشمالية", "كوريا الجنوبية"),
        ("كوريا", "كـوريـا", "كوري"),
        ("~قوات", "قواتها", "قوانين"),
        ("1718", "القرار ١٧١٨", "القرار ١٧١٩"),
        ("روسیه", "به روسیه", "روسی"),
        ("רוסיה", "ברוסיה", "רוסי"),
        ("רוסיה", "וברוסיה", "פרוסיה"),
        ("צבא", "הצבא", "צבאי"),
        # Greek, Hindi, Thai, and others
        ("Ρωσία", "ΡΩΣΙΑ", "Ρωσίας"),
        ("ρωσια", "Ρωσία", "Πρωσία"),
        ("Κορέας", "ΚΟΡΕΑΣ", "Κορέα"),
        ("हमला", "रूस पर हमला", "हमलावर"),
        ("कोरिया", "उत्तर कोरिया ने", "कोरियाई"),
        ("เกาหลีเหนือ", "ทหารเกาหลีเหนือในรัสเซีย", "เกาหลีใต้"),
        ("รัสเซีย", "ในรัสเซียวันนี้", "รัสเซี"),
        ("Հայաստան", "ՀԱՅԱՍՏԱՆ", "Հայաստանում"),
        ("საქართველო", "საქართველო დღეს", "საქართველოს"),
        ("দক্ষিণ", "দক্ষিণ কোরিয়া", "দক্ষিণা"),
        ("Հյուսիսային*", "Հյուսիսային Կորեա", "Հարավային Կորեա"),
        ("ჩრდილოეთ", "ჩრდილოეთ კორეა", "სამხრეთ კორეა"),
        ("კორე*", "კორეის ჯარი", "კოლეგა"),
        ("রাশিয়া", "রাশিয়া বলেছে", "রাশিয়ার"),
        ("ரஷ்யா", "ரஷ்யா போர்", "ரஷ்யாவில்"),
        ("కొరియా", "ఉత్తర కొరియా", "కొరియాలో"),
        ("ਰੂਸ", "ਰੂਸ ਨੇ", "ਰੂਸੀ"),
        ("રશિયા", "રશિયા યુદ્ધ", "રશિયાની"),
        ("ලංකා", "ශ්‍රී ලංකා", "ලංකාව"),
        ("क़", "क़", "क"),
        ("रूस", "रूस ने कहा", "रूसी"),
        ("১৭১৮", "প্রস্তাব 1718", "প্রস্তাব 1719"),
        ("१७१८", "प्रस्ताव १७१८", "प्रस्ताव १७१९"),
        ("ລັດເຊຍ", "ໃນລັດເຊຍ", "ລັດ. ເຊຍ"),
        ("រុស្ស៊ី", "នៅរុស្ស៊ី", "រុស"),
        ("ရုရှား", "ရုရှားနိုင်ငံ", "ရုရှ"),
        ("มอสโก", "กรุงมอสโก", "มอส โลก"),
        ("ሩሲያ", "ሩሲያ ጦር", "ሩሲያዊ"),
        ("北韩", "与北韩合作", "韩北"),
        ("韓國", "南韓國防部", "韓美國"),
        ("キム・ジョンウン", "キム・ジョンウン総書記", "キム・ジョンイル"),
        ("金正恩", "金正恩委員長", "金正。恩"),
        ("ロシア", "対ロシア制裁", "ロシヤ"),
        ("核実験", "核実験を実施", "核の実験"),
        # Cyrillic beyond Russian and Ukrainian; Serbian in both scripts
        ("Расія", "РАСІЯ", "Расіі"),
        ("войскі", "ў войскі", "войска"),
        ("ўварванне", "Ўварванне", "уварванне"),
        ("Русия", "за РУСИЯ", "Русияне"),
        ("војник*", "војника", "војска"),
        ("Đorđe", "ĐORĐE", "Djordjevic"),
        ("Солтүстік", "СОЛТҮСТІК Корея", "Солтустик"),
        ("ракеты", "раке́ты", "ракета"),
        ("~сапёр", "сапёрами", "сапёрный"),
        ("~пуск", "о пусках", "пускать"),
        ("~обстріл", "обстрілів", "обстрілювати"),
        ("~дрон", "дронами", "дронт"),
        ("київ*", "Київщина", "києво"),
        ("об'єкт*", "об’єкти", "обєкти"),
        # Latin letters of other languages
        ("ľudia", "ĽUDIA", "ludus"),
        ("şüphe", "ŞÜPHE", "şüpheli"),
        ("ILGAZ", "ılgaz'da", "Ilgazlı"),
        ("smörgås", "SMÖRGÅS", "smörgåsar"),
        ("œuvre", "OEUVRE", "œuvres"),
        ("Ærø", "AERO", "Ærøskøbing"),
        ("þing", "ÞING", "þingið"),
        ("lietuv*", "Lietuvoje", "Latvijoje"),
        ("õppus", "ÕPPUS", "oppusi"),
        ("Phú", "PHÚ THỌ", "Phụ"),
        ("Hồ", "HỒ CHÍ MINH", "Hộ"),
        ("serangan", "Serangan Rusia", "serang"),
        ("l’Ucraina", "L'UCRAINA", "ucraina"),
        ("jusqu'au-boutiste", "JUSQU’AU BOUTISTE", "jusqu'a boutiste"),
        # Letters of another script that look the same
        ("Москва", "M\u043eсква", "Мосвка"),  # a Latin M
        ("Москва", "Мo\u0441ква", "Mocba"),  # a Latin o
        ("Россия", "Poccия", "Prussia"),  # four Latin letters, Pocc
        ("Россия", "Рoссия", "Росси"),
        ("troops", "tr\u043e\u043eps", "trеpоs"),
        ("sanctions", "s\u0430nctions", "s\u0430nction"),
        ("Україна", "Укpaїна", "Украіна"),
        ("~ракета", "paкетами", "paкетка"),
        ("NATO", "N\u0391TO", "\u039d\u0391\u03a4\u039f"),  # a Greek alpha in it; all of it Greek is a Greek word
        ("Ρωσία", "Pωσία", "Pωσίδα"),
        ("ios*", "iOSовский", "ісовский"),
        ("mmol", "5 mmol", "5 μmol"),
        ("covid*", "COVIDом", "ковид"),
        ("мир", "миp", "mup"),
        # Dirty text
        ("soldier", "sol\u00addier", "sol dier"),
        ("NATO", "ＮＡＴＯ", "ＮＡＴＯＳ"),
        ("Zelensky", "Z\u200belensky", "Zelenskyy"),
        ("Pokémon", "Poke\u0301mon", "Pokemons"),
        ("missile", "mis\u2060sile", "mis\u2060 sile"),
        ("ミサイル", "ミサ\u200bイル", "ミサ。イル"),
        ("drone", "𝐝𝐫𝐨𝐧𝐞", "𝐝𝐫𝐨𝐧𝐞𝐬"),
        ("북한", "\u1107\u116e\u11a8\u1112\u1161\u11ab", "\u1107\u116e\u11a8"),
    ],
)
def test_a_term_finds_its_word_and_no_other(condition: str, should: str, should_not: str) -> None:
    assert holds(condition, should)
    assert not holds(condition, should_not)


@pytest.mark.parametrize(
    ("term", "lang", "should", "should_not"),
    [
        ("=DPRK", "", "The DPRK says", "dprk"),
        ("north korea*", "", "North Korean", "South Korea"),
        ("~special force", "", "special forces", "specialist forces"),
        ("~soldat", "de", "Soldaten", "Solidarität"),
        ("~truppe", "de", "Truppen", "Gruppen"),
        ("~soldado", "es", "soldados", "soledades"),
        ("~soldat", "fr", "les soldats", "solder"),
        ("~missile", "it", "missili", "missione"),
        ("~resolução", "pt", "resoluções", "respostas"),
        ("~żołnierz", "pl", "żołnierzy", "żołądek"),
        ("~voják", "cs", "vojáka", "vojna"),
        ("~soldat", "sv", "soldater", "solidaritet"),
        ("~солдат", "uk", "солдатами", "солдатський"),
        ("~північна корея", "uk", "у Північній Кореї", "Південній Кореї"),
        ("~северная корея", "ru", "Северной Корее", "Южной Корее"),
        ("~στρατιώτης", "el", "στρατιώτες", "στρατός"),
        ("~सैनिक", "hi", "सैनिकों", "सेना"),
        ("Nga", "vi", "quân Nga", "ngã xuống"),
        ("Nga", "vi", "NGA", "ngà voi"),
        ("Bình Nhưỡng", "vi", "Bình Nhưỡng nói", "Bình Nhương"),
        ("הצבא", "he", "והצבא", "צבאות"),
        ("کره شمالی", "fa", "كره شمالي", "کره جنوبی"),
        ("هسته‌ای", "fa", "برنامه هسته‌ای", "هسته"),
        ("북한", "ko", "북한과", "북한산"),
        ("lính", "vi", "lính Triều Tiên", "bà Linh nói về Triều Tiên"),
        ("lính", "vi", "Trieu Tien dua linh toi Nga", "ông Linh gặp bà Hương"),
        ("année", "fr", "L’ANNEE du général à Évian", "Une annee passée à l’étranger"),
        ("États-Unis", "fr", "Les Etats-Unis ont décidé à Genève", "Un état uni a été créé"),
        ("Perú", "es", "Peru’s president meets François", "El peru está aquí, señor"),
        ('צה"ל', "he", "בצה״ל אומרים", "צה של ל"),
        ('צה"ל', "he", 'כשצה"ל תקף', "מצהל"),
        ('ארה"ב', "he", "נשיא ארה״ב", "ארה של ב"),
        ('ארה"ב', "he", 'וארה"ב הגיבה', "ארהב"),
        ("נשק", "he", "לכשנשק יגיע", "נשקף"),
        ("~ölmek", "tr", "Üç asker öldü", "Ne olacak"),
        ("~töten", "de", "Drone tötete zwei", "Drei Tote"),
        ("북한", "ko", "북한엔 군인이 없다", "북한엔진"),
        ("북한", "ko", "북한에선 침묵", "북한선"),
        ("북한", "ko", "북한이지만 다르다", "북한지도"),
        ("북한", "ko", "북한까지도 나섰다", "북한까치"),
        ("러시아", "ko", "러시아였고 러시아라며 러시아인데", "러시아인들"),
        ("미사일", "ko", "미사일만을, 미사일만이, 미사일으론", "미사일망"),
        ("군인", "ko", "군인에겐", "군인겐"),
    ],
)
def test_a_name_is_read_in_its_language(term: str, lang: str, should: str, should_not: str) -> None:
    assert names_it(term, lang, should)
    assert not names_it(term, lang, should_not)


def test_a_name_inside_an_exception_does_not_count() -> None:
    assert names_it("朝鲜", "zh", "朝鲜发射导弹", unless="朝鲜日报")
    assert not names_it("朝鲜", "zh", "《朝鲜日报》报道", unless="朝鲜日报")
    assert names_it("朝鲜", "zh", "《朝鲜日报》：朝鲜发射导弹", unless="朝鲜日报")
    assert not names_it("Bình Nhưỡng", "vi", "ông Lưu Bình Nhưỡng", unless="Lưu Bình Nhưỡng")


@pytest.mark.parametrize("word", ["جيش", "الجيش", "عقوبات", "اللجنة", "في", "صواריח", "צבא", "האום", "של"])
def test_every_form_with_clitics_leads_back_to_its_word(word: str) -> None:
    assert all(word in clitic_bases(form) for form in clitic_forms(word))
