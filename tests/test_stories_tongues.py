"""What a headline speaks of is found in every tongue, and no tongue's word is taken for another's."""

import pytest

from monitor.stories.concepts import concepts_in, with_bodies
from monitor.stories.places import PARENTS
from monitor.stories.sketch import Sketch
from monitor.stories.tongues import TONGUES
from monitor.stories.vetoes import veto


def ids_in(text: str) -> set[str]:
    found = concepts_in(text)
    return {*found.places, *found.actors, *found.deeds}


HEADLINES = """
it | La Corea del Nord lancia un missile balistico | dprk launch missile ballistic
it | Soldati nordcoreani uccisi nel Kursk | dprk troops kill kursk
it | Zelensky: la Russia ha attaccato con droni la centrale nucleare | zelensky russia drone nuclear-plant
it | Il Consiglio di sicurezza approva le sanzioni contro Pyongyang | unsc adopt sanctions dprk
it | Incontro tra Putin e Trump in Alaska | meet putin trump alaska
it | Nave affondata nel Mar Nero, tre dispersi | ship sink black-sea missing
it | Il Papa chiede un cessate il fuoco a Gaza | ceasefire gaza
pt | Coreia do Norte dispara mísseis balísticos | dprk missile ballistic
pt | Soldados norte-coreanos mortos em Kursk, diz Ucrânia | troops dprk kill kursk ukraine
pt | União Europeia aprova novo pacote de sanções contra a Rússia | eu adopt sanctions-package russia
pt | Ataque de drones atinge refinaria em Ryazan | drone refinery ryazan
pt | Ministro dos Negócios Estrangeiros condena ataques | foreign-minister condemn attack
pt | Prisioneiros de guerra libertados em troca de prisioneiros | prisoner swap
ro | Coreea de Nord a lansat o rachetă balistică | dprk launch ballistic
ro | Soldați nord-coreeni uciși în regiunea Kursk | troops dprk kill kursk
ro | Premierul Ungariei vizitează Bruxelles | hungary visit brussels
ro | Ucraina: drone rusești au lovit un depozit de muniții | ukraine drone russia ammo-depot
ro | Consiliul de Securitate al ONU condamnă atacul | unsc un condemn attack
nl | Noord-Korea vuurt ballistische raket af | dprk missile ballistic
nl | Noord-Koreaanse soldaten gesneuveld in Koersk, zegt Oekraïne | dprk troops kill ukraine
nl | NAVO-topontmoeting in Den Haag: Rutte waarschuwt Rusland | nato summit hague rutte russia
nl | Amerikaanse ambassadeur naar Zuid-Korea | us ambassador south-korea
nl | Oekraïense drones treffen raffinaderij in Saratov | ukraine drone refinery saratov
nl | EU keurt sanctiepakket tegen schaduwvloot goed | eu sanctions-package shadow-fleet
sv | Nordkorea har avfyrat en ballistisk robot mot Japanska havet | dprk launch ballistic sea-of-japan
sv | Nordkoreanska soldater dödade i Kursk | dprk troops kill kursk
sv | Ryskt luftangrepp mot Kiev – minst tre döda | russia strike ukraine kill
sv | Utrikesministern fördömer attacken | foreign-minister condemn attack
sv | Säkerhetsrådet röstar om resolution | unsc resolution
sv | Stridsvagnar och kryssningsrobotar till Ukraina | tank cruise-missile ukraine
no | Nord-Korea skyter opp rakett | dprk missile
no | Nordkoreanske soldater drept i Kursk | dprk troops kursk
no | Russland truer Norge etter møte i Oslo | russia threat norway meet
no | Utenriksministeren møter Lavrov i Wien | foreign-minister meet lavrov vienna
no | Fangeutveksling mellom Ukraina og Russland | swap ukraine russia
da | Nordkoreas leder besøger Rusland | dprk visit russia
da | Nordkoreanske soldater dræbt i Kursk | dprk troops kill kursk
da | Sikkerhedsrådet fordømmer atomtest | unsc condemn test-site
da | Danmark sender våben til Ukraine | denmark arms ukraine
da | Våbenhvile i Gaza efter forhandlinger | ceasefire gaza talks
cs | Severní Korea odpálila balistickou raketu | dprk launch ballistic missile
cs | Severokorejští vojáci zahynuli v Kurské oblasti | dprk troops kill
cs | Ruský prezident Putin přijel do Pchjongjangu | russia president arrive dprk
cs | Ukrajinské drony zasáhly rafinerii v Saratově | ukraine drone refinery saratov
cs | Výměna zajatců mezi Ruskem a Ukrajinou | swap prisoner russia ukraine
cs | Ministr zahraničí odsoudil útok na jadernou elektrárnu | foreign-minister condemn attack nuclear-plant
sk | Severná Kórea vypustila balistickú raketu | dprk launch ballistic missile
sk | Severokórejskí vojaci padli v Kurskej oblasti | dprk troops
sk | Fico rokoval s Putinom v Moskve | fico talks putin russia
sk | Bezpečnostná rada OSN schválila sankcie | un adopt sanctions
sk | Ukrajina dostane tanky a delostrelecké granáty | ukraine tank
bg | Северна Корея изстреля балистична ракета | dprk launch ballistic missile
bg | Севернокорейски войници загинаха в Курск | dprk troops kill kursk
bg | Русия нападна Украйна с дронове | russia ukraine drone
bg | Външният министър осъди нападението | foreign-minister condemn
bg | Съветът за сигурност прие резолюция | resolution
bg | Размяна на военнопленници между Русия и Украйна | swap russia ukraine
sr | Северна Кореја испалила балистичку ракету | dprk launch ballistic missile
sr | Севернокорејски војници погинули у Курску | dprk troops kill kursk
sr | Severna Koreja ispalila balističku raketu | dprk launch ballistic missile
sr | Вучић разговарао са председником Русије | vucic talks president russia
hr | Sjeverna Koreja ispalila balističku raketu | dprk launch ballistic missile
hr | Sjevernokorejski vojnici poginuli u Kursku | dprk troops kill kursk
hr | Ruski napad dronovima na Kijev | russia attack drone ukraine
hr | Vijeće sigurnosti UN-a osudilo napad | unsc un condemn attack
hr | Američki predsjednik sastao se s Putinom | us president meet putin
fi | Pohjois-Korea laukaisi ballistisen ohjuksen | dprk launch ballistic missile
fi | Pohjoiskorealaisia sotilaita kuollut Kurskissa | dprk troops kill kursk
fi | Venäjä hyökkäsi drooneilla Kiovaan | russia attack drone ukraine
fi | Ulkoministeri tuomitsi iskun | foreign-minister
fi | Suomen presidentti tapasi Trumpin | finland president meet trump
fi | EU hyväksyi uudet pakotteet varjolaivastoa vastaan | eu adopt sanctions shadow-fleet
hu | Észak-Korea ballisztikus rakétát lőtt ki | dprk ballistic missile
hu | Észak-koreai katonák haltak meg Kurszkban | dprk troops kursk
hu | Orbán Viktor Moszkvában tárgyalt Putyinnal | orban russia putin
hu | Orosz dróntámadás Kijev ellen | russia drone ukraine
hu | A külügyminiszter elítélte a támadást | foreign-minister condemn attack
hu | Szankciók az árnyékflotta ellen | sanctions shadow-fleet
tr | Kuzey Kore balistik füze fırlattı | dprk ballistic missile launch
tr | Kuzey Kore askerleri Kursk'ta öldürüldü | dprk troops kursk kill
tr | Rusya Ukrayna'ya insansız hava araçlarıyla saldırdı | russia ukraine drone attack
tr | Erdoğan Putin ile telefonda görüştü | erdogan putin call meet
tr | Dışişleri Bakanı Fidan Brüksel'de | foreign-minister brussels
tr | Güvenlik Konseyi yaptırımları onayladı | unsc sanctions adopt
el | Η Βόρεια Κορέα εκτόξευσε βαλλιστικό πύραυλο | dprk launch ballistic missile
el | Βορειοκορεάτες στρατιώτες νεκροί στο Κουρσκ | dprk troops kill kursk
el | Ο Μπορέλ καταδικάζει την επίθεση στην Ουκρανία | borrell condemn attack ukraine
el | Συνάντηση Πούτιν με Τραμπ στην Αλάσκα | meet putin trump alaska
el | Το Συμβούλιο Ασφαλείας ενέκρινε κυρώσεις | unsc adopt sanctions
el | Ρωσικά drones έπληξαν διυλιστήριο | russia drone refinery
he | צפון קוריאה שיגרה טיל בליסטי | dprk launch missile ballistic
he | חיילים צפון קוריאנים נהרגו בקורסק | troops dprk kill kursk
he | טראמפ נפגש עם פוטין באלסקה | trump meet putin alaska
he | רוסיה תקפה את אוקראינה | russia ukraine
he | מועצת הביטחון גינתה סנקציות | unsc sanctions
fa | کره شمالی موشک بالستیک شلیک کرد | dprk missile ballistic launch
fa | سربازان کره شمالی در کورسک کشته شدند | troops dprk kursk kill
fa | روسیه با پهپاد به اوکراین حمله کرد | russia drone ukraine attack
fa | ترامپ با پوتین در آلاسکا دیدار کرد | trump putin alaska visit
fa | شورای امنیت قطعنامه را تصویب کرد | unsc resolution adopt
vi | Triều Tiên phóng tên lửa đạn đạo | dprk missile ballistic
vi | Binh sĩ Triều Tiên thiệt mạng tại Kursk | troops dprk kill kursk
vi | Nga tấn công Ukraine bằng máy bay không người lái | russia attack ukraine drone
vi | Tổng thống Mỹ gặp gỡ ông Tập Cận Bình | president us meet xi-jinping
vi | Hội đồng Bảo an thông qua nghị quyết trừng phạt | unsc adopt resolution sanctions
id | Korea Utara luncurkan rudal balistik | dprk launch missile ballistic
id | Tentara Korea Utara tewas di Kursk | troops dprk kill kursk
id | Rusia serang Ukraina dengan drone, tiga orang tewas | russia ukraine drone kill
id | Dewan Keamanan PBB kecam uji coba nuklir | unsc un condemn nuclear
id | Pertukaran tawanan perang Rusia dan Ukraina | prisoner war russia ukraine
hi | उत्तर कोरिया ने बैलिस्टिक मिसाइल दागी | dprk ballistic missile launch
hi | कुर्स्क में उत्तर कोरियाई सैनिकों की मौत | kursk dprk troops kill
hi | रूस ने यूक्रेन पर ड्रोन से हमला किया | russia ukraine drone attack
hi | ट्रंप और पुतिन की मुलाकात अलास्का में | trump putin meet alaska
hi | सुरक्षा परिषद ने प्रतिबंधों को मंजूरी दी | unsc sanctions adopt
th | เกาหลีเหนือยิงขีปนาวุธ | dprk missile
th | ทหารเกาหลีเหนือเสียชีวิตในเคิร์สก์ | troops dprk kill kursk
th | รัสเซียโจมตียูเครนด้วยโดรน | russia attack ukraine drone
th | ทรัมป์พบกับปูตินที่อะแลสกา | trump meet putin alaska
th | คณะมนตรีความมั่นคงลงมติคว่ำบาตร | unsc sanctions
"""

FORMS = """
en | North Korea fires ballistic missiles | dprk launch missile
en | Civil war in Sudan: two killed | war sudan kill
de | Der Verteidigungsetat wird gekürzt | cut
de | Bundestag billigte das Paket, Großbrand in Essen | adopt fire
fr | Deux soldats blessés, un accord signé | injure deal troops
es | El ejército ruso atacó Kiev | russia attack ukraine
pl | Rosja zaatakowała Lwów, ostrzał trwa | russia attack strike
pl | Wywiad wojskowy: pociąg wykolejony | intelligence train
sv | Strömavbrott efter olycka | energy crash
ru | Задержан солдат, взят в плен под Суджей | arrest capture sudzha
uk | Військовополонені повернулися | prisoner
ko | 북한군 2명 생포, 美 "확인 중" | capture us
ko | 中·日 외교장관 회담 | china japan talks
ja | 日米首脳会談 アメリカ発表 | us japan summit
zh | 中方：美军舰机抵近 | china us
"""

NOT_SAID = """
en | Hundreds of groups gathered on the ground | sink threat
en | Fans were saying a blessing | injure
en | The couple bought coupons | cut
en | A kind man rode to Indiana in his boots | children india ship
en | He got a grip on the rope | disease oil
en | Norwich City train their youth side | norway
en | On Tuesday, a sad Saddam biographer was born | kill judge children
en | Stockholm schools stabilize their budget | market stab
en | My home is close to the Arsenal ground | us ammo-depot
en | Executives study the carbon market | execution coal
en | Suicide rates and skating shoes | switzerland
en | Gas climbs 43 cents, cam footage shows | ban
en | The most popular planet, by the way | bridge plane
en | The liberal prime candidate reached the top | liberate react
de | Der Ball ging an die Latte, nicht ins Tor | port
de | Auf jeden Fall bekennt sich der Trainer zum Verein | fall peace
de | Am Tag danach war es grau | train grain
de | Türkei besiegt Georgien | encircle
nl | Hij kwam met de trein tot aan de grens | meet
nl | Het seizoen begon met een Engelse spits | capture engels
sv | Regeringen utökar stödet hos kommunen | attack hero
sv | Apple firar femtio år | defect
sv | Sociala medier under press | mediate
sv | Skottskada vid kyrkan | scotland
pl | Natomiast rząd zakłada wzrost | nato factory
pl | Premier popiera nowe zadania | deny demand
pl | Puchar Polski na żywo | coup
cs | Základní škola ve městě | prisoner base
ro | Puțin timp pentru toți | putin
pt | Eu sei que fico em casa | eu
it | Le donne di fronte alla scelta | frontline
hu | Ebben az irányban iránt érdeklődik | iran
fi | Tämä on matala talo | dam kill
tr | Bazı kazanan takımlar | base kazan
vi | Đài Loan bán vé cho bạn | loan ban
id | Segera buka mata anda | win kill
ru | Даниил выиграл кубок в Марселе | denmark cuba mars
ru | Индивидуальные газы и газа нет | india gaza
ru | Уборка песков и козлов | peskov kozlov
en | Fraud and the entering of installed vehicles, according to judicial sources | women adopt suspend deal jewish
en | Alabama surgeons explore vacant Birmingham streets | praise rise explosion cow myanmar
en | Dementia scrutiny of a premiere with scattered boats | deny election prime-minister
en | The brand of blazers in Nevada | fire snow
en | Retired players accept a desert vacation | withdraw defect cow
de | Es war ein kurzes Spiel, die Drohnen fördern starke Umsätze | war cut threat demand reinforce
de | Solche Stürmer aus Brandenburg gab es lange nicht | scholz storm fire
de | Das dies der Krimi der Woche ist | kill crimea
sv | Filmen kallas händelserik, ingen tänker att den minskar | kallas trade ship belarus
sv | Kriminella greps, viljan var billig | crimea grain adopt
pl | Kolejny raz Katarzyna powiedziała, ile to kosztuje | train qatar island
pl | Mieszkańcy drogą jadą do Pragi, rzadko w media | housing drugs energy government mediate
fr | Il est seul à donner le nom, son coup est parti | south-korea coup
es | La ropa llega con el balón | oil balloon
da | Dronningen holder tale i Nuuk | drone
vi | Đám đông ở Thái Bình, Ban tổ chức | dam thailand ban
ko | 유가증권시장 상장사, 위성락 실장은 기아 노사와 | oil satellite inflict
ko | 구조조정 대상 회사의 무기한 파업과 재개발 | rescue arms open
ko | 모스크바의 관측은 협력업체로 | muslim bodies cooperation
ru | Взяли дети детали и поездку | corruption train
ja | 12日の会議中、英語と美容の話 | japan china uk us
ja | 秋雨前線が停滞、株主総会は午後 | frontline plenary
zh | 核心技术与解放军 沿海地区 | nuclear liberate haiti
"""


def rows(table: str) -> list[tuple[str, str, set[str]]]:
    split = [line.split(" | ") for line in table.strip().splitlines()]
    return [(lang, text, set(ids.split())) for lang, text, ids in split]


@pytest.mark.parametrize(("lang", "headline", "ids"), [*rows(HEADLINES), *rows(FORMS)])
def test_a_headline_is_understood_in_every_tongue(lang: str, headline: str, ids: set[str]) -> None:
    assert ids - ids_in(headline) == set()


@pytest.mark.parametrize(("lang", "text", "ids"), rows(NOT_SAID))
def test_a_word_of_one_tongue_is_not_taken_for_another_s(lang: str, text: str, ids: set[str]) -> None:
    assert ids & ids_in(text) == set()


@pytest.mark.parametrize("one", ["Korea Utara luncurkan rudal", "Észak-Korea rakétát indított", "한국"])
def test_south_and_north_are_told_apart_in_every_tongue(one: str) -> None:
    assert len(concepts_in(one).places & {"dprk", "south-korea"}) == 1


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Белоусов прибыл в Пхеньян", "belousov"),
        ("벨로우소프 국방장관 방북", "belousov"),
        ("Umerov in Washington", "umerov"),
        ("노광철 국방상", "no-kwang-chol"),
        ("김여정 담화", "kim-yo-jong"),
        ("石破首相 会談", "ishiba"),
        ("Песков прокомментировал", "peskov"),
        ("Nebenzia speaks at the council", "nebenzya"),
        ("Baerbock reist nach Kyjiw", "baerbock"),
        ("王毅会见", "wang-yi"),
        ("МАГАТЭ и ОБСЕ", "osce"),
        ("MSMT report on North Korea", "msmt"),
        ("국정원 국회 보고", "nis"),
    ],
)
def test_the_people_and_bodies_of_the_watch_are_known(name: str, actor: str) -> None:
    assert actor in concepts_in(name).actors


def test_who_speaks_for_a_body_speaks_for_what_that_is_part_of() -> None:
    assert with_bodies({"budanov"}) == {"budanov", "hur", "intelligence"}
    assert with_bodies({"panel-of-experts"}) == {"panel-of-experts", "unsc", "un"}


def test_a_town_lies_in_its_region_and_a_border_on_both_sides() -> None:
    def sketch(*places: str) -> Sketch:
        return Sketch(things=tuple(f"place:{place}" for place in places))

    assert veto(sketch("sudzha"), sketch("kursk"), 0) is None
    assert veto(sketch("sudzha"), sketch("russia"), 0) is None
    assert veto(sketch("sudzha"), sketch("belgorod"), 0) == "other places: sudzha, not belgorod"
    assert veto(sketch("panmunjom"), sketch("dprk"), 0) is None
    assert veto(sketch("panmunjom"), sketch("south-korea"), 0) is None


def test_no_place_lies_in_itself() -> None:
    def above(place: str) -> set[str]:
        return {name for parent in PARENTS.get(place, ()) for name in (parent, *above(parent))}

    assert not [place for place in PARENTS if place in above(place)]


def test_no_line_of_a_tongue_says_a_word_twice() -> None:
    for tongue in TONGUES:
        for id_, line in tongue.items():
            assert len(line.split()) == len(set(line.split())), id_
