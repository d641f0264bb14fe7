# ruff: noqa: E501 - a line a thing: the table is read down, not across
"""Deeds and things in the languages of the news: what is done, and with what, whatever language tells it.

Written as in places.py: an id, then words; `*` leaves the ending open, `_` joins the words of one name.
"""

DEEDS: dict[str, str] = {
    "strike": "strike strikes struck airstrike* air_strike* bombard* bomb bombs bombed bombing* 공습* 타격* 空袭 空襲 轰炸 爆撃"
    " удар* бомбард* luftangriff* luftschlag* frappe* bombarde* ataque*_aéreo* bombarde* nalot* غارة غارات قصف",
    "attack": "attack* assault* raid raids 습격* 袭击 襲擊 攻击 攻擊 攻撃 襲撃 атак* нападен* напад angriff* attaque* ataque* atak* هجوم هجمات",
    "missile": "missile* 미사일* 导弹 導彈 ミサイル ロケット ракет* rakete* roquette* misil* cohete* rakiet* pocisk* صاروخ صواريخ",
    "drone": "drone* =UAV 드론* 무인기* 无人机 無人機 ドローン беспилот* дрон* безпілот* drohne* طائرة_مسيرة مسيرات",
    "launch": "launch* test-fir* 발사* 쐈* 发射 發射 発射 試射 запуск* запуст* abgefeuert lancer lancement* lanzó"
    " lanzamiento* wystrzel* إطلاق أطلق* tir tirs lance_un lance_des lance_une lancés",
    "test": "test tests tested 시험* 실험* 试验 試驗 実験 испыт* випроб* ensayo* prueba* testował* اختبار تجربة",
    "ballistic": "ballisti* 탄도* 弹道 弾道 彈道 баллист* баліст* balisti* balístic* balistycz* باليستي*",
    "hypersonic": "hypersoni* 극초음속* 高超音速 極超音速 гиперзвук* гіперзвук* hyperschall* hipersonic* hipersón* فرط_صوتي",
    "nuclear": "nuclear* 핵 핵무기* 핵실험* 핵보유* 핵합의* 핵시설* 핵협상* 북핵* 핵잠* 핵물질* 핵전쟁* ядерн* atomar* nuklear* atomwaff* nucléaire*"
    " nuclear* jądrow* nuklearn* نووي النووي* نووية",
    "nuclear-plant": "nuclear_power_plant* nuclear_plant* nuclear_power_station* =NPP 원전* 원자력발전소* 核电站 核電廠 原発 原子力発電所 =АЭС =АЕС"
    " atomkraftwerk* =AKW kernkraftwerk* centrale*_nucléaire* central*_nuclear* elektrowni*_jądrow* elektrowni*_atomow*",
    "denuclearisation": "denuclear* dénucléar* desnuclear* denuklear* 비핵화* 无核化 無核化 非核化 денуклеар* atomare_abrüstung",
    "uranium": "urani* uran 우라늄* 铀 鈾 ウラン уран* اليورانيوم",
    "sanctions": "sanction* 제재* 制裁 санкц* sankti* sancion* sankcj* عقوبات العقوبات",
    "tariff": "tariff* 관세* 关税 關稅 関税 пошлин* тариф* zölle strafzölle droits_de_douane arancel* cłami الرسوم_الجمركية",
    "trade": "trade 무역* 통상* 贸易 貿易 торгов* торгів* commerce comercio handlu التجارة",
    "ceasefire": "ceasefire* cease-fire* truce* 휴전* 정전* 종전* 停火 停戦 休戦 перемири* прекращен*_огня припинення_вогню waffenruhe*"
    " waffenstillstand* cessez-le-feu trêve* alto_el_fuego tregua* rozejm* zawieszeni*_broni وقف_إطلاق_النار هدنة",
    "peace": "peace* 평화* 和平 平和 мирн* frieden* paix pokój pokoju pokojow* السلام",
    "war": "wars wartime 전쟁* 참전* 战争 戰爭 戦争 война войн* війн* krieg* guerre* guerra* wojn* الحرب حرب",
    "talks": "talks negotiat* 회담* 협상* 대화* 会谈 谈判 談判 会談 協議 交渉 перегов* gespräch* verhandlung* négociati* pourparlers"
    " negociaci* rozmow* negocjac* محادثات مفاوضات",
    "summit": "summit* 정상회담* 정상회의* 峰会 首脳会談 サミット саммит* саміт* gipfel* sommet* cumbre* szczyt* قمة",
    "visit": "visit* trip 방문* 방한* 방북* 방중* 방러* 순방* 访问 訪問 визит* посет* візит* besuch* visite* visita* wizyt* زيارة",
    "meet": "meet meets meeting* 만나* 만난* 만남* 회동* 면담* 会见 会面 встреч* встрет* зустрі* treffen trifft rencontr* reúne* spotka* لقاء يلتقي"
    " met_with met_his met_putin met_trump",
    "call": "phone_call* phone_talk* 电话 電話 телефонн* telefonat* telefoni* appel_téléphonique llamada* rozmow*_telefonicz*",
    "deal": "deal deals agreement* pact pacts treaty 합의* 협정* 조약* 协议 協議 協定 条約 条约 合意 соглашен* договор* угод* договір*"
    " abkommen* vertrag* partnerschaftsabkommen* acuerdo* umow* porozumien* traktat* اتفاق معاهدة",
    "sign": "signed signing 서명* 체결* 签署 簽署 署名 調印 подпис* підпис* unterzeichn* signe signent firmó podpis* توقيع firmado firmaron",
    "threat": "threat* 위협* 경고* 협박* 威胁 威脅 警告 脅迫 угро* предупре* погроз* попередж* menac* amenaz* adviert* ostrzeg* تهديد يهدد تحذير يحذر grozi*"
    " grozą groźb* warn warns warned warning warnings warnt warnung* warnen avertit averti avertissement*",
    "kill": "kill* dead deaths death died slain 사망* 숨져* 숨진* 숨졌* 숨지* 사살* 살해* 피살* 死亡 死者 死去 遇难 身亡 殺害 打死 击毙 погиб* убит* убил* умер*"
    " смерт* загин* вбит* getötet* tote toten starb sterben mort morts muert* muere* fallec* zginę* nie_żyje zmarł* śmier* قتل مقتل"
    " قتلى وفاة toter matan mató mataron décès décède décédé décédés tués tuée tuées",
    "injure": "injur* wounded hurt 부상* 다쳐* 다친* 受伤 受傷 负伤 負傷 けが ранен* поранен* verletzt* herid* جرحى إصابة rannych ranni",
    "arrest": "arrest* detain* detention custody jailed 체포* 구속* 구금* 억류* 검거* 逮捕 拘留 被捕 拘束 арест* заарешт* festgenommen*"
    " verhaft* festnahme* interpell* arresta* aresztow* zatrzyma* اعتقال",
    "prisoner": "prisoner* =POW =PoWs hostage* 포로* 인질* 수감* 战俘 人质 捕虜 人質 囚人 пленн* полонен* заложник* заручник* gefangen* prisonni* otage*"
    " prisioner* rehen* jeńc* أسرى رهائن zakładnik* zakładnic*",
    "release": "release* freed frees 석방* 풀려나* 释放 釈放 освобо* звільн* freigelassen* freilass* uwoln* libéré libérés libérée libérées libérer libère",
    "swap": "swap* 맞교환* 교환* 交换 交換 обмен* обмін* austausch* échang* intercambi* canje wymian* تبادل",
    "trial": "trial* convict* sentenc* guilty verdict* 유죄* 선고* 실형* 징역* 판결* 有罪 判刑 判決 判处 приговор* осужд* вирок* засудж* urteil* verurteil*"
    " condamn* procès condena* juicio* skaza* wyrok* حكم محاكمة",
    "charge": "charged charges indict* accus* prosecut* 기소* 혐의* 고발* 검찰* 起诉 起訴 指控 検察 обвин* звинувач* прокур* anklag* angeklagt*"
    " accus* inculp* acus* imput* oskarż* zarzut* prokurat* اتهام",
    "election": "election* vote votes voters ballot* poll polls 선거* 투표* 총선* 대선* 개표* 选举 選舉 選挙 投票 総選挙 голосов*"
    " wahlen élection* eleccion* elector* wybory głosowa* انتخابات",
    "resign": "resign* steps_down stepped_down quits 사임* 사퇴* 사직* 辞职 辭職 辞任 辞職 отставк* відставк* rücktritt* tritt_zurück démission*"
    " dimisión renunci* rezygn* dymisj* استقالة",
    "impeach": "impeach* 탄핵* 弹劾 弾劾 彈劾 импичмент* amtsenthebung* destitut* impeachment*",
    "protest": "protest* demonstrat* rally rallies 시위* 집회* 항의* 抗议 抗議 デモ протест* митинг* demonstr* مظاهر* احتجاج*",
    "coup": "쿠데타* 政变 クーデター переворот* putsch* coup_d'état golpe_de_estado zamach_stanu انقلاب",
    "explosion": "폭탄* 爆炸 爆発 взрыв* вибух* explosi* estall* wybuch* eksploz* انفجار",
    "fire": "wildfire* firefighter* 화재* 산불* 불길* 대형불* 火灾 火災 火事 山火事 пожар* пожеж* feuer incend* pożar* حريق",
    "crash": "crash* collision* collid* derail* 추락* 충돌* 탈선* 坠毁 墜毀 墜落 相撞 衝突 脱線 крушен* столкнов* авари* аварі* absturz* unfall*"
    " crash* zderz* تحطم حادث se_estrella estrelló",
    "plane": "planes aircraft jet jets flight* airliner* airline* 비행기* 항공기* 여객기* 항공편* 전투기* 飞机 飛機 客机 航班 飛行機 航空機 旅客機 戦闘機"
    " самолет* самолёт* літак* flugzeug* avion* avión samolot* طائرة",
    "helicopter": "helicopter* chopper* 헬기* 헬리콥터* 直升机 ヘリ вертолет* вертолёт* hubschrauber* hélicopt* helicópt* śmigłow*",
    "train": "train trains rail railway* subway 열차* 철도* 기차* 지하철* 火车 列车 列車 鉄道 地铁 地下鉄 железн*_дорог* потяг* zug züge ferrocarril"
    " قطار trains train rail_line* rail_service* rail_link* freight_train* 화물열차* 铁路 鐵路 貨物列車 железнодорож* залізниц* залізнич*"
    " eisenbahn* chemin*_de_fer voie_ferrée ferroviair* ferroviari* linii_kolejowej سكة_حديد السكك_الحديدية",
    "ship": "ship ships vessel* ferry* warship* cargo_ship* 선박* 유조선* 보트* 배_ 여객선* 화물선* 함정* 군함* 船 油轮 船舶 タンカー フェリー судн* судно корабл*"
    " танкер* schiff* bateau* navire* pétrolier* buque* statek statk* سفينة ناقلة boote flüchtlingsboot*",
    "submarine": "submarine* 잠수함* 핵잠* 潜艇 潛艇 潜水艦 подлод* субмарин* u-boot* sous-marin* submarino* okręt*_podwodn*",
    "sink": "sinks sank sunk capsiz* shipwreck* 침몰* 전복* 沉没 翻覆 沈没 転覆 затону* перевернул* gesunken kenter* naufrag* zaton* hundid* hundió hundimient*",
    "earthquake": "earthquake* 지진* 强진 地震 землетряс* землетрус* erdbeben* séisme* tremblement_de_terre terremoto* sismo* trzęsien* زلزال",
    "tsunami": "tsunami* 쓰나미* 海啸 津波 цунами*",
    "flood": "flood* 홍수* 침수* 폭우* 洪水 水害 наводнен* повін* überschwemm* hochwasser* inondati* crue inundaci* فيضان*",
    "storm": "typhoon* hurricane* cyclone* tornado* 태풍* 폭풍* 허리케인* 台风 颱風 台風 飓风 暴风 шторм* тайфун* ураган* taifun* tempête* tormenta*"
    " huracán tifón huragan* إعصار عاصفة",
    "heatwave": "heatwave* heat_wave* extreme_heat 폭염* 热浪 猛暑 熱波 жара аномальн*_жар* hitzewell* canicule* ola_de_calor upał* موجة_حر",
    "snow": "blizzard* 폭설* 눈폭풍* 暴雪 大雪 снегопад* метель* schnee* neige śnieg* śnieżyc*",
    "disease": "virus* outbreak* disease* epidemic* cholera measles flu ebola* 바이러스* 전염병* 감염* 콜레라* 홍역* 독감* 에볼라* 病毒 疫情 感染 ウイルス вирус* эпидеми* грипп*"
    " virus epidem* enfermedad* wirus* فيروس grypa grypy grypę",
    "vaccine": "vaccin* 백신* 疫苗 ワクチン вакцин* impf* vacun* szczepi* لقاح",
    "oil": "oil crude petroleum 석유* 원유* 石油 原油 нефт* нафт* erdöl* ölpreis* pétrole* petróleo* النفط ropa_naftowa ropy_naftowej ropę_naftową ropociąg*",
    "gas": "natural_gas lng gas_pipeline gas_supply 천연가스* 가스관* 天然气 天然ガス газ газа газов* erdgas* gaz gasoduct* gazoci* gazu الغاز",
    "energy": "energy power_grid electricity blackout* power_cut* power_outage* 전력* 정전_* 에너지* 能源 电力 停电 停電 エネルギー энерг*"
    " stromausfall* énergie* energía* energi* الكهرباء",
    "fuel": "gasoline petrol 연료* 휘발유* 燃料 汽油 ガソリン топлив* бензин* палив* treibstoff* benzin* carburant* combustible* paliw*",
    "money": "billion* 억달러* 亿美元 億ドル миллиард* milliard*",
    "economy": "econom* inflation* recession* =GDP interest_rate* central_bank* 경제* 물가* 인플레* 금리* 중앙은행* 经济 經濟 経済 通胀 利率 金利 эконом* инфляц* wirtschaft*"
    " inflation* économ* econom* gospodar* inflac* الاقتصاد",
    "market": "market* wall_street 증시* 주가* 주식* 코스피* 股市 股票 株価 株式 рынк* бирж* börse* aktie* bourse* acciones giełd* stock stocks",
    "crypto": "bitcoin* crypto* 비트코인* 가상화폐* 암호화폐* 比特币 ビットコイン 暗号資産 биткоин* крипт* kryptow*",
    "ai": "artificial_intelligence =AI chatgpt* openai* 인공지능* =AI 人工智能 人工知能 生成ai =ИИ =KI künstliche*_intelligenz =IA intelligence_artificielle"
    " inteligencia_artificial sztuczn*_inteligencj* الذكاء_الاصطناعي",
    "chip": "chip chips semiconductor* nvidia* 반도체* 엔비디아* 芯片 晶片 半导体 半導体 エヌビディア полупровод* halbleiter* semi-conducteur* semiconductor* półprzewod*",
    "hack": "해킹* 해커* 사이버* 黑客 网络攻击 ハッキング サイバー хакер* кибер* hacker* ciber* piratage",
    "satellite": "satellit* 卫星 衛星 спутник* супутник* satélite*",
    "space": "astronaut* spacecraft* space_station* 우주* 宇航 宇宙 космо* weltraum* raumfahr* espacial* kosmicz* kosmos*",
    "arms": "arms weapon* munition* ammunition* artillery shells 탄약* 포탄* 武器 弹药 砲弾 弾薬 оруж* боеприпас* снаряд* збро* munition* armes"
    " armement* obus arma armas broni amunicj* أسلحة ذخيرة munición municiones =broń =Broń",
    "air-defence": "air_defen* anti-air* antiaircraft 방공* 대공* 防空 対空 пво ппо flugabwehr* luftabwehr* défense*_aérienne* antiaér* defensa_aérea obron*_przeciwlotnicz*"
    " الدفاع_الجوي",
    "mines": "landmine* demin* sapper* mine_clear* 지뢰* 공병* 地雷 工兵 排雷 разминир* розмін* сапер* сапёр* entmin* minenräum* démin* desmin* rozmin* saper*"
    " ألغام разминира*",
    "deploy": "deploy* dispatch* 배치* 파병* 투입* 部署 派遣 派兵 配備 投入 разверт* развёрт* отправк* размест* відправл* розгорт* entsend* stationier* déploi* envoi*"
    " envío desplieg* despleg* wysła* wysyła* rozmieszcz* نشر إرسال",
    "withdraw": "withdraw* pull_out pulls_out pullout 철수* 철군* 탈퇴* 撤军 撤軍 撤退 撤出 退出 脱退 виведен* rückzug* wycof* انسحاب",
    "invade": "invasion* invad* incursion* 침공* 침략* 침입* 入侵 侵略 侵攻 вторж* вторгн* invasion* einmarsch* invasión* inwazj* غزو",
    "border": "border* frontier* 국경* 军事分界线 边境 边界 邊境 国境 границ* кордон* grenz* frontière* frontera* granic* الحدود",
    "defect": "귀순* 탈북* 망명* 脱北 亡命 перебежчик* überläuf* transfuge*",
    "drill": "military_exercise* war_game* 훈련* 연습* 军演 軍演 演习 演習 учени* маневр* навчан* manöver* militärübung* manœuvre* maniobr* ejercicio*_militar*"
    " manewr* ćwiczeni* مناورات",
    "parade": "parade* 열병식* 퍼레이드* 阅兵 閱兵 パレード парад* défilé* desfile*",
    "memorial": "memorial* monument* museum* cemetery* 추모* 기념관* 기념비* 박물관* 纪念馆 紀念 記念館 追悼 мемориал* памятник* музе* gedenk* denkmal* mémorial* monument*"
    " pomnik* متحف museum* museo* musée* muzeum*",
    "funeral": "funeral* burial* buried mourning 장례* 葬礼 葬儀 похорон* beerdig* begräbnis* obsèques funérail* funeral* pogrzeb* جنازة",
    "anniversary": "anniversar* 주년* 기념일* 周年 годовщин* річниц* jahrestag* anniversaire* aniversari* rocznic* ذكرى",
    "shooting": "gunman* gunmen shot 총격* 총기* 총에* 피격* 枪击 槍擊 銃撃 発砲 стрельб* стріл* schüsse* fusillade* tiroteo* strzel* إطلاق_نار",
    "stab": "knife 흉기* 칼부림* 持刀 刺す 刺さ ножев* messer* poignard* couteau* apuñal* stab stabs stabbed stabbing*",
    "murder": "murder* 살인* 谋杀 殺人 убийств* вбивств* mord* meurtr* asesin* morder* zabójst* جريمة",
    "kidnap": "kidnap* abduct* 납치* 绑架 綁架 誘拐 拉致 похищ* викрад* entführ* enlev* enlèvement* secuestr* porwa* porwan* اختطاف خطف",
    "rape": "sexual_assault* sexual_abuse 성폭행* 성범죄* 성추행* 성학대* 性侵 性的暴行 изнасил* vergewalt* viol_ violée* violaci*",
    "drugs": "drug drugs cocaine fentanyl narcotic* cartel* 마약* 카르텔* 코카인* 펜타닐* 毒品 麻薬 наркот* drogen* drogue* cocaína narkotyk* kartel* مخدرات",
    "corruption": "corrupt* brib* fraud* 부패* 뇌물* 비리* 사기* 腐败 贪污 汚職 賄賂 коррупц* корупц* korrupt* bestech* fraude* corrup* łapów* korupc* فساد",
    "spy": "spy spies spying espionage 간첩* 스파이* 첩보* 间谍 スパイ шпион* spion* espion* espía* espionaje szpieg* تجسس",
    "terror": "terror* 테러* 恐怖袭击 恐怖分子 テロ террор* терор* إرهاب الإرهاب*",
    "veto": "veto* vetoe* 거부권* 否决 否決 拒否権 вето ветув* فيتو",
    "resolution": "resolution* 결의안* 결의* 决议 決議 резолюц* résolution* resolución* rezolucj* قرار",
    "condemn": "condemn* denounc* 규탄* 비난* 谴责 譴責 非難 осуд* осуждает засуд* verurteil* dénonc* condamn* potęp* إدانة يدين",
    "concern": "alarmed 우려* 担忧 關切 关切 懸念 обеспоко* озабоч* стурбов* besorgt* beunruhig* préoccup* inquiét* preocup* alarmad* zaniepoko* قلق",
    "support": "support* backs backed aid 지원* 원조* 支持 支援 援助 поддерж* помощ* підтрим* допомог* unterstütz* hilfe* souti* apoy* ayud* wspar* pomoc* دعم مساعدات",
    "reject": "reject* refus* 거부* 거절* 拒绝 拒絕 拒否 отказ* отверг* відмов* відхил* lehnt_ab abgelehnt* refus* rejett* rechaz* odrzuc* odmaw* رفض",
    "deny": "denies denied deny 否认 否認 否定 опроверг* bestreit* niega desmient* zaprzecz* ينفي نفى",
    "admit": "admit* acknowledg* confirm* recogni* 인정* 시인* 확인* 承认 承認 证实 確認 認め призна* подтверд* визна* підтверд* bestätig* räumt_ein anerkenn* reconna* confirm*"
    " reconoc* admite potwierdz* uzna* przyzna* يؤكد اعترف",
    "ban": "bans banned 금지* 禁止 禁令 запрет* заборон* verbot* verbiet* interdi* prohib* حظر",
    "close": "closes closed closure* 폐쇄* 봉쇄* 차단* 关闭 封锁 封鎖 閉鎖 закры* закрит* блокад* gesperrt* fermet* blocus cierra* cierre bloque* إغلاق حصار",
    "open": "reopen* opens opened opening 개방* 개장* 착공* 준공* 重启 开放 再開 開放 откры* відкри* eröffn* ouvr* rouvr* abre reabr* otwar* otwier* افتتاح",
    "vow": "vow* pledg* promis* 약속* 다짐* 맹세* 承诺 誓言 約束 обещ* обіця* verspr* promesa* obiec* يتعهد promete prometen prometió prometido prometer",
    "memo-death-toll": "death_toll* toll_rises 사망자* 희생자* 死亡人数 死者数 число_погибших число_жертв opferzahl* todeszahl* bilan_ liczba_ofiar حصيلة",
    "rescue": "rescu* survivor* 생존* 救援 救出 救助 生还 врят* gerettet* rettung* sauvet* rescat* uratow* ratown* إنقاذ",
    "missing": "missing disappear* 실종* 失踪 失蹤 行方不明 пропавш* пропал* зникл* vermisst* disparu* desaparec* zagin* مفقود",
    "search": "search* hunt 수색* 추적* 搜索 搜查 捜索 捜査 поиск* пошук* búsqued* poszuk* بحث",
    "collapse": "collaps* 붕괴* 무너* 倒塌 坍塌 崩落 倒壊 崩壊 обруш* обвал* einsturz* eingestürzt* effondr* derrumb* انهيار κατάρρευσ*",
    "inflict": "hunger famine starv* 기근* 굶* 饥荒 飢饉 飢餓 голод* hunger* famine* hambr* مجاعة",
    "climate": "climate* 기후* 气候 氣候 気候 климат* клімат* klima* climat* clima* المناخ",
    "abortion": "abortion* 낙태* 임신중단* 堕胎 中絶 аборт* abtreib* avortement* aborto* aborcj*",
    "worldcup": "world_cup* 월드컵* 世界杯 ワールドカップ чемпионат*_мира coupe_du_monde mundial* كأس_العالم mistrzost*_świat*",
    "football": "football* soccer* 축구* 足球 サッカー футбол* fußball* fútbol piłk*",
    "olympics": "olympi* 올림픽* 奥运 五輪 オリンピック олимпи* أولمبي*",
    "film": "film films movie* oscar* actor* actress* 영화* 배우_* 电影 映画 俳優 фильм* актер* актёр* schauspiel* acteur* película* actriz aktork*",
    "strike-labour": "walkout* labor_strike* labour_strike* union_strike* 파업* 罢工 ストライキ забастов* страйк* streik* huelga* strajk* إضراب",
    "workers": "worker* labourer* laborer* 노동자* 근로자* 工人 労働者 рабоч* робітник* arbeiter* ouvrier* travailleur* trabajador* robotni* pracowni* عمال",
    "budget": "budget* 예산* 预算 予算 бюджет* presupuest* budżet* ميزانية",
    "cut": "cut cuts 삭감* 감축* 削减 削減 сокращ* скороч* recort* obniż* cięci* خفض couper coupes coupures",
    "rise": "rise rises record_high 급등* 급증* 상승* 上涨 飙升 急増 上昇 рост* вырос* steig* hausse* sube aumento* wzrost* rośnie ارتفاع",
    "fall": "falls plunge* slump* drop drops 급락* 하락* 감소* 下跌 急落 下落 減少 паден* упал* sinkt* fällt baisse* chute* cae caída spadek* انخفاض spadek spadł"
    " spadają",
    "first": "first_time for_the_first_time 처음* 첫 최초* 首次 初めて 初の впервые вперше erstmals zum_ersten_mal première_fois por_primera_vez po_raz_pierwszy لأول_مرة",
    "live": "live_updates 생중계* 实时 ライブ онлайн_трансляц* liveticker* en_direct en_vivo na_żywo",
    "video": "video videos footage 영상* 视频 影片 動画 映像 видео* відео* vidéo* wideo* فيديو",
    "daughter": "daughter* 딸 딸과 딸은 딸을 딸이 딸의 女儿 女兒 長女 дочер* дочь дочк* доньк* tochter töchter* fille hija córk* filha figlia dotter* ابنة",
    "heir": "heir heirs successor* succession 후계* 계승* 接班* 继承 後継* преемник* наступник* nachfolge* successeur* sucesor* sucesión następc* sukcesj*"
    " successore* efterträd* خليفة",
    "clash": "clash* skirmish* 교전* 交战 交戰 戰鬥 交戦 столкновени* сутичк* бої боях gefecht*"
    " affrontement* combats enfrentamiento* combate* starci* walki walkach walkę walcz* scontri combattiment* اشتباكات معارك",
    "special-forces": "special_forces special_force_* special_operation*_forces navy_seal* seal_team* commando* 특수부대* 특수전* 特种部队 特種部隊 特殊部隊 спецназ*"
    " сил*_специальн* eliteeinheit* spezialeinheit* spezialkräfte* forces_spéciales fuerzas_especiales sił_specjaln* siły_specjaln* specialförband*"
    " forze_speciali القوات_الخاصة",
    "civilians": "civilian* 민간인* 平民 民間人 мирн*_жител* мирн*_мешкан* цивільн* zivilist* zivilbevölkerung civils civiles مدنيين المدنيين",
    "fail": "botched 실패* 失败 失敗 провал* неудач* невдал* scheiter* gescheitert misslung* échoue* échou* échec* nieudan* porażk* misslyck* فشل",
    "award": "medal* award* 훈장* 표창* 勋章 勲章 表彰 授予 медал* наград* нагород* орден* auszeichn* geehrt médaille* condecor* medall* odznacz* medalj* medaglia وسام",
    "praise": "prais* salut* 치하* 찬양* 격찬* 赞扬 讚揚 称赞 称賛 たたえ хвал* похвал* lobt lobte würdig* salue elogi* chwali* pochwal* يشيد",
    "apology": "apolog* 사과 사과를 사죄* 속죄* 道歉 谢罪 謝罪 извин* вибач* entschuldig* excuses présente_ses_excuses disculpa* przepros* ursäkt* scuse اعتذار يعتذر",
    "letter": "letter letters 친서* 서한* 편지* 亲笔信 信函 書簡 親書 письмо письме письмом листа briefe lettre carta listem رسالة",
    "capture": "captur* retak* recaptur* 점령* 장악* 탈환* 나포* 占领 攻占 收复 占領 奪還 制圧 захват* захоп* erober* eingenommen beschlagnahm* captur* prise toma_ incaut*"
    " zdoby* zajęl* przejęl* conquist* استيلاء السيطرة seize seizes seized seizing seizure*",
    "surrender": "surrender* 투항* 항복* 投降 投诚 降伏 сдал* сдач* сда*_в_плен здал* reddition rendirse rendición arres*_del* استسلام",
    "suicide": "suicid* 자살* 자폭* 自杀 自殺 自尽 自爆 самоуб* самогуб* selbstmord* suizid* suicid* samobój* självmord* انتحار self-detonat* blow*_themselves_up"
    " blew_himself_up blew_themselves_up 자폭 взорвал*_себя подорвал*_себя підірвал*_себе",
    "torture": "tortur* 酷刑 拷問 пытк* пытал* катуван* folter* gefoltert tortur* tortury تعذيب",
    "violate": "violat* breach* 위반* 어기* 违反 違反 наруш* поруш* verstoß* verstöß* verletzung_von violó violaci* narusz* brott_mot انتهاك",
    "build": "groundbreaking builds built 건설* 착공* 建设 建設 动工 着工 строит* будів* baut bauen bauarbeiten budow* buduj* بناء",
    "factory": "plant_workers 공장* 工厂 工廠 工場 завод* фабрик* fabrik* usine* fabryk* fabbrica مصنع zakład zakłady zakładów zakładach",
    "tank": "tank tanks 전차* 탱크* 坦克 戦車 танк танки танков* panzer* czołg* دبابة دبابات",
    "alliance": "동맹* 同盟 联盟 聯盟 альянс* bündnis* alliance* alianza* sojusz* alleanza allians* تحالف",
    "mediate": "중재* 调停 斡旋 调解 仲介 посредни* посередни* vermittl* mediador* mediaci* pośredni* وساطة",
    "curb": "curb* restrain* rein_in 억제* 자제* 遏制 抑制 自制 сдержив* стримув* eindämm* freiner frenar ograniczy*",
    "ambassador": "ambassador* 대사 대사는 대사가 특사* 大使 特使 посол посла послом спецпосланник* botschafter* ambassadeur* embajador* ambasador* سفير",
    "opinion": "op-ed* 사설 칼럼 기고 시론 社説 社论 社論 leitartikel* ledare ledare: kommentaren: éditorial édito editoriale l'editoriale felieton*"
    " колонка_редактора komentarz:",
    "react": "reaction* outcry backlash slams slammed criticiz* criticis* 반응* 반발* 反应 反應 反響 反発 реакци* реагир* отреагир* реакці* реагу* reaktion* reagi* réagi* reaccion* reakcj*"
    " zareag* reazion* رد_فعل ردود_فعل",
    "adopt": "approv* adopt* endors* ratif* passes 가결* 채택* 통과* 승인* 비준* 通过 通過 批准 采纳 可決 採択 承認 одобр* утверд* ратифи* схвал* ухвал* затверд*"
    " verabschied* ratifizier* approuv* adopt* ratifi* aprueb* aprob* ratific* adopta* zatwierdz* uchwal* ratyfik* godkän* antagit antar approva* adotta* ratifica* وافق يوافق اعتماد إقرار",
    "evacuate": "evacuat* 대피* 疏散 撤离 避難 эвакуац* эвакуир* евакуац* evakuier* évacu* evacu* ewaku* evaku* إجلاء",
    "appoint": "appoint* nominat* 임명* 지명* 任命 提名 指名 назнач* признач* ernennt ernannt* nomm* nombra* mianow* utnämn* تعيين يعين",
    "dismiss": "sacks sacked dismiss* ousts ousted 해임* 경질* 파면* 해고* 罢免 免职 解职 解任 更迭 罷免 уволен* увольн* отстран* звільнен* entlass*"
    " entlässt destitu* despid* zwolnion* odwoł* avsked* rimos* إقالة يقيل",
    "congratulate": "congratulat* greetings 축하* 축전* 祝贺 祝電 祝意 поздрав* привіта* gratul* glückwunsch* تهنئة يهنئ",
    "return": "return* repatriat* 귀환* 송환* 반환* 귀국* 归来 遣返 返还 帰国 返還 送還 帰還 вернул* возвращ* верну* поверн* rückkehr* kehrt*_zurück zurückgegeben retour*"
    " rapatri* repatri* retorn* wraca* wróci* powrót* powrac* ritorn* عودة يعود إعادة",
    "investigate": "investigat* probe probes inquiry 조사* 수사* 调查 調査 捜査 расслед* розслід* ermittl* ermittelt untersuch* enquêt* investiga* śledztw* utred*"
    " indagin* تحقيق",
    "win": "wins victory triumph* 승리* 우승* 당선* 胜利 获胜 当选 勝利 優勝 当選 победи* победа победу победы перемог* gewann siegt*"
    " victoire* remport* ganó wygra* zwycięs* zwycięż* vann vinner vinto vittoria فوز يفوز seger segern segrar",
    "reinforce": "strengthen* bolster* boost* reinforc* 강화* 증강* 加强 增强 強化 増強 укреп* усил* зміцн* посил* verstärk* renforc* refuerz* reforz*"
    " fortalec* wzmocn* wzmacn* rafforz* تعزيز يعزز",
    "find": "uncover* unearth* found finds 발견* 发现 發現 発見 обнаруж* нашл* виявл* знайш* знайд* entdeck* gefunden découv* retrouv* descub*"
    " hallan hallad* encuentr* odkry* znalez* upptäck* scoper* scopr* اكتشاف العثور",
    "shoot-down": "shot_down shoots_down downed downs intercept* 격추* 요격* 击落 拦截 撃墜 迎撃 сбит* сбил* перехват* збит* збил* abgeschossen abgefangen abattu*"
    " interce* derrib* zestrzel* przechwy* skjut*_ned abbattut* إسقاط اعتراض",
    "destroy": "destruct* 파괴* 파손* 손상* 摧毁 破坏 损坏 破壊 損傷 уничтож* поврежд* разруш* знищ* пошкодж* зруйн* zerstör* beschädig* détrui*"
    " endommag* destru* dañad* znisz* uszkodz* förstör* danneg* تدمير أضرار",
    "cross": "crosses crossed crossing violates_airspace 침범* 월선* 越过 越境 侵入 пересек* перетин* нарушил*_воздушн* überquer* franchit przekro* attravers* عبور يعبر",
    "reveal": "reveal* disclos* leak* exposes exposed 공개* 폭로* 유출* 公开 披露 曝光 公開 暴露 流出 раскры* рассекре* разоблач* опублик* розкри* оприлюдн* enthüll*"
    " veröffentlich* dévoil* divulg* revela* reveló ujawn* avslöj* rivel* كشف يكشف",
    "suspend": "suspend* postpon* halts halted 중단* 취소* 暂停 取消 推迟 中止 延期 приостан* отмен* отлож* призупин* скасу* aussetz* ausgesetzt"
    " absag* abgesagt* verschob* annul* aplaz* zawies* odwoł* odroczon* sospes* annull* تعليق إلغاء تأجيل",
    "party-congress": "party_congress 당대회* 党代会 党大会 съезд* parteitag* kongres_partii",
    "housing": "housing homes apartment* 주택* 아파트* 주거* 住房 住宅 公寓 жиль* квартир* wohnung* logement* vivienda*",
    "families": "family families bereaved relatives 유족* 유가족* 가족* 家属 遺族 家族 семь* родствен* сім'* родин* angehörig* famille* rodzin*",
    "church": "bishop* 교회* 기독교* 教会 教堂 церк* kirche* église* كنيسة christlich*",
    "muslim": "muslim* 무슬림* 이슬람* 穆斯林 イスラム мусульм* мечет* moschee* musulman* mosquée* muzułma*",
    "jewish": "jewish jews antisemiti* 유대* 반유대* 犹太 ユダヤ евре* jüdisch* juden juif* żyd*",
    "cow": "cow cows cattle 젖소* коров* vache* krow*",
    "animal": "animal* dogs elephant* 동물* 코끼리* 반려견* 动物 動物 животн* animaux animal* zwierz*",
    "island": "섬 섬에* остров* insel* isla islas جزيرة",
    "port": "port ports harbour* harbor* 항구* 항만* 港口 порт порту hafen* ميناء",
    "airport": "airport* 공항* 机场 機場 空港 аэропорт* flughafen* aéroport* aeropuerto* lotnisk* مطار",
    "bridge": "교량* 大桥 мост* brücke* puente* جسر",
    "dam": "dams 댐* 大坝 ダム плотин* дамб* staudamm* tamy سد tamy",
    "bus": "bus buses 버스* 公交 巴士 バス автобус* autobus* autobús* حافلة",
    "hotel": "hotel* 호텔* 酒店 ホテル отел* hôtel*",
    "base": "military_base* air_base* 基地 база базы stützpunkt* militärbas* base_militaire base_militar قاعدة baza bazy bazie bazę bazą bazę_wojskową",
    "general": "general_staff chief_of_staff army_chief 참모총장* 총참모장* 参谋 参謀 генштаб* generalstab* generalstabschef* état-major estado_mayor sztab*",
    "defence-minister": "defence_minister* defense_minister* defence_ministry defense_ministry 국방장관* 국방부* 국방상* 防长 国防部 国防相 防衛相 防衛省 минобороны министр*_обороны"
    " міноборони verteidigungsminist* ministre_de_la_défense ministro_de_defensa minist*_obrony وزير_الدفاع وزارة_الدفاع",
    "shell": "artillery_shell* shells artillery_round* ammunition_round* 포탄* 炮弹 砲弾 снаряд* артиллерийск*_боеприпас* artilleriegranat* granate*"
    " artilleriemunition* obus proyectil*_de_artillería pocisk*_artyleryjsk* قذائف قذيفة",
    "artillery": "artiller* howitzer* self-propelled_gun* 자주포* 곡사포* 포병* 火炮 榴弹炮 炮兵 自走砲 榴弾砲 火砲 гаубиц* артиллер* артилер* самоходк* haubitz* obusier* obús"
    " obuses haubic* artyler* مدفعية مدافع",
    "rocket-launcher": "multiple_rocket* multiple_launch* rocket_launcher* =MLRS himars* 방사포* 다연장* 火箭炮 多連装ロケット =РСЗО =РСЗВ хаймарс raketenwerfer*"
    " lance-roquettes lanzacohetes wyrzutn*_rakiet* راجمات",
    "grenade": "grenade* 수류탄* 手榴弹 手榴弾 гранат* handgranat* granada* granat* قنبلة_يدوية",
    "cruise-missile": "cruise_missile* 순항미사일* 巡航导弹 巡航ミサイル крылат*_ракет* крилат*_ракет* marschflugkörper* missile*_de_croisière misil*_de_crucero"
    " pocisk*_manewruj* صواريخ_كروز صاروخ_كروز",
    "icbm": "=ICBM =ICBMs 대륙간탄도* 洲际导弹 洲际弹道 大陸間弾道 =МБР межконтинентальн* міжконтинентальн* interkontinental* intercontinent* międzykontynentaln*"
    " عابر_للقارات عابرة_للقارات",
    "kn-23": "kn-23* kn-24 kn-25 =KN23 =KN24 =KN25",
    "hwasong": "hwasong* 화성19* 화성20* 화성포* 火星-19 火星19 火星炮 火星砲 хвасон* 화성-17 화성-18 화성-19 화성-20",
    "spy-satellite": "spy_satellite* reconnaissance_satellite* military_satellite* 정찰위성* 侦察卫星 偵察衛星 разведывательн*_спутник* спутник*-шпион*"
    " розвідувальн*_супутник* spionagesatellit* satellite*_espion* satélite*_espía satelit*_szpiegowsk* قمر_تجسس",
    "destroyer": "destroyer* frigate* corvette* 구축함* 호위함* 驱逐舰 護衛艦 護衛舰 驅逐艦 駆逐艦 эсмин* эсмін* фрегат* zerstörer contre-torpilleur* destructor_* fragata*"
    " niszczyciel* fregat* مدمرة فرقاطة",
    "fighter-jet": "fighter_jet* fighter_plane* warplane* f-16 f-35 su-35 su-57 mig-29 mig-31 전투기* 战机 战斗机 戰機 戦闘機 истребител* винищувач* kampfjet*"
    " kampfflugzeug* avion*_de_chasse chasseur*_bombard* caza*_f avion*_de_combate مقاتلات_إف طائرات_حربية مقاتلة_إف",
    "bomber": "bomber bombers strategic_bomber* 폭격기* 轰炸机 轟炸機 爆撃機 бомбардировщик* бомбардувальник* bomberflugzeug* langstreckenbomber*"
    " bombardier*_stratég* bombardero* bombow* قاذفات قاذفة",
    "glide-bomb": "glide_bomb* guided_bomb* aerial_bomb* 활공폭탄* 滑翔炸弹 制导炸弹 滑空爆弾 誘導爆弾 планирующ*_бомб* управляем*_авиабомб* =КАБ =КАБами керован*_авіабомб*"
    " gleitbombe* bombe*_planante* bomba*_planeador* bomb*_szybując*",
    "long-range": "long-range atacms* storm_shadow* taurus_missile* taurus-marschflug* scalp-eg 장거리_미사일* 에이태큼스* 스톰섀도* 타우러스* 远程导弹 远程武器 陆军战术导弹 風暴陰影 長距離ミサイル"
    " 長射程 дальнобойн* далекобійн* атакмс атакмз шторм_шэдоу weitreichend*_waffe* longue_portée largo_alcance dalekosiężn* أتاكمز بعيدة_المدى",
    "patriot": "patriot_missile* patriot_batter* patriot_system* patriot_air* patriot-system* 패트리엇* 패트리어트* 爱国者 パトリオット patriot-raket* missile*_patriot"
    " misil*_patriot пэтриот петріот بااتريوت باتريوت",
    "thaad": "=THAAD thaad s-400 s-300 사드_* 사드배치* 萨德 サード配備 с-400 с-300 эс-400",
    "oreshnik": "oreshnik* orechnik* oreschnik* oriesznik* orešnik* oresznik* 오레시니크* 榛树 オレシニク орешник* орєшник* орешнік* أوريشنيك",
    "iskander": "iskander* 이스칸데르* 伊斯坎德尔 イスカンデル искандер* іскандер* إسكندر",
    "shahed": "=Shahed shahed_drone* shaheds geran-2 샤헤드* 沙希德 见证者 シャヘド шахед* шахід* герань-2 szahed* schahed* شاهد_136",
    "fuel-depot": "oil_depot* fuel_depot* fuel_tank* oil_storage oil_terminal* 유류고* 유류_저장* 석유_저장* 油库 油庫 石油貯蔵 燃料貯蔵 燃料庫 нефтебаз* нафтобаз* нефтехранилищ*"
    " öldepot* treibstofflager* tanklager* dépôt*_pétrolier* dépôt*_de_carburant depósito*_de_combustible depósito*_de_petróleo skład*_paliw*"
    " baz*_paliw* مستودع_وقود مستودع_نفط",
    "refinery": "refiner* 정유소* 정유공장* 정유_시설* 炼油厂 煉油廠 製油所 нефтеперераб* =НПЗ нпз нафтоперероб* raffiner* rafiner* مصفاة مصافي",
    "ammo-depot": "ammunition_depot* ammo_depot* arms_depot* weapons_depot* munitions_depot* 탄약고* 무기고* 탄약_저장* 弹药库 彈藥庫 弾薬庫 武器庫 склад*_боеприпас*"
    " склад*_боєприпас* munitionslager* dépôt*_de_munitions depósito*_de_municiones skład*_amunicji مستودع_ذخيرة مخزن_ذخيرة",
    "warehouse": "warehouse* 창고* 仓库 倉庫 склад_ склады складе складу lagerhalle* lagerhaus entrepôt* almacén magazyn* مستودع",
    "airfield": "airfield* air_base* 비행장* 공군기지* 空军基地 机场军用 空軍基地 飛行場 аэродром* авиабаз* аеродром* авіабаз* militärflug* luftwaffenstützpunkt*"
    " luftwaffenbasis aérodrome* base_aérienne aeródromo* base_aérea baz*_lotnicz* قاعدة_جوية مطار_عسكري",
    "border-crossing": "border_crossing* checkpoint* border_post* border_checkpoint* 국경검문소* 검문소* 통상구* 口岸 检查站 検問所 国境検問 погранпереход* кпп пункт*_пропуск*"
    " блокпост* grenzübergang* kontrollpunkt* poste_frontière poste_de_contrôle paso_fronterizo puesto*_de_control przejści*_graniczn* معبر"
    " حاجز",
    "bodies": "coffin* body_bag* remains_of bodies_of 시신* 遗体 遺體 棺材 遺体 棺 遺骨 гроб* тел_погибших тела_погибших останки тіла_загиблих труна труни"
    " труну leichnam* leichen sarg särge cercueil* dépouille* féretro* ataúd* cadáver* trumn* zwłok* ciał* جثث جثمان",
    "speech": "speech* address_to keynote* 연설* 담화* 신년사* 演讲 講話 讲话 演説 談話 выступлен* обращени*_к звернення промов* rede_vor ansprache*"
    " neujahrsansprache* discours discurso* przemówien* orędzi* خطاب كلمة_أمام",
    "anthem": "anthem* 국가_제창* 애국가* 国歌 國歌 гимн* гімн* nationalhymne* himno* hymn* النشيد_الوطني",
    "hero": "hero heroic* 영웅* 英雄 герой* героя* герои героев героїв helden* héros héroe* bohater* أبطال بطل",
    "encircle": "encircl* surrounded_by 포위* 包围 包圍 包囲 котел_ eingekesselt* umzingel* einkessel* encercl* assiég* cerc*_tropas asedi*"
    " okrąż* oblęż* محاصرة تطويق besieged besieging",
    "liberate": "liberat* 해방* освобод* освобожд* визвол* befrei* liberac* liberó wyzwol* تحرير libéré libérés libérée libérer",
    "retreat": "retreat* pull_back pulls_back pullback* 퇴각* 후퇴* 撤退 后撤 退却 後退 отступ* отход_ відступ* відход* rückzug* repli_ repliegue repleg* odwrót"
    " wycofan* تراجع",
    "counteroffensive": "counteroffensive* counter-offensive* counterattack* 반격* 역공* 反攻 反击 反擊 反撃 контрнаступ* контратак* gegenoffensiv* gegenangriff*"
    " contre-offensive* contre-attaque* contraofensiva* contraataque* kontrofensyw* هجوم_مضاد",
    "advance": "advances_on advance_on gains_ground troops_advance* 진격* 전진* 진군* 推进 推進 挺进 進軍 前進 продвига* продвину* наступа* просува* просуну* vorrück*"
    " vormarsch* progressent avancée* avanzan avanza_en natarci* تقدم_القوات",
    "frontline": "frontline* front_line* battlefield* trench* 전선* 최전선* 前线 战场 戰場 最前線 戦場 линия_фронта линии_фронта фронте фронт_ лінія_фронту"
    " лінії_фронту фронті frontlinie* schlachtfeld* ligne_de_front champ_de_bataille línea_del_frente campo_de_batalla lini*_frontu"
    " pol*_bitwy froncie الجبهة",
    "casualties": "casualt* losses_in heavy_losses combat_loss* 사상자* 인명피해* 伤亡 傷亡 死傷 потери_ потерь потерях втрати_ втрат_ verluste_an opfer"
    " pertes_humaines victimes bajas víctimas straty_w ofiar* ضحايا خسائر",
    "mercenary": "mercenar* 용병* 雇佣兵 僱傭兵 傭兵 наемник* найман* söldner* mercenaire* najemnik* مرتزقة",
    "volunteers": "volunteer* 의용군* 지원병* 志愿军 志愿者 義勇 義勇軍 志願兵 доброволь* доброволец freiwillig* volontaire* ochotni* متطوع*",
    "conscript": "mobilisation mobilization draft_dodg* 징집* 징병* 동원령* 征兵 徵兵 動員 徴兵 мобилиз* призывник* мобіліз* призовник* mobilmachung wehrpflicht*"
    " mobilisierung conscri* movilizac* recluta* mobilizac* pobór_do poboru التجنيد التعبئة",
    "recruit": "recruit* enlist* 모병* 招募 征募 募集 вербов* вербу* rekrut* recrut* reclut* werbow* تجنيد 신병_모집 병사_모집 용병_모집",
    "training": "training_ground* military_training combat_training troops_train* training_troops soldiers_train* training_camp* 훈련소* 훈련장* 군사훈련* 训练 訓練"
    " полигон* обучени*_солдат* обучен*_военн* полігон* ausbildung* truppenübungsplatz* entraînement* formation_militaire entrenamiento*"
    " entren*_tropas szkoleni* poligon* تدريب",
    "uniform": "uniform* military_uniform* 군복* 제복* 军服 軍服 制服 военн*_форм* військов*_форм* umundurowan* mundur* الزي_العسكري",
    "papers": "fake_id* identity_papers passport* military_id* identity_document* 신분증* 护照 證件 证件 旅券 身分証 身分証明 паспорт* документ*_на_им* военн*_билет*"
    " reisepass passeport* papiers_d'identité pasaporte* dokument*_tożsamości paszport* جواز_سفر جوازات_سفر هوية",
    "interrogate": "questioned questioning 심문* 신문_조사* 审问 审讯 訊問 尋問 取り調べ допрос* допрош* допит* verhör* vernehm* interrog* przesłuch* استجواب",
    "asylum": "asylum_seek* political_asylum seek*_asylum 망명* 정치적_망명* 庇护 庇護 亡命 убежищ* притул* asylantr* politisch*_asyl demande_d'asile droit_d'asile"
    " asilo_ asilo_político azyl* لجوء_سياسي",
    "smuggle": "smuggl* contraband* 밀수* 밀반입* 밀매* 走私 密輸 контрабанд* schmuggel* geschmuggelt contreband* przemyt* تهريب",
    "it-workers": "it_worker* it_personnel remote_it tech_worker* it_인력* it_노동자* =IT노동자 it人员 it労働者 it技術者 it-специалист* ит-специалист* айти-специалист*"
    " it-fachkräft* it-arbeiter* informaticien*_nord trabajador*_informátic* pracowni*_it",
    "workers-abroad": "overseas_worker* guest_worker* north_korean_worker* north_korean_laborer* labor_export* forced_labo* 해외노동자* 파견_노동자* 북한_노동자* 강제노동* 外派劳工"
    " 朝鲜劳工 北朝鮮労働者 海外労働者 強制労働 трудов*_мигрант* северокорейск*_рабоч* принудительн*_труд* заробітчан* примусов*_прац* zwangsarbeit*"
    " gastarbeiter* nordkoreanisch*_arbeiter* travail_forcé travailleurs_nord-coréens trabajo_forzado trabajadores_norcoreanos"
    " prac*_przymusow* العمل_القسري",
    "resort": "resort resorts ski_resort* beach_resort* 리조트* 갈마_* 해안관광지구* 관광지구* 度假区 度假村 リゾート курорт* urlaubsort* ferienort* station_balnéaire"
    " balneari* kurort* منتجع",
    "tourism": "tourism 관광_* 관광_재개* 관광업* 旅游业 旅遊 观光 観光 туризм* tourismus* tourisme turismo turystyk* السياحة",
    "loan": "loans 대출* 贷款 貸款 融資 借款 кредит* позик* kredit* darlehen* prêt_de préstamo* pożyczk* قرض قروض =loan =Loans",
    "frozen-assets": "frozen_asset* frozen_russian russian_asset* immobili?ed_asset* 동결자산* 동결_자산* 冻结资产 俄资产 凍結資産 замороженн*_актив* заморожен*_актив*"
    " eingefroren*_vermögen* eingefroren*_russisch* avoirs_gelés avoirs_russes actifs_russes activos_congelados activos_rusos"
    " zamrożon*_aktyw* rosyjsk*_aktyw* الأصول_المجمدة الأصول_الروسية",
    "coal": "coal 석탄* 煤炭 石炭 угля_ уголь угольн* вугіл* steinkohle* braunkohle* kohle charbon węgl* الفحم de_carbón",
    "fertiliser": "fertiliser* fertilizer* 비료* 化肥 肥料 удобрен* добрив* düngemittel* dünger engrais fertilizante* nawoz* أسمدة",
    "grain": "grain wheat 곡물* 쌀_* 밀_수출* 粮食 谷物 穀物 小麦 зерн* пшениц* getreide* weizen* céréales cereales trigo zboż* pszenic* الحبوب القمح du_blé le_blé",
    "airspace": "airspace 영공* 领空 領空 воздушн*_пространств* повітрян*_прост* luftraum* espace_aérien espacio_aéreo przestrze*_powietrzn* المجال_الجوي",
    "direct-flights": "direct_flight* air_service_between flights_resum* 직항* 항공편_재개* 直飞 直航 直行便 прям*_рейс* прямого_авиасообщ* direktflug* vol*_direct*"
    " vuelo*_directo* bezpośredni*_lot* رحلات_مباشرة",
    "visa": "visa visas visa-free 비자_* 签证 簽證 ビザ 査証 виза_ визы_ визов* безвиз* віза візи visum visafrei* visado* wizow* تأشيرة تأشيرات",
    "expel": "expel* expuls* persona_non_grata 추방* 驱逐出境 驱逐外交官 国外追放 追放 высыл* выслал* висил* вислал* ausgewiesen* ausweisung* طرد wydalił wydalają"
    " wydaleni* wydalono",
    "recognise": "recognition recogni?e_palestin* recogni?es_palestin* 국가_인정* 承认巴勒斯坦 国家承認 признан*_независимост* признан*_палестин* anerkennung*"
    " reconnaissance_de_l'état reconocimiento_del_estado uznani* الاعتراف",
    "ratify": "ratif* 비준* 批准条约 批准書 批准 ратифи* ратифік* ratyfik* تصديق المصادقة",
    "abstain": "abstain* 기권* 弃权 棄權 棄権 воздержал* воздержав* enthielt_sich enthaltung* abstien* absten* abstuv* امتناع امتنعت",
    "statement": "statement* communique* declaration* 성명* 공동성명* 담화문* 声明 聲明 公报 共同声明 заявлени* коммюнике заява_ заяву_ заяви_ комюніке erklärung*"
    " declaraci* comunicado* oświadczen* komunikat* بيان",
    "propose": "제안* 제의* 提议 提案 建议 提議 предлож* предлаг* пропозиц* пропон* vorschlag* vorgeschlagen propuest* propozycj* اقتراح يقترح",
    "demand": "demands demanded urges urged calls_for calls_on 촉구* 요구* 要求 呼吁 呼籲 敦促 求める требует требуют требова* потребова* призвал* вимага*"
    " заклика* exige exigen exigé appelle_à insta_a wzywa* wezwa* يطالب يدعو تطالب تدعو żąda żądają zażądał* =żądanie =żądania =Żądanie",
    "thank": "thanks_ thanked thank_you gratitude 사의를* 感谢 感謝 謝意 благодар* подяк* dankt bedankt_sich dankbar* remercie* agradec* dziękuj* podziękow*"
    " يشكر",
    "invite": "invit* 초청* 邀请 邀請 招待 招請 пригла* einladung* eingeladen lädt_ein zaprosz* zaprasz* zaprosił* دعوة_لزيارة",
    "extradite": "extradit* 인도_요청* 범죄인* 引渡 引き渡し экстрадиц* выдач* екстрадиц* auslieferung* ausgeliefert extradici* ekstradycj* تسليم",
    "embargo": "embargo* 금수* 수출금지* 禁运 禁運 禁輸 эмбарго ембарго*",
    "export-control": "export_control* export_curb* export_ban* export_restriction* 수출통제* 수출_통제* 出口管制 輸出規制 輸出管理 экспортн*_контрол* exportkontroll*"
    " contrôle*_des_exportations control*_de_exportaci* kontrol*_eksportu",
    "price-cap": "price_cap* oil_price_cap* 유가상한* 가격상한* 价格上限 限价 価格上限 上限価格 потол*_цен ценов*_потол* цінов*_стел* preisdeckel* preisobergrenze*"
    " plafon*_prix plafonnement* tope_al_precio tope_de_precio limit*_cen سقف_السعر",
    "shadow-fleet": "shadow_fleet* dark_fleet* ghost_fleet* 그림자_선단* 그림자_함대* 影子舰队 影子船队 影の船団 影の艦隊 теневой_флот теневого_флота теневом_флот* тіньов*_флот*"
    " schattenflotte* flotte_fantôme flota_fantasma flot*_cieni أسطول_الظل",
    "sanctions-package": "sanctions_package* package_of_sanctions 제재_패키지* 대러_제재* 制裁方案 轮制裁 輪制裁 制裁パッケージ пакет*_санкц* sanktionspaket* paquet_de_sanctions"
    " paquete_de_sanciones pakiet*_sankcji حزمة_عقوبات",
    "report": "new_report report_says report_finds monitoring_report 보고서* 报告 報告書 доклад* отчет* звіт* bericht_ rapport_de informe_ raport* تقرير",
    "inspection": "inspect* 시찰* 사찰* 현지지도* 视察 檢查 检查 視察 査察 инспекц* проинспектир* інспекц* inspektion* inspiziert* inspecc* inspekcj* تفتيش يتفقد",
    "enrichment": "enrich* 농축* 浓缩 濃縮 обогащ* збагач* anreicherung* angereichert* enriquec* wzbogac* تخصيب",
    "reactor": "reactor* 원자로* 反应堆 原子炉 реактор* reaktor* réacteur* مفاعل",
    "plutonium": "plutoni* 플루토늄* 钚 プルトニウム плутон* البلوتونيوم",
    "warhead": "warhead* 핵탄두* 탄두* 弹头 彈頭 弾頭 боеголов* боеголів* боєголов* sprengk?pf* ogive* ojiva* głowic* رؤوس_نووية رأس_حربي",
    "test-site": "test_site* nuclear_test* 핵실험* 核试验 核试验场 核試驗 核実験 核実験場 ядерн*_испыт* ядерн*_полигон* ядерн*_випроб* atomtest* atomwaffentest*"
    " essai*_nucléaire* ensayo*_nuclear* prueba*_nuclear* prób*_jądrow* تجربة_نووية تجارب_نووية",
    "doctrine": "nuclear_doctrine* doctrine* 핵교리* 핵독트린* 독트린* 核学说 核理论 核ドクトリン 核抑止 доктрин* nukleardoktrin* doctrina* doktryn* العقيدة_النووية",
    "deterrence": "deterren* 억지력* 억제력* 확장억제* 威慑 嚇阻 抑止力 拡大抑止 сдерживан* стримуван* abschreck* dissuasi* disuasi* odstrasz* الردع",
    "disarmament": "disarm* arms_control non-proliferation nonproliferation 군축* 비확산* 裁军 裁軍 不扩散 不擴散 軍縮 不拡散 разоружен* нераспростран* роззброєн* нерозповсюд*"
    " abrüst* nichtverbreitung* désarm* non-prolifération no_proliferación rozbroj* nierozprzestrzen* نزع_السلاح منع_الانتشار",
    "npt": "=NPT non-proliferation_treaty nonproliferation_treaty 핵확산금지조약* 核不扩散条约 核擴散 核拡散防止条約 核不拡散条約 =ДНЯО =TNP atomwaffensperrvertrag*"
    " traité_de_non-prolifération tratado_de_no_proliferación =ДНЯЗ معاهدة_عدم_انتشار",
    "mutual-defence": "mutual_defen* mutual_military mutual_assistance collective_defen* 상호방위* 상호_방위* 상호원조* 집단방위* 共同防御 相互防衛 相互援助 集団防衛 взаимн*_оборон*"
    " взаимопомощ* взаємн*_оборон* beistandspakt* beistandsklausel* gegenseitig*_verteidigung* défense_mutuelle assistance_mutuelle"
    " defensa_mutua asistencia_mutua wzajemn*_obron* الدفاع_المشترك",
    "strategic-partnership": "strategic_partner* 전략적_동반자* 전략동반자* 战略伙伴 戰略夥伴 戦略的パートナー стратегическ*_партн* стратегічн*_партн* strategisch*_partner*"
    " partenariat_stratégique partenariat_global asociación_estratégica partnerstw*_strategiczn* الشراكة_الاستراتيجية شراكة_استراتيجية",
    "cooperation": "cooperat* military_ties 밀착* 合作 協力 сотруднич* співпрац* співробітниц* zusammenarbeit* kooperation* cooperac* التعاون تعاون",
    "delegation": "delegation* 대표단* 사절단* 代表团 代表團 代表団 делегац* delegaci* delegacj* وفد",
    "arrive": "arriv* 도착* 抵达 抵達 到着 прибы* прибу* eingetroffen trifft_ein llega_a llegan llegó przyby* وصول يصل",
    "kcna": "=KCNA 조선중앙통신* 朝中社 朝鲜中央通讯社 朝鮮中央通信 =ЦТАК =KCNA's",
    "balloon": "balloon* 오물풍선* 풍선_* 气球 氣球 風船 気球 воздушн*_шар* аэростат* куль_з ballons_d'ordures globo*_con_basura بالونات",
    "loudspeaker": "loudspeaker* 확성기* 扩音器 大喇叭 拡声器 громкоговорител* гучномов* lautsprecher* haut-parleur* altavoz* altavoces głośnik* مكبرات_الصوت",
    "leaflets": "leaflet* 전단_* 대북전단* 삐라* 传单 傳單 ビラ_ листовк* листівк* flugblätter* tracts_anti octavilla* ulotk* منشورات",
    "martial-law": "martial_law 계엄* 戒严 戒嚴 戒厳 военн*_положени* воєнн*_стан* kriegsrecht* loi_martiale ley_marcial stan*_wojenn* الأحكام_العرفية",
    "insurrection": "insurrection* rebellion* mutin* 내란* 반란* 叛乱 內亂 内乱 反乱 мятеж* восстани* заколот* aufstand* meuterei* motín* rebeli* تمرد",
    "human-rights": "human_right* rights_group* 인권* 人权 人權 人権 прав_человека права_человека прав_людини права_людини menschenrecht* droits_de_l'homme"
    " droits_humains derechos_humanos praw*_człowieka حقوق_الإنسان",
    "war-crimes": "war_crime* 전쟁범죄* 战争罪 戰爭罪 戦争犯罪 военн*_преступлен* воєнн*_злочин* kriegsverbrech* crime*_de_guerre crimen*_de_guerra crímenes_de_guerra"
    " zbrodni*_wojenn* جرائم_حرب",
    "execution": "execut*_prisoner* execution* executed 처형* 총살* 处决 處決 処刑 расстрел* казн* розстріл* hinrichtung* hingerichtet* ejecuci* egzekucj* إعدام"
    " ejecutado ejecutados",
    "dead-body": "burned_bodies dead_soldier* slain_soldier* 전사자* 阵亡 陣亡 戦死 戦死者 погибш*_солдат* погибш*_военн* загибл*_військов* gefallene_soldat*"
    " gefallenen_soldat* soldats_tués soldats_morts soldados_muertos poległ* القتلى_من_الجنود",
    "brigade": "battalion* regiment* marines paratroop* 여단* 해병* 공수부대* 旅团 海军陆战队 伞兵 旅団 大隊 空挺 海兵 бригад* батальон* полк_ полка десантник* морпех*"
    " морск*_пехот* морськ*_піхот* brigad* bataillon* fallschirmjäger* marineinfant* parachutist* batallón* paracaidist* batalion*"
    " spadochron* لواء كتيبة مظليين",
    "commander": "commander* commander-in-chief general_says generals 사령관* 지휘관* 장성* 장군* 司令 指挥官 将军 指揮官 將軍 将軍 司令官 командующ* командир* главком*"
    " главнокоманд* генерал_ генерала генералы головнокоманд* oberbefehlshaber* kommandeur* befehlshaber* commandant* comandante* dowódc*"
    " قائد_الجيش قائد_القوات",
    "engineers": "military_engineer* combat_engineer* construction_troop* engineer_troop* 공병* 군사건설* 工兵 工程兵 建设兵 инженерн*_войск* военн*_строител*"
    " інженерн*_військ* pioniere_ génie_militaire ingenieros_militares wojsk*_inżynieryj*",
    "reconstruct": "rebuild* 重建 復興 再建 восстанавлив* восстановлен* відбудов* відновлен* wiederaufbau* reconstru* odbudow* إعادة_إعمار 재건 복구",
    "unification": "unificat* reunificat* two_hostile_states hostile_states 두_국가* объединени*_коре* воссоединен* об'єднання_коре* wiedervereinigung*"
    " reunificación* zjednoczeni*_kore* توحيد 통일",
    "constitution": "constitution* 헌법* 宪法 憲法 конституц* verfassung* constituci* konstytucj* دستور",
    "plenary": "plenary* plenum* 전원회의* 中央全会 пленум* plenarsitzung* pleno_del",
    "general-assembly": "general_assembly =UNGA 유엔총회* 유엔_총회* 联合国大会 联大 国連総会 генассамбле* генасамбле* generalversammlung* vollversammlung* assemblée_générale"
    " asamblea_general zgromadzeni*_ogóln* الجمعية_العامة",
    "intelligence-sharing": "intelligence_sharing share_intelligence 정보공유* 정보_공유* 情报共享 情報共有 обмен*_разведданн* geheimdienstinformation* partage_de_renseignement*"
    " intercambio_de_inteligencia",
    "escalate": "escalat* 확전* 고조* 升级 升級 エスカレート эскалац* ескалац* eskal* escalad* تصعيد",
    "provoke": "provok* 도발* 挑衅 挑釁 挑発 провокац* provozier* provoca* prowok* استفزاز",
}
