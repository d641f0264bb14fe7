# ruff: noqa: E501 - a line a thing: the table is read down, not across
"""Names of places in the languages of the news: what a story is about, whatever language tells it.

One line a place: its id, then its names. `*` leaves the ending open, `_` joins the words of one name. A place that the
rule files know too bears the id of that entity there. Written by hand; short names that are common words are left out.
"""

PLACES: dict[str, str] = {
    "dprk": "north_korea* n_korea* =DPRK pyongyang* 북한* 대북* 북측 平壤 朝鲜 朝鮮 北韓 北朝鮮 северн*_коре* северокоре* =КНДР"
    " пхеньян* північн*_коре* північнокоре* nordkorea* pjöngjang* corée_du_nord nord-coréen* corea_del_norte norcorean*"
    " kore*_północn* północnokorea* pjongjang* koreańczy*_z_północy كوريا_الشمالية الكورية_الشمالية بيونغ_يانغ",
    "south-korea": "south_korea* s_korea* seoul* 한국* 서울 韩国 韓国 韓國 首尔 ソウル южн*_коре* южнокоре* сеул* південн*_коре*"
    " südkorea* corée_du_sud sud-coréen* corea_del_sur surcorean* kore*_południow* południowokorea* seul* كوريا_الجنوبية"
    " سيول",
    "korean-peninsula": "korean_peninsula 한반도* 朝鲜半岛 朝鮮半島 корейск*_полуостров*",
    "russia": "russia* moscow* kremlin* 러시아* 러 러군 모스크바* 크렘린* 俄 俄罗斯 俄羅斯 俄军 莫斯科 ロシア モスクワ露 росси* российск*"
    " москв* кремл* =РФ росі* російськ* russland* russlands russisch* russe russes moskau* kreml* russie moscou rusia"
    " rusos rusa rusas moscú rosja* rosji rosję rosyj* moskw* روسيا الروسي* موسكو الكرملين",
    "ukraine": "ukrain* kyiv* kiev* 우크라* 키이우* 키예프 乌克兰 烏克蘭 基辅 基輔 ウクライナ キーウ украин* киев* україн* київ* києв*"
    " kiew* ucrani* ucraina* kijow* kijów* أوكرانيا الأوكراني* كييف",
    "us": "=US =USA =U.S. america* americans united_states washington* 미국* 미 美 워싱턴* 미군* 미측 백악관* white_house pentagon*"
    " 펜타곤 美国 美國 白宫 白宮 米国 米軍 米政府 =США америк* вашингтон* белый_дом =СШАм amerika* vereinigte*_staaten"
    " weißes_haus états-unis américain* maison_blanche estados_unidos estadounidens* =EE.UU. stan*_zjednoczon* amerykań*"
    " waszyngton* biał*_dom* الولايات_المتحدة الأمريكي* واشنطن الأميركي*",
    "china": "china* chinese beijing* 중국* 중 中 베이징* 中国 中國 北京 кита* пекин* китай* пекін* chinas chinesisch* peking*"
    " chine chinois* pékin chino chinos chiny chin chińsk* pekin* الصين الصيني* بكين",
    "japan": "japan* tokyo* 일본* 日 도쿄* 日本 東京 东京 япон* токио* токіо japon* japonés* japoni* tokio* اليابان طوكيو",
    "taiwan": "taiwan* taipei* 대만* 타이완* 台湾 台灣 臺灣 тайван* tajwan* تايوان",
    "hong-kong": "hong_kong* 홍콩* 香港 гонконг* hongkong*",
    "india": "india* new_delhi* 인도 인도의 인도인* 인도서 印度 インド инди* інді* indie* indien* inde indien indiens indiyski* الهند",
    "pakistan": "pakistan* islamabad* 파키스탄* 巴基斯坦 パキスタン пакистан* باكستان",
    "afghanistan": "afghan* kabul* 아프간* 아프가니스탄* 阿富汗 アフガン афган* afgan* أفغانستان",
    "iran": "iran* tehran* teheran* 이란* 테헤란* 伊朗 德黑兰 イラン иран* тегеран* іран* téhéran teherán إيران الإيراني* طهران",
    "iraq": "iraq* baghdad* 이라크* 바그다드* 伊拉克 イラク ирак* irak* العراق",
    "israel": "israel* tel_aviv* =IDF 이스라엘* 텔아비브* 以色列 イスラエル израил* ізраїл* israël* izrael* إسرائيل الإسرائيلي*",
    "palestine": "palestin* west_bank 팔레스타인* 서안* 巴勒斯坦 パレスチナ палестин* palästin* palesty* فلسطين الفلسطيني*",
    "gaza": "gaza* rafah 가자* 라파 加沙 加薩 ガザ газы газе сектор*_газа gazastreifen* strefa_gazy strefie_gazy غزة",
    "lebanon": "leban* beirut* 레바논* 베이루트* 黎巴嫩 レバノン ливан* liban* libanon* líbano لبنان",
    "syria": "syria* damascus* 시리아* 다마스쿠스* 叙利亚 敘利亞 シリア сири* syrien* syrie siria* syrii سوريا السوري*",
    "yemen": "yemen* sanaa 예멘* 也门 葉門 イエメン йемен* jemen* اليمن",
    "saudi-arabia": "saudi* riyadh* 사우디* 沙特 サウジ саудовск* saoudi* arabi*_saudit* arabia_saudyjska السعودية",
    "qatar": "qatar* doha 카타르* 卡塔尔 カタール катар* katar* قطر",
    "uae": "=UAE emirates dubai* abu_dhabi* 아랍에미리트* =UAE 두바이* 아부다비* 阿联酋 ドバイ эмират* emirat* emiratos الإمارات",
    "kuwait": "kuwait* 쿠웨이트* 科威特 クウェート кувейт* kuwejt* koweït الكويت",
    "bahrain": "bahrain* 바레인* 巴林 バーレーン бахрейн* bahrajn* البحرين",
    "oman": "=Oman omani* 오만* 阿曼 オマーン оман* عمان",
    "jordan": "=Jordan jordanian* amman 요르단* 约旦 ヨルダン иордани* jordani* الأردن",
    "hormuz": "hormuz* ormuz* 호르무즈* 霍尔木兹 ホルムズ ормуз* هرمز",
    "gulf": "gulf persian_gulf 걸프* 海湾 湾岸 персидск*_залив* golfe golfo zatok* الخليج",
    "middle-east": "middle_east* mideast* 중동* 中东 中東 ближн*_восток* nahost* nahen_osten proche-orient moyen-orient"
    " oriente_medio oriente_próximo bliski*_wschod* الشرق_الأوسط",
    "turkey": "türkiye turkiye turkish =Turkey ankara* istanbul* 튀르키예* 터키* 앙카라* 이스탄불* 土耳其 トルコ турци* стамбул*"
    " türkei turquie turquía turcji turcja tureck* تركيا",
    "egypt": "egypt* cairo* 이집트* 카이로* 埃及 エジプト егип* ägypt* égypt* egipt* egipci* مصر القاهرة",
    "sudan": "sudan* khartoum* darfur* 수단군* 수단_* 다르푸르* 苏丹 スーダン судан* soudan* السودان",
    "libya": "libya* tripoli 리비아* 利比亚 リビア ливи* libye libia* ليبيا",
    "morocco": "morocc* 모로코* 摩洛哥 モロッコ марокк* maroc* marruec* marok* المغرب",
    "ethiopia": "ethiopia* addis_ababa 에티오피아* 埃塞俄比亚 エチオピア эфиоп* éthiopi* etiopi* إثيوبيا",
    "somalia": "somali* mogadishu 소말리아* 索马里 ソマリア сомали* الصومال",
    "kenya": "kenya* nairobi* 케냐* 나이로비* 肯尼亚 ケニア кени* kenia* كينيا",
    "nigeria": "nigeria* lagos* abuja 나이지리아* 尼日利亚 ナイジェリア нигери* nigéria* نيجيريا",
    "south-africa": "south_africa* johannesburg* 남아공* 남아프리카* 南非 南アフリカ юар южн*_африк* südafrika* afrique_du_sud"
    " sudáfrica* rpa جنوب_أفريقيا",
    "congo": "congo* =DRC kinshasa 콩고* 민주콩고* 刚果 コンゴ конго* kongo* الكونغو",
    "rwanda": "rwanda* kigali 르완다* 卢旺达 ルワンダ руанд* ruanda* رواندا",
    "uganda": "uganda* kampala 우간다* 乌干达 ウガンダ уганд* ouganda* أوغندا",
    "mali": "=Mali malian* bamako 말리_* 말리서 马里 マリ",
    "africa": "africa* 아프리카* 非洲 アフリカ африк* afrik* afriq* african* afryk* أفريقيا",
    "europe": "europe* 유럽* 欧洲 歐洲 欧州 европ* європ* europa* europä* européen* europej* أوروبا الأوروبي*",
    "uk": "=UK britain* british london* england* 영국* 런던* 英 英国 英國 伦敦 イギリス ロンドン британ* лондон* великобритан*"
    " großbritannien* britisch* royaume-uni britanni* londres reino_unido británic* wielk*_brytan* brytyjs* londyn*"
    " بريطانيا البريطاني* لندن",
    "scotland": "scotland* scottish 스코틀랜드* 苏格兰 スコットランド шотланд* écosse escocia szkocj*",
    "ireland": "=Ireland irish dublin* 아일랜드* 爱尔兰 アイルランド ирланд* irland*",
    "france": "france french paris 프랑스* 파리_* 파리서 佛 法国 法國 巴黎 フランス франц* париж* frankreich* französisch* français*"
    " francia francés* francj* francus* paryż* فرنسا الفرنسي* باريس",
    "germany": "german* berlin* 독일* 베를린* 獨 德国 德國 柏林 ドイツ ベルリン герман* берлин* німеч* deutschland* deutsch*"
    " bundesregierung allemagne allemand* alemania alemán alemanes niemiec* niemcy niemczech ألمانيا الألماني*",
    "austria": "austria* vienna* 오스트리아* 빈서 奥地利 オーストリア австри* österreich* autriche wien النمسا",
    "switzerland": "swiss switzerland* geneva* 스위스* 제네바* 瑞士 スイス швейцар* schweiz* suisse* suiza* szwajcar* سويسرا",
    "italy": "italy italian* rome 이탈리아* 로마서 伊政府 意大利 イタリア итали* italien* italie italia* włoch* włosk* إيطاليا",
    "vatican": "vatican* pope 교황* 바티칸* 教皇 教宗 梵蒂冈 バチカン ローマ教皇 папа_римск* ватикан* papst* vatikan* pape papież* watykan*"
    " البابا الفاتيكان",
    "spain": "spain* spanish madrid* 스페인* 마드리드* 西班牙 スペイン испан* мадрид* spanien* espagne* españa español* hiszpan*"
    " إسبانيا",
    "portugal": "portug* lisbon* 포르투갈* 葡萄牙 ポルトガル португал* البرتغال",
    "netherlands": "dutch netherlands* hague 네덜란드* 헤이그* 荷兰 オランダ нидерланд* niederland* pays-bas países_bajos holand*"
    " هولندا",
    "belgium": "belgi* 벨기에* 比利时 ベルギー бельги* belgique* bélgica*",
    "poland": "poland* polish warsaw* 폴란드* 바르샤바* 波兰 波蘭 ポーランド польш* польск* варшав* польщ* polen* polnisch* pologne"
    " polonia polonais* polaco* polska polsce polski polskie* polak* warszaw* بولندا",
    "hungary": "hungar* budapest* 헝가리* 부다페스트* 匈牙利 ハンガリー венгр* угорщ* ungarn* hongri* hungrí* węgier* węgry المجر",
    "czechia": "czech* prague* 체코* 捷克 チェコ чехи* чешск* tschech* tchéqu* checa* czesk* praga",
    "romania": "romania* bucharest* 루마니아* 罗马尼亚 ルーマニア румын* rumäni* roumani* rumani* رومانيا",
    "bulgaria": "bulgaria* sofia 불가리아* 保加利亚 ブルガリア болгар* bulgari* bulgarie",
    "greece": "greece greek* athens* 그리스* 아테네* 希腊 ギリシャ греци* греч* griechen* grèce grecia grecj* اليونان",
    "serbia": "serbia* belgrade* 세르비아* 塞尔维亚 セルビア серби* serbie* serbi*",
    "kosovo": "kosov* 코소보* 科索沃 コソボ косов*",
    "moldova": "moldov* 몰도바* 摩尔多瓦 モルドバ молдав* moldaw* moldavi* mołdaw*",
    "belarus": "belarus* minsk* 벨라루스* 白俄罗斯 ベラルーシ белорус* білорус* weißrussland* biélorussi* bielorrus* białorus*"
    " بيلاروسيا",
    "lithuania": "lithuania* vilnius 리투아니아* 立陶宛 リトアニア литв* litauen lituani* litw*",
    "latvia": "latvia* riga 라트비아* 拉脱维亚 ラトビア латв* lettland letton* łotw*",
    "estonia": "estonia* tallinn 에스토니아* 爱沙尼亚 エストニア эстон* estland estoni*",
    "finland": "finland* finnish helsinki 핀란드* 芬兰 フィンランド финлянд* финск* finnland* finlandia finlande fińsk* فنلندا",
    "sweden": "swed* stockholm* 스웨덴* 瑞典 スウェーデン швеци* шведск* schwed* suède suecia szwec* السويد",
    "norway": "norw* oslo* 노르웨이* 挪威 ノルウェー норвег* norweg* norvège noruega النرويج",
    "denmark": "denmark* danish copenhagen* 덴마크* 丹麦 デンマーク дани* датск* dänemark* dänisch* danemark dinamarca danii duńsk*",
    "greenland": "greenland* 그린란드* 格陵兰 グリーンランド гренланд* grönland* groenland* grenland* غرينلاند",
    "georgia": "tbilisi* georgian_government 조지아* 格鲁吉亚 грузи* georgien* géorgie gruzj*",
    "armenia": "armenia* yerevan 아르메니아* 亚美尼亚 アルメニア армен* armén*",
    "azerbaijan": "azerbaijan* baku 아제르바이잔* 阿塞拜疆 アゼルバイジャン азербайджан* azerbejdżan*",
    "kazakhstan": "kazakh* astana 카자흐* 哈萨克 カザフ казах* kasach* kazaj*",
    "crimea": "crimea* sevastopol* 크림반도* 克里米亚 クリミア крым* крим* krim crimée krym*",
    "donetsk": "donetsk* donbas* pokrovsk 도네츠크* 돈바스* 顿涅茨克 ドネツク донецк* донбас* donezk* donieck*",
    "zaporizhzhia": "zaporizhzhia* zaporozhye* zaporizh* 자포리자* 扎波罗热 ザポリージャ запорож* запоріж* saporisch* zaporoż*",
    "kharkiv": "kharkiv* kharkov* 하르키우* 哈尔科夫 ハルキウ харьков* харків* charkiw* jarkov charków*",
    "odesa": "odesa* odessa* 오데사* 敖德萨 オデーサ одесс* одес*",
    "kursk": "kursk* 쿠르스크* 库尔斯克 庫爾斯克 クルスク курск* курщин* koursk* كورسك",
    "belgorod": "belgorod* 벨고로드* 别尔哥罗德 ベルゴロド белгород* biełgorod*",
    "vladivostok": "vladivostok* 블라디보스토크* 海参崴 ウラジオストク владивосток* wladiwostok* władywostok*",
    "canada": "canad* ottawa* toronto* 캐나다* 加拿大 カナダ канад* kanad* كندا",
    "mexico": "mexic* 멕시코* 墨西哥 メキシコ мексик* mexik* mexiqu* méxico meksyk* المكسيك",
    "cuba": "cuba* havana 쿠바* 古巴 キューバ куб* kuba* كوبا",
    "venezuela": "venez* caracas* 베네수엘라* 카라카스* 委内瑞拉 ベネズエラ венесуэл* wenezu* vénézu* فنزويلا",
    "colombia": "colombia* bogota* 콜롬비아* 哥伦比亚 コロンビア колумби* kolumb* colombie كولومبيا",
    "brazil": "brazil* brasil* 브라질* 巴西 ブラジル бразил* brésil* brazyli* البرازيل",
    "argentina": "argentin* buenos_aires* 아르헨티나* 阿根廷 アルゼンチン аргентин* argentyn* الأرجنتين",
    "chile": "=Chile chilean* 칠레* 智利 チリ чили* chilij*",
    "peru": "peru* 페루* 秘鲁 ペルー перу* pérou perú",
    "haiti": "haiti* 아이티_* 海地 ハイチ гаити* haïti*",
    "australia": "austral* sydney* canberra* melbourne* 호주* 시드니* 캔버라* 澳大利亚 澳洲 悉尼 オーストラリア австрал* أستراليا",
    "new-zealand": "new_zealand* 뉴질랜드* 新西兰 ニュージーランド нов*_зеланд* neuseeland* nouvelle-zélande",
    "indonesia": "indones* jakarta* bali 인도네시아* 자카르타* 印度尼西亚 印尼 インドネシア индонез* إندونيسيا",
    "malaysia": "malaysia* kuala_lumpur 말레이시아* 马来西亚 マレーシア малайз* malezj*",
    "singapore": "singapor* 싱가포르* 新加坡 シンガポール сингапур* singapur*",
    "philippines": "philippin* manila* filipin* 필리핀* 마닐라* 菲律宾 フィリピン филиппин* الفلبين",
    "vietnam": "vietnam* hanoi* 베트남* 하노이* 越南 ベトナム вьетнам* wietnam* فيتنام",
    "thailand": "thai* bangkok* 태국* 방콕* 泰国 タイ政府 タイ軍 таиланд* tajland* تايلاند",
    "cambodia": "cambodia* phnom_penh 캄보디아* 柬埔寨 カンボジア камбодж* kambodsch* kambodż*",
    "myanmar": "myanmar* burma* rohingya* 미얀마* 로힝야* 缅甸 ミャンマー мьянм* birm* birmani* ميانمار",
    "bangladesh": "bangladesh* dhaka* 방글라데시* 다카서 孟加拉 バングラデシュ бангладеш* bangladesz*",
    "sri-lanka": "sri_lanka* colombo 스리랑카* 斯里兰卡 スリランカ шри-ланк*",
    "nepal": "nepal* kathmandu* 네팔* 카트만두* 尼泊尔 ネパール непал*",
    "kashmir": "kashmir* 카슈미르* 克什米尔 カシミール кашмир*",
    "mongolia": "mongolia* 몽골* 蒙古 モンゴル монгол*",
    "new-york": "new_york* nyc 뉴욕* 纽约 紐約 ニューヨーク нью-йорк* nueva_york nowy*_jork*",
    "california": "california* los_angeles 캘리포니아* 로스앤젤레스* 加州 カリフォルニア калифорн* kaliforn*",
    "texas": "texas* 텍사스* 得克萨斯 テキサス техас* teksas*",
    "florida": "florida* miami* 플로리다* 마이애미* 佛罗里达 フロリダ флорид* floryd*",
    "minnesota": "minnesota* minneapolis* 미네소타* 미니애폴리스* 明尼苏达 ミネソタ миннесот* minnesoc*",
    "chicago": "chicago* 시카고* 芝加哥 シカゴ чикаго*",
    "red-sea": "red_sea 홍해* 红海 紅海 красн*_мор* rotes_meer mer_rouge mar_rojo morz*_czerwon* البحر_الأحمر",
    "black-sea": "black_sea 흑해* 黑海 черн*_мор* чорн*_мор* schwarz*_meer mer_noire mar_negro morz*_czarn* البحر_الأسود",
    "south-china-sea": "south_china_sea 남중국해* 南海 南シナ海 южно-китайск*",
    "arctic": "arctic* 북극* 北极 北極 арктик* arktis* arctique",
    "moon": "moon lunar =달 달_탐사 월면* 月球 月面 лун* mondlandung lune luna księżyc* القمر",
    "mars": "=Mars martian* 화성_탐사* 火星 марс* marsa marsie",
}

# What lies in what, where both have a line above: a report that says Texas and one that says America may be one event.
PARENTS: dict[str, str] = {
    "new-york": "us",
    "california": "us",
    "texas": "us",
    "florida": "us",
    "minnesota": "us",
    "chicago": "us",
    "kursk": "russia",
    "belgorod": "russia",
    "vladivostok": "russia",
    "crimea": "ukraine",
    "donetsk": "ukraine",
    "zaporizhzhia": "ukraine",
    "kharkiv": "ukraine",
    "odesa": "ukraine",
    "gaza": "palestine",
    "hormuz": "iran",
    "scotland": "uk",
    "greenland": "denmark",
    "hong-kong": "china",
    "kashmir": "india",
    "vatican": "italy",
}
