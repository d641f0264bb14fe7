"""Bulgarian, Czech, Polish, Serbo-Croatian and Slovak, in folded letters (see table); Russian has its dictionary."""

import re

POLISH = r"""
ea : ei ee eo eom eami each
anin : anina aninowi aninem aninie anie an anom anami anach
(cj|zj|sj)a : \1i \1e \1a \1o \1om \1ami \1ach \1
ja : i ji je ja jo jom jami jach -
(ni|mi|ri|li|fi|pi|bi|wi|ki|gi)a : \1i \1e \1o \1om \1ami \1ach \1
([cds]z|rz|[lcz])a : \1y \1i \1e \1a \1o \1om \1ami \1ach \1
sta : scie sty ste sto stom stami stach st
ta : cie ty te to tom tami tach t
da : dzie dy de do dom dami dach d
ra : rze ry re ro rom rami rach r
([^aeiouy])([kn])a : \1ce \1nie \1\2i \1\2y \1\2e \1\2o \1\2om \1\2ami \1\2ach \1e\2 \1ie\2
ka : ce ki ke ko kom kami kach k
ga : dze gi ge go gom gami gach g
cha : sze chy che cho chom chami chach ch
a : y e o ie om ami ach -
nie : nia niu niem n niom niami niach
(ci|dzi|wi|mi|zi|pi)e : \1a \1u \1em \1om \1ami \1ach \1
e : a u em - om ami ach
stwo : stwa stwu stwem stwie stw stwom stwami stwach
([^aeiouy])([kn])o : \1\2a \1\2u \1\2iem \1\2em \1\2om \1\2ami \1\2ach \1\2 \1e\2 \1nie
([kg])o : \1a \1u \1iem \1om \1ami \1ach \1
to : ta tu tem cie t tom tami tach
lo : la lu lem le l lom lami lach el
o : a u em ie - om ami ach
um : a ow om ami ach
(sc|dz|[csnz])' : \1i \1ia \1iu \1iem \1ie \1iom \1iami \1iach \1iowi \1io \1iow \1mi
iec : ca cowi cem cu cy ce cow com cami cach
ec : ca cowi cem cu cy ce cow com cami cach
c : ca cowi cem cu cy ce y ow cow com cami cach
ster : stra strowi strem strze stru strowie strow strom strami strach
([rsc]z|dz|[lzj]) : \1a \1owi \1em \1u \1e \1y \1i \1ow \1om \1ami \1ach \1a \1owie
([kg]) : \1a \1owi \1iem \1u \1i \1ow \1om \1ami \1ach \1owie
ch : chu cha chowi chem chy si chow chom chami chach
(s)t : \1tu \1ta \1towi \1tem \1cie \1ci \1ty \1tow \1tom \1tami \1tach
t : tu ta towi tem cie ci ty tow tom tami tach
d : du da dowi dem dzie dzi dy dow dom dami dach
r : ru ra rowi rem rze rzy ry row rom rami rach
l : lu la lowi lem le li ly low lom lami lach
s?k[iy] : \g<0>
[iy] : iego ego iemu emu im ym iej ej a e o ich ych imi ymi i y
. : \g<0>u \g<0>a \g<0>owi \g<0>em \g<0>ie \g<0>i \g<0>y \g<0>ow \g<0>om \g<0>ami \g<0>ach \g<0>owie

e[ck] : ka kowi kiem ku ki kow kom kami kach ca cem cow com cami cach cy ce
k : cy ka kowi kiem ku ki kow kom kami kach
g : dzy
ien : nia niowi niem niu nie ni niom niami niach

ski : skiego skiemu skim skiej ska sko skie skich skimi scy
(s?[kg])i : \1iego \1iemu \1im \1iej \1a \1o \1ie \1ich \1imi cy dzy
y : ego emu ym ej a o e ych ymi i

$l = l la lo li ly lem lam les las lismy liscie lby laby lyby liby loby
$n = ny na ne no ni nego nemu nej nym nych nymi nie nia niu niem
owac : uje ujesz uja ujemy ujecie uj ujac ujace ujacy ujacych owal owala owalo owali owaly owano owany owana owane
 owani
 owanego owanej owanych owanym owanymi owanie owania owaniu owaniem owalby
slac : sle slesz sla slemy slij slal slala slalo slali slaly slano slany slana slane slani slanych slanego slanej
 slanie
 slania slaniu slaniem
ac : am asz a amy acie aja ajac ajacy ajace ajacych al ala alo ali aly alem alam alismy alby alaby ano any ana ane ani
 anego anej anym anych anymi anie ania aniu aniem
([scz]|dz|sc)ic : \1e \1isz \1i \1imy \1icie \1a \1il \1ila \1ilo \1ili \1ily \1ilem \1iono
 \1ony \1ona \1one \1eni \1onych \1onego \1onej \1enie \1enia \1zony \1zona \1zone \1zeni \1zonych \1zono \1zenie
 \1zenia \1ze \1za
lic : le lisz li limy la lil lila lilo lili lily lono lony lona lone leni lonych lonego lonej lenie lenia leniu
([iy])c : e a \1sz \1 \1my \1cie ie ia \1l \1la \1lo \1li \1ly \1lem iono iony iona ione ieni ionych ienie ienia ono
 ony ona one
 eni onych onego onej enie enia
nac : ne niesz nie niemy na nal nela nelo neli nely neto nety neta nete neci niecie niecia
ec : i a isz al ala alo eli aly ano any ana ane enie enia eje eja
sc : dl dla dli dly dnie dna dzie da dzony dziono siony siono siona

(k|w|m)azac : \1aze \1aza \1azemy \1azesz
pisac : pisze pisza piszemy piszesz
brac : bierze biora bral brala brali
(gi|pl|sta|stu|my|wi)nac : \1nie \1na \1niemy
([bpwkrmtzs]|sz)([iy])c : \1\2je \1\2ja \1\2jemy \1\2j \1\2ty \1\2ta \1\2te \1\2tych \1\2cie \1\2cia
rzad : rzed rzedu rzedy rzedow rzedom rzedami rzedach rzedzie

stosc|osc : \g<0>i \g<0>ia \g<0>iom \g<0>iami \g<0>iach
szczac|szczyc : szcza szczy szczono
strzelic : strzela strzelony
"""

_CZECHOSLOVAK = r"""
(st|[nd]ost) : \1i \1iu \1em \1ech \1mi \1iam \1iach \1ou
([^aeiouy])([knlbr])a : \1\2y \1\2e \1\2u \1\2o \1\2ou \1\2am \1\2ach \1\2ami \1\2 \1\2am \1e\2 \1ie\2 \1o\2 \1ce \1ci
ka : ce ky ku ko kou k kam kach kami
ha : ze hy hu hou h ham hach hami
ga : ze gy gu gou g gam gach gami
cha : se chy chu chou ch cham chach chami
([cszj])a : \1e \1i \1u \1ou \1 \1am \1ami \1ach \1im \1ich \1emi
ea : eje eji ei ey eu eou eam each eami
ia : ie ii iu iou ii iam iach iami
a : y e u o ou - am ach ami ie i
ni : nim nich nimi niho nimu
([yi]) : y i eho iho emu imu ym im e a ou ych ich ymi imi ej u
([ei])e : \1m \1i \1u
ice : ici ic icim icich icemi iciam iciach
ie : ii iim iich iemi iou
ce : ci ce cim cich cemi ec
e : i im ich emi iem iach iami u ou ete ata at
sko : ska sku skem skom skach skam skum sk scich sky skami
dlo : dla dlu dle dlem dlom del diel dlum dlech dlach dlam dly dlami
stvo : stva stvu stvem stvom stvech stvy stvum stev stvach stvami stiev
o : a u em om e - um ech ich ach ami am y
ec : ce ci cem cu cum cich cove covi ca com cov coch cami cmi
(?<=.{3})(e)(k|n) : \2a \2u \2em \2om \2y \2e \2um \2ech \2ami \2ovi cich ci \2ov \2och \2mi
ster : stra stru strovi strem strom stre stri strech stry strum strove stroch strov strami
k : ci ka ku kovi kem kom ky cich kum kove kov koch kmi koch kami
ista : iste isty istu istovi istech istum istou istom istoch istov istami isto
h : zi ha hu hovi hem hom hy zich hum hove hov hoch hmi
ch : si cha chu chovi chem chom chy sich chum chove chov choch chmi
([ndtcl])' : \1i \1e \1a \1u \1em \1om \1ich \1im \1emi \1um \1ov \1och \1mi \1ami \1iam \1iach \1ou
([cszjlr]|ej) : \1i \1e \1u \1a \1em \1om \1ech \1ich \1im \1emi \1um \1y \1ovi \1ove \1ov \1och \1mi \1iam \1iach
 \1ami \1ou
. : \g<0>u \g<0>a \g<0>ovi \g<0>em \g<0>om \g<0>e \g<0>i \g<0>y \g<0>um \g<0>ech \g<0>ich \g<0>ove \g<0>ov \g<0>och
 \g<0>mi
 \g<0>ami \g<0>ach \g<0>am

sky : sti stich stim stimi
cky : cti ctich ctim ctimi
ouva : uv
lka : lek
rna : ren
eta : iet
ela : iel
ica : ic iciach iciam

$n = en ena eno eni eny ene eneho eneho enych enym enou eni
ovat : uje uji uju ujeme ujes ujete ujou ujuci ujici oval ovala ovali ovalo ovaly ovan ovana ovano ovani ovany ovane
 ovaneho
 ovanych ovanou ovanie
slat : sle slou slu sleme sles sli slal slala slali slaly slalo slan slana slany slano slani slane slanych
at : am a as ame ate aji aju al ala ali alo aly an ana ano ani any ane aneho anych anim anie ajici ajuci
stit : sti stim stil stila stili stilo stily $n sten stena steno steny stene stenych steni stenie stia
tit : ti tim tis time tite til tila tili tilo tily tia cen cena ceno ceny cene cenych ceni cenie
dit : di dim dis dime dite dil dila dili dilo dily dia zen zena zeno zeny zene zenych zeni zenie deny dena deni
it : i im is ime ite il ila ili ilo ily ia il $n enie
nout : ne nou nul nula nulo nuli nuly nut nuta nuto nuty nuti nute nutych
nut : ne nu nul nula nulo nuli nuty nuta nute nutie
et : i im is ime ite el ela eli elo ely eji en ena eno eny eni ie ia
st : de dou dl dla dli dly du

psat : pise pisi pisou pisu pis
pisat : pise pisem pises pisu pis
([bpvkrmt]|sz)([iy])t : \1\2je \1\2ji \1\2ju \1\2jem \1\2jou \1\2t \1\2ta \1\2ty \1\2to \1\2ti \1\2te \1\2tych
emrit : emre emrou emrel emrela emreli emrelo emrely
omriet : omrie omru omrel omrela omreli omrelo
"""
CZECH = SLOVAK = _CZECHOSLOVAK

SERBO_CROATIAN = r"""
([aeiou])k : \1ka \1ku \1kom \1ke \1ce \1ci \1cima \1kov
ac : ca cu cem ce ci cima aca cev
([^aeiou])a([nkr]) : \1\2a \1\2u \1\2om \1\2e \1\2i \1\2ima \1\2ovi \1\2ova \1ci \1cima
(g) : \1a \1u \1om \1e zi zima \1ovi \1ova \1ovima
h : ha hu hom he si sima
ka : ke ki ci ku kom kama ko aka
ga : ge gi zi gu gom gama go
a : e i u om ama o -
ost : osti oscu ostima
ije : ija iju ijem ijima
(nj|lj|[cszj]|st)e : \1a \1u \1em \1ima
e : a u em ima eta etu
o : a u om ima -
(nj|lj|[cdszj]) : \1a \1u \1em \1om \1e \1i \1ima \1evi \1eva \1eve \1evima \1ovi \1ova \1ove \1ovima
([si]) : \1og \1om \1ih \1im \1e \1a \1u \1oj \1o \1eg
. : \g<0>a \g<0>u \g<0>om \g<0>e \g<0>i \g<0>ima \g<0>ovi \g<0>ova \g<0>ove \g<0>ovima \g<0>og \g<0>oj \g<0>ih \g<0>im
 \g<0>o

(sk|ck|n|v)i : \1og \1oga \1om \1ome \1ih \1im \1ima \1a \1e \1u \1oj \1o

pisati : pise pisu pisem pisao pisala pisali pisalo pisale pisan pisana pisani pisano pisane
(b|p|v|kr)iti : \1ije \1iju \1ijem \1io \1ila \1ili \1ilo \1ile \1ijen \1ijena \1ijeni \1ijeno \1ijene
pasti : padne padnu padnem pao pala pali palo pale padnut padnuta padnuti padaju
ovati : uje uju ujem ujemo ujes ujuci ovao ovala ovali ovalo ovale ovan ovana ovani ovano ovane
slati : salje salju saljem slao slala slali slalo slale slan slana slani slano slane
ati : a aju am amo as ate ao ala ali alo ale an ana ani ano ane ajuci
iti : i e im imo is ite io ila ili ilo ile en ena eni eno ene jen jena jeni jeno jene ljen ljena ljeni ljeno ljene
uti : ne nu nem nuo nula nuli nulo nut nuta nuti nuto
"""


def _in_cyrillic(table: str) -> str:
    """The same of Serbian as Serbs mostly write it."""
    letters = str.maketrans("abvgdezijklmnoprstuhcf", "абвгдезијклмнопрстухцф")
    parts = re.split(r"(\\g<0>|\(\?<?[=!])", table.replace("lj", "љ").replace("nj", "њ"))
    written = "".join(part if number % 2 else part.translate(letters) for number, part in enumerate(parts))
    return written.replace("цсзј", "цчћсшзжјђ").replace("цдсзј", "цчћдђсшзжј")


SERBIAN = _in_cyrillic(SERBO_CROATIAN)

BULGARIAN = r"""
ия : ията ии иите ийо
ие : ието ия ията
(ар|ел|ор|ер)ин : \1ина \1инът \1и \1ите
[аоу]?к : \g<0>а \g<0>ът \g<0>о \g<0>ове \g<0>овете \g<0>ко
г : га гът зи зите гове говете
о : ото а ата
ост : остта ости остите
ство : ството ства ствата
е : ето ета етата та
а : ата и ите о
я : ята и ите йо
й : я ят и ите еве евете
ц : ец еца ецът ци ците
[иы] : ият ия а ата о ото ите
. : \g<0>а \g<0>ът \g<0>и \g<0>ите \g<0>е \g<0>ове \g<0>овете \g<0>та \g<0>я \g<0>ят

ик : ици иците
к : ци ците
х : си сите
ец : ци ците еца ецът
(.)ен : \1ният \1на \1ната \1ни \1ните \1но \1ното
ски : ския ският ска ската ско ското ските

ям : яш я яме яте ят ях яше яха ял яла яли яло ян яна яни яно яй яйте яйки яне
ам : аш а аме ате ат ах аше аха ал ала али ало ан ана ани ано ат ата ати ане ането ай айте айки
вам : ваш ва ваме вате ват вах ваше ваха вал вала вали вало ван вана вани вано ване
ия : ие ием иеш иете ият их и иха ил ила или ило ит ита ити ито
пиша : пише пишат пишем писах писа писаха писал писала писали писан писана писани писано писаната писаните
я : иш и им ите ят их и иха ил ила или ило ен ена ени ено ейки ех еше ел ели
а : еш е ем ете ат ах а аха ал ала али ало ан ана ани ано их иха ил или ен ена ени ено
"""
