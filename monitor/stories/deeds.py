# ruff: noqa: E501 - a line a thing: the table is read down, not across
"""People, bodies and deeds in the languages of the news: who does what, whatever language tells it.

Written as in places.py: an id, then words; `*` leaves the ending open, `_` joins the words of one name.
"""

ACTORS: dict[str, str] = {
    "kim-jong-un": "kim_jong_un kim_jong-un kim's north_korea's_kim n_korea's_kim leader_kim north_korean_leader* n_korean_leader* 김정은* 金正恩 金総書記 キム・ジョンウン ким*_чен*_ын* кім*_чен*_ин* kim_dzong_un*"
    " kim_jong-uns كيم_جونغ_أون",
    "putin": "putin* poutine* 푸틴* 普京 普丁 プーチン путин* путін* بوتين",
    "zelensky": "zelensk* selensk* zełensk* 젤렌스키* 泽连斯基 澤倫斯基 ゼレンスキー зеленск* зеленськ* زيلينسكي",
    "trump": "trump* 트럼프* 特朗普 川普 トランプ трамп* ترامب ترمب",
    "biden": "biden* 바이든* 拜登 バイデン байден* بايدن",
    "xi-jinping": "xi_jinping* =Xi 시진핑* 习近平 習近平 си_цзиньпин* شي_جين_بينغ",
    "netanyahu": "netanyahu* netanjahu* netanyahou* 네타냐후* 内塔尼亚胡 ネタニヤフ нетаньяху* نتنياهو",
    "lavrov": "lavrov* lawrow* ławrow* 라브로프* 拉夫罗夫 ラブロフ лавров* لافروف",
    "rubio": "rubio* 루비오* 鲁比奥 ルビオ рубио*",
    "vance": "=Vance 밴스* 万斯 バンス_副大統領 вэнс* венс*",
    "hegseth": "hegseth* 헤그세스* 赫格塞思 ヘグセス хегсет* гегсет*",
    "musk": "=Musk elon_musk* 머스크* 马斯克 マスク氏 маск* илон*_маск* ماسك",
    "macron": "macron* 마크롱* 马克龙 マクロン макрон* ماكرون",
    "starmer": "starmer* 스타머* 斯塔默 スターマー стармер*",
    "merz": "=Merz 메르츠* 默茨 メルツ мерц*",
    "modi": "modi* 모디_* 모디 莫迪 モディ моди",
    "erdogan": "erdoğan* erdogan* 에르도안* 埃尔多安 エルドアン эрдоган*",
    "lukashenko": "lukashenk* loukachenko lukaschenk* łukaszenk* 루카셴코* 卢卡申科 ルカシェンコ лукашенк*",
    "maduro": "maduro* 마두로* 马杜罗 マドゥロ мадуро* مادورو",
    "milei": "milei* 밀레이* 米莱 ミレイ милей*",
    "lula": "lula* 룰라* 卢拉 ルラ лула лулы",
    "khamenei": "khamenei* chamenei* jamenei* 하메네이* 哈梅内伊 ハメネイ хаменеи* خامنئي",
    "lee-jae-myung": "lee_jae_myung* lee_jae-myung 이재명* 李대통령 李在明 李在明大統領 ли_чжэ_мён*",
    "yoon-suk-yeol": "yoon_suk_yeol* yoon_suk-yeol 윤석열* 尹 尹錫悦 尹锡悦 юн_сок_ёль*",
    "takaichi": "takaichi* 다카이치* 高市 такаити",
    "rutte": "rutte* 뤼터* 吕特 ルッテ рютте*",
    "guterres": "guterres* 구테흐스* 古特雷斯 グテレス гутерреш*",
    "grossi": "grossi* 그로시* 格罗西 グロッシ гросси* гроссі",
    "borrell": "borrell* 보렐* 博雷利 ボレル боррел* борель* борел*",
    "kallas": "kallas* 칼라스* 卡拉斯 カラス氏 каллас*",
    "von-der-leyen": "von_der_leyen* 폰데어라이엔* 冯德莱恩 フォンデアライエン фон_дер_ляйен*",
    "blinken": "blinken* 블링컨* 布林肯 ブリンケン блинкен*",
    "budanov": "budanov* boudanov* budanow* 부다노프* 布达诺夫 ブダノフ буданов*",
    "gerasimov": "gerasimov* guerassimov* gerassimow* gierasimow* 게라시모프* 格拉西莫夫 ゲラシモフ герасимов* герасімов*",
    "shoigu": "shoigu* choïgou* schoigu* szojgu* 쇼이구* 绍伊古 ショイグ шойгу*",
    "choe-son-hui": "choe_son_hui choe_son-hui 최선희* 崔善姬 崔善姫 чхве_сон_хи* цой_сон_хи",
    "un": "=UN =U.N. united_nations 유엔* 联合国 聯合國 国連 =ООН vereinte*_nationen =UNO =ONU nations_unies naciones_unidas"
    " =ONZ الأمم_المتحدة",
    "unsc": "security_council 안보리* 안전보장이사회* 安理会 安保理 совбез* радбез* sicherheitsrat* conseil_de_sécurité"
    " consejo_de_seguridad rad*_bezpieczeństwa مجلس_الأمن",
    "eu": "=EU european_union 유럽연합* 欧盟 歐盟 欧州連合 =ЕС евросоюз* =ЄС євросоюз* europäische*_union"
    " =UE union_européenne unión_europea unii_europejskiej الاتحاد_الأوروبي eu-*",
    "nato": "=NATO nato* 나토* 北约 北約 =НАТО otan الناتو",
    "iaea": "=IAEA =IAEO =AIEA =OIEA =MAEA 국제원자력기구* 国际原子能机构 магатэ магате الوكالة_الدولية_للطاقة_الذرية",
    "who": "=WHO world_health_organi*ation 세계보건기구* 世卫 世界保健機関 воз_ всемирн*_организац*_здравоохранен*",
    "icc": "=ICC international_criminal_court 국제형사재판소* 国际刑事法院 国際刑事裁判所",
    "hamas": "hamas* 하마스* 哈马斯 ハマス хамас* حماس",
    "hezbollah": "hezbollah* hizbullah* hisbollah* 헤즈볼라* 真主党 ヒズボラ хезболл* хизбалл* حزب_الله",
    "houthi": "houthi* huthi* hutí* 후티* 胡塞 フーシ хусит* الحوثي*",
    "irgc": "=IRGC revolutionary_guard* 혁명수비대* 革命卫队 革命防衛隊 ксир الحرس_الثوري",
    "taliban": "taliban* 탈레반* 塔利班 タリバン талибан* طالبان",
    "islamic-state": "=ISIS =ISIL islamic_state 이슬람국가* 伊斯兰国 イスラム国 игил* islamisch*_staat*",
    "intelligence": "intelligence spy_agency 정보국* 국정원* 정보기관* 정보총국* 情报 情報機関 情報院 情報局 情報総局 разведк* розвідк*"
    " geheimdienst* renseignement* inteligencia wywiad* المخابرات الاستخبارات",
    "nasa": "=NASA nasa 나사 미_항공우주국* 美国宇航局 =НАСА",
    "spacex": "spacex* 스페이스x* スペースx",
    "president": "president presidents presidential 대통령* 总统 總統 大統領 президент* präsident* président* presiden* prezydent*"
    " الرئيس",
    "prime-minister": "prime_minister* =PM premier* 총리* 首相 总理 總理 премьер* прем'єр* ministerpräsident*"
    " premier_ministre primer_ministro رئيس_الوزراء",
    "minister": "minister ministers 장관* 部长 大臣 外相 министр* міністр* ministre* ministro* minist* وزير",
    "foreign-minister": "foreign_minister* foreign_ministry 외무장관* 외교장관* 외무부* 외무상* 외교부* 外相 外长 外交部 外务 外務省 глава_мид"
    " =МИД außenminister* ministre_des_affaires_étrangères ministro_de_exteriores szef_msz وزير_الخارجية",
    "king": "king royal prince princess queen 국왕* 왕실* 왕자* 왕세자* 여왕* 国王 王室 王子 корол* принц* könig* prinz* princesse król*",
    "judge": "judge* court courts 법원* 판사* 재판* 대법원* 法院 法官 裁判 最高裁 суд суда судь* gericht* richter* tribunal* juge juges"
    " juez sąd* sędzi* المحكمة",
    "police": "police 경찰* 警方 警察 полици* поліці* polizei* policía policja policj* الشرطة",
    "army": "army military armed_forces 군대* 육군* 军队 軍隊 陸軍 軍方 арми* арме* армі* militär* armee* armée* ejército* wojsk* armi*"
    " الجيش",
    "troops": "troops soldier* servicemen military_personnel 군인* 병사* 병력* 장병* 북한군* 파병* 军人 士兵 兵力 兵士 部隊 部队 派兵"
    " солдат* военн* військ* soldat* truppen* soldats troupes militaires soldado* tropas żołnierz* wojska قوات جنود",
    "children": "child children kids 아동* 어린이* 아이들* 儿童 兒童 子ども 子供 дет* діт* kinder* kind enfant* niño* niña* dziec* أطفال",
    "women": "woman women 여성* 女性 妇女 женщин* жінк* frau* femme* mujer* kobiet* النساء",
    "migrants": "migrant* refugee* asylum* immigra* 이민* 난민* 이주민* 移民 难民 難民 мигрант* беженц* flüchtling* migrat* réfugié* refugiad*"
    " migran* uchodźc* اللاجئ* المهاجر*",
    "tourists": "tourist* 관광객* 여행객* 游客 観光客 турист* touris* turyst* turista*",
    "student": "student* school* university* 학생* 학교* 대학* 学生 学校 大学 студент* школ* schule* école* escuela* estudiant* szkoł*"
    " uczni* المدرسة",
    "doctor": "doctor* hospital* 의사들* 병원* 医院 病院 医師 больниц* krankenhaus* hôpita* hospital* szpital* مستشفى",
    "journalist": "journalist* reporter* 기자_* 언론인* 记者 記者 журналист* journalist* periodista* dziennikar* الصحفي*",
    "parliament": "parliament* lawmaker* congress* senate* senator* 의회* 하원* 상원* 국회* 의원* 议会 國會 国会 議会 議員 парламент* сенат*"
    " конгресс* дум* bundestag* parlament* assemblée_nationale parlement* sejm* senat* البرلمان",
    "government": "government* 정부* 政府 правительств* уряд* regierung* gouvernement* gobierno* rząd* الحكومة",
    "opposition": "opposition* 야당* 야권* 反对派 野党 оппозиц* oposic* opozyc* المعارضة",
}

# Who speaks for a body: a report that names Borrell is also one of the EU.
BODIES: dict[str, str] = {
    "borrell": "eu",
    "kallas": "eu",
    "von-der-leyen": "eu",
    "rutte": "nato",
    "guterres": "un",
    "unsc": "un",
    "grossi": "iaea",
}

# Who holds what office, or did: "the president" in one title and Trump in the other do not differ.
OFFICES: dict[str, frozenset[str]] = {
    holder: frozenset(offices)
    for holders, *offices in (
        ("putin zelensky trump biden xi-jinping macron erdogan lukashenko maduro milei lula", "president"),
        ("lee-jae-myung yoon-suk-yeol", "president"),
        ("netanyahu starmer modi takaichi", "prime-minister"),
        ("lavrov rubio blinken choe-son-hui", "foreign-minister", "minister"),
        ("hegseth shoigu foreign-minister", "minister"),
        ("budanov", "intelligence"),
        ("gerasimov troops", "army"),
    )
    for holder in holders.split()
}

DEEDS: dict[str, str] = {
    "strike": "strike strikes struck airstrike* air_strike* bombard* bomb bombs bombed bombing* 공습* 폭격* 타격* 空袭 空襲 轰炸 爆撃"
    " удар* бомбард* luftangriff* luftschlag* frappe* bombarde* ataque*_aéreo* bombarde* nalot* غارة غارات قصف",
    "attack": "attack* assault* raid raids 공격* 습격* 袭击 襲擊 攻击 攻擊 攻撃 襲撃 атак* нападен* напад angriff* attaque* ataque* atak*"
    " هجوم هجمات",
    "missile": "missile* rocket* 미사일* 로켓* 导弹 導彈 ミサイル ロケット ракет* rakete* roquette* misil* cohete* rakiet* pocisk* صاروخ"
    " صواريخ",
    "drone": "drone* =UAV 드론* 무인기* 无人机 無人機 ドローン беспилот* дрон* безпілот* drohne* dron* طائرة_مسيرة مسيرات",
    "launch": "launch* fires fired test-fir* 발사* 쐈* 쏘* 发射 發射 発射 試射 запуск* запуст* пуск* abgefeuert feuert* lancer lance"
    " lancement* lanza* lanzó lanzamiento* wystrzel* إطلاق أطلق* tir tirs",
    "test": "test tests tested 시험* 실험* 试验 試驗 実験 испыт* випроб* teste* essai* ensayo* prueba* testował* اختبار تجربة",
    "ballistic": "ballisti* 탄도* 弹道 弾道 彈道 баллист* баліст* balisti* balístic* balistycz* باليستي*",
    "hypersonic": "hypersoni* 극초음속* 高超音速 極超音速 гиперзвук* гіперзвук* hyperschall* hipersonic* hipersón* فرط_صوتي",
    "nuclear": "nuclear* nuke* 핵 핵무기* 핵실험* 핵보유* 핵합의* 핵시설* 핵협상* 북핵* 핵잠* 핵물질* 핵전쟁* 核 ядерн* atomar* nuklear* atomwaff* nucléaire*"
    " nuclear* jądrow* nuklearn* نووي النووي* نووية",
    "nuclear-plant": "nuclear_power_plant* nuclear_plant* nuclear_power_station* =NPP 원전* 원자력발전소* 核电站 核電廠 原発 原子力発電所 =АЭС =АЕС"
    " atomkraftwerk* =AKW kernkraftwerk* centrale*_nucléaire* central*_nuclear* elektrowni*_jądrow* elektrowni*_atomow*",
    "denuclearisation": "denuclear* dénucléar* desnuclear* denuklear* 비핵화* 无核化 無核化 非核化 денуклеар* atomare_abrüstung",
    "uranium": "urani* uran 우라늄* 铀 鈾 ウラン уран* اليورانيوم",
    "sanctions": "sanction* 제재* 制裁 санкц* sankti* sancion* sankcj* عقوبات العقوبات",
    "tariff": "tariff* 관세* 关税 關稅 関税 пошлин* тариф* zölle zoll* strafzölle droits_de_douane arancel* cła cłami الرسوم_الجمركية",
    "trade": "trade 무역* 통상* 贸易 貿易 торгов* торгів* handel* commerce comercio handlu التجارة",
    "ceasefire": "ceasefire* cease-fire* truce* 휴전* 정전* 종전* 停火 停戦 休戦 перемири* прекращен*_огня припинення_вогню waffenruhe*"
    " waffenstillstand* cessez-le-feu trêve* alto_el_fuego tregua* rozejm* zawieszeni*_broni وقف_إطلاق_النار هدنة",
    "peace": "peace* 평화* 和平 平和 мир_ мирн* frieden* paix paz pokój pokoju pokojow* السلام",
    "war": "war wars wartime 전쟁* 참전* 战争 戰爭 戦争 война войн* війн* krieg* guerre* guerra* wojn* الحرب حرب",
    "talks": "talks negotiat* 회담* 협상* 대화* 会谈 谈判 談判 会談 協議 交渉 перегов* gespräch* verhandlung* négociati* pourparlers"
    " negociaci* rozmow* negocjac* محادثات مفاوضات",
    "summit": "summit* 정상회담* 정상회의* 峰会 首脳会談 サミット саммит* саміт* gipfel* sommet* cumbre* szczyt* قمة",
    "visit": "visit* trip 방문* 방한* 방북* 방중* 방러* 순방* 访问 訪問 визит* посет* візит* besuch* visite* visita* wizyt* زيارة",
    "meet": "meet meets met meeting* 만나* 만난* 만남* 회동* 면담* 会见 会面 встреч* встрет* зустрі* treffen trifft rencontr* reunión reúne*"
    " spotka* لقاء يلتقي",
    "call": "phone_call* phone_talk* 통화* 电话 電話 телефонн* telefonat* telefoni* appel_téléphonique llamada* rozmow*_telefonicz*",
    "deal": "deal deals agreement* accord* pact pacts treaty 합의* 협정* 조약* 协议 協議 協定 条約 条约 合意 соглашен* договор* угод* договір*"
    " abkommen* vertrag* partnerschaftsabkommen* traité* acuerdo* tratado* umow* porozumien* traktat* اتفاق معاهدة",
    "sign": "sign signs signed signing 서명* 체결* 签署 簽署 署名 調印 подпис* підпис* unterzeichn* signe signent firma firman firmó podpis* توقيع",
    "threat": "threat* warn* 위협* 경고* 협박* 威胁 威脅 警告 脅迫 угро* предупре* погроз* попередж* droh* warn* menac* avert* amenaz* adviert*"
    " gro* ostrzeg* تهديد يهدد تحذير يحذر",
    "kill": "kill* dead deaths death dies died fatal* slain 사망* 숨져* 숨진* 숨졌* 숨지* 사살* 전사* 살해* 피살* 死亡 死者 死去 遇难 身亡 殺害 打死 击毙"
    " погиб* убит* убил* умер* смерт* загин* вбит* getötet* tote tot toten starb sterben mort morts tué* décè* muert* muere* mata*"
    " fallec* zginę* zabi* nie_żyje zmarł* śmier* قتل مقتل قتلى وفاة",
    "injure": "injur* wounded hurt 부상* 다쳐* 다친* 受伤 受傷 负伤 負傷 けが ранен* поранен* verletzt* bless* herid* rann* جرحى إصابة",
    "arrest": "arrest* detain* detention custody jailed 체포* 구속* 구금* 억류* 검거* 逮捕 拘留 被捕 拘束 арест* задерж* заарешт* затрим* festgenommen*"
    " verhaft* festnahme* arrêt* interpell* deten* arresta* aresztow* zatrzyma* اعتقال",
    "prisoner": "prisoner* =POW =PoWs hostage* 포로* 인질* 수감* 战俘 人质 捕虜 人質 囚人 пленн* полонен* заложник* заручник* gefangen* geisel*"
    " prisonni* otage* prisioner* rehen* jeńc* więź* zakładni* أسرى رهائن",
    "release": "release* freed frees 석방* 풀려나* 释放 釈放 解放 освобо* звільн* freigelassen* freilass* libér* libera* uwoln* zwolni*",
    "swap": "swap* exchange* 맞교환* 교환* 交换 交換 обмен* обмін* austausch* échang* intercambi* canje wymian* تبادل",
    "trial": "trial* convict* sentenc* guilty verdict* 유죄* 선고* 실형* 징역* 판결* 有罪 判刑 判決 判处 приговор* осужд* вирок* засудж* urteil* verurteil*"
    " condamn* procès condena* juicio* skaza* wyrok* حكم محاكمة",
    "charge": "charged charges indict* accus* prosecut* 기소* 혐의* 고발* 검찰* 起诉 起訴 指控 検察 обвин* звинувач* прокур* anklag* angeklagt*"
    " accus* inculp* acus* imput* oskarż* zarzut* prokurat* اتهام",
    "election": "election* vote votes voters ballot* poll polls 선거* 투표* 총선* 대선* 개표* 选举 選舉 選挙 投票 総選挙 выбор* голосов* вибор* wahl*"
    " wahlen élection* scrutin* eleccion* elector* vota* wybor* wybory głosowa* انتخابات",
    "resign": "resign* steps_down stepped_down quits 사임* 사퇴* 사직* 辞职 辭職 辞任 辞職 отставк* відставк* rücktritt* tritt_zurück démission*"
    " dimit* dimisión renunci* rezygn* dymisj* استقالة",
    "impeach": "impeach* 탄핵* 弹劾 弾劾 彈劾 импичмент* amtsenthebung* destitut* impeachment*",
    "protest": "protest* demonstrat* rally rallies 시위* 집회* 항의* 抗议 抗議 デモ протест* митинг* demonstr* manifest* protesta* مظاهر* احتجاج*",
    "coup": "coup coups 쿠데타* 政变 クーデター переворот* putsch* coup_d'état golpe_de_estado zamach_stanu انقلاب",
    "explosion": "explo* blast* 폭발* 폭탄* 爆炸 爆発 взрыв* вибух* explosi* estall* wybuch* eksploz* انفجار",
    "fire": "wildfire* blaze* firefighter* 화재* 산불* 불길* 대형불* 火灾 火災 火事 山火事 пожар* пожеж* brand* feuer incend* pożar* حريق",
    "crash": "crash* collision* collid* derail* 추락* 충돌* 탈선* 坠毁 墜毀 墜落 相撞 衝突 脱線 крушен* столкнов* авари* аварі* absturz* unfall* zusammenst*"
    " accident* crash* estrell* katastrof* wypad* zderz* تحطم حادث",
    "plane": "plane planes aircraft jet jets flight* airliner* airline* 비행기* 항공기* 여객기* 항공편* 전투기* 飞机 飛機 客机 航班 飛行機 航空機 旅客機 戦闘機"
    " самолет* самолёт* літак* flugzeug* avion* avión samolot* طائرة",
    "helicopter": "helicopter* chopper* 헬기* 헬리콥터* 直升机 ヘリ вертолет* вертолёт* hubschrauber* hélicopt* helicópt* śmigłow*",
    "train": "train trains rail railway* subway 열차* 철도* 기차* 지하철* 火车 列车 列車 鉄道 地铁 地下鉄 поезд* железн*_дорог* потяг* zug züge bahn* train*"
    " ferrocarril pociąg* kolej* قطار",
    "ship": "ship ships vessel* tanker* boat* ferry* warship* cargo_ship* 선박* 유조선* 보트* 배_ 여객선* 화물선* 함정* 군함* 船 油轮 船舶 タンカー フェリー судн* судно корабл*"
    " танкер* schiff* boot bateau* navire* pétrolier* barco* buque* statek statk* tankow* سفينة ناقلة",
    "submarine": "submarine* 잠수함* 핵잠* 潜艇 潛艇 潜水艦 подлод* субмарин* u-boot* sous-marin* submarino* okręt*_podwodn*",
    "sink": "sinks sank sunk capsiz* shipwreck* 침몰* 전복* 沉没 翻覆 沈没 転覆 затону* перевернул* gesunken kenter* naufrag* coulé* hund* zaton*",
    "earthquake": "earthquake* quake* 지진* 强진 地震 землетряс* землетрус* erdbeben* séisme* tremblement_de_terre terremoto* sismo* trzęsien* زلزال",
    "tsunami": "tsunami* 쓰나미* 海啸 津波 цунами*",
    "flood": "flood* 홍수* 침수* 폭우* 洪水 水害 наводнен* повін* überschwemm* hochwasser* inondati* crue inundaci* powodz* powódź* فيضان*",
    "storm": "storm* typhoon* hurricane* cyclone* tornado* 태풍* 폭풍* 허리케인* 台风 颱風 台風 飓风 暴风 шторм* тайфун* ураган* sturm* taifun* tempête* tormenta*"
    " huracán tifón burz* huragan* إعصار عاصفة",
    "heatwave": "heatwave* heat_wave* extreme_heat 폭염* 热浪 猛暑 熱波 жара аномальн*_жар* hitzewell* canicule* ola_de_calor upał* موجة_حر",
    "snow": "snow* blizzard* 폭설* 눈폭풍* 暴雪 大雪 снегопад* метель* schnee* neige nevad* śnieg* śnieżyc*",
    "disease": "virus* outbreak* disease* epidemic* cholera measles flu ebola* 바이러스* 전염병* 감염* 콜레라* 홍역* 독감* 에볼라* 病毒 疫情 感染 ウイルス вирус* эпидеми*"
    " грипп* virus epidem* gripp* grippe* grip* enfermedad* wirus* choro* فيروس",
    "vaccine": "vaccin* 백신* 疫苗 ワクチン вакцин* impf* vacun* szczepi* لقاح",
    "oil": "oil crude petroleum 석유* 원유* 유가* 정유* 石油 原油 нефт* нафт* erdöl* ölpreis* pétrole* petróleo* rop* naft* النفط",
    "gas": "natural_gas lng gas_pipeline gas_supply 천연가스* 가스관* 天然气 天然ガス газ газа газов* erdgas* gaz gasoduct* gazoci* gazu الغاز",
    "energy": "energy power_grid electricity blackout* power_cut* power_outage* 전력* 정전_* 에너지* 能源 电力 停电 停電 エネルギー энерг* електро* электр* strom*"
    " stromausfall* énergie* électri* energía* eléctri* energi* prąd* الكهرباء",
    "fuel": "fuel* gasoline petrol 연료* 휘발유* 燃料 汽油 ガソリン топлив* бензин* палив* treibstoff* benzin* carburant* combustible* paliw*",
    "money": "billion* million* 억달러* 조원* 亿美元 億ドル миллиард* milliard*",
    "economy": "econom* inflation* recession* =GDP interest_rate* central_bank* 경제* 물가* 인플레* 금리* 중앙은행* 经济 經濟 経済 通胀 利率 金利 эконом* инфляц* wirtschaft*"
    " inflation* économ* econom* gospodar* inflac* الاقتصاد",
    "market": "stock* shares market* wall_street 증시* 주가* 주식* 코스피* 股市 股票 株価 株式 акци* рынк* бирж* börse* aktie* bourse* bolsa* acciones giełd* akcj*",
    "crypto": "bitcoin* crypto* 비트코인* 가상화폐* 암호화폐* 比特币 ビットコイン 暗号資産 биткоин* крипт* kryptow*",
    "ai": "artificial_intelligence =AI chatgpt* openai* 인공지능* =AI 人工智能 人工知能 生成ai =ИИ =KI künstliche*_intelligenz =IA intelligence_artificielle"
    " inteligencia_artificial sztuczn*_inteligencj* الذكاء_الاصطناعي",
    "chip": "chip chips semiconductor* nvidia* 반도체* 엔비디아* 芯片 晶片 半导体 半導体 エヌビディア полупровод* halbleiter* semi-conducteur* semiconductor* półprzewod*",
    "hack": "hack* cyber* 해킹* 해커* 사이버* 黑客 网络攻击 ハッキング サイバー хакер* кибер* hacker* pirat* ciber* piratage",
    "satellite": "satellit* 위성* 卫星 衛星 спутник* супутник* satélite*",
    "space": "astronaut* spacecraft* space_station* 우주* 宇航 宇宙 космо* weltraum* raumfahr* espace_ espacial* kosmicz* kosmos*",
    "arms": "arms weapon* munition* ammunition* artillery shells 무기* 탄약* 포탄* 武器 弹药 砲弾 弾薬 оруж* боеприпас* снаряд* збро* waffen* munition*"
    " armes armement* obus arma armas munici* broń broni amunicj* أسلحة ذخيرة",
    "air-defence": "air_defen* anti-air* antiaircraft 방공* 대공* 防空 対空 пво ппо flugabwehr* luftabwehr* défense*_aérienne* antiaér* defensa_aérea obron*_przeciwlotnicz*"
    " الدفاع_الجوي",
    "mines": "landmine* demin* sapper* mine_clear* 지뢰* 공병* 地雷 工兵 排雷 разминир* розмін* сапер* сапёр* entmin* minenräum* démin* desmin* rozmin* saper* ألغام",
    "deploy": "deploy* dispatch* 배치* 파병* 투입* 部署 派遣 派兵 配備 投入 разверт* развёрт* отправк* размест* відправл* розгорт* entsend* stationier* déploi* envoi*"
    " envío desplieg* despleg* wysła* wysyła* rozmieszcz* نشر إرسال",
    "withdraw": "withdraw* pull_out pulls_out pullout 철수* 철군* 탈퇴* 撤军 撤軍 撤退 撤出 退出 脱退 вывод* выход* виведен* abzug* rückzug* retrait* retir* wycof* انسحاب",
    "invade": "invasion* invad* incursion* offensive* 침공* 침략* 침입* 入侵 侵略 侵攻 вторж* вторгн* invasion* einmarsch* invasión* inwazj* غزو",
    "border": "border* frontier* 국경* 军事分界线 边境 边界 邊境 国境 границ* кордон* grenz* frontière* frontera* granic* الحدود",
    "defect": "defect* 귀순* 탈북* 망명* 脱北 亡命 перебежчик* überläuf* desert* transfuge* uciek*",
    "drill": "drill* military_exercise* war_game* 훈련* 연습* 军演 軍演 演习 演習 учени* маневр* навчан* manöver* militärübung* manœuvre* maniobr* ejercicio*_militar*"
    " manewr* ćwiczeni* مناورات",
    "parade": "parade* 열병식* 퍼레이드* 阅兵 閱兵 パレード парад* défilé* desfile* parad*",
    "memorial": "memorial* monument* museum* cemetery* 추모* 기념관* 기념비* 박물관* 纪念馆 紀念 記念館 追悼 мемориал* памятник* музе* gedenk* denkmal* mémorial* monument*"
    " muse* pomnik* متحف",
    "funeral": "funeral* burial* buried mourning 장례* 葬礼 葬儀 похорон* beerdig* begräbnis* obsèques funérail* funeral* pogrzeb* جنازة",
    "anniversary": "anniversar* 주년* 기념일* 周年 годовщин* річниц* jahrestag* anniversaire* aniversari* rocznic* ذكرى",
    "shooting": "shooting* gunman* gunmen shot 총격* 총기* 총에* 피격* 枪击 槍擊 銃撃 発砲 стрельб* стріл* schüsse* schieß* fusillade* tiroteo* strzel* إطلاق_نار",
    "stab": "stab* knife 흉기* 칼부림* 持刀 刺す 刺さ ножев* messer* poignard* couteau* apuñal* noż*",
    "murder": "murder* 살인* 谋杀 殺人 убийств* вбивств* mord* meurtr* asesin* morder* zabójst* جريمة",
    "kidnap": "kidnap* abduct* 납치* 绑架 綁架 誘拐 拉致 похищ* викрад* entführ* enlev* enlèvement* secuestr* porwa* porwan* اختطاف خطف",
    "rape": "rape* sexual_assault* sexual_abuse 성폭행* 성범죄* 성추행* 성학대* 性侵 性的暴行 изнасил* vergewalt* viol_ violée* violaci* gwałt*",
    "drugs": "drug drugs cocaine fentanyl narcotic* cartel* 마약* 카르텔* 코카인* 펜타닐* 毒品 麻薬 наркот* drogen* drogue* droga* cocaína narkotyk* kartel* مخدرات",
    "corruption": "corrupt* brib* fraud* 부패* 뇌물* 비리* 사기* 腐败 贪污 汚職 賄賂 коррупц* взят* корупц* korrupt* bestech* fraude* corrup* sobor* łapów* korupc* فساد",
    "spy": "spy spies spying espionage 간첩* 스파이* 첩보* 间谍 スパイ шпион* spion* espion* espía* espionaje szpieg* تجسس",
    "terror": "terror* 테러* 恐怖袭击 恐怖分子 テロ террор* терор* إرهاب الإرهاب*",
    "veto": "veto* vetoe* 거부권* 否决 否決 拒否権 вето ветув* فيتو",
    "resolution": "resolution* 결의안* 결의* 决议 決議 резолюц* résolution* resolución* rezolucj* قرار",
    "condemn": "condemn* denounc* 규탄* 비난* 谴责 譴責 非難 осуд* осуждает засуд* verurteil* dénonc* condamn* conden* potęp* إدانة يدين",
    "concern": "concern* alarmed 우려* 担忧 關切 关切 懸念 обеспоко* озабоч* стурбов* besorgt* beunruhig* préoccup* inquiét* preocup* alarmad* zaniepoko* قلق",
    "support": "support* backs backed aid 지원* 지지* 원조* 支持 支援 援助 поддерж* помощ* підтрим* допомог* unterstütz* hilfe* souti* aide* apoy* ayud* wspar* pomoc* دعم مساعدات",
    "reject": "reject* refus* 거부* 거절* 拒绝 拒絕 拒否 отказ* отверг* відмов* відхил* lehnt_ab abgelehnt* refus* rejett* rechaz* odrzuc* odmaw* رفض",
    "deny": "denies denied deny 부인* 否认 否認 否定 опроверг* отрица* спрост* dementi* bestreit* dément* niega desmient* zaprzecz* ينفي نفى",
    "admit": "admit* acknowledg* confirm* recogni* 인정* 시인* 확인* 承认 承認 证实 確認 認め призна* подтверд* визна* підтверд* bestätig* räumt_ein anerkenn* reconna* confirm*"
    " reconoc* admite potwierdz* uzna* przyzna* يؤكد اعترف",
    "ban": "ban bans banned 금지* 禁止 禁令 запрет* заборон* verbot* verbiet* interdi* prohib* zakaz* حظر",
    "close": "shut* close closes closed closure* 폐쇄* 봉쇄* 차단* 关闭 封锁 封鎖 閉鎖 закры* закрит* блокад* schließ* gesperrt* fermet* ferme blocus cierra* cierre bloque* zamk* إغلاق حصار",
    "open": "reopen* opens opened opening 개방* 재개* 개장* 착공* 준공* 重启 开放 再開 開放 откры* відкри* eröffn* ouvr* rouvr* abre reabr* otwar* otwier* افتتاح",
    "vow": "vow* pledg* promis* 약속* 다짐* 맹세* 承诺 誓言 約束 обещ* обіця* verspr* promet* promesa* obiec* يتعهد",
    "memo-death-toll": "death_toll* toll_rises 사망자* 희생자* 死亡人数 死者数 число_погибших число_жертв opferzahl* todeszahl* bilan_ liczba_ofiar حصيلة",
    "rescue": "rescu* survivor* 구조* 생존* 救援 救出 救助 生还 спас* врят* gerettet* rettung* sauvet* sauvé* rescat* uratow* ratown* إنقاذ",
    "missing": "missing disappear* 실종* 失踪 失蹤 行方不明 пропавш* пропал* зникл* vermisst* disparu* desaparec* zagin* مفقود",
    "search": "search* hunt 수색* 추적* 수사* 搜索 搜查 捜索 捜査 поиск* пошук* suche* recherch* búsqued* poszuk* بحث",
    "collapse": "collaps* 붕괴* 무너* 倒塌 坍塌 崩落 倒壊 崩壊 обруш* обвал* einsturz* eingestürzt* effondr* derrumb* zawal* انهيار",
    "inflict": "hunger famine starv* 기아* 기근* 굶* 饥荒 飢饉 飢餓 голод* hunger* famine* hambr* głód* głod* مجاعة",
    "climate": "climate* 기후* 气候 氣候 気候 климат* клімат* klima* climat* clima* المناخ",
    "abortion": "abortion* 낙태* 임신중단* 堕胎 中絶 аборт* abtreib* avortement* aborto* aborcj*",
    "worldcup": "world_cup* 월드컵* 世界杯 ワールドカップ чемпионат*_мира weltmeister* coupe_du_monde mundial* كأس_العالم mistrzost*_świat*",
    "football": "football* soccer* 축구* 足球 サッカー футбол* fußball* fútbol piłk*",
    "olympics": "olympi* 올림픽* 奥运 五輪 オリンピック олимпи* olimp* أولمبي*",
    "film": "film films movie* oscar* actor* actress* 영화* 배우_* 电影 映画 俳優 фильм* актер* актёр* schauspiel* acteur* película* actriz aktor* aktork*",
    "strike-labour": "walkout* labor_strike* labour_strike* union_strike* 파업* 罢工 ストライキ забастов* страйк* streik* grève* huelga* strajk* إضراب",
    "workers": "worker* labourer* laborer* 노동자* 근로자* 工人 労働者 рабоч* робітник* arbeiter* ouvrier* travailleur* trabajador* robotni* pracowni* عمال",
    "budget": "budget* 예산* 预算 予算 бюджет* haushalt* presupuest* budżet* ميزانية",
    "cut": "cut cuts slash* 삭감* 감축* 中断 削减 削減 сокращ* скороч* kürz* réduc* coup* recort* obniż* cięci* خفض",
    "rise": "rise rises surge* soar* record_high 급등* 급증* 상승* 上涨 飙升 急増 上昇 рост* вырос* steig* hausse* sube aumento* wzrost* rośnie ارتفاع",
    "fall": "fall falls plunge* slump* drop drops 급락* 하락* 감소* 下跌 急落 下落 減少 паден* упал* sinkt* fällt baisse* chute* cae caída spad* spadek* انخفاض",
    "first": "first_time for_the_first_time 처음* 첫 최초* 首次 初めて 初の впервые вперше erstmals zum_ersten_mal première_fois por_primera_vez po_raz_pierwszy لأول_مرة",
    "live": "live_updates 생중계* 实时 ライブ онлайн_трансляц* liveticker* en_direct en_vivo na_żywo",
    "video": "video videos footage 영상* 视频 影片 動画 映像 видео* відео* vidéo* wideo* فيديو",
    "daughter": "daughter* 딸 딸과 딸은 딸을 딸이 딸의 女儿 女兒 長女 дочер* дочь дочк* доньк* tochter töchter* fille hija córk* filha figlia dotter* ابنة",
    "heir": "heir heirs successor* succession 후계* 계승* 接班* 继承 後継* преемник* наступник* nachfolge* successeur* sucesor* sucesión następc* sukcesj*"
    " successore* efterträd* خليفة",
    "clash": "clash* skirmish* firefight* combat battle* 교전* 전투* 交战 交戰 战斗 戰鬥 戦闘 交戦 столкновени* сутичк* боев* бої боях gefecht* kampf* kämpf*"
    " affrontement* combats enfrentamiento* combate* starci* walki walkach walkę walcz* scontri combattiment* اشتباكات معارك",
    "special-forces": "special_forces special_force_* special_operation*_forces navy_seal* seal_team* commando* 특수부대* 특수전* 特种部队 特種部隊 特殊部隊 спецназ*"
    " сил*_специальн* eliteeinheit* spezialeinheit* spezialkräfte* forces_spéciales fuerzas_especiales sił_specjaln* siły_specjaln* specialförband*"
    " forze_speciali القوات_الخاصة",
    "civilians": "civilian* 민간인* 平民 民間人 市民 мирн*_жител* мирн*_мешкан* цивільн* zivilist* zivilbevölkerung civils civiles cywil* مدنيين المدنيين",
    "fail": "fail* botched 실패* 失败 失敗 провал* неудач* невдал* scheiter* gescheitert misslung* échoue* échou* échec* fracas* nieudan* porażk* misslyck*"
    " fallit* فشل",
    "award": "medal* award* decorat* 훈장* 표창* 勋章 勲章 表彰 授予 медал* наград* нагород* орден* auszeichn* geehrt médaille* décor* condecor* medall* odznacz*"
    " medalj* medaglia وسام",
    "praise": "prais* hail* laud* salut* 치하* 찬양* 격찬* 赞扬 讚揚 称赞 称賛 たたえ хвал* похвал* lobt lobte würdig* salue elogi* alaba* chwali* pochwal* يشيد",
    "apology": "apolog* 사과 사과를 사죄* 속죄* 道歉 谢罪 謝罪 извин* вибач* entschuldig* excuses présente_ses_excuses disculpa* przepros* ursäkt* scuse اعتذار يعتذر",
    "letter": "letter letters 친서* 서한* 편지* 亲笔信 信函 書簡 親書 письмо письме письмом листа briefe lettre carta listem رسالة",
    "capture": "captur* seiz* retak* recaptur* 점령* 장악* 탈환* 나포* 占领 攻占 收复 占領 奪還 制圧 захват* захоп* erober* eingenommen beschlagnahm* captur* prise"
    " toma_ incaut* zdoby* zajęl* zajęc* przejęl* conquist* استيلاء السيطرة",
    "surrender": "surrender* 투항* 항복* 投降 投诚 降伏 сдал* сдач* сда*_в_плен здал* kapitul* ergeben ergaben reddition capitul* rendirse rendición podda* arres*_del* استسلام",
    "suicide": "suicid* 자살* 자폭* 自杀 自殺 自尽 自爆 самоуб* самогуб* selbstmord* suizid* suicid* samobój* självmord* انتحار",
    "torture": "tortur* 고문* 酷刑 拷問 пытк* пытал* катуван* folter* gefoltert tortur* tortury تعذيب",
    "violate": "violat* breach* 위반* 어기* 违反 違反 наруш* поруш* verstoß* verstöß* verletzung_von viola violó violaci* vulner* narusz* brott_mot انتهاك",
    "build": "construct* groundbreaking builds built 건설* 착공* 建设 建設 动工 着工 строит* будів* baut bauen bauarbeiten construi* constru* budow* buduj* بناء",
    "factory": "factor* plant_workers 공장* 工厂 工廠 工場 завод* фабрик* fabrik* usine* fábrica* fabryk* zakład* fabbrica مصنع",
    "tank": "tank tanks 전차* 탱크* 坦克 戦車 танк танки танков* panzer* czołg* دبابة دبابات",
    "alliance": "allian* 동맹* 同盟 联盟 聯盟 альянс* bündnis* alliance* alianza* sojusz* alleanza allians* تحالف",
    "mediate": "mediat* broker* 중재* 调停 斡旋 调解 仲介 посредни* посередни* vermittl* médiat* mediador* mediaci* mediac* pośredni* وساطة",
    "curb": "curb* restrain* rein_in 억제* 자제* 遏制 抑制 自制 сдержив* стримув* eindämm* freiner frenar ograniczy*",
    "ambassador": "ambassador* envoy* 대사 대사는 대사가 특사* 大使 特使 посол посла послом спецпосланник* botschafter* ambassadeur* embajador* ambasador* سفير",
    "react": "react* reaction* outcry backlash slams slammed criticiz* criticis* 반응* 반발* 反应 反應 反響 反発 реакци* реагир* отреагир* реакці* реагу* reaktion* reagi* réaction* réagi* reaccion* reakcj*"
    " zareag* reazion* رد_فعل ردود_فعل",
    "adopt": "approv* adopt* endors* ratif* passes 가결* 채택* 통과* 승인* 비준* 通过 通過 批准 采纳 可決 採択 承認 одобр* утверд* ратифи* схвал* ухвал* затверд*"
    " billig* verabschied* ratifizier* approuv* adopt* entérin* ratifi* aprueb* aprob* ratific* adopta* zatwierdz* uchwal* ratyfik* godkän* antagit antar approva* adotta* ratifica* وافق يوافق اعتماد إقرار",
    "evacuate": "evacuat* 대피* 疏散 撤离 避難 эвакуац* эвакуир* евакуац* evakuier* évacu* evacu* ewaku* evaku* إجلاء",
    "appoint": "appoint* nominat* names 임명* 지명* 任命 提名 指名 назнач* признач* ernennt ernannt* nomm* nombra* mianow* utnämn* nomina* تعيين يعين",
    "dismiss": "sacks sacked dismiss* ousts ousted removed 해임* 경질* 파면* 해고* 罢免 免职 解职 解任 更迭 罷免 уволен* увольн* отстран* звільнен* entlass*"
    " entlässt limog* destitu* despid* zwolnion* odwoł* avsked* rimos* إقالة يقيل",
    "congratulate": "congratulat* greetings 축하* 축전* 祝贺 祝電 祝意 поздрав* привіта* gratul* glückwunsch* félicit* felicit* تهنئة يهنئ",
    "return": "return* repatriat* 귀환* 송환* 반환* 귀국* 归来 遣返 返还 帰国 返還 送還 帰還 вернул* возвращ* верну* поверн* rückkehr* kehrt*_zurück zurückgegeben retour*"
    " rapatri* regres* repatri* retorn* wraca* wróci* powrót* powrac* återvänd* ritorn* عودة يعود إعادة",
    "investigate": "investigat* probe probes inquiry 조사* 수사* 调查 調査 捜査 расслед* розслід* ermittl* ermittelt untersuch* enquêt* investiga* śledztw* utred*"
    " indagin* تحقيق",
    "win": "wins victory victor triumph* 승리* 우승* 당선* 胜利 获胜 当选 勝利 優勝 当選 победи* победа победу победы перемог* gewinn* gewann sieg* siegt* gagn*"
    " victoire* remport* ganó victoria* wygra* zwycięs* zwycięż* vann vinner seger* vinto vittoria فوز يفوز",
    "reinforce": "strengthen* bolster* boost* reinforc* 강화* 증강* 加强 增强 強化 増強 укреп* усил* зміцн* посил* stärk* verstärk* renforc* refuerz* reforz*"
    " fortalec* wzmocn* wzmacn* rafforz* تعزيز يعزز",
    "find": "discover* uncover* unearth* found finds 발견* 发现 發現 発見 обнаруж* нашл* виявл* знайш* знайд* entdeck* gefunden découv* retrouv* descub*"
    " hallan hallad* encuentr* odkry* znalez* upptäck* scoper* scopr* اكتشاف العثور",
    "shoot-down": "shot_down shoots_down downed downs intercept* 격추* 요격* 击落 拦截 撃墜 迎撃 сбит* сбил* перехват* збит* збил* abgeschossen abgefangen abattu*"
    " interce* derrib* zestrzel* przechwy* skjut*_ned abbattut* إسقاط اعتراض",
    "destroy": "destroy* damag* destruct* 파괴* 파손* 손상* 摧毁 破坏 损坏 破壊 損傷 уничтож* поврежд* разруш* знищ* пошкодж* зруйн* zerstör* beschädig* détrui*"
    " endommag* destru* dañad* znisz* uszkodz* förstör* distru* danneg* تدمير أضرار",
    "cross": "crosses crossed crossing violates_airspace 침범* 넘어* 월선* 进入 越过 越境 侵入 пересек* перетин* нарушил*_воздушн* überquer* überfl* franchit"
    " travers* przekro* korsa* attravers* عبور يعبر",
    "reveal": "reveal* disclos* leak* exposes exposed 공개* 폭로* 유출* 公开 披露 曝光 公開 暴露 流出 раскры* рассекре* разоблач* опублик* розкри* оприлюдн* enthüll*"
    " veröffentlich* révél* dévoil* divulg* revela* reveló ujawn* avslöj* rivel* كشف يكشف",
    "suspend": "suspend* cancel* postpon* halts halted 중단* 취소* 연기* 保留 暂停 取消 推迟 中止 延期 приостан* отмен* отлож* призупин* скасу* aussetz* ausgesetzt"
    " absag* abgesagt* verschob* annul* aplaz* zawies* odwoł* odroczon* inställ* sospes* annull* تعليق إلغاء تأجيل",
    "party-congress": "party_congress 당대회* 党代会 党大会 съезд* parteitag* kongres_partii",
    "housing": "housing homes apartment* 주택* 아파트* 주거* 住房 住宅 公寓 жиль* квартир* wohnung* logement* vivienda* mieszka*",
    "families": "family families bereaved relatives 유족* 유가족* 가족* 家属 遺族 家族 семь* родствен* сім'* родин* famili* angehörig* famille* familia* rodzin*",
    "church": "church* christian* bishop* 교회* 기독교* 教会 教堂 церк* christ* kirche* église* iglesia* kości* كنيسة",
    "muslim": "muslim* islam* mosque* 무슬림* 이슬람* 모스크* 穆斯林 イスラム мусульм* мечет* moschee* musulman* mosquée* muzułma*",
    "jewish": "jewish jews antisemiti* 유대* 반유대* 犹太 ユダヤ евре* jüdisch* juden juif* judí* żyd*",
    "cow": "cow cows cattle 소_ 젖소* 牛 коров* kuh* vache* vaca* krow*",
    "animal": "animal* dog dogs elephant* 동물* 코끼리* 반려견* 动物 動物 животн* tier tiere* animaux animal* zwierz*",
    "island": "island* 섬 섬에* 岛 島 остров* insel* île* isla islas wysp* جزيرة",
    "port": "port ports harbour* harbor* 항구* 항만* 港口 порт порту hafen* puerto* ميناء",
    "airport": "airport* 공항* 机场 機場 空港 аэропорт* flughafen* aéroport* aeropuerto* lotnisk* مطار",
    "bridge": "bridge* 교량* 다리_ 大桥 橋 мост* brücke* puente* جسر",
    "dam": "dam dams 댐* 大坝 ダム плотин* дамб* staudamm* barrage* presa_ tama tamy سد",
    "bus": "bus buses 버스* 公交 巴士 バス автобус* autobus* autobús* حافلة",
    "hotel": "hotel* 호텔* 酒店 ホテル отел* hôtel*",
    "base": "military_base* air_base* 기지* 基地 база базы stützpunkt* militärbas* base_militaire base_militar baz* قاعدة",
    "general": "general_staff chief_of_staff army_chief 참모총장* 총참모장* 합참* 参谋 参謀 генштаб* generalstab* generalstabschef* état-major estado_mayor sztab*",
    "defence-minister": "defence_minister* defense_minister* defence_ministry defense_ministry 국방장관* 국방부* 국방상* 防长 国防部 国防相 防衛相 防衛省 минобороны министр*_обороны"
    " міноборони verteidigungsminist* ministre_de_la_défense ministro_de_defensa minist*_obrony وزير_الدفاع وزارة_الدفاع",
}
