"""Catalan, French, Italian, Portuguese, Romanian and Spanish, in folded letters (see table)."""

SPANISH = r"""
ion : ion iones
(ad|id|an|in|en|iv|ic|os|ari|ori|er|let)o : \1o \1os \1a \1as
[oae] : \g<0>s
z : z ces
(or|an|on|in|es) : \1 \1es \1a \1as
[iu] : \g<0>s \g<0>es
[^aeiou] : \g<0>es

$ar = o as a amos ais an aba abas abamos abais aban e aste o asteis aron are aras ara aremos areis aran aria arias
 ariamos ariais arian es emos eis en aramos ase ases asen ado ada ados adas ando arse arlo arla arlos arlas arle arles
 andose andolo arnos
$er = o es e emos en ia ias iamos ian i iste io imos isteis ieron ere eras era eremos ereis eran eria erian eriamos a
 as amos an iera ieras ieramos ieran iese iesen ido ida idos idas iendo yo yeron yendo erse erlo erla erlos erle
$ir = o es e imos en ia ias iamos ian i iste io isteis ieron ire iras ira iremos ireis iran iria irian iriamos a as
 amos
 an iera ieras ieramos ieran iese iesen ido ida idos idas iendo irse irlo irla irlos irle
ar : $ar
er : $er
ir : $ir

$es = e es emos eis en
car : que ques quemos queis quen
gar : gue gues guemos gueis guen
zar : ce ces cemos ceis cen
[ei]?cer : zco zca zcas zcan zcamos
g[ei]r : jo ja jas jan jamos
guir : go ga gas gan gamos

egar : iego iega iegas iegan iegue ieguen
e([^aeiou]{1,3})ar : ie\1o ie\1a ie\1as ie\1an ie\1e ie\1en
o([^aeiou]{1,3})ar : ue\1o ue\1a ue\1as ue\1an ue\1e ue\1en
e([^aeiou]{1,3})er : ie\1o ie\1e ie\1en ie\1a ie\1an
o([^aeiou]{1,3})er : ue\1o ue\1e ue\1en ue\1a ue\1an
e([^aeiou]{1,3}|gu)ir : ie\1o ie\1e ie\1en ie\1a ie\1an i\1o i\1e i\1en i\1a i\1an i\1io i\1ieron i\1iendo
o([^aeiou]{1,3})ir : ue\1o ue\1e ue\1en ue\1a ue\1an u\1io u\1ieron u\1iendo u\1iera u\1ieran
uir : uyo uye uyen uya uyan uyo uyeron uyendo

poder : puedo puede pueden pueda puedan pudo pudieron podra podran podria podrian pudiera pudieran pudiendo
querer : quiero quiere quieren quiera quieran quiso quisieron querra querran querria
saber : sabra sabran supo supieron sepa sepan
tener : tengo tiene tienen tenga tengan tuvo tuvieron tendra tendran tendria
poner : pongo pone ponga pongan puso pusieron pondra pondran puesto puesta puestos puestas
venir : vengo viene vienen venga vengan vino vinieron vendra vendran viniendo
hacer : hago haga hagan hizo hicieron hara haran hecho hecha hechos hechas
decir : digo dice dicen diga digan dijo dijeron dira diran dicho dicha diciendo
ducir : duzco duzca duzcan duje dujo dujeron dujera
traer : traigo traiga trajo trajeron traido
dar : doy dio dieron
caer : caiga cayo cayeron caido cayendo
morir : muerto muerta muertos muertas
scribir : scrito scrita scritos scritas
brir : bierto bierta biertos biertas
romper : roto rota rotos rotas
"""

PORTUGUESE = r"""
ao : ao oes aos aes
m : m ns
al : al ais
el : el eis
ol : ol ois
il : il is eis
ul : ul uis
(ad|id|an|in|en|iv|ic|os|ari|ori|eir)o : \1o \1os \1a \1as
[oaeiu] : \g<0>s
(or|es) : \1 \1es \1a \1as
[rzn] : \g<0>es
ais : aises

$ar = o as a amos ais am ei aste ou astes aram arei aras ara aremos arao aria arias ariamos ariam ava avas avamos avam
 e es emos em asse asses assemos assem ares armos arem ando ado ada ados adas
$er = o es e emos em ia ias iamos iam i este eu eram erei eras era eremos erao eria eriam a as amos am esse essem erem
 ido ida idos idas endo
$ir = o es e imos em ia ias iamos iam i iste iu iram irei iras ira iremos irao iria iriam a as amos am isse issem irem
 ido ida idos idas indo
ar : $ar
er : $er
ir : $ir

car : que ques quemos quem quei
gar : gue gues guemos guem guei
g[ei]r : jo ja jam
guir : go ga gam
edir : eco eca ecam

por : ponho poe poem pos puseram punha punham pora porao ponha ponham posto posta postos postas pondo
ter : tenho tem tinha tinham teve tiveram tera terao tenha tenham tido
fazer : faz fez fizeram fara farao faca facam feito feita feitos feitas
dizer : diz disse disseram dira dirao diga digam dito dita
trazer : traz trouxe trouxeram trara
vir : vem veem veio vieram vira virao venha venham vindo
dar : da deu deram dao
crever : crito crita critos critas
brir : berto berta bertos bertas
uzir : uz
air : ai aem aiu airam
"""

ITALIAN = r"""
io : io i ii
([cg])o : \1o \1hi \1i
([cg])a : \1a \1he
([cg])ia : \1ia \1ie \1e
(at|it|ut|an|in|iv|os|er|ett)o : \1o \1i \1a \1e
([aoe]) : \1 i
ista : ista isti iste

a : a e i

uomo : uomini

$are = o i a iamo ate ano avo avi ava avamo avate avano ai asti o ammo aste arono ero erai era eremo erete eranno erei
 erebbe erebbero ino assi asse assero ando ato ata ati ate ante anti arsi arlo arla arli
([cg])are : \1o \1hi \1a \1hiamo \1ate \1ano \1ava \1avano \1o \1arono \1ai \1hera \1heremo \1heranno \1herei
 \1herebbe \1herebbero \1hino \1avo \1avamo \1ammo \1aste \1assi \1asse \1assero
 \1ando \1ato \1ata \1ati \1ate
iare : io i ii ia iamo iate iano iavo iavi iava iavamo iavano iai iammo iasti io iarono iero iero iera erai ero eremo
 erei era eranno iera ieranno erebbe ierebbe iino ino iasse iassero
 iando iato iata iati iate iante
are : $are
ere : o i e iamo ete ono evo evi eva evano ei e erono ette ettero ero era eremo eranno erei erebbe erebbero a ano esse
 essero endo uto uta uti ute ersi
ire : o i e iamo ite ono ivo iva ivano ii i irono iro ira iremo iranno irei irebbe irebbero a ano isse issero endo ito
 ita iti ite isco isci isce iscono isca iscano

endere : ese esero eso esa esi ese
mettere : mise misero messo messa messi messe
(id|ud|od)ere : ise isero iso isa isi ise use usero uso usa usi use
ggere : sse ssero tto tta tti tte
primere : presse pressero presso pressa pressi presse
edere : esse essero esso essa essi esse
igere : esse essero etto etta etti ette
ncere : nse nsero nto nta nti nte
ompere : uppe uppero otto otta otti otte
(off|ap|cop|soff)rire : \1erto \1erta \1erti \1erte
durre : duce ducono duceva dusse dussero durra durranno dotto dotta dotti dotte
porre : pone pongono poneva pose posero porra porranno ponga posto posta posti poste
tenere : tiene tengono tenne tennero terra terranno
venire : viene vengono venne vennero verra verranno venuto venuta venuti venute
fare : fa fanno faceva fece fecero fara faranno fatto fatta fatti fatte
dare : da danno dava dette diedero dara daranno dato data dati date
cidere : cise cisero ciso cisa cisi cise
volgere : volse volsero volto volta volti volte
scrivere : scrisse scrissero scritto scritta scritti scritte
morire : muore muoiono morto morta morti morte
"""

FRENCH = r"""
(eau|eu|ou) : \1 \1x \1s
al : al aux ale ales als
(ain|ais|ois|aint|ant|ent|and|ard|in|un|el|at|it|ur) : \1 \1s \1e \1es
(ien|en) : \1s \1ne \1nes
(on|et) : \1s
er : er ers ere eres
if : if ifs ive ives
eux : eux euse euses
[sxz] : \g<0>
e : e es
. : \g<0>s

er : e es ons ez ent ais ait ions iez aient ai as a ames ates erent erai eras era erons erez eront erais erait eraient
 asse assent at ee ees ant
(ten|ven)ir : \1ons \1ez \1ais \1ait \1aient \1u \1ue \1us \1ues \1ant
(part|sort|serv|dorm|ment|sent)ir : \1ons \1ez \1ent \1ais \1ait \1aient \1it \1irent \1ira \1iront \1irait \1i \1ie
 \1is \1ies
 \1ant
([vf])rir : \1re \1res \1rons \1rez \1rent \1rait \1raient \1rit \1rirent \1rira \1riront \1ert \1erte \1erts \1ertes
 \1rant
ir : is it issons issez issent issais issait issaient irent ira irai iras irez irons iront irait iraient i ie ies
 issant
 isse
prendre : prends prend prenons prenez prennent prenait prenaient prit prirent prendra prendront prendrait prenne pris
 prise prises prenant
(met|bat)tre : \1s \1 \1tons \1tez \1tent \1tais \1tait \1taient \1tra \1tront \1trait \1traient \1te \1tant \1tu
 \1tue
 \1tus \1tues \1tit \1tirent
indre : ins int ignons ignez ignent ignait ignaient ignit ignirent indra indront indrait inte ints intes ignant
uire : uis uit uisons uisez uisent uisait uisaient uisit uisirent uira uiront uirait uite uits uites uisant uise
crire : cris crit crivons crivent crivait crivaient crivit crivirent crira criront crite crits crites crivant crive
faire : fais fait faisons faites font faisait faisaient fit firent fera feront ferait fasse faite faits faisant
dire : dis dit disons dites disent disait disaient dirent dira diront dise dite dits disant
cevoir : cois coit cevons cevez coivent cevait cevaient cut curent cevra cevront cevrait coive cu cue cus cues cevant
([^i])re : \1s \1 \1ons \1ez \1ent \1ais \1ait \1aient \1it \1irent \1ra \1rai \1ront \1rait \1raient \1e \1u \1ue
 \1us \1ues
 \1ant

envoyer : envoie envoies envoient enverra enverrai enverras enverrons enverront enverrait enverraient
yer : ie ies ient iera ieras ierai ierons ierez ieront ierait ieraient
ger : geons geait geais geaient gea geant gerent
cer : cons cait cais caient cant
e([lt])er : e\1\1e e\1\1es e\1\1ent e\1\1era e\1\1eront
tenir : tiens tient tiennent tint tinrent tiendra tiendront tiendrait tienne
venir : viens vient viennent vint vinrent viendra viendront viendrait vienne
mourir : meurs meurt meurent mort morte morts mortes mourra mourront mourrait mourait mouraient meure mourant
mettre : mit mirent mis mise mises
"""

CATALAN = r"""
o : o ons os
([cg])a : \1a \1ues
a : a es ns
([^aeiou])e : \1e \1es \1ens
[iu] : \g<0>s \g<0>ns
s : s sos ses
. : \g<0>s \g<0>os \g<0>a \g<0>es

ar : o es a em eu en ava aves avem aven a aren are aras ara arem areu aran aria arien i is in at ada ats ades ant es
 essin
ir : o eix eixen im iu ia ien i iren ira iran iria it ida its ides int eixi eixin
re : s en em eu ia ien e ra ran ria ut uda uts udes ent gui guin
"""

ROMANIAN = r"""
iune : iune iunea iuni iunii iunile iunilor
oare : oare oarea ori orii orile orilor
ie : ie ia ii iei iile iilor
eea : eei
ea : ea eaua ele elei elele elelor
a : a e ei ele elor i ii ile ilor uri urile urilor
[^t]or : \g<0>i
ean : eanul eanului eana eanei eni enii enilor ene enele enelor
on : oane oanele oanelor onul onului oni onii onilor
e : e ea i ii elui ele elor ile ilor ului ele
u : u ul ului ii i iii iilor e ele elor ri rile
d : d dul dului zi zii zilor de dele delor da duri durile durilor
. : \g<0>ul \g<0>ului \g<0>i \g<0>ii \g<0>ilor \g<0>uri \g<0>urile \g<0>urilor \g<0>e \g<0>ele \g<0>elor \g<0>a

a : - am au ai at ata ati ate ase ara and eaza ez ezi eze eaza eze easca a
e : i em eti ea eau u ura ut uta uti ute and
i : esc esti este im iti ea eau i ira it ita iti ite ind easca

muri : mor moare mori moara
produce : produc produs produsa produse produsi producea producand
trimite : trimit trimis trimisa trimisi trimise trimisera trimitand trimita
pune : pun pus pusa pusi puse pusera puna
(rin|tin|un|r|ci|i)de : \1d \1s \1sa \1si \1se \1sera \1zi \1zand
scrie : scris scrisa scrise scrisi scriu
(ra|tru|ru|prin)ge : \1g \1s \1sa \1si \1se \1sera \1gand
"""
