# ruff: noqa: E501 - a line a thing: the table is read down, not across
"""Forms and phrases of the languages of places.py, actors.py and deeds.py, where a stem would hear another word too.

A stem such as kürz* also hears kurz, and fraud* is no frau*; so what is meant is listed here form by form.
"""

WORDS: dict[str, str] = {
    "energy": "электроэнерг* электрич* электросет* электростанц* электроснабж* електроенерг* електрич* електромереж* електростанц* електропостач* prąd prądu"
    " prądem électricité électrique* eléctrica eléctrico electricidad =Strom stromnetz* strompreis* stromversorg*",
    "abstain": "wstrzymał_się wstrzymała_się wstrzymały_się wstrzymali_się wstrzymało_się утримався утрималася утрималась утрималися утримались",
    "suspend": "wstrzyma* cancel cancels canceled cancelled canceling cancelling cancela* cancelation* cancellation* 연기됐* 연기된* 연기했* 연기하* 연기돼* 中断 中斷",
    "cut": "kürzen kürzt kürzte kürzung kürzungen gekürzt slash slashed slashes slashing réduction* reduc* réduire",
    "adopt": "billigte gebilligt billigung entériné entérine entérinée entériner",
    "alliance": "ally allies allié alliés alliée aliado aliados verbündete* allianz_mit allianzen allianz_gegen allianz_zwischen",
    "ambassador": "envoy envoys émissaire* envoyé_spécial",
    "animal": "=Tiere =Tieren =Dog a_dog the_dog pet_dog police_dog her_dog his_dog",
    "kill": "fatal fatally fatalit* zabit* zabił* zabij* zabici 전사자* 전사했* 전사한_ dies_at dies_in dies_after dies_aged dies_of dies_from dies_as dies_on"
    " dies_following man_dies woman_dies who_dies =tué tötet tötete töteten starben gestorben tuer murió asesinado asesinados zginął вбили 被杀 遇害"
    " 丧生 丧命 喪命 犠牲に tuent",
    "appoint": "names_new names_as named_as named_new nominación nominado nominato nominata nomination* nominuj* nominacj* zelenskyy_names zelensky_names trump_names"
    " putin_names xi_names president_names kim_names",
    "arms": "waffe waffen waffenlieferung* waffenhilfe waffenpaket* waffensystem* waffenexport* waffenembargo* waffenfabrik* waffenlager*"
    " waffenproduktion* 무기 무기체계* 무기화* 무기거래* 무기지원* 무기수출* 무기급* 무기개발* 무기공급*",
    "arrest": "detuv* deteni* detenu* detenci* detención arrêté arrêtés arrêtée arrêtées arrestation* задержан* задержал* задержать затриман* затримал*"
    " затримав detiene detienen detenido detenida detenidos توقيف",
    "attack": "공격 공격했* 공격한* 공격해* 공격하* 공격받* 공격당* angegriffen greift_an ataca atacan atacó atacado atacaron zaatakow*",
    "award": "décoré décorés décorée decorated",
    "balloon": "balony balonów balonu balonem balonami",
    "ban": "ban_on to_ban a_ban the_ban us_ban eu_ban travel_ban import_ban total_ban zakaz zakazu zakazem zakazano zakazał* zakazan* zakazuj* culture_ban"
    " content_ban media_ban entry_ban tiktok_ban visa_ban oil_ban lifts_ban lift_ban imposes_ban ban_as ban_in ban_russian"
    " ban_chinese ban_all",
    "base": "기지 군사기지* 공군기지* 해군기지* 미군기지*",
    "bodies": "운구* 유해 유해발굴* 유해송환*",
    "bridge": "bridge bridges 桥梁 橋梁 大橋 鉄橋 橋が 다리_붕괴* 다리_폭파* 公路橋 鐵路橋 公路桥 铁路桥 橋通車 桥通车 橋開通 道路橋 다리_건설* 다리_개통* 다리_착공*",
    "budget": "haushalt haushalts haushaltsausschuss* haushaltsentwurf* haushaltsplan* haushaltsloch* haushaltsstreit* haushaltspolitik*",
    "build": "construction* construct constructs constructed constructing construir construye* construyó construcc* construire construit* construisent"
    " construid*",
    "call": "통화 통화했* 통화한* 통화해* 통화하* 전화통화* 전화_통화*",
    "capture": "zajęcie_miast* taken_prisoner took_prisoner taken_captive gefangen_genommen gefangengenommen schwytał* schwytan* pojman* взяли_в_плен взят_в_плен"
    " взяты_в_плен взяли_в_полон потрапили_в_полон 생포* 俘虏 俘虜 生擒 أسر_جنود",
    "church": "church churches churchgoer* christians christianity christian_church* christian_communit* iglesia kościół* kościoł* kościel* =Christen",
    "civilians": "cywil cywile cywilów cywilom cywilami cywilna cywilne cywilni cywilny cywilnych cywilną cywilnej 一般市民",
    "clash": "in_combat close_combat combat_with battle battles battled battling firefight firefights kampf kämpfe kämpfen kämpften kämpfte kämpft"
    " kampfhandlung* 전투 전투를 전투원* 戦闘が 戦闘で 戦闘に 戦闘を 戦闘員 激戦 激战 战斗中 战斗人员 投入战斗 参加战斗 боев бои боям боевых_действ* боевые_действ* 전투지역* 전투현장* 전투병* 전투부대* 전투에서* 전투경험*"
    " 小規模戦闘 戦闘参加 戦闘地域 戦闘部隊 戦闘激 戦闘続 戦闘か",
    "close": "shut shuts shutting shutdown* close_border* close_airspace to_close schließen schließt schließung* geschlossen zamkn* zamyka* fermé fermée"
    " fermés fermées",
    "collapse": "zawalen* zawalił* zawali",
    "concern": "concern concerns concerned",
    "condemn": "condena condenan condenó condenar condenado*",
    "congratulate": "félicite félicitent félicité félicitations felicita felicitó felicitan felicitaciones félicités félicitées",
    "cooperation": "협력 협력하* 협력해* 협력했* 협력한* 협력할* 협력기구* 협력체* 협력관계* 협력강화* współpraca współpracy współpracę współpracą współpracować współpracuj*",
    "corruption": "взятк* взяточ* soborno* sobornar",
    "coup": "a_coup the_coup coup_attempt* attempted_coup military_coup coup_plot* coup_leader* coup_in failed_coup coups_d'état",
    "cow": "vaca vacas vaches =Kuh =Kühe =Kühen 奶牛 乳牛 牛群",
    "crash": "accident accidents accidental accidente* wypadek wypadku wypadki wypadków wypadkach wypadkiem katastrofa katastrofy katastrofie katastrofę"
    " katastrofą zusammenstoß* zusammenstöß*",
    "cross": "traversé traversent traversée überflog überflogen überfliegen korsar korsade korsat 국경_넘* 국경을_넘* 분계선_넘* 분계선을_넘* 넘어온* 넘어와* 군사분계선_넘* 넘어_귀순* 국경선_넘* mdl_넘*",
    "dam": "=dam =Dam =tamę la_presa barrage_hydro* barrage_de_kakhovka",
    "deal": "accord accords traité traités tratado tratados 북중조약* 상호방위조약* 한미조약* 북러조약* 북러_조약*",
    "defect": "deserter deserters deserting desertion* deserteur* desertor* desertör* defector* defected defection* defects_to uciekinier* dezercj*"
    " dezerter* дезертир*",
    "demand": "réclame réclament réclamé réclamer =fordert =Fordert =fordern =Fordern =forderte =forderten =Forderung =Forderungen =gefordert призывает"
    " призывают",
    "deny": "=dément démenti démentis démentent dementi dementiert* dementierte* dementieren отрицает отрицают отрицал* отрицани* спростув* спростов* 부인했*"
    " 부인하* 부인해* 혐의_부인* 의혹_부인*",
    "destroy": "destroy destroys destroyed destroying damage damages damaged damaging",
    "disease": "grippe grippewelle* vogelgrippe* chorob*",
    "dismiss": "removed_from_office removed_from_post limogé limogée limogés limogeage*",
    "drill": "drill drills",
    "drone": "dronar* dron dronu dronem drony dronów dronom dronami dronach dronowy* drones droni drona",
    "drugs": "drogas la_droga narcot* tráfico_de_drogas",
    "earthquake": "quake quakes",
    "election": "wahl wahlkampf* wahlsieg* wahlergebnis* wahllokal* wahlkreis* wählt wählen gewählt wähler* wahltag* wahlrecht* wahlabend* wahlbeteiligung*"
    " scrutin scrutins vota votan votó votación votaciones votar wyborów wyborach wyborom wyborami wyborcy wyborców wyborcze wyborczej wyborczy"
    " wyborczych выборы выборов выборах выборам выборами избирател* избирком* вибори виборів виборах виборам виборц* виборч*",
    "encircle": "=siege under_siege siege_of otoczon* otoczył* otaczaj* окружен* окружил* окружают окружить окружени* оточен* оточил* оточую*",
    "execution": "=exécuté =exécutés =exécutée",
    "explosion": "explos* explod* explota explotó =blast =Blast blasts blasted blasting 폭발 폭발했* 폭발한* 폭발해* 폭발하* 폭발물* 폭발음* 폭발사고* взорва* взорвётся",
    "factory": "factory factories fábrica fábricas",
    "fail": "fail fails failed failing failure* fallito fallita fracaso fracasó fracasa",
    "families": "familie* familia familias familiares famiglia*",
    "fighter-jet": "myśliwiec myśliwce myśliwców myśliwca myśliwcem myśliwcami",
    "film": "=aktor aktora aktorka aktorki aktorkę aktorzy aktorów",
    "find": "discover discovers discovered discovering discovery_of discoveries",
    "fire": "blaze blazes =Brände =Bränden =Brand_in =Brand_im =Brand_auf nach_brand großbrand* brandanschl* brandkatastroph* brandstift* brandursache*"
    " waldbrand* возгоран* загоран*",
    "flood": "powódź powodzi powodzie powodzią",
    "frontline": "戦線 전장에* 전장으로* an_der_front an_die_front ukrainischen_front ostfront frontabschnitt*",
    "fuel": "fuel",
    "hack": "=hack hacks hacked hacking hackare* hackad* hackangrepp* pirata_informático piraté piratée piratés cyber cyberattack* cybersecurit*"
    " cybercrim* cyberangri* cyberangrepp* cybersäkerhet* cyberbezpiecz* cyberprzest* cyberatak* cyberattaque* cyberspion* cybersicher* cyberkrim*"
    " cyberdefen* cyberwar* cyberespion* cyberattacc* piratas_informáticos piratas_norcoreanos",
    "housing": "mieszkanie mieszkania mieszkań mieszkaniu mieszkaniow*",
    "inflict": "głód głodu głodem głoduj* głodow* 기아_사태* 기아_위기* 기아_상태*",
    "injure": "=blessé =blessés =blessée =blessées",
    "insurrection": "bunt_wagnera bunt_prigożyna buntownik*",
    "invade": "offensive offensives",
    "invite": "초대 초대받* 초대했* 초대해* 초대장* запрошен* запросити запросив",
    "island": "=island islands islanders the_island islet* =île =îles =Île =Îles wyspa wyspy wyspie wyspę wyspą wysp wyspach 離島 諸島 群島 島嶼 岛屿 群岛 海岛",
    "jewish": "judío* judía* judisk*",
    "launch": "fires_missile* fires_ballistic fires_rocket* fires_artillery fired_missile* fired_ballistic fires_at fired_at fires_off fired_off fires_more"
    " fires_several fired_several fires_two fired_two test-fire* lanza lanzan lanzar lanzan_un =lancé feuert feuerten feuerte 쏘아* 쏘는 쏘고 쏜 пуск"
    " пуска пуски пусков пуском korea_fires korea_fired pyongyang_fires russia_fires iran_fires israel_fires kim_fires fires_multiple fires_strategic"
    " fires_cruise fires_short-range fires_unidentified fires_suspected fires_projectile* fired_projectile* fires_toward* fired_multiple fired_cruise"
    " fired_toward* fires_into 试射 dispara_un disparó_un tire_un_missile tire_des_missiles tire_plusieurs tiré_un tiré_des تطلق",
    "liberate": "解放了 解放さ 解放す 解放へ",
    "release": "解放さ 解放す 解放へ liberado* liberada* liberan =liberó liberación liberar liberato liberati zwolniony_z_więzienia zwolniono_z",
    "market": "akcjonariusz* kurs_akcji акции_компан* акций_компан* котировк* bolsa bolsas shares_fall shares_fell shares_rise shares_jump shares_drop"
    " shares_slump shares_surge shares_tumble shares_in shares_of asian_shares",
    "mediate": "mediate mediates mediated mediating mediation mediator* médiateur* mediacj* mediación mediatoren brokered brokering broker_peace broker_deal"
    " broker_talks to_broker",
    "meet": "=reunión traf_ s'entretient reunirse se_reunió encuentro 만났* 會見 会晤 面会 التقى",
    "missile": "rocket rockets 로켓 로켓포* 로켓탄* 飞弹 飛彈",
    "money": "million_dollar* million_euro* million_pound* millionen_euro millionen_dollar millions_d'euros millions_de_dollars 조원",
    "muslim": "islam islamic islamis* islamsk* islamique* islamophob* mosque mosques 모스크",
    "nuclear": "nuke nukes 核武 核试 核試 核実験 核弹 核彈 核兵器 核问题 核問題 核協議 核合意 核协议 核计划 核計画 核計畫 核设施 核設施 核施設 核開発 核开发 核威胁 核威脅 核战 核戦 核戰 核潜艇 核潛艇 核动力 核保有 核燃料 核ミサイル 核弾頭 核弹头 无核"
    " 非核 核大国 核国家 拥核 擁核 朝核 北核 核抑止 核物質 核攻撃 核打击 核力量 核使用 核扩散 核拡散 核不扩散 핵잠수함* 核잠",
    "oil": "naftow* 유가 국제유가* 유가상한* 정유사* 정유주* 정유업* 정유소* 정유공장*",
    "olympics": "olimpijsk* olimpíada* olímpic*",
    "open": "재개 재개했* 재개한* 재개하* 재개됐* 재개되* 재개된* 재개될* 재개돼* 재개해*",
    "papers": "ausweis ausweise ausweisdokument* personalausweis*",
    "parade": "parada parady paradę paradzie",
    "peace": "=paz acuerdo_de_paz paz_en",
    "plane": "=plane =Plane",
    "plenary": "四中全会 三中全会 五中全会 中央委総会 中央委員会総会",
    "port": "puerto_de el_puerto puertos",
    "praise": "hails hailed hailing laud lauds lauded lauding alaban alabó",
    "prisoner": "więzie* więźni* geisel geiseln geiselnahme* geiselhaft pows kriegsgefang* jeniec військовополон* военноплен* 戰俘 prisonniers_de_guerre",
    "propose": "proponuj* propone proponen proponowan* proposal* propose proposes proposed proposing proposition*",
    "protest": "manifestation* manifestant* manifestacj* manifestaci* protesta protestas protestan",
    "rape": "rape rapes raped rapist* gwałt gwałtu gwałtem gwałcic*",
    "react": "react reacts reacted reacting",
    "reinforce": "stärkt stärken stärkte stärkung",
    "rescue": "sauvé sauvés sauvée sauvetage* sauver sauveteur* 구조됐* 구조된* 구조했* 구조한* 구조해* 구조대* 구조자* 구조하* 구조작업* 인명구조* 구조_작업* 구조_요청* спасател* спасен* спасли"
    " спасл* спасти спасают",
    "resign": "dimite dimitió dimitir",
    "return": "regresa* regresó regreso regresan återvänder återvände återvända återvänt",
    "reveal": "révèle révèlent révélé révélée révélation* révéler",
    "rise": "surge surges surged surging soar soars soared soaring",
    "satellite": "위성 위성통신* 위성사진* 위성발사* 위성영상*",
    "search": "=Suche suchaktion* suchen_nach sucht_nach recherches recherché recherchée",
    "ship": "boat boats =tanker =Tanker tankers barco barcos tankowiec tankowc*",
    "sign": "to_sign sign_deal sign_agreement sign_treaty signs_deal signs_agreement signs_law signs_bill signs_order signs_executive signs_treaty"
    " signs_into signs_new",
    "sink": "coulé coulée coulés se_hunde",
    "snow": "nevadas snow snows snowfall* snowstorm* snowy snowed",
    "south-korea": "=Seul =Seulu =Seulem =Seúl =Séoul seulsk*",
    "space": "spatiale dans_l'espace",
    "speech": "речью выступил_с_речью new_year's_message new_year_message new_year's_address new_year's_speech neujahrsbotschaft* новогодн*_обращени*"
    " новорічн*_звернен* orędzie_noworoczne 年頭演説 新年贺词 新年讲话",
    "storm": "storm storms =Sturm sturmtief* sturmflut* sturmböe* sturmbö* burza burze burzy burzę burz burzą",
    "strike": "폭격 폭격했* 폭격해* 폭격하* 폭격당* ostrzał* ostrzel* обстрел* обстріл* обстріля* 포격* 炮击 砲撃 空爆",
    "strike-labour": "grève grèves gréviste*",
    "shooting": "shooting shootings schießerei* erschossen angeschossen",
    "stab": "nóż nożem noża nożami nożown*",
    "support": "aider aident l'aide aide_à aide_militaire aide_humanitaire 지지 지지한* 지지하* 지지해* 지지했*",
    "surrender": "capitulat* capitula capituló kapitulac* kapitulier* kapituler* poddał* poddaje poddają ergeben_sich ergaben_sich",
    "swap": "exchanged exchanges prisoner_exchange* exchange_of_prisoner* exchange_prisoner* exchange_of_fire formula_exchange exchange_of_captured pow_exchange*"
    " prisoners_exchange",
    "tariff": "zoll zöllen zollpolitik* zollstreit* strafzoll* =cła",
    "test": "teste testen testes testet essai essais",
    "threat": "droht drohte drohten drohen drohend* drohung* bedroh* grożą grożąc* погрож* загроз* попередив попередили",
    "torture": "고문하* 고문당* 고문을_당* 고문치사* 물고문*",
    "trade": "handel handels handelsavtal* handelsabkommen* handelskrieg* handelskrig* handelspoliti* handelsstreit* handelskonflikt* handelsminister*"
    " handelspartner*",
    "train": "kolei kolejow* kolejarz* bahn bahnhof* bahnverkehr* bahnstrecke* bahnnetz* bahnstreik* pociąg pociągu pociągi pociągów pociągiem pociągach"
    " поезд поезда поездов поезде поездом поезду поездах электричк*",
    "unification": "和平统一 南北统一 国家统一 祖国统一 平和統一 南北統一 祖国統一",
    "violate": "vulnera vulneran vulneró",
    "visa": "wizy wizę =vize",
    "volunteers": "voluntario* voluntari",
    "win": "=victoria victorias =Sieg siegt siegte siegten sieger siegerin gewinnt gewinnen gewinner* gagne gagné gagnent gagner",
    "withdraw": "retira retiran retiró retirada retirer retirent retrait retraits abzug abzugs вывод_войск вывода_войск вывести_войска отвод_войск выход_из"
    " выхода_из",
    "worldcup": "weltmeisterschaft*",
    "war": "=War =WAR the_war a_war of_war at_war to_war war_on war_against war_with war_crime* war_effort* war_powers war_zone* ukraine_war gaza_war"
    " iran_war russia's_war putin's_war israel's_war ukraine's_war korean_war cold_war civil_war trade_war world_war tariff_war nuclear_war"
    " proxy_war iraq_war their_war this_war hamas_war sudan_war war_between war_in_ukraine war_in_gaza war_in_iran war_in_the war_is war_as war_has"
    " war_and war_if war_by war_for war_but war_enters war_ends war_rages war_plan*"
    " war_prisoner* end_war ending_war us_war war-torn postwar middle_east_war join_war joins_war into_war in_war for_war war_this join_the_war"
    " russia-ukraine_war war_machine",
    "army": "armia armii armię armią armie bundeswehr*",
    "blinken": "=Blinken =Blinkens =Blinkena",
    "children": "niños =niño =niña =niñas дети детей детям детьми детях детск* діти дітей дітям дітьми дітях дитин*",
    "doctor": "doctor doctors hospital hospitals hospitalis* hospitaliz* hospitalier* hospitaux",
    "government": "rząd rządu rządowi rządem rządzie rządy rządów rządow*",
    "grossi": "=Grossi =Grossis rafael_grossi*",
    "intelligence": "intelligence_agenc* intelligence_service* intelligence_chief* intelligence_official* intelligence_officer* intelligence_report*"
    " intelligence_sharing intelligence_says intelligence_source* intelligence_director* intelligence_communit* intelligence_assess*"
    " intelligence_briefing* military_intelligence national_intelligence us_intelligence uk_intelligence russian_intelligence"
    " ukrainian_intelligence korean_intelligence korea's_intelligence korea's_spy seoul's_intelligence british_intelligence israeli_intelligence"
    " foreign_intelligence western_intelligence defence_intelligence defense_intelligence share_intelligence ukraine's_intelligence"
    " according_to_intelligence servicio*_de_inteligencia inteligencia_militar agencia*_de_inteligencia inteligencia_surcoreana"
    " inteligencia_ucraniana jefe_de_inteligencia wywiad_wojskowy wywiadu_wojskowego wywiadem_wojskowym ukraińsk*_wywiad* brytyjsk*_wywiad*"
    " południowokoreańsk*_wywiad* koreańsk*_wywiad* szef*_wywiadu służb*_wywiadu agencj*_wywiad* wywiad_korei wywiadowcz*",
    "judge": "судья судьи судей судье судью судьям",
    "kallas": "kaja_kallas* =Kallasem",
    "king": "prinz prinzen prinzessin* =König =Königs königin* königshaus* königlich* königspaar*",
    "modi": "=Modi =Modis =Modim narendra_modi* modi's",
    "prime-minister": "premier_tusk premiera_tuska premierem premierowi premier_rp premier_li chinese_premier china's_premier vice_premier premierminister*"
    " premiärminister* premier_polski premier_węgier premier_włoch premier_izraela premier_ukrainy premier_słowacji premier_japonii premier_indii"
    " premier_kanady premier_hiszpanii premier_wielkiej premier_czech premier_danii premier_francji premier_donald polski_premier premier_netanjahu"
    " premier_orban premier_meloni premier_powiedział premier_zapowiedział premier_ocenił premier_podkreślił",
    "rutte": "=Rutte =Ruttes =Ruttego =Ruttem",
    "scholz": "=Šolc =Šolce =Šolcu",
    "sikorski": "sikorski*",
    "women": "frau frauen frauenrecht* امرأة",
    "armenia": "armeni* армян*",
    "belarus": "=Minsk =Minsks =Mińsk =Mińsku =Mińska",
    "crimea": "=Krim =Krym =Krymu =Krymie krymsk* =Krymem krimhalbinsel*",
    "cuba": "cuba cuban cubans cubano* cubain* cubaan* =Kuba =Kubas =Kubę =Kubie =Kuby kubansk* kubanisch* kubaner* kubańsk* kubańczyk*",
    "france": "=francés francesa francesas franceses",
    "georgia": "=Géorgie 조지아_총리* 조지아_대통령* 조지아_정부* 조지아_야당* 조지아_의회* 조지아_트빌리시* 조지아인*",
    "gulf": "gulf_states gulf_countries gulf_nation* gulf_arab* gulf_region gulf_allies golfe_persique pays_du_golfe zatok*_persk* zatoce_persk*",
    "haiti": "海地总统 海地首都 海地帮派 海地政府 海地黑帮 海地總統",
    "india": "indiach indiami indyjsk*",
    "kursk": "kursk kursks kursku kurska kurskem kurskie* kurskim kurskiej kurski kurskich kurską kurskou kurské* kurský* kursko kurskoj kurskaya kurskog"
    " kurskom kurskin kurskissa kurskban kurskot kurski* kursker kurskregion* kurskgebiet* kursk-region*",
    "myanmar": "birmy birmie birmę birma birman* birmań*",
    "qatar": "=Katar =Kataru =Katarze =Katarem =Katars katarsk* katarisch*",
    "russia": "guerra_rusa invasión_rusa frontera_rusa región_rusa agresión_rusa defensa_rusa ofensiva_rusa inteligencia_rusa nuclear_rusa militar_rusa"
    " la_rusa ruso روسية الروسية",
    "south-china-sea": "南海问题 南海問題 南海仲裁 南海岛 南海行 南海海域 在南海 南海局势 南海局勢 南海主权 南海爭議",
    "spain": "español española españoles españolas",
    "sudan": "수단_내전* 수단_반군* 수단_정부군* 남수단* 북수단*",
    "sweden": "sweden swedish swede swedes",
    "syria": "siria sirio sirios sirias",
    "thailand": "=Thai =thai =Thais thailand* thailänd* thaïland*",
    "venezuela": "venezuel* venezol*",
    "bulgaria": "in_sofia sofia_bulgaria",
    "gaza": "가자지구* 가자시티* 가자전쟁* 가자_휴전* 가자_전쟁* 가자_구호* 가자_주민* 가자_종전* 가자_평화* 가자_점령* 가자_공습* 가자_병원* 가자_지구* 가자서_",
    "memorial": "mausole* mauzole* mausolé* мавзоле* 금수산* 보훈* 위령* 추도* 참배* 영묘* 霊廟 陵墓 陵园 参拝",
    "dead-body": "전사_장병* 숨진_장병* 숨진_병사* 숨진_군인* 순직_장병* 전몰*",
    "admit": "공식_확인* 공식_인정* 첫_인정* 파병_인정* 파병_확인*",
    "deploy": "send_troops sends_troops sent_troops sending_troops entsandt schickt_soldaten schickt_truppen переброс* перекину* envoie_des_soldats"
    " envía_tropas envía_soldados",
    "talks": "verhandelt verhandeln negocian conversaciones 會談 磋商",
    "visit": "odwiedz* відвід* reist_nach 出访 訪朝 访朝 访华 訪日 訪中 訪美 访美 訪韓 访俄 訪露 يزور",
    "trial": "=Prozess засудил* 判决 condamnation*",
    "ceasefire": "перемир'я",
    "troops": "askerî",
    "parliament": "congreso senado 人大",
    "uk": "بريطاني* 英美 美英 英媒 英首相 英方 英政府 英法 訪英 访英 英军 英軍 日英 对英",
    "us": "アメリカ eeuu أمريكي* 美军 美軍 美方 访美 訪美 对美 對美 赴美 中美 美中 美俄 俄美 美朝 朝美 美日 日美 美韩 韩美 美韓 韓美 美乌 美烏 美伊 美欧 美歐 美媒 驻美 英美 美英 米中 日米 米朝 米韓 米ロ 米露 米大統領",
    "ukraine": "أوكرانية",
    "china": "chińczy* 中方 中美 美中 中俄 俄中 中日 日中関係 日中首脳 日中韓 日中外相 日中両 中韩 韩中 中韓 中朝 朝中 对华 對華 访华 訪華 驻华 驻華 涉华 米中 中露 中ロ",
    "dprk": "الكوري_الشمالي كورية_شمالية 朝中 中朝 朝美 美朝 米朝 日朝首脳 日朝関係 日朝平壌",
    "germany": "німецьк* немецк*",
    "funeral": "애도* 조의* 조문* 위로하* 위로했* 만나_위로* 유족_위로* 유가족_위로* 弔慰 吊唁 哀悼 弔問 соболезнован* співчутт* kondolenz* beileid* condoléances condolencias condolences"
    " kondolencj* trauerfeier* pésame",
    "vow": "맡겠다 책임지겠다 지키겠다 돌보겠다 보살피겠다 약속드* 공약*",
    "japan": "日方 中日 日美 美日 日韩 韩日 日韓 韓日 日米 訪日 访日 对日 對日 日朝 日英 日露 日ロ 日媒 驻日 日中関係 日中首脳 日中韓 日中外相 日中両",
}
