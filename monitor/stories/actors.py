# ruff: noqa: E501 - a line a thing: the table is read down, not across
"""People and bodies in the languages of the news: who does it, whatever language tells it.

Written as in places.py: an id, then words; `*` leaves the ending open, `_` joins the words of one name.
"""

ACTORS: dict[str, str] = {
    "kim-jong-un": "kim_jong_un kim_jong-un north_korea's_kim n_korea's_kim leader_kim north_korean_leader* n_korean_leader* 김정은* 金正恩 金総書記 キム・ジョンウン ким*_чен*_ын* кім*_чен*_ин* kim_dzong_un*"
    " kim_jong-uns كيم_جونغ_أون",
    "putin": "poutine* 푸틴* 普京 普丁 プーチン путин* путін* بوتين =Putin =PUTIN =putin putins putina putinem putinowi putinovi putinu putinom putinin"
    " putinova putinovo",
    "zelensky": "zelensk* selensk* zełensk* 젤렌스키* 泽连斯基 澤倫斯基 ゼレンスキー зеленск* зеленськ* زيلينسكي",
    "trump": "trump* 트럼프* 特朗普 川普 トランプ трамп* ترامب ترمب",
    "biden": "biden* 바이든* 拜登 バイデン байден* بايدن",
    "xi-jinping": "xi_jinping* =Xi 시진핑* 习近平 習近平 си_цзиньпин* شي_جين_بينغ",
    "netanyahu": "netanyahu* netanjahu* netanyahou* 네타냐후* 内塔尼亚胡 ネタニヤフ нетаньяху* نتنياهو",
    "lavrov": "lavrov* lawrow* ławrow* 라브로프* 拉夫罗夫 ラブロフ лавров* لافروف",
    "rubio": "rubio* 루비오* 鲁比奥 ルビオ рубио*",
    "vance": "=Vance 밴스* 万斯 バンス_副大統領 вэнс* венс*",
    "hegseth": "hegseth* 헤그세스* 赫格塞思 ヘグセス хегсет* гегсет*",
    "musk": "=Musk elon_musk* 머스크* 马斯克 マスク氏 илон*_маск* ماسك =Маск =Маска =Маску =Маском",
    "macron": "macron* 마크롱* 马克龙 マクロン макрон* ماكرون",
    "starmer": "starmer* 스타머* 斯塔默 スターマー стармер*",
    "merz": "=Merz 메르츠* 默茨 メルツ мерц*",
    "modi": "모디_* 모디 莫迪 モディ моди",
    "erdogan": "erdoğan* erdogan* 에르도안* 埃尔多安 エルドアン эрдоган*",
    "lukashenko": "lukashenk* loukachenko lukaschenk* łukaszenk* 루카셴코* 卢卡申科 ルカシェンコ лукашенк*",
    "maduro": "maduro* 마두로* 马杜罗 マドゥロ мадуро* مادورو",
    "milei": "milei* 밀레이* 米莱 ミレイ милей*",
    "lula": "lula* 룰라* 卢拉 ルラ лула лулы",
    "khamenei": "khamenei* chamenei* jamenei* 하메네이* 哈梅内伊 ハメネイ хаменеи* خامنئي",
    "lee-jae-myung": "lee_jae_myung* lee_jae-myung 이재명* 李대통령 李在明 李在明大統領 ли_чжэ_мён*",
    "yoon-suk-yeol": "yoon_suk_yeol* yoon_suk-yeol 윤석열* 尹 尹錫悦 尹锡悦 юн_сок_ёль*",
    "takaichi": "takaichi* 다카이치* 高市 такаити",
    "rutte": "뤼터* 吕特 ルッテ рютте*",
    "guterres": "guterres* 구테흐스* 古特雷斯 グテレス гутерреш*",
    "grossi": "그로시* 格罗西 グロッシ гросси* гроссі",
    "borrell": "borrell* 보렐* 博雷利 ボレル боррел* борель* борел*",
    "kallas": "=Kallas =KALLAS =Kallas' =Kallas's =Kallase =Kallast =Kallasele =Kallasega =Kallaksen =Kallasta 칼라스* 卡拉斯 カラス氏 каллас*",
    "von-der-leyen": "von_der_leyen* 폰데어라이엔* 冯德莱恩 フォンデアライエン фон_дер_ляйен*",
    "blinken": "블링컨* 布林肯 ブリンケン блинкен*",
    "budanov": "budanov* boudanov* budanow* 부다노프* 布达诺夫 ブダノフ буданов*",
    "gerasimov": "gerasimov* guerassimov* gerassimow* gierasimow* 게라시모프* 格拉西莫夫 ゲラシモフ герасимов* герасімов*",
    "shoigu": "shoigu* choïgou* schoigu* szojgu* 쇼이구* 绍伊古 ショイグ шойгу*",
    "choe-son-hui": "choe_son_hui choe_son-hui 최선희* 崔善姬 崔善姫 чхве_сон_хи* цой_сон_хи",
    "un": "=UN =U.N. united_nations 유엔* 联合国 聯合國 国連 =ООН vereinte*_nationen =UNO =ONU nations_unies naciones_unidas"
    " =ONZ الأمم_المتحدة",
    "unsc": "security_council 안보리* 안전보장이사회* 安理会 安保理 совбез* радбез* sicherheitsrat* conseil_de_sécurité"
    " consejo_de_seguridad rad*_bezpieczeństwa مجلس_الأمن",
    "eu": "=EU european_union 유럽연합* 欧盟 歐盟 欧州連合 =ЕС евросоюз* =ЄС євросоюз* europäische*_union =UE union_européenne unión_europea unii_europejskiej"
    " الاتحاد_الأوروبي",
    "nato": "=NATO 나토* 北约 北約 =НАТО otan الناتو nato",
    "iaea": "=IAEA =IAEO =AIEA =OIEA =MAEA 국제원자력기구* 国际原子能机构 магатэ магате الوكالة_الدولية_للطاقة_الذرية",
    "who": "=WHO world_health_organi*ation 세계보건기구* 世卫 世界保健機関 воз_ всемирн*_организац*_здравоохранен*",
    "icc": "=ICC international_criminal_court 국제형사재판소* 国际刑事法院 国際刑事裁判所",
    "hamas": "hamas* 하마스* 哈马斯 ハマス хамас* حماس",
    "hezbollah": "hezbollah* hizbullah* hisbollah* 헤즈볼라* 真主党 ヒズボラ хезболл* хизбалл* حزب_الله",
    "houthi": "houthi* huthi* hutí* 후티* 胡塞 フーシ хусит* الحوثي*",
    "irgc": "=IRGC revolutionary_guard* 혁명수비대* 革命卫队 革命防衛隊 ксир الحرس_الثوري",
    "taliban": "taliban* 탈레반* 塔利班 タリバン талибан* طالبان",
    "islamic-state": "=ISIS =ISIL islamic_state 이슬람국가* 伊斯兰国 イスラム国 игил* islamisch*_staat*",
    "intelligence": "spy_agency 정보국* 국정원* 정보기관* 정보총국* 情报 情報機関 情報院 情報局 情報総局 разведк* розвідк* geheimdienst* renseignement* المخابرات الاستخبارات",
    "nasa": "=NASA nasa 나사 미_항공우주국* 美国宇航局 =НАСА",
    "spacex": "spacex* 스페이스x* スペースx",
    "president": "president presidents presidential 대통령* 总统 總統 大統領 президент* präsident* président* presiden* prezydent*"
    " الرئيس",
    "prime-minister": "prime_minister* =PM 총리* 首相 总理 總理 премьер* прем'єр* ministerpräsident* premier_ministre primer_ministro رئيس_الوزراء",
    "minister": "minister ministers 장관* 部长 大臣 外相 министр* міністр* ministre* ministro* minist* وزير",
    "foreign-minister": "foreign_minister* foreign_ministry 외무장관* 외교장관* 외무부* 외무상* 외교부* 外相 外长 外交部 外务 外務省 глава_мид"
    " =МИД außenminister* ministre_des_affaires_étrangères ministro_de_exteriores szef_msz وزير_الخارجية",
    "king": "king royal prince princess queen 국왕* 왕실* 왕자* 왕세자* 여왕* 国王 王室 王子 корол* принц* princesse król*",
    "judge": "judge* court courts 법원* 판사* 재판* 대법원* 法院 法官 裁判 最高裁 суд gericht* richter* tribunal* juge juges juez sędzi* المحكمة =sąd =Sąd sądu sądem sądzie",
    "police": "police 경찰* 警方 警察 полици* поліці* polizei* policía policja policj* الشرطة",
    "army": "army military armed_forces 군대* 육군* 军队 軍隊 陸軍 軍方 арми* армі* militär* armee* armée* ejército* wojsk* الجيش",
    "troops": "troops soldier* servicemen military_personnel 군인* 병사* 병력* 장병* 북한군* 파병* 军人 士兵 兵力 兵士 部隊 部队 派兵"
    " солдат* военн* військ* soldat* truppen* soldats troupes militaires soldado* tropas żołnierz* wojska قوات جنود",
    "children": "child children kids 아동* 어린이* 아이들* 儿童 兒童 子ども 子供 kinder* enfant* dziec* أطفال kindern",
    "women": "woman women 여성* 女性 妇女 женщин* жінк* femme* mujer* kobiet* النساء",
    "migrants": "migrant* refugee* asylum* immigra* 이민* 난민* 이주민* 移民 难民 難民 мигрант* беженц* flüchtling* migrat* réfugié* refugiad*"
    " migran* uchodźc* اللاجئ* المهاجر*",
    "tourists": "tourist* 관광객* 여행객* 游客 観光客 турист* touris* turyst* turista*",
    "student": "student* school* university* 학생* 학교* 대학* 学生 学校 大学 студент* школ* schule* école* escuela* estudiant* szkoł*"
    " uczni* المدرسة",
    "doctor": "의사들* 병원* 医院 病院 医師 больниц* krankenhaus* hôpita* szpital* مستشفى",
    "journalist": "journalist* reporter* 기자_* 언론인* 记者 記者 журналист* journalist* periodista* dziennikar* الصحفي*",
    "parliament": "parliament* lawmaker* congress* senate* senator* 의회* 하원* 상원* 국회* 의원* 议会 國會 国会 議会 議員 парламент* сенат*"
    " конгресс* дум* bundestag* parlament* assemblée_nationale parlement* sejm* senat* البرلمان",
    "government": "government* 정부* 政府 правительств* уряд* regierung* gouvernement* gobierno* الحكومة",
    "opposition": "opposition* 야당* 야권* 反对派 野党 оппозиц* oposic* opozyc* المعارضة",
    "belousov": "belousov* belooussov* beloussow* biełousow* beloesov* 벨로우소프* 别洛乌索夫 ベロウソフ белоусов* бєлоусов* بيلوسوف",
    "umerov": "umerov* oumerov* umerow* umjerov* 우메로프* 乌梅罗夫 ウメロフ умеров* умєров* عمروف",
    "yermak": "yermak* iermak* jermak* andriy_ermak* 예르마크* 叶尔马克 イェルマーク ермак* єрмак* يرماك",
    "syrskyi": "syrskyj* syrskij* sirski* 시르스키* 瑟尔斯基 シルスキー сырск* сирськ* سيرسكي syrskyi* =Syrsky =Syrski =Syrskiego =Syrskému oleksandr_syrsk*"
    " oleksandra_syrsk*",
    "zaluzhny": "zaluzhn* zaloujn* saluschn* załużn* 잘루즈니* 扎卢日内 ザルジニー залужн* زالوجني",
    "sybiha": "sybiha* sibiga* sybiga* 시비하* 瑟比加 西比加 シビハ сибиг* сибіг* سيبيها",
    "kuleba": "kouleba* kułeb* 쿨레바* 库列巴 クレバ кулеба кулебы кулебе кулеби кулебу كوليبا",
    "no-kwang-chol": "no_kwang_chol* no_kwang-chol ro_kwang_chol* 노광철* 努光铁 努光鉄 ノ・グァンチョル но_гван_чо* но_кван_чол*",
    "kim-yo-jong": "kim_yo_jong* kim_yo-jong kim_jo_dzong* kim_jo-čong* 김여정* 金与正 金與正 キム・ヨジョン ким_ё_чжон* ким_е_чжон* кім_йо_чжон* كيم_يو_جونغ",
    "pak-jong-chon": "pak_jong_chon* pak_jong-chon 박정천* 朴正天 パク・ジョンチョン пак_чон_чх* пак_чон_чон*",
    "ri-pyong-chol": "ri_pyong_chol* ri_pyong-chol 리병철* 李炳哲 李炳鉄 リ・ビョンチョル ли_бён_чх* ли_пхён_чх*",
    "kim-yong-bok": "kim_yong_bok* kim_yong-bok 김영복* 金永福 キム・ヨンボク ким_ён_бок* кім_йон_бок* ким_енг_бок*",
    "cho-tae-yul": "cho_tae-yul cho_tae_yul* 조태열* 赵兑烈 趙兌烈 チョ・テヨル чо_тхэ_ёль чо_тхэ_ёл*",
    "cho-tae-yong": "cho_tae-yong cho_tae_yong* 조태용* 赵太庸 趙太庸 チョ・テヨン чо_тхэ_ён чо_тхэ_ён*",
    "kim-yong-hyun": "kim_yong-hyun kim_yong_hyun* 김용현* 金龙显 金龍顕 キム・ヨンヒョン ким_ён_хён* ким_ён_хен*",
    "shin-won-sik": "shin_won-sik shin_wonsik* shin_won_sik* 신원식* 申源湜 シン・ウォンシク син_вон_сик*",
    "chang-ho-jin": "chang_ho-jin chang_ho_jin* 장호진* 张虎镇 張虎鎮",
    "ishiba": "ishiba* išiba* 이시바* 石破 исиб* ісіб* ишиб* إيشيبا",
    "kishida": "kishida* kišida* 기시다* 岸田 кисид* кісід* كيشيدا",
    "iwaya": "iwaya* takeshi_iwaya 이와야* 岩屋 иваи* івая ивая такэси_ивая",
    "austin": "lloyd_austin* secretary_austin austin_says pentagon_chief_austin 오스틴_장관* 오스틴_국방* 오스틴_미* 로이드_오스틴* 奥斯汀 オースティン остин ллойд* остін"
    " لويد_أوستن أوستن",
    "sullivan": "jake_sullivan* =Sullivan 설리번* 沙利文 サリバン салливан* саллівен* салліван* سوليفان",
    "kurt-campbell": "kurt_campbell* deputy_secretary_campbell 커트_캠벨* 캠벨_부장관* 캠벨_미* 坎贝尔 キャンベル国務 キャンベル副長官 курт*_кэмпбелл* кэмпбелл* курт_кемпбелл* كورت_كامبل",
    "matthew-miller": "matthew_miller* spokesman_miller spokesperson_miller 매슈_밀러* 밀러_대변인* 매튜_밀러* 马修·米勒 ミラー報道官 мэттью_миллер* метью_міллер* ماثيو_ميلر",
    "kirby": "john_kirby* =Kirby 커비* 柯比 カービー кирби кірбі كيربي",
    "witkoff": "witkoff* 위트코프* 威特科夫 ウィトコフ уиткофф* віткофф* ويتكوف",
    "kellogg": "keith_kellogg* envoy_kellogg general_kellogg 켈로그* 凯洛格 ケロッグ келлог* كيلوغ",
    "waltz": "mike_waltz* michael_waltz =Waltz 왈츠_보좌관* 마이크_왈츠* 왈츠_국가* 沃尔兹 华尔兹 ウォルツ уолтц* уолц* волц مايك_والتز",
    "volker": "kurt_volker* 커트_볼커* 볼커_전* 沃尔克 ボルカー волкер* курт*_волкер*",
    "peskov": "peskov* peskow* pieskow* 페스코프* 佩斯科夫 ペスコフ пєсков* بيسكوف =Песков =Пескова =Пескову =Песковым",
    "zakharova": "zakharova* sacharowa* zacharow* zajárova* zacharov* zaharov* 자하로바* 扎哈罗娃 ザハロワ захарова захаровой захарову захаровій захарової زاخاروفا",
    "matviyenko": "matviyenko* matvienko* matwijenko* matwiyenko* matvijenko* 마트비옌코* 马特维延科 マトビエンコ матвиенко матвієнко ماتفيينكو",
    "volodin": "volodin* wolodin* 볼로딘* 沃洛金 ボロジン володин* володін* فولودين",
    "medvedev": "dmitry_medvedev* =Medvedev =Medvedev's medwedew* miedwiediew* medvédev =Medveděv medvegyev* 메드베데프* 梅德韦杰夫 メドベージェフ медведев медведева"
    " медведеву медведевым медведєв* ميدفيديف",
    "kozlov": "alexander_kozlov* aleksandr_kozlov* koslow kozłow* =Kozlov 코즐로프* 科兹洛夫 コズロフ كوزلوف =Козлов =Козлова =Козловым =Козлову",
    "nebenzya": "nebensja* niebienzia* něbenz* nebendzja* 네벤자* 涅边贾 涅边齐亚 ネベンジャ небензя небензи небензе небензю нєбензя нєбензі نيبينزيا",
    "smirnov": "=Smirnov alexei_smirnov* 스미르노프* 斯米尔诺夫 スミルノフ смирнов* смірнов*",
    "khinshtein": "khinshtein* khinchtein* chinschtein* chinsztejn* chinštejn* hinštejn* hinstein* 힌시테인* 欣什捷因 ヒンシュテイン хинштейн* хінштейн*",
    "baerbock": "baerbock* 베어보크* 베어보크_* 贝尔伯克 ベアボック бербок* بيربوك",
    "sikorski": "시코르스키* 西科尔斯基 シコルスキ сикорск* сікорськ* سيكورسكي",
    "tusk": "=Tusk donald_tusk* =Tuska =Tuskiem =Tuskowi =Tusks 투스크* 图斯克 トゥスク توسك туск туска туску туском",
    "scholz": "=Scholz scholz' olaf_scholz* scholze* 숄츠* 朔尔茨 ショルツ шольц* شولتس",
    "pistorius": "boris_pistorius* pistorius* 피스토리우스* 皮斯托里乌斯 ピストリウス писториус* пісторіус* بيستوريوس",
    "barrot": "=Barrot jean-noël_barrot 바로_외무* 바로_프랑스* 巴罗 バロ外相 =Барро بارو",
    "tajani": "tajani* 타야니* 塔亚尼 タヤーニ таяни таяні تاياني",
    "meloni": "meloni* 멜로니* 梅洛尼 メローニ мелони мелоні ميلوني",
    "sanchez": "pedro_sánchez* pedro_sanchez* 산체스_총리* 페드로_산체스* 桑切斯 サンチェス首相 педро_санчес* سانشيز",
    "stoltenberg": "stoltenberg* 스톨텐베르그* 斯托尔滕贝格 ストルテンベルグ столтенберг* ستولتنبرغ",
    "costa": "antónio_costa* antonio_costa* 코스타_의장* 안토니우_코스타* 科斯塔主席 コスタ議長 антониу_кошт* антоніу_кошт* أنطونيو_كوستا",
    "charles-michel": "charles_michel* =Michelu 샤를_미셸* 미셸_의장* 米歇尔 ミシェル議長 шарл*_мишел* шарл*_мішел* شارل_ميشيل",
    "metsola": "metsola* 메촐라* 메솔라* 梅措拉 メツォラ метсол* мецол* ميتسولا",
    "orban": "orbán* viktor_orban* 오르반* 欧尔班 オルバン орбан* أوربان",
    "fico": "=Fico robert_fico* =Ficem =Ficovi =Ficom 피초* 菲佐 菲乔 フィツォ фицо фіцо فيتسو",
    "vucic": "vučić* vuczić* 부치치* 武契奇 ブチッチ вучич* вучић* فوتشيتش",
    "pellegrini": "peter_pellegrini* pellegrini* 펠레그리니* 佩列格里尼 ペレグリニ пеллегрин*",
    "pope": "=Pope pope_francis* pope_leo* pontiff* papst* papież* papa_francesco papa_leone papa_francisco papa_león pape_françois pape_léon"
    " le_pape el_papa papst_leo 교황* 教皇 教宗 ローマ教皇 папа_римск* папы_римск* папой_римск* папу_римск* папа_франциск* папа_лев* понтифик* البابا",
    "wang-yi": "=Wang_Yi wang_yi* 왕이 왕이_외교* 왕이_부장* 왕이_주임* 王毅 ван_и_ ван*_и =Ван_И وانغ_يي",
    "li-qiang": "li_qiang* 리창 리창_총리* 李强 李強 ли_цян* لي_تشيانغ",
    "msmt": "=MSMT multilateral_sanctions_monitoring 다국적제재모니터링* 다국적_제재_모니터링* 다국적_제재* 多边制裁监测 多国間制裁監視 многосторонн*_групп*_мониторинг*"
    " багатосторонн*_моніторинг*",
    "panel-of-experts": "panel_of_experts expert_panel 전문가패널* 전문가_패널* 专家小组 專家小組 専門家パネル групп*_экспертов груп*_експертів panneau_d'experts groupe_d'experts"
    " panel_de_expertos expertengremium expertenpanel panel_ekspertów فريق_الخبراء",
    "1718-committee": "1718_committee 1718委員会 1718委员会 1718위원회* 대북제재위* комитет*_1718 comité_1718 sanctions_committee sanktionsausschuss* 制裁委员会 制裁委員会",
    "nis": "=NIS 국정원* 국가정보원* 国家情报院 國家情報院 国情院 национальн*_разведывательн*_служб* национальн*_служб*_разведк*",
    "hur": "=HUR =GUR defence_intelligence defense_intelligence 국방정보총국* 국방정보국* 国防情报总局 国防情報総局 =ГУР гур_мо",
    "sbu": "=SBU =СБУ 보안국* 우크라이나_보안국* 乌克兰安全局 ウクライナ保安庁 ウクライナ保安局 جهاز_الأمن_الأوكراني",
    "fsb": "=FSB =ФСБ 연방보안국* 俄联邦安全局 连邦安全局 連邦保安局 جهاز_الأمن_الفيدرالي =FSB's",
    "svr": "=SVR foreign_intelligence_service =СВР 대외정보국* 对外情报局 対外情報庁 служб*_внешн*_разведк*",
    "fbi": "=FBI =ФБР 연방수사국* 联邦调查局 連邦捜査局 مكتب_التحقيقات_الفيدرالي",
    "cia": "=CIA =ЦРУ 중앙정보국* 中情局 中央情报局 中央情報局 وكالة_المخابرات_المركزية",
    "jcs": "joint_chiefs* =JCS 합참* 합동참모본부* 联合参谋本部 聯合參謀本部 联参 合同参謀本部 комитет*_начальник*_штаб* объединенн*_комитет* رؤساء_الأركان",
    "ctbto": "=CTBTO test-ban_treaty_organi?ation 포괄적핵실험금지조약기구* 禁核试组织 =ДВЗЯИ",
    "opcw": "=OPCW =OVCW =OIAC =OPAQ 화학무기금지기구* 禁止化学武器组织 禁化武组织 化学兵器禁止機関 =ОЗХО =ОЗХЗ منظمة_حظر_الأسلحة_الكيميائية",
    "osce": "=OSCE =OSZE =OBWE =OBSE =OEBS =ETYJ =EBESZ =OVSE 유럽안보협력기구* 欧安组织 欧安会 =ОБСЕ =ОБСЄ منظمة_الأمن_والتعاون",
    "g7": "g7 주요7개국* 七国集团 主要7カ国 先進7カ国 большая_семерка большой_семерки مجموعة_السبع =Г7",
    "g20": "g20 주요20개국* 二十国集团 20カ国・地域 большая_двадцатка большой_двадцатки مجموعة_العشرين",
    "brics": "brics* 브릭스* 金砖 金磚 брикс* بريكس",
    "sco": "shanghai_cooperation 상하이협력기구* 上合组织 上海合作组织 上海協力機構 =ШОС =SCO منظمة_شنغهاي shanghaier_organisation organisation_de_coopération_de_shanghai",
    "asean": "asean* 아세안* 东盟 東盟 東協 асеан آسيان",
    "council-of-europe": "council_of_europe conseil_de_l'europe europarat* consejo_de_europa rad*_europy 유럽평의회* 欧洲委员会_理 欧州評議会 совет*_европы рад*_європи"
    " مجلس_أوروبا",
    "pace": "=ПАСЕ =ПАРЄ parliamentary_assembly 유럽평의회_의원* 의원총회* 议会大会 議員会議 assemblée_parlementaire parlamentarische_versammlung",
    "european-parliament": "european_parliament* parlement_européen europaparlament* eu-parlament* europäische*_parlament* parlamento_europeo parlament*_europejsk*"
    " europarlament* 유럽의회* 欧洲议会 歐洲議會 欧州議会 европарламент* європарламент* البرلمان_الأوروبي",
    "european-council": "european_council conseil_européen europäische*_rat consejo_europeo rad*_europejsk* 유럽이사회* 정상회의_상임의장* 欧洲理事会 歐洲理事會 欧州理事会"
    " европейск*_совет* євросовет* європейськ*_рад* المجلس_الأوروبي",
    "european-commission": "european_commission* eu-kommission* europäische*_kommission commission_européenne comisión_europea komisj*_europejsk* 유럽집행위* eu집행위*"
    " 欧盟委员会 歐盟委員會 欧州委員会 欧委会 еврокомисси* єврокомісі* المفوضية_الأوروبية",
    "bundestag": "bundestag* 분데스탁* 독일_연방하원* 联邦议院 連邦議会 бундестаг* البوندستاغ",
    "duma": "state_duma douma_russe douma_d'état 두마* 국가두마* 杜马 ロシア下院 госдум* держдум* duma_estatal staatsduma* الدوما =Дума =Думы =Думе russian_duma"
    " russia's_duma",
    "federation-council": "federation_council 연방평의회* 러시아_상원* 联邦委员会 連邦院 ロシア上院 совет*_федерац* совфед* föderationsrat* conseil_de_la_fédération"
    " consejo_de_la_federación rad*_federacji مجلس_الاتحاد",
    "verkhovna-rada": "verkhovna_rada 라다_* 베르호우나라다* 우크라이나_의회* 最高拉达 最高会議 верховн*_рад* werchowna_rada rad*_najwyższ* البرلمان_الأوكراني kyiv's_rada"
    " ukraine's_rada",
    "national-assembly": "national_assembly* 국회* 国会 國會 nationalassembly nationalversammlung* assemblée_nationale asamblea_nacional zgromadzeni*_narodow*"
    " национальн*_собрани* національн*_збор* الجمعية_الوطنية",
    "white-house": "white_house* 백악관* 白宫 白宮 ホワイトハウス бел*_дом белого_дома белом_доме біл*_дім білого_дому білому_домі weiß*_haus* maison_blanche casa_blanca"
    " biał*_dom* البيت_الأبيض",
    "pentagon": "pentagon* 펜타곤* 미_국방부* 미국_국방부* 五角大楼 美国防部 ペンタゴン 米国防総省 国防総省 пентагон* البنتاغون",
    "state-department": "state_department state_dept department_of_state 국무부* 국무장관* 美国国务院 美國國務院 国务卿 国務省 国務長官 госдеп* держдеп* us-außenministerium*"
    " département_d'état departamento_de_estado departament*_stanu وزارة_الخارجية_الأمريكية الخارجية_الأميركية",
    "treasury": "us_treasury =OFAC treasury_department treasury_sanctions 재무부* 美国财政部 美财政部 米財務省 =ОФАК минфин*_сша us-finanzministerium* trésor_américain"
    " departamento_del_tesoro tesoro_de_ee departament*_skarbu وزارة_الخزانة",
    "kremlin": "kreml* 크렘린* 克里姆林宫 克里姆林宮 クレムリン кремл* الكرملين",
    "interpol": "interpol* 인터폴* 国际刑警 國際刑警 インターポール интерпол* інтерпол* الإنتربول",
    "red-cross": "red_cross* =ICRC 적십자* 红十字 紅十字 赤十字 красн*_крест* червон*_хрест* rote*_kreuz* croix-rouge cruz_roja czerwon*_krzyż* =МККК الصليب_الأحمر",
    "wagner": "wagner_group wagner_mercenar* wagner_fighter* prigozhin* prigojin* prigoschin* prigożyn* 바그너* 프리고진* 瓦格纳 普里戈任 ワグネル プリゴジン вагнер*"
    " пригожин* فاغنر",
    "azov": "azov_brigade* azov_regiment* azov_battalion* 아조프_여단* 아조우_연대* 亚速营 亚速旅 アゾフ大隊 アゾフ連隊 азовц* полк*_азов* бригад*_азов*",
    "korean-peoples-army": "kpa_general* kpa_troop* kpa_soldier* kpa_officer* kpa_force* kpa_unit* kpa_chief* north_korea's_kpa korean_people's_army 조선인민군* 인민군* 朝鲜人民军 朝鮮人民軍 корейск*_народн*_арми* корейськ*_народн*_армі* koreanische*_volksarmee armée_populaire_de_corée"
    " armée_populaire_coréenne ejército_popular_de_corea koreańsk*_armi*_ludow*",
    "workers-party": "workers'_party_of_korea 조선노동당* 조선로동당* 朝鮮労働党 朝鲜劳动党 朝鮮勞動黨 трудов*_парти*_коре* трудов*_парті*_коре* arbeiterpartei_koreas"
    " arbeiterpartei_nordkoreas parti_du_travail_de_corée partido_del_trabajo_de_corea parti*_pracy_korei",
    "lazarus": "lazarus_group* lazarus_hack* lazarus-gruppe* lazarus-hacker* lazarus-gruppen lazarus-grupp* korea's_lazarus koreas_lazarus hackergruppe_lazarus groupe_lazarus grupo_lazarus grupp*_lazarus"
    " grupa_lazarus grupy_lazarus grupie_lazarus grupę_lazarus hacker*_lazarus hakerz*_lazarus pirat*_lazarus группировк*_lazarus групп*_lazarus хакер*_lazarus угрупован*_lazarus"
    " 라자루스* 拉撒路组织 拉撒路集团 ラザルス групп*_лазарус* группировк*_лазарус* хакер*_лазарус* груп*_лазарус* угрупован*_лазарус* لازاروس",
    "office-39": "office_39 room_39 bureau_39 büro_39 oficina_39 biuro_39 39호실* 39号室 39號室 бюро_39 комнат*_39",
    "gru": "gru_officer* gru_agent* gru_unit* gru_general* gru_chief* gru_hack* gru_spy gru_spies gru_sabot* gru_colonel* gru_operat* russia's_gru russian_gru russlands_gru russischen_gru russische_gru"
    " gru-offizier* gru-agent* gru-einheit* gru-general* gru-officer* geheimdienst*_gru agent*_gru oficer*_gru szef*_gru wywiad*_gru rozvědk*_gru gru_russe gru_ruso gru_russo général_gru"
    " =GROe =ГРУ 러시아_정찰총국* 러시아군_정찰총국* 格鲁乌 格魯烏 ロシア軍参謀本部情報総局 المخابرات_العسكرية_الروسية",
}

# Who is called by what he is: many events have troops, or a minister, and are not one by that.
_ROLES = (
    "intelligence president prime-minister minister foreign-minister king judge police army troops children women"
    " migrants tourists student doctor journalist parliament government opposition"
)
ROLES = frozenset(_ROLES.split())

# Who speaks for a body: a report that names Borrell is also one of the EU. A body may be part of another.
BODIES: dict[str, str] = {
    speaker: body
    for speakers, body in (
        ("borrell kallas von-der-leyen costa charles-michel", "eu"),
        ("european-commission european-council", "eu"),
        ("metsola", "european-parliament"),
        ("rutte stoltenberg", "nato"),
        ("guterres unsc", "un"),
        ("panel-of-experts 1718-committee", "unsc"),
        ("grossi", "iaea"),
        ("pace", "council-of-europe"),
        ("peskov", "kremlin"),
        ("zakharova", "foreign-minister"),
        ("matviyenko", "federation-council"),
        ("volodin", "duma"),
        ("matthew-miller kurt-campbell", "state-department"),
        ("cho-tae-yong", "nis"),
        ("budanov", "hur"),
        ("nis hur sbu svr cia gru", "intelligence"),
        ("duma federation-council verkhovna-rada national-assembly bundestag european-parliament", "parliament"),
    )
    for speaker in speakers.split()
}

# Where they belong, or the weapons that deeds.py lists, be it a land or a body: a report of Shoigu is one of Russia's.
HOMES: dict[str, str] = {
    one: home
    for those, home in (
        ("kim-jong-un choe-son-hui no-kwang-chol kim-yo-jong pak-jong-chon ri-pyong-chol kim-yong-bok", "dprk"),
        ("korean-peoples-army workers-party lazarus office-39 hwasong kn-23 kcna msmt", "dprk"),
        ("putin lavrov shoigu belousov gerasimov peskov zakharova matviyenko volodin", "russia"),
        ("nebenzya khinshtein kremlin duma federation-council fsb svr gru wagner iskander oreshnik", "russia"),
        ("zelensky umerov yermak syrskyi zaluzhny sybiha kuleba budanov hur sbu verkhovna-rada azov", "ukraine"),
        ("lee-jae-myung yoon-suk-yeol cho-tae-yul cho-tae-yong kim-yong-hyun shin-won-sik", "south-korea"),
        ("chang-ho-jin nis", "south-korea"),
        ("european-parliament", "eu"),
    )
    for one in those.split()
}

# Who holds what office, or did: "the president" in one title and Trump in the other do not differ.
OFFICES: dict[str, frozenset[str]] = {
    holder: frozenset(offices)
    for holders, *offices in (
        ("zelensky xi-jinping macron erdogan lukashenko maduro milei lula", "president"),
        ("lee-jae-myung yoon-suk-yeol vucic pellegrini", "president"),
        ("putin", "president", "kremlin"),
        ("trump biden", "president", "white-house"),
        ("medvedev", "president", "prime-minister"),
        ("netanyahu starmer modi takaichi ishiba kishida scholz tusk meloni sanchez orban fico", "prime-minister"),
        ("li-qiang costa", "prime-minister"),
        ("lavrov choe-son-hui sybiha kuleba cho-tae-yul iwaya baerbock", "foreign-minister", "minister"),
        ("sikorski barrot tajani wang-yi", "foreign-minister", "minister"),
        ("rubio blinken", "foreign-minister", "minister", "state-department"),
        ("austin hegseth", "minister", "pentagon"),
        ("shoigu belousov umerov no-kwang-chol kim-yong-hyun shin-won-sik pistorius", "minister"),
        ("foreign-minister kozlov treasury state-department", "minister"),
        ("g7", "foreign-minister", "minister"),
        ("sullivan kirby waltz kellogg witkoff", "white-house"),
        ("kirby", "white-house", "pentagon"),
        ("yermak", "president"),
        ("cia", "intelligence"),
        ("budanov", "intelligence"),
        ("gerasimov syrskyi zaluzhny pak-jong-chon kim-yong-bok jcs pentagon troops", "army"),
    )
    for holder in holders.split()
}
