# ruff: noqa: E501 - a line a thing: the table is read down, not across
"""Names of places in the languages of the news: what a story is about, whatever language tells it.

One line a place: its id, then its names. `*` leaves the ending open, `_` joins the words of one name. A place that the
rule files know too bears the id of that entity there. Written by hand; short names that are common words are left out.
"""

from collections.abc import Iterable
from functools import cache

PLACES: dict[str, str] = {
    "dprk": "north_korea* n_korea* =DPRK pyongyang* 북한* 대북* 북측 平壤 朝鲜 朝鮮 北韓 北朝鮮 северн*_коре* северокоре* =КНДР"
    " пхеньян* північн*_коре* північнокоре* nordkorea* pjöngjang* corée_du_nord nord-coréen* corea_del_norte norcorean*"
    " kore*_północn* północnokorea* pjongjang* koreańczy*_z_północy كوريا_الشمالية الكورية_الشمالية بيونغ_يانغ",
    "south-korea": "south_korea* s_korea* seoul* 한국* 서울 韩国 韓国 韓國 首尔 ソウル южн*_коре* южнокоре* сеул* південн*_коре*"
    " südkorea* corée_du_sud sud-coréen* corea_del_sur surcorean* kore*_południow* południowokorea* كوريا_الجنوبية سيول",
    "korean-peninsula": "korean_peninsula 한반도* 朝鲜半岛 朝鮮半島 корейск*_полуостров*",
    "russia": "russia* moscow* kremlin* 러시아* 러 러군 모스크바* 크렘린* 俄 俄罗斯 俄羅斯 俄军 莫斯科 ロシア モスクワ露 росси* российск*"
    " москв* кремл* =РФ росі* російськ* russland* russlands russisch* russe russes moskau* kreml* russie moscou rusia"
    " rusos rusas moscú rosja* rosji rosję rosyj* moskw* روسيا الروسي* موسكو الكرملين",
    "ukraine": "ukrain* kyiv* kiev* 우크라* 키이우* 키예프 乌克兰 烏克蘭 基辅 基輔 ウクライナ キーウ украин* киев* україн* київ* києв*"
    " kiew* ucrani* ucraina* kijow* kijów* أوكرانيا الأوكراني* كييف",
    "us": "=US =USA =U.S. america* americans united_states washington* 미국* 미 워싱턴* 미군* 미측 백악관* white_house pentagon*"
    " 펜타곤 美国 美國 白宫 白宮 米国 米軍 米政府 =США америк* вашингтон* белый_дом =СШАм amerika* vereinigte*_staaten"
    " weißes_haus états-unis américain* maison_blanche estados_unidos estadounidens* =EE.UU. stan*_zjednoczon* amerykań*"
    " waszyngton* biał*_dom* الولايات_المتحدة الأمريكي* واشنطن الأميركي*",
    "china": "china* chinese beijing* 중국* 중 베이징* 中国 中國 北京 кита* пекин* китай* пекін* chinas chinesisch* peking* chine chinois* pékin chino chinos"
    " chiny chińsk* pekin* الصين الصيني* بكين chinach",
    "jeju": "jeju* 제주* 济州 濟州 済州 チェジュ чеджу*",
    "sea-of-japan": "sea_of_japan east_sea 동해* 日本海 японск*_мор* японськ*_мор* japanisch*_meer* mer_du_japon mar_del_japón"
    " morz*_japońsk*",
    "yellow-sea": "yellow_sea west_sea 서해* 황해 황해상* 黄海 黃海 жёлт*_мор* желт*_мор* жовт*_мор* gelbe*_meer* mer_jaune mar_amarillo"
    " morz*_żółt*",
    "korea-strait": "korea_strait tsushima_strait 남해* 대한해협* 对马海峡 対馬海峡",
    "japan": "japan* tokyo* 일본* 도쿄* 日本 東京 东京 япон* токио* токіо japon* japonés* japoni* tokio* اليابان طوكيو",
    "taiwan": "taiwan* taipei* 대만* 타이완* 台湾 台灣 臺灣 тайван* tajwan* تايوان",
    "hong-kong": "hong_kong* 홍콩* 香港 гонконг* hongkong*",
    "india": "new_delhi* 인도 인도의 인도인* 인도서 印度 インド indien* inde indien indiens indiyski* الهند india indias indian indians индия индии индию"
    " индией индийск* індія індії індію індійськ*",
    "pakistan": "pakistan* islamabad* 파키스탄* 巴基斯坦 パキスタン пакистан* باكستان",
    "afghanistan": "afghan* kabul* 아프간* 아프가니스탄* 阿富汗 アフガン афган* afgan* أفغانستان",
    "iran": "tehran* teheran* 이란* 테헤란* 伊朗 德黑兰 イラン иран* тегеран* іран* téhéran teherán إيران الإيراني* طهران iran irans irani* iraner* iransk* iranu"
    " iranie iranem iranowi irankrig*",
    "iraq": "iraq* baghdad* 이라크* 바그다드* 伊拉克 イラク ирак* irak* العراق",
    "israel": "israel* tel_aviv* =IDF 이스라엘* 텔아비브* 以色列 イスラエル израил* ізраїл* israël* izrael* إسرائيل الإسرائيلي*",
    "palestine": "palestin* west_bank 팔레스타인* 서안* 巴勒斯坦 パレスチナ палестин* palästin* palesty* فلسطين الفلسطيني*",
    "gaza": "gaza* rafah 라파 加沙 加薩 ガザ сектор*_газа gazastreifen* strefa_gazy strefie_gazy غزة =Газы =Газе =Газу =Газа",
    "lebanon": "leban* beirut* 레바논* 베이루트* 黎巴嫩 レバノン ливан* liban* libanon* líbano لبنان",
    "syria": "syria* damascus* 시리아* 다마스쿠스* 叙利亚 敘利亞 シリア сири* syrien* syrie syrii سوريا السوري*",
    "yemen": "yemen* sanaa 예멘* 也门 葉門 イエメン йемен* jemen* اليمن",
    "saudi-arabia": "saudi* riyadh* 사우디* 沙特 サウジ саудовск* saoudi* arabi*_saudit* arabia_saudyjska السعودية",
    "qatar": "qatar* doha 카타르* 卡塔尔 カタール катар* قطر",
    "uae": "=UAE emirates dubai* abu_dhabi* 아랍에미리트* =UAE 두바이* 아부다비* 阿联酋 ドバイ эмират* emirat* emiratos الإمارات",
    "kuwait": "kuwait* 쿠웨이트* 科威特 クウェート кувейт* kuwejt* koweït الكويت",
    "bahrain": "bahrain* 바레인* 巴林 バーレーン бахрейн* bahrajn* البحرين",
    "oman": "=Oman omani* 오만* 阿曼 オマーン оман* عمان",
    "jordan": "jordanian* amman 요르단* 约旦 ヨルダン иордани* jordani* الأردن jordan's_king king_abdullah",
    "hormuz": "hormuz* ormuz* 호르무즈* 霍尔木兹 ホルムズ ормуз* هرمز",
    "gulf": "persian_gulf 걸프* 海湾 湾岸 персидск*_залив* الخليج",
    "middle-east": "middle_east* mideast* 중동* 中东 中東 ближн*_восток* nahost* nahen_osten proche-orient moyen-orient"
    " oriente_medio oriente_próximo bliski*_wschod* الشرق_الأوسط",
    "turkey": "türkiye turkiye turkish =Turkey ankara* istanbul* 튀르키예* 터키* 앙카라* 이스탄불* 土耳其 トルコ турци* стамбул*"
    " türkei turquie turquía turcji turcja tureck* تركيا",
    "egypt": "egypt* cairo* 이집트* 카이로* 埃及 エジプト егип* ägypt* égypt* egipt* egipci* مصر القاهرة",
    "sudan": "sudan* khartoum* darfur* 수단군* 다르푸르* 苏丹 スーダン судан* soudan* السودان",
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
    "mali": "malian* bamako 말리_* 말리서 马里 マリ malians_",
    "africa": "africa* 아프리카* 非洲 アフリカ африк* afrik* afriq* african* afryk* أفريقيا",
    "europe": "europe* 유럽* 欧洲 歐洲 欧州 европ* європ* europa* europä* européen* europej* أوروبا الأوروبي*",
    "uk": "=UK britain* british london* england* 영국* 런던* 英国 英國 伦敦 イギリス ロンドン британ* лондон* великобритан*"
    " großbritannien* britisch* royaume-uni britanni* londres reino_unido británic* wielk*_brytan* brytyjs* londyn* بريطانيا البريطاني* لندن",
    "scotland": "scotland* scottish 스코틀랜드* 苏格兰 スコットランド шотланд* écosse escocia szkocj*",
    "ireland": "=Ireland irish dublin* 아일랜드* 爱尔兰 アイルランド ирланд* irland*",
    "france": "france french paris 프랑스* 파리_* 파리서 法国 法國 巴黎 フランス франц* париж* frankreich* französisch* français*"
    " francia francj* francus* paryż* فرنسا الفرنسي* باريس",
    "germany": "german* berlin* 독일* 베를린* 德国 德國 柏林 ドイツ ベルリン герман* берлин* німеч* deutschland* deutsch*"
    " bundesregierung allemagne allemand* alemania alemán alemanes niemiec* niemcy niemczech ألمانيا الألماني*",
    "austria": "austria* vienna* 오스트리아* 빈서 奥地利 オーストリア австри* österreich* autriche wien النمسا",
    "switzerland": "swiss switzerland* geneva* 스위스* 제네바* 瑞士 スイス швейцар* schweiz* suisse* suiza* szwajcar* سويسرا",
    "italy": "italy italian* rome 이탈리아* 로마서 伊政府 意大利 イタリア итали* italien* italie italia* włoch* włosk* إيطاليا",
    "vatican": "vatican* pope 교황* 바티칸* 教皇 教宗 梵蒂冈 バチカン ローマ教皇 папа_римск* ватикан* papst* vatikan* pape papież* watykan*"
    " البابا الفاتيكان",
    "spain": "spain* spanish madrid* 스페인* 마드리드* 西班牙 スペイン испан* мадрид* spanien* espagne* españa hiszpan* إسبانيا",
    "portugal": "portug* lisbon* 포르투갈* 葡萄牙 ポルトガル португал* البرتغال",
    "netherlands": "dutch netherlands* hague 네덜란드* 헤이그* 荷兰 オランダ нидерланд* niederland* pays-bas países_bajos holand*"
    " هولندا",
    "belgium": "belgi* 벨기에* 比利时 ベルギー бельги* belgique* bélgica*",
    "poland": "poland* polish warsaw* 폴란드* 바르샤바* 波兰 波蘭 ポーランド польш* польск* варшав* польщ* polen* polnisch* pologne"
    " polonia polonais* polaco* polska polsce polski polskie* polak* warszaw* بولندا",
    "hungary": "hungar* budapest* 헝가리* 부다페스트* 匈牙利 ハンガリー венгр* угорщ* ungarn* hongri* węgier* węgry المجر hongrie hongrois* hungría húngaro* húngara*",
    "czechia": "czech* prague* 체코* 捷克 チェコ чехи* чешск* tschech* tchéqu* checa* czesk* praga",
    "romania": "romania* bucharest* 루마니아* 罗马尼亚 ルーマニア румын* rumäni* roumani* rumani* رومانيا",
    "bulgaria": "bulgaria* 불가리아* 保加利亚 ブルガリア болгар* bulgari* bulgarie",
    "greece": "greece greek* athens* 그리스* 아테네* 希腊 ギリシャ греци* греч* griechen* grèce grecia grecj* اليونان",
    "serbia": "serbia* belgrade* 세르비아* 塞尔维亚 セルビア серби* serbie* serbi*",
    "kosovo": "kosov* 코소보* 科索沃 コソボ косов*",
    "moldova": "moldov* 몰도바* 摩尔多瓦 モルドバ молдав* moldaw* moldavi* mołdaw*",
    "belarus": "belarus* 벨라루스* 白俄罗斯 ベラルーシ белорус* білорус* weißrussland* biélorussi* bielorrus* białorus* بيلاروسيا",
    "lithuania": "lithuania* vilnius 리투아니아* 立陶宛 リトアニア литв* litauen lituani* litw*",
    "latvia": "latvia* riga 라트비아* 拉脱维亚 ラトビア латв* lettland letton* łotw*",
    "estonia": "estonia* tallinn 에스토니아* 爱沙尼亚 エストニア эстон* estland estoni*",
    "finland": "finland* finnish helsinki 핀란드* 芬兰 フィンランド финлянд* финск* finnland* finlandia finlande fińsk* فنلندا",
    "sweden": "stockholm* 스웨덴* 瑞典 スウェーデン швеци* шведск* schwed* suède suecia szwec* السويد",
    "norway": "oslo* 노르웨이* 挪威 ノルウェー норвег* norweg* norvège noruega النرويج norway* norwegian* norweg*",
    "denmark": "denmark* danish copenhagen* 덴마크* 丹麦 デンマーク датск* dänemark* dänisch* danemark dinamarca danii duńsk* дания дании данию данией дане",
    "greenland": "greenland* 그린란드* 格陵兰 グリーンランド гренланд* grönland* groenland* grenland* غرينلاند",
    "georgia": "tbilisi* georgian_government 格鲁吉亚 грузи* georgien* gruzj*",
    "armenia": "armenia* yerevan 아르메니아* 亚美尼亚 アルメニア армен*",
    "azerbaijan": "azerbaijan* baku 아제르바이잔* 阿塞拜疆 アゼルバイジャン азербайджан* azerbejdżan*",
    "kazakhstan": "kazakh* astana 카자흐* 哈萨克 カザフ казах* kasach* kazaj*",
    "crimea": "crimea* sevastopol* 크림반도* 克里米亚 クリミア крым* крим* crimée",
    "donetsk": "donetsk* donbas* pokrovsk 도네츠크* 돈바스* 顿涅茨克 ドネツク донецк* донбас* donezk* donieck*",
    "zaporizhzhia": "zaporizhzhia* zaporozhye* zaporizh* 자포리자* 扎波罗热 ザポリージャ запорож* запоріж* saporisch* zaporoż*",
    "kharkiv": "kharkiv* kharkov* 하르키우* 哈尔科夫 ハルキウ харьков* харків* charkiw* jarkov charków*",
    "sumy": "=Sumy 수미 苏梅 スームィ =Сумы =Сумах =Сумской сумськ* =Суми =Сумах",
    "dnipro": "dnipro* dnepropetrovsk* 드니프로* 第聂伯 ドニプロ днепр днепре днепропетров* дніпр* dniepropietrowsk*",
    "kherson": "kherson* 헤르손* 赫尔松 ヘルソン херсон* cherson* chersoń*",
    "mykolaiv": "mykolaiv* nikolaev* 미콜라이우* 尼古拉耶夫 миколаїв* миколаєв* mykolajiw* mikołajów* =Николаев =Николаеве =Николаева",
    "lviv": "lviv* 르비우* 利沃夫 リビウ львов* львів* lwow* lwów* lwiw*",
    "poltava": "poltava* 폴타바* 波尔塔瓦 полтав* poltaw* połtaw*",
    "pokrovsk": "pokrovsk* 포크로우스크* 波克罗夫斯克 покровск* покровськ* pokrowsk*",
    "bryansk": "bryansk* 브랸스크* 布良斯克 ブリャンスク брянск* briansk*",
    "rostov": "rostov* 로스토프* 罗斯托夫 ロストフ ростов* rostow*",
    "voronezh": "voronezh* 보로네시* 沃罗涅日 ボロネジ воронеж* woronesch* woroneż*",
    "odesa": "odesa* odessa* 오데사* 敖德萨 オデーサ одесс* одес*",
    "kursk": "쿠르스크* 库尔斯克 庫爾斯克 クルスク курск* курщин* koursk* كورسك",
    "belgorod": "belgorod* 벨고로드* 别尔哥罗德 ベルゴロド белгород* biełgorod*",
    "vladivostok": "vladivostok* 블라디보스토크* 海参崴 ウラジオストク владивосток* wladiwostok* władywostok*",
    "canada": "canad* ottawa* toronto* 캐나다* 加拿大 カナダ канад* kanad* كندا",
    "mexico": "mexic* 멕시코* 墨西哥 メキシコ мексик* mexik* mexiqu* méxico meksyk* المكسيك",
    "cuba": "havana 쿠바* 古巴 キューバ كوبا куба кубы кубе кубу кубой кубинск* кубинц*",
    "venezuela": "caracas* 베네수엘라* 카라카스* 委内瑞拉 ベネズエラ венесуэл* wenezu* vénézu* فنزويلا",
    "colombia": "colombia* bogota* 콜롬비아* 哥伦比亚 コロンビア колумби* kolumb* colombie كولومبيا",
    "brazil": "brazil* brasil* 브라질* 巴西 ブラジル бразил* brésil* brazyli* البرازيل",
    "argentina": "argentin* buenos_aires* 아르헨티나* 阿根廷 アルゼンチン аргентин* argentyn* الأرجنتين",
    "chile": "=Chile chilean* 칠레* 智利 チリ chilij* чили чилийск* чилійськ*",
    "peru": "페루* 秘鲁 ペルー pérou perú перу перуанск* peru peruvian* peruan*",
    "haiti": "haiti* 아이티_* ハイチ гаити* haïti*",
    "australia": "austral* sydney* canberra* melbourne* 호주* 시드니* 캔버라* 澳大利亚 澳洲 悉尼 オーストラリア австрал* أستراليا",
    "new-zealand": "new_zealand* 뉴질랜드* 新西兰 ニュージーランド нов*_зеланд* neuseeland* nouvelle-zélande",
    "indonesia": "indones* jakarta* bali 인도네시아* 자카르타* 印度尼西亚 印尼 インドネシア индонез* إندونيسيا",
    "malaysia": "malaysia* kuala_lumpur 말레이시아* 马来西亚 マレーシア малайз* malezj*",
    "singapore": "singapor* 싱가포르* 新加坡 シンガポール сингапур* singapur*",
    "philippines": "philippin* manila* filipin* 필리핀* 마닐라* 菲律宾 フィリピン филиппин* الفلبين",
    "vietnam": "vietnam* hanoi* 베트남* 하노이* 越南 ベトナム вьетнам* wietnam* فيتنام",
    "thailand": "bangkok* 태국* 방콕* 泰国 タイ政府 タイ軍 таиланд* tajland* تايلاند",
    "cambodia": "cambodia* phnom_penh 캄보디아* 柬埔寨 カンボジア камбодж* kambodsch* kambodż*",
    "myanmar": "myanmar* burma* rohingya* 미얀마* 로힝야* 缅甸 ミャンマー мьянм* ميانمار",
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
    "south-china-sea": "south_china_sea 남중국해* 南シナ海 южно-китайск*",
    "arctic": "arctic* 북극* 北极 北極 арктик* arktis* arctique",
    "moon": "moon lunar =달 달_탐사 월면* 月球 月面 лун* mondlandung lune luna księżyc* القمر",
    "mars": "=Mars martian* 화성_탐사* 火星 marsa marsie =Марс =Марсе марсиан* =Марса",
    "sudzha": "sudzha* soudja* sudscha* sudża* sudzsa* sudja* 수자시 수드자* 苏贾 スジャ судж* سودجا",
    "rylsk": "rylsk* 릴스크* 雷利斯克 ルイリスク рыльск* рильськ* рилск*",
    "glushkovo": "glushkov* glouchkovo gluschkow* głuszkow* 글루시코보* 格卢什科沃 グルシコボ глушков*",
    "korenevo": "korenevo* korenewo* 코레네보* 科列涅沃 コレネボ коренево* кореневе корєнєв*",
    "lgov": "=Lgov =Lgow =Lgów 르고프* 利戈夫 リゴフ льгов*",
    "kurchatov": "kurchatov* kourtchatov* kurtschatow* kurczatow* kurčatov* 쿠르차토프* 库尔恰托夫 クルチャトフ курчатов*",
    "saratov": "saratov* saratow* 사라토프* 萨拉托夫 サラトフ саратов* ساراتوف",
    "engels": "engels_air* engels-2 engels_base 엥겔스* 恩格斯市 恩格斯空军基地 エンゲリス энгельс* енгельс*",
    "samara": "samara_region samara_oblast samarsk* samara_refinery 사마라* 萨马拉 サマラ州 самара самаре самары самару самарск* самарськ*",
    "volgograd": "volgograd* wolgograd* 볼고그라드* 伏尔加格勒 ボルゴグラード волгоград* فولغوغراد",
    "ryazan": "ryazan* riazan* rjasan* rjazaň* 랴잔* 梁赞 リャザン рязан* ريازان",
    "tula": "=Tula 툴라* 图拉州 トゥーラ =Тула =Туле =Тулу =Тулы тульск* тульськ*",
    "oryol": "oryol* orjol* 오룔* 奥廖尔 オリョール орловск* =Орёл =Орле орловськ*",
    "lipetsk": "lipetsk* lipezk* lipieck* lipeck* 리페츠크* 利佩茨克 リペツク липецк* липецьк*",
    "tver": "=Tver =Twer tverskoy_region tverská 트베리* 特维尔 トベリ тверь твери тверск*_област* =Твері تفير",
    "pskov": "pskov* pskow* 프스코프* 普斯科夫 プスコフ псков* بسكوف",
    "murmansk": "murmansk* mourmansk* 무르만스크* 摩尔曼斯克 ムルマンスク мурманск* мурманськ* مورمانسك",
    "ust-luga": "ust_luga* oust-louga ust-ługa 우스트루가* 우스티루가* 乌斯季卢加 ウスチルガ усть-луг*",
    "novorossiysk": "novorossi*sk* noworossi*sk* novorosijsk* noworosyjsk* 노보로시스크* 新罗西斯克 ノボロシースク новоросси*ск* новоросійськ* نوفوروسيسك",
    "primorsk": "=Primorsk =Primorsku 프리모르스크* 滨海边疆区港口 プリモルスク =Приморск =Приморске =Приморска",
    "taganrog": "taganrog* 타간로크* 塔甘罗格 タガンログ таганрог*",
    "yelabuga": "yelabuga* jelabug* elabuga* ałabug* 옐라부가* 알라부가* 叶拉布加 阿拉布加 エラブガ アラブガ елабуг* алабуг* єлабуг*",
    "tatarstan": "tatarstan* 타타르스탄* 鞑靼斯坦 タタールスタン татарстан* تتارستان",
    "kazan": "=Kazan kasan =Kazán =Kazań =Kazaniu 카잔 카잔서 카잔에서 喀山 カザン казань казани казанью казанск* قازان",
    "ufa": "=Ufa 우파시 乌法 ウファ уфа уфе уфы уфу уфимск* أوفا",
    "perm": "=Perm =Perm' 페름 페름시 彼尔姆 ペルミ пермь перми пермск*",
    "izhevsk": "izhevsk* ijevsk* ischewsk* iżewsk* iževsk* 이젭스크* 伊热夫斯克 イジェフスク ижевск* іжевськ*",
    "ulan-ude": "ulan-ude oulan-oude 울란우데* 乌兰乌德 ウランウデ улан-удэ",
    "buryatia": "buryat* bouriat* burjat* buriacj* buriat* 부랴티야* 부랴트* 布里亚特 ブリヤート бурят* بورياتيا",
    "tuva": "=Tuva =Tyva =Tuwa =Touva 투바공화국* 图瓦 トゥバ共和国 =Тува =Тыва =Туве =Туву тувинск* тувинц*",
    "khabarovsk": "khabarovsk* chabarowsk* jabárovsk* chabarovsk* habarovsk* 하바롭스크* 哈巴罗夫斯克 伯力 ハバロフスク хабаровск* خاباروفسك",
    "ussuriysk": "ussuri*sk* oussouriisk usurijsk* 우수리스크* 乌苏里斯克 ウスリースク уссурийск* уссурійськ*",
    "primorye": "primorye* primorsky_krai primorje* primorié 연해주* 프리모리예* 프리모르스키* 滨海边疆区 沿海地方 приморье* приморья приморск*_кра* приморськ*_кра*",
    "rason": "=Rason =Rajin =Najin rajin-sonbong 나선시* 나진항* 나진선봉* 나진_하산* 罗先 罗津 羅先 羅津 расон* раджин*",
    "wonsan": "wonsan* 원산 원산갈마* 원산시* 원산에* 元山 ウォンサン вонсан* ونسان",
    "sinuiju": "sinuiju* 신의주* 新义州 新義州 シニジュ синыйчжу* синийджу*",
    "yongbyon": "yongbyon* nyongbyon* 영변* 宁边 寧辺 ヨンビョン йонбён* ненбён* йонбьон* يونغبيون",
    "punggye-ri": "punggye-ri punggye 풍계리* 丰溪里 豊渓里 пунгери пхунгери",
    "sohae": "=Sohae tongchang-ri dongchang-ri 동창리* 서해위성발사장* 서해_위성발사장* 东仓里 西海卫星发射场 東倉里 сохэ тончханри тончан-ри",
    "kaesong": "kaesong* gaesong* 개성공단* 개성시* 개성에* 开城工业 開城工業 ケソン кэсон* кесон*",
    "panmunjom": "panmunjom* =DMZ demilitari?ed_zone 판문점* 비무장지대* 군사분계선* 板门店 板門店 非武装地帯 非军事区 軍事境界線 军事分界线 пханмунджом* панмунджом* демилитаризованн*_зон*"
    " демілітаризован*_зон* demilitarisiert*_zone* zone_démilitarisée zona_desmilitarizada stref*_zdemilitaryzowan* المنطقة_المنزوعة_السلاح",
    "hokkaido": "hokkaid* 홋카이도* 北海道 хоккайдо",
    "okinawa": "okinawa* 오키나와* 冲绳 沖縄 окинав* أوكيناوا",
    "guam": "=Guam 괌 괌에* 괌_기지 关岛 グアム =Гуам غوام",
    "chernihiv": "chernihiv* chernigov* tchernihiv* tschernihiw* czernihow* černihiv* černigov* 체르니히우* 切尔尼戈夫 チェルニヒウ чернигов* черніг* تشيرنيهيف",
    "kryvyi-rih": "kryvyi_rih* kryvyy_rih* krivoy_rog* krywyj_rih krzyw*_róg* krzyw*_rog* kryvyj_rih* kryvyj_roh* krivi_rih* 크리비리흐* 크리비_리흐* 克里沃罗格 克里维里赫"
    " クリビーリフ крив*_рог* крив*_рі* كريفي_ريه",
    "zhytomyr": "zhytomyr* zhitomir* jytomyr* schytomyr* żytomierz* žytomyr* 지토미르* 日托米尔 ジトーミル житомир*",
    "vinnytsia": "vinnyts* vinnits* winnyzja winnic* 빈니차* 文尼察 ビンニツァ винниц* вінниц*",
    "khmelnytskyi": "khmelnytsk* khmelnitsk* chmelnyz* chmielnic* chmelnyck* 흐멜니츠키* 赫梅利尼茨基 フメリニツキー хмельницк* хмельницьк*",
    "ternopil": "ternopil* ternopol* tarnopol* 테르노필* 捷尔诺波尔 テルノピリ тернополь* тернополе тернопіл* тернополі*",
    "ivano-frankivsk": "ivano-frankivsk* iwano-frankiwsk* ivano-frankovsk* 이바노프란키우스크* 伊万诺-弗兰科夫斯克 イワノフランコフスク ивано-франковск* івано-франківськ*",
    "chasiv-yar": "chasiv_yar* chasov_yar* tchassiv_iar czasiw_jar* tschassiw_jar časiv_jar* časov_jar* 차시우야르* 차시우_야르* 恰索夫亚尔 恰西夫亚尔 チャシウヤル часов*_яр*"
    " часів_яр* часового_яру",
    "toretsk": "toretsk* torezk* toreck* 토레츠크* 托列茨克 トレツク торецк* торецьк* дзержинск_днр",
    "kupiansk": "kupiansk* kupyansk* koupiansk* kupjansk* 쿠피안스크* 쿱얀스크* 库皮扬斯克 クピャンスク купянск* куп'янськ*",
    "huliaipole": "huliaipol* hulyaipol* huliajpol* gulyaipol* guliaipol* hulajpol* 훌랴이폴레* 훌리아이폴레* 胡里艾波列 古利亚伊波列 フリャイポレ гуляйпол*",
    "kostiantynivka": "kostiantyniv* kostyantyniv* konstantinovka* kostjantyniw* konstantyniwk* kostantyniw* 코스티안티니우카* 康斯坦丁诺夫卡 コスチャンティニウカ константиновк*"
    " костянтинівк* костянтинівц*",
    "bakhmut": "bakhmut* bachmut* bajmut* bahmut* 바흐무트* 巴赫穆特 バフムト бахмут* باخموت",
    "brussels": "bruxelles brüssel* bruksel* brusel* 브뤼셀* 布鲁塞尔 ブリュッセル брюссел* بروكسل",
    "strasbourg": "strasbourg* straßburg* estrasburgo strasburg* štrasburk* 스트라스부르* 斯特拉斯堡 ストラスブール страсбург* ستراسبورغ",
    "geneva": "geneva* genève genf ginebra genew* ženev* 제네바* 日内瓦 ジュネーブ женев* جنيف",
    "vienna": "vienna* =Wien =Viena wiedeń wiedniu wiednia 빈서 오스트리아_빈* 维也纳 ウィーン =Вене =Вены =Відні відень فيينا =Вена",
    "hague": "=Hague the_hague den_haag =Haag la_haye la_haya haga_ hadze 헤이그* 海牙 ハーグ гааг* гааз* لاهاي",
    "ramstein": "ramstein* 람슈타인* 拉姆施泰因 ラムシュタイン рамштайн*",
    "riyadh": "riyadh* riad riyad rijad* =Riad riade 리야드* 利雅得 リヤド эр-рияд* ер-ріяд* الرياض",
    "jeddah": "jeddah* djeddah dschidda yeda dżudd* džidd* =Gedda 제다_ 제다서 지다_ 吉达 ジッダ джидд* جدة",
    "abu-dhabi": "abu_dhabi* abou_dhabi abu_dabi abu_zabi abú_dhabí abú_zabí 아부다비* 阿布扎比 アブダビ абу-даби абу-дабі أبوظبي أبو_ظبي",
    "alaska": "alaska* 알래스카* 앵커리지* 阿拉斯加 安克雷奇 アラスカ アンカレジ аляск* анкоридж* anchorage_alaska ألاسكا",
    "budapest": "budapest* budapeszt* 부다페스트* 布达佩斯 ブダペスト будапешт* بودابست",
    "leningrad": "leningrad_region leningrad_oblast st_petersburg* saint_petersburg* saint-pétersbourg sankt_petersburg* san_petersburgo petrohrad*"
    " 레닌그라드* 상트페테르부르크* 列宁格勒 圣彼得堡 サンクトペテルブルク レニングラード санкт-петербург* петербург* ленинградск*_област* ленобласт* سان_بطرسبرغ",
    "luhansk": "luhansk* lugansk* lougansk* 루한스크* 卢甘斯克 ルハンシク луганск* луганськ* لوغانسك",
    "zaporizhzhia-plant": "zaporizhzhia_nuclear* zaporizhzhia_npp zaporozhye_npp =ZNPP 자포리자_원전* запорожск*_аэс =ЗАЭС =ЗАЕС запорізьк*_аес",
}

# What one character stands for in Korean headlines. In Chinese and Japanese each means much else: a day, the middle.
HANJA: dict[str, str] = {"美": "us", "中": "china", "日": "japan", "英": "uk", "佛": "france", "獨": "germany"}

# What lies in what, where both have a line above: a report that says Texas and one that says America may be one event.
# What lies in a listed place lies in what that lies in too; a border lies on both sides.
PARENTS: dict[str, frozenset[str]] = {
    place: frozenset(parents.split())
    for places, parents in (
        ("jeju", "south-korea"),
        ("new-york california texas florida minnesota chicago guam alaska", "us"),
        (
            "kursk belgorod bryansk rostov voronezh saratov samara volgograd ryazan tula oryol lipetsk tver pskov murmansk novorossiysk leningrad tatarstan ufa perm izhevsk buryatia tuva khabarovsk primorye",
            "russia",
        ),
        ("vladivostok ussuriysk", "primorye"),
        (
            "crimea donetsk zaporizhzhia kharkiv odesa sumy dnipro kherson mykolaiv lviv poltava chernihiv zhytomyr vinnytsia khmelnytskyi ternopil ivano-frankivsk luhansk",
            "ukraine",
        ),
        ("pokrovsk chasiv-yar toretsk kostiantynivka bakhmut", "donetsk"),
        ("gaza", "palestine"),
        ("hormuz", "iran"),
        ("scotland", "uk"),
        ("greenland", "denmark"),
        ("hong-kong", "china"),
        ("kashmir", "india"),
        ("vatican", "italy"),
        ("sudzha rylsk glushkovo korenevo lgov kurchatov", "kursk"),
        ("engels", "saratov"),
        ("ust-luga primorsk", "leningrad"),
        ("taganrog", "rostov"),
        ("yelabuga kazan", "tatarstan"),
        ("ulan-ude", "buryatia"),
        ("rason wonsan sinuiju yongbyon punggye-ri sohae kaesong", "dprk"),
        ("panmunjom", "dprk south-korea korean-peninsula"),
        ("hokkaido okinawa", "japan"),
        ("kryvyi-rih", "dnipro"),
        ("kupiansk", "kharkiv"),
        ("huliaipole zaporizhzhia-plant", "zaporizhzhia"),
        ("brussels", "belgium"),
        ("strasbourg", "france"),
        ("geneva", "switzerland"),
        ("vienna", "austria"),
        ("hague", "netherlands"),
        ("ramstein", "germany"),
        ("riyadh jeddah", "saudi-arabia"),
        ("abu-dhabi", "uae"),
        ("budapest", "hungary"),
    )
    for place in places.split()
}


def with_all_around(places: Iterable[str]) -> frozenset[str]:
    """Places with all that they lie in: Sudzha, Kursk, Russia."""
    return frozenset().union(*map(_around, places))


@cache
def _around(place: str) -> frozenset[str]:
    return frozenset((place,)).union(*map(_around, PARENTS.get(place, ())))
