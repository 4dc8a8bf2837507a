/**
 * Patterns of comment spam, written for this project from what every blog sees. They fill the gaps of the corpora: what is sold,
 * how a name is made of it, and the praise that hides it. `{a|b}` is a choice, `<slot>` is filled from the lists below.
 */

/** Words that fill slots. */
export const slots: Readonly<Record<string, readonly string[]>> = {
  city: 'London|New York|Mumbai|Delhi|Bangalore|Dubai|Miami|Los Angeles|Chicago|Toronto|Sydney|Melbourne|Houston|Dallas|Las Vegas|Karachi|Lahore|Chennai|Pune|Singapore|Manchester|Phoenix|San Diego|Orlando|Jakarta|Hyderabad|Kolkata|Gurgaon|Abu Dhabi|Denver|Atlanta|Seattle|Boston|Austin'.split(
    '|',
  ),
  trade:
    'plumber|electrician|dentist|locksmith|roofing contractor|web design company|SEO company|interior designer|wedding photographer|car rental|taxi service|personal injury lawyer|divorce attorney|pest control|carpet cleaning|moving company|packers and movers|escort service|massage|yoga classes|driving school|real estate agent|apartments for rent|hotels|architects|chartered accountant|mobile app development|digital marketing agency|software company|logo design|furniture|flower delivery|limo service|appliance repair|hair salon|nursing home|coaching classes|training institute|PHP development|offshore outsourcing'.split(
      '|',
    ),
  product:
    'designer handbags|replica watches|running shoes|winter boots|sunglasses|wedding dresses|engagement rings|cell phone cases|led lights|garcinia cambogia|weight loss pills|green coffee|acne treatment|hair loss treatment|teeth whitening|electronic cigarettes|vaporizer|protein powder|steroids|car insurance|life insurance|health insurance|payday loans|personal loans|mortgage refinance|credit repair|debt consolidation|student loans|auto parts|used cars|solar panels|office chairs|mattress|wigs|perfume|vitamins|diet plan|web hosting|vpn service|antivirus software|registry cleaner|pdf converter|data recovery software|driver update software|video converter|email marketing software|free ringtones|wallpapers|mobile games|essay|term paper|dissertation|resume|assignment|gift cards|wholesale jerseys|hair extensions|anti aging cream|muscle supplement|testosterone booster|cbd oil|kratom|detox tea|ppc management|link building|backlinks|instagram followers|youtube views|facebook likes'.split(
      '|',
    ),
  drug: 'viagra|cialis|levitra|xanax|tramadol|phentermine|ambien|valium|propecia|prozac|accutane|modafinil|adderall|oxycodone|soma|kamagra|clomid|zoloft|lexapro|hydrocodone'.split(
    '|',
  ),
  game: 'online casino|poker|slots|roulette|blackjack|sports betting|bingo|baccarat|lottery|football betting|slot machine|casino bonus|free spins|togel|slot gacor|satta matka|judi bola'.split(
    '|',
  ),
  machine:
    'printer|router|antivirus|laptop|accounting software|e-mail account|mail app|streaming player|airline reservation|browser|tablet|webmail|scanner|wallet|payroll software'.split(
      '|',
    ),
  maker:
    'HP|Epson|Canon|Brother|Dell|Norton|McAfee|QuickBooks|Gmail|Yahoo|Hotmail|Outlook|AOL|Facebook|Netgear|Linksys|Belkin|Roku|Apple|iTunes|Kaspersky|Avast|Sage|Microsoft|Office|Garmin|Magellan|Coinbase|Binance|Delta|Cash App|PayPal|Lexmark|Asus|Acer|Bitdefender|Comcast|Netflix|Alexa|Arlo'.split(
      '|',
    ),
  vice: 'sex videos|live sex cams|free porn|adult dating|hot girls|teen sex|nude photos|call girls|escorts|milf|xxx movies|amateur videos|webcam girls|lesbian stories|gay dating|adult friend finder'.split(
    '|',
  ),
  coin: 'bitcoin|crypto|forex|binary options|ethereum|USDT|trading|investment|day trading|stock signals'.split('|'),
  healer: [
    'Dr {Ogun|Zuma|Odion|Wale|Abel|Iyare|Oduduwa|Ekpen|Sunny|Adams}',
    'Prophet {Abraham|James}',
    'Lord {Bubuza|Zakuza}',
    'priest {Ade|Manuka}',
  ],
  woe: 'herpes|HIV|diabetes|cancer|infertility|erectile dysfunction|fibroids|hepatitis B|HPV|ALS'.split('|'),
  person:
    'Mary|James|Linda|Robert|Susan|Michael|Karen|David|Jessica|John|Sarah|Emily|Kevin|Laura|Daniel|Anna|Steve|Olivia|Mark|Julia'.split(
      '|',
    ),
  tld: 'com|com|com|net|org|info|co|biz|us|in|co.uk|ru|xyz|online|site|top|club|shop|blogspot.com|wordpress.com|weebly.com|pro|io'.split(
    '|',
  ),
};

/** Praise that fits every page: what a link or a telling name hides behind. */
export const praise: readonly string[] = [
  '{Great|Nice|Excellent|Awesome|Wonderful|Amazing|Good} {post|article|blog|site|info|work|read}{!|.|!!} {Thanks|Thank you|Thx|Many thanks} for {sharing|the share|posting this|the info|the information}.',
  '{Thanks|Thank you} for {sharing|posting} {this|such a} {useful|valuable|informative|great|nice} {information|info|article|post} with us. {Keep it up|Keep up the good work|Keep posting|Keep sharing|Keep writing}{.|!}',
  'I {really|truly|absolutely} {like|love|enjoy|appreciate} {your|this} {blog|site|website|post|article}. {It is|Its} very {informative|helpful|interesting|useful} {and|,} {I will visit again|i will come back|I have bookmarked it|I will share it with my friends}.',
  '{Very|Really|Quite|Highly} {informative|helpful|interesting|useful|nice} {post|article|blog}, {thanks|thank you} {for sharing|admin|a lot|so much|for this}.',
  'This is {really|truly|such} a {great|nice|wonderful|fantastic} {post|resource|piece of writing|stuff}. {I was looking for this|I have been searching for this} {information|kind of info} {for a long time|since long|everywhere}.',
  'I am {happy|glad|pleased} {to find|that I found|to read} this {post|article|website}, {it is|it was} {very useful|very useful for me|so helpful|exactly what I needed}.',
  '{Your|The} {article|post|blog} is {well written|very nice|awesome|very informative} and {easy to understand|to the point|full of information}. {I look forward to|Looking forward to|Waiting for} {more|your next post|reading more}.',
  'I {just|recently} {stumbled upon|came across|found} your {blog|site|weblog} and {wanted to say|have to say|would like to say} that I {have really enjoyed|enjoyed} {reading|browsing} {your posts|it|your articles}. {Anyway|In any case} I will be {subscribing to your feed|back soon}.',
  '{Hello|Hi|Hey|Greetings} {admin|friend|dear|webmaster|there}, {nice|great|cool|good} {site|blog|web site|page}{!|.} {Good luck|All the best|Best regards|Cheers}.',
  '{Wow|Hey|Yes|Hi}, {this is|what a} {cool|fantastic|superb|great|nice} {article|stuff|website}. {You did a great job|Great job|Well done|Keep it going}.',
  'I {must|have to} {admit|say} that {you have done|this is} a {very good|superb|great} job {with this|here}. {Bookmarked|I will definitely be back|Subscribed}.',
  '{Interesting|Informative|Useful} {post|article|blog|information}.',
  '{Thanks|Thank you|Thx|Tks} {for|for the} {sharing|share|info|information|nice post|great article|this}{.|!|}',
  '{Good|Nice|Great|Superb|Lovely} {one|blog|job|site|post|share}{.|!|!!|}',
  '{Very|So} {nice|good|helpful|cool|useful}{.|!|} {i|I} {like|love} {it|this|your site}.',
  'I have {read|gone through} {your|this} {article|post|blog}, it {is|was} very {informative|interesting} {and helpful|and useful for us|for me}. I {admire|appreciate} the {valuable|great|useful} {information|info} you {offer|provide|share} in your {articles|posts|blog}.',
  'Thanks for {taking the time|your time} to {discuss|share|write} this, I {feel strongly|feel happy} about it and {love learning more on this topic|love to read more}. If possible, {would you mind updating|please update} your {blog|site} with {more|extra} information.',
  'Do you {have|offer} a {newsletter|spam issue on this blog|contact page|subscription}? {I am also a blogger|I would like to exchange links|My site is in the same niche|I would love to write a guest post}{.|, please let me know.}',
  'What {theme|template|platform|plugin} {do you use|are you using} for your {blog|website|site}? {It looks great|I love the design|It loads so fast}. {Thanks|Cheers|Kudos}.',
  'Pretty {good|nice} post. I {found|have found} your {website|site} {perfect for|very useful for} my {needs|research|study|project}. {Thanks|Cheers|Bye}.',
  'Great {tips|ideas|content|points}, {thanks|thank you}. {We|Our team|My company} {will try|will use|appreciate} {it|them|this}.',
  '{Positive|Great|Nice} site, where did {u|you} come up with the information on this posting? I have read a few of the articles on your {website|site} now, and I really like your style.',
];

/** What is sold in so many words. A link or a number follows most of them. */
export const pitches: readonly string[] = [
  '{Best|Top|Cheap|Affordable|Leading|Professional|Trusted|No 1|Reliable} <trade> {in|near|of} <city>. {Call us|Contact us|Visit our website|Book now|Get a free quote|For more details visit|Call now|WhatsApp us}',
  '{We|Our company|Our team} {provide|provides|offer|offers|deal in|specialize in} {quality|the best|affordable|professional|world class} <trade> {services|solutions} in <city> {at|with} {low|reasonable|affordable|competitive} {prices|rates|cost}.',
  '{Buy|Order|Get|Purchase} {cheap|discount|original|high quality|authentic|the best} <product> {online|here|now|today|at low price}{.|!} {Free shipping|Up to 70% off|Limited offer|Best price guaranteed|Click here}',
  '{Buy|Order|Cheap|Generic|Discount} <drug> {online|without prescription|no rx|overnight delivery|next day delivery|for sale|lowest price}, <drug> {online pharmacy|side effects|dosage|cheap}',
  '{Play|Enjoy|Join|Try|Best} <game> {online|for real money|now|site|2019|2021|games} {and win|with bonus|no deposit bonus|free spins|sign up bonus|100% bonus}{.|!}',
  '{Facing|Having|Getting|Need help with} {issues|problems|errors|trouble} with {your|} <maker> <machine>{?|.} {Call|Dial|Contact} {our|the|} <maker> {customer|technical|tech|} support {number|phone number|toll free number|helpline number} <phone> {for instant help|24/7|to get instant support|and talk to our experts|anytime}.',
  '<maker> {customer service|customer care|support|helpline|tech support|contact} {number|phone number|toll free} <phone>',
  '{If you are|Are you} {facing|looking for} <maker> <machine> {support|setup|offline error|password recovery|installation}{, then|?} {just|you can} {call|dial|visit|contact} {our experts|our toll free number|us at} <phone>. {Our|We are a} {certified|third party|independent} technicians {are available|will fix it} {24x7|round the clock}.',
  '{Watch|Download|See|Free} <vice> {for free|online|here|now|in HD|without registration}{!|.}',
  '<vice> {in|from} <city> {call|whatsapp|contact} <phone> {available 24 hours|home service|low rate}',
  '{I|We} {offer|write|provide} {custom|cheap|professional|quality} {essay|term paper|dissertation|assignment|homework|thesis|research paper} {writing|help} {service|services|online} {for students|at affordable prices|by expert writers}. {Order now|Hire us|Get 20% off}',
  '{I|My friend|My neighbour} {make|earn|made|earned} {$|}{5000|8500|300|97|120} {per month|every day|an hour|a week|weekly} {working from home|online|on the laptop|part time|doing this easy job}{.|!} {Go to this site|Here is what I do|Visit this website|Click the link}',
  'I {want to|will} {share|testify|thank} {my testimony|how|the great} {about|} <healer> {who helped me|helped me to|for helping me} {get my ex back|restore my marriage|cure my} <woe> {with his|with} {herbs|herbal medicine|powerful spell|love spell}. {Contact him|You can reach him|email him} {on|at|via} <mail> {or|} {whatsapp|call} <phone>',
  'I {lost|was scammed of|invested} {my|over|$} {30,000|85,000|450,000} {USD|dollars|worth of bitcoin|in crypto} {to|in} a {fake|scam} {broker|platform|website|investment}, {until I met|but thanks to|then I contacted} {this hacker|a recovery expert|<person> recovery} who {recovered|got back} {all|all of|} my {money|funds|coins}. {Contact|Reach|Email} <mail>',
  '{Trade|Invest in|Earn with|Learn} <coin> {with|through} {expert|Mr|Mrs|mrs} <person>, I {made|earned|withdrew} {$|}{12,500|5000|20k} {profit|in a week|in 7 days|last month}. {Whatsapp|Telegram|Contact} {her|him|} <phone>',
  'Do you need {an urgent|a|a quick} loan? {We|Our firm} {offer|give out|provide} {personal|business|home} loans at {2%|3%|low} interest rate. {Apply now|Contact us|Email} <mail>',
  '{Get|Buy|Increase} {real|instant|cheap|1000} {instagram followers|youtube views|facebook likes|backlinks|website traffic|subscribers} {fast|today|now|for your site}. {Visit|Check|Go to}',
  '{Download|Get|Full version} {free|cracked|latest} {software|games|movies|apk|mp3|ebooks|themes|wallpapers|ringtones} {free|here|no survey|full|for android}{.|!}',
  '{Watch|Stream} {full|latest|new} {movie|episodes|match|live sports|live tv} {online free|streaming|HD|free}',
  '{For|To get|To know} {more|further} {information|details|info} {visit|about <product> visit|click|please visit|check} {our website|here|this link|our site|my blog|this}',
  '{I|You} {found|can find|can also check|should check out} {a|this|another} {great|useful|good|similar} {site|post|link|tool|article} {here|about <product>|for <product>}',
  '{I would like to|Let me} {recommend|suggest} {a|this} {great|good|reliable} {tool|software|program|service} {for|to} {you|everyone}: {it|which} {converts|recovers|repairs|cleans|downloads|merges} {your|all} {files|data|photos|PDF files|videos} {easily|fast|in minutes}.',
  '{Join|Learn} {our|the best} {online|classroom|} {training|course|certification} {in|for} {data science|digital marketing|SAP|python|java|devops|AWS|selenium|hadoop|salesforce} {in|at} <city> {with|and get} {100% placement|live projects|certification}.',
  '{Are you looking|Looking} for <trade> {in|near} <city>{?|, then} {we|you} {can help|are at the right place|have the best}. {Call|Contact} <phone>',
  '<product>, <product>, {cheap|buy|best} <product>',
  '<trade> <city>, <trade> {near|in} <city>',
];

/** The same in other languages; written short, for the n-grams that carry over. */
export const foreignPitches: readonly string[] = [
  '{Купить|Заказать|Продажа} {дешево|недорого|оптом|с доставкой} {диплом|аттестат|справку|кондиционер|окна|мебель|виагру|телефон|шины|квартиру|авто} {в Москве|в Киеве|онлайн|по низкой цене|на сайте}',
  '{Лучшие|Онлайн|Играть в|Бесплатные} {казино|игровые автоматы|слоты|ставки на спорт|покер} {онлайн|на деньги|бесплатно без регистрации|с бонусом}',
  '{Продвижение|Раскрутка|Создание} {сайтов|групп|интернет магазинов} {недорого|под ключ|в топ|качественно}. {Пишите|Обращайтесь|Звоните}',
  '{Заработок|Работа|Доход} {в интернете|на дому|без вложений|от 5000 рублей в день|на бирже}. {Подробности|Ищу партнеров|Пиши в личку|Переходи по ссылке}',
  '{Смотреть|Скачать} {фильмы|порно|сериалы|музыку|игры|программы} {онлайн|бесплатно|без регистрации|в хорошем качестве}',
  '{Кредит|Займ|Микрозайм} {онлайн|на карту|без отказа|без справок|срочно}',
  '{Отличный|Хороший|Интересный} {сайт|блог|пост}, {спасибо|благодарю} {автору|за информацию|за статью}! {Добавил в закладки|Буду заходить еще|Посетите и мой сайт}',
  '{Интим|Секс|Знакомства} {знакомства|услуги|девушки|чат} {без регистрации|в вашем городе|бесплатно|рядом}',
  '{代开|专业代开|正规} 发票 {联系电话|微信|QQ}',
  '{澳门|网上|线上|真人} {赌场|博彩|娱乐城|百家乐|彩票|棋牌} {开户|平台|官网|注册送|网址}',
  '{办理|代办|专业办理} {毕业证|学历|文凭|成绩单|签证} {加微信|联系QQ|联系我们}',
  '{优质|厂家直销|专业生产|批发} {机械|设备|管材|阀门|家具|服装|手表} {欢迎选购|价格优惠|联系电话}',
  '{成人|美女|同城} {视频|约会|直播|交友} {免费|在线观看|网站}',
  '{博客|文章|网站} {不错|很好|写得很好}, {支持一下|学习了|欢迎回访|路过}',
  '{Comprar|Mejor|Venta de} {viagra|zapatillas baratas|relojes|bolsos|prestamos|seguidores} {online|baratos|sin receta|en linea}. {Visita|Haz clic}',
  '{Kredit|Günstige|Billige} {ohne Schufa|Versicherung|Handyverträge|Schuhe|Partnersuche|Casino|Reisen} {online|vergleichen|kaufen|jetzt}',
  '{Casino|Jeux|Rencontre|Voyance|Rachat de crédit|Pari sportif} {en ligne|gratuit|sérieux|pas cher|france}',
  '{Tai|Tải} {game|facebook|zalo} {mien phi|miễn phí|cho dien thoai|android}',
  '{Dịch vụ|Mua|Bán} {seo|giá rẻ|vay tiền|cá cược|nhà cái} {uy tín|online|chất lượng}',
  '{bedava|canli|ucuz} {bahis|casino|sohbet|chat|escort|film izle|oyun} {siteleri|odalari|indir}',
  '{tanie|kredyty|pozycjonowanie|sklep} {online|bez bik|stron|internetowy} {zapraszam|sprawdz}',
  '{situs|daftar|agen|bandar} {slot gacor|judi online|togel|poker|bola} {terpercaya|resmi|deposit pulsa|gampang menang}',
  '{バイアグラ|ブランド|カジノ|出会い} {通販|コピー|オンライン|サイト|激安}',
  '{카지노|바카라|토토|먹튀검증} {사이트|추천|주소}',
  '{Gana|Ganar|Como ganar} {dinero|plata|ingresos} {en casa|desde tu casa|por internet|sin invertir}{, <coin>|}. {Escribe al|Contacta por|Info por} WhatsApp <phone>',
  '{Ofrezco|Ofrecemos} {préstamos|créditos} {rápidos|urgentes|entre particulares} {del 2% al 3%|sin aval|en 24 horas}. {Contacto|Correo}: <mail>',
  '{Ganhe|Ganhar|Renda extra} {dinheiro|R$ 200 por dia|de até 5000 por mês} {em casa|na internet|pelo celular}{, <coin>|}. {Chama no|Me chama no} WhatsApp <phone>',
  "{Gagnez|Gagner} {de l'argent|1500 euros|un revenu} {à domicile|par semaine|sur internet}{ avec <coin>|}. {Contactez|Écrivez}-{moi|nous} {par|sur} WhatsApp <phone>",
  "{Offre de|Besoin d'un} prêt {entre particuliers|rapide|sérieux} {de 5000 à 500000 euros|au taux de 2%|en 48h}. {Contact|Email}: <mail>",
  '{Geld verdienen|Nebenverdienst|Passives Einkommen} {von zuhause|im Internet|mit <coin>}, {500 Euro am Tag|ohne Vorkenntnisse|garantiert}. {Schreib mir|Melde dich} {bei|über} {WhatsApp|Telegram} <phone>',
  '{Guadagna|Guadagnare} {soldi|300 euro al giorno|online} {da casa|senza rischi|con <coin>}. {Contattami|Scrivimi} su {WhatsApp|Telegram} <phone>',
  '{Zarabiaj|Zarabianie} {w domu|przez internet|na <coin>}, {pewny zysk|bez ryzyka|500 zł dziennie}. {Pisz|Napisz} na {WhatsApp|Telegram} <phone>',
  '{Evden|İnternetten} {para kazan|ek gelir|günde 500 TL}{, <coin>|}. {WhatsApp|Telegram} <phone>',
  '{Bruxo|Vidente|Brujo|Marabout|Voyant} {poderoso|experto|sérieux}: {amarração|amarres de amor|retour affectif|volver con tu ex} {em 7 dias|en 48 horas|garantie}. WhatsApp <phone>',
];

/** Names that are no names. */
export const keywordNames: readonly string[] = [
  '<trade> <city>',
  '<trade> in <city>',
  '{best|cheap|top|buy|free|online|discount|affordable} <product>',
  '<product> {online|reviews|for sale|store|shop|deals|coupon|2018}',
  '<product>',
  '<trade>',
  '{buy|cheap|generic|order|} <drug> {online|cheap|no prescription|}',
  '<game> {online|bonus|games|tips|}',
  '<maker> {support|customer service|support number|helpline|tech support}',
  '<vice>',
  '<coin> {trading|investment|news|broker}',
  '{custom|cheap|college|} {essay|essays|dissertation|term paper} {writing|help|service|writers}',
  '{mp3|movie|game|software|ringtone} {download|downloads|free|search}',
  '{seo|web|logo|link} {services|expert|agency|company|building|design} {<city>|}',
  '{website|click here|visit|homepage|see|more info|read more|source|my blog|web page}',
];
