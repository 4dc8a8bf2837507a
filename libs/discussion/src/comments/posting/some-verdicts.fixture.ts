import type { ClassifierInput } from '#screening';

/** For tests: honest comments, written for this project. Some look like spam or abuse from afar. */
export const honest: readonly ClassifierInput[] = [
  { text: 'The third paragraph confuses the two treaties; the border was only settled in 1921.', name: 'Marta Lind' },
  { text: 'I grew up two streets from that harbour. The crane was painted red in my time, not green.' },
  {
    text: 'Could you name the source for the figure of 40 percent? I only find 31 in the annual report.',
    name: 'Jonas',
  },
  { text: 'Thanks, this helped me find the bug in my own build script.', name: 'pkv' },
  { text: 'I disagree. The council knew about the leak in March, see page 14 of the minutes.', name: 'Ana Ruiz' },
  {
    text: 'There is a longer article on how such cranes work: https://en.wikipedia.org/wiki/Crane_(machine)',
    name: 'tom',
  },
  {
    text: 'We had the same problem after the update. Setting the timeout to 30 seconds and restarting the service fixed it.',
    name: 'Dave',
  },
  { text: 'Great read, and the map at the end is lovely. Who drew it?', name: 'Sophie Martin' },
  { text: 'No.' },
  { text: 'Why is the comment above in italics?' },
  { text: 'WHAT A GOAL!!! Nobody saw that coming', name: 'rednorth' },
  { text: 'The lottery that paid for the bridge was held in 1760, long before the bank existed.', name: 'archivist' },
  {
    text: 'My doctor told me to stop the pills after two weeks; your article says six. Which is it?',
    name: 'Ellen K.',
  },
  { text: 'Casinos were closed here in 1931 and the building is a library now.', name: 'Hugo' },
  { text: 'I bought mine second hand for 20 euros and it still works.', name: 'grzegorz' },
  { text: 'You can call the town hall, they were very helpful when our street had no water.', name: 'Nadia' },
  { text: 'If you use git, `git bisect run make test` finds the commit for you.', name: 'kls' },
  { text: 'The recipe needs less salt, and the dough has to rest for an hour. Otherwise perfect!', name: 'Oma Inge' },
  { text: 'I lost my father to this disease last year. Thank you for writing about it so carefully.' },
  { text: 'This is nonsense: the train has never stopped in that village, there is no station.', name: 'Peter' },
  { text: 'What a terrible decision. The mayor should be ashamed of it.', name: 'citizen12' },
  { text: 'Kill the process with SIGTERM first and only then with SIGKILL.', name: 'sysop' },
  { text: 'The killer whale in the picture is a pilot whale, by the way.', name: 'Bea' },
  { text: 'Der zweite Absatz stimmt nicht: Die Brücke wurde erst 1954 wieder aufgebaut.', name: 'Klaus Weber' },
  { text: 'Vielen Dank für den Artikel, ich habe viel gelernt.', name: 'Sabine' },
  { text: 'Gibt es die Karte auch in höherer Auflösung?' },
  { text: "J'habite à côté et je confirme : le marché a lieu le jeudi, pas le mardi.", name: 'Luc Moreau' },
  { text: 'Merci pour cet article très complet. Une petite faute dans le titre, il manque un accent.' },
  { text: 'Muy buen artículo, aunque falta hablar de las lluvias del año pasado.', name: 'Carmen' },
  { text: '¿De dónde sale ese dato? En el informe oficial pone otra cosa.', name: 'Javier' },
  { text: 'Trabalhei nesse museu durante dez anos e nunca vi esse quadro exposto.', name: 'Rui' },
  { text: 'Grazie, ma la foto è di Bologna e non di Modena.', name: 'Paola' },
  { text: 'Спасибо за статью, но год указан неверно: мост построили в 1932.', name: 'Ольга' },
  { text: 'А где можно посмотреть исходные данные?', name: 'Игорь' },
  { text: 'この橋は去年の台風で壊れて、今は通れません。', name: '田中' },
  { text: '谢谢作者，第三段的年份好像写错了。', name: '小林' },
  { text: '좋은 글 감사합니다. 사진은 어디에서 찍은 건가요?', name: '민수' },
  { text: 'Artikelnya bagus, tapi data penduduk tahun 2010 itu keliru.', name: 'Budi' },
  { text: 'Dzięki za tekst. W akapicie o zamku jest literówka w dacie.', name: 'Kasia' },
  { text: 'Bài viết rất hay, nhưng tên con sông bị viết sai.', name: 'Linh' },
  { text: 'Tack, men bilden visar en annan kyrka.', name: 'Åsa' },
];

/** For tests: spam, written for this project. Nothing of it leads anywhere. */
export const spam: readonly ClassifierInput[] = [
  { text: 'Buy cheap viagra and cialis online, no prescription needed http://cheap-pills-store.example/' },
  {
    text: 'Best online casino bonus, 200 free spins, play now http://casino-bonus-777.example/',
    name: 'online casino',
  },
  {
    text: 'Great post! I really like your blog, keep up the good work.',
    name: 'Cheap Designer Handbags',
    website: 'http://cheap-designer-handbags.example/',
  },
  {
    text: 'Thanks for sharing this valuable information. Visit our website for the best SEO services in Delhi.',
    name: 'SEO company Delhi',
    website: 'https://seo-company-delhi.example/',
  },
  {
    text: '<a href="http://replica-watches.example/">replica watches</a> [url=http://replica-watches.example/]rolex[/url]',
  },
  {
    text: 'I was broke until Dr Wale cast a spell and brought my husband back in 48 hours. Contact him on drwal@gmail.com',
  },
  { text: 'Call HP printer support toll free number 1-800-555-0199 for instant help', name: 'HP support number' },
  {
    text: 'Earn $5000 a week from home with bitcoin trading! Contact my manager on WhatsApp +1 (202) 555 0143',
    name: 'Grace',
  },
  { text: 'Get 10,000 Instagram followers for $9, instant delivery http://buyfollowers.example/?ref=22' },
  {
    text: 'Check out my channel and subscribe please, I post new videos every day!! https://youtube.example/c/mychannel',
  },
  {
    text: 'Hot girls want to meet you tonight, free webcam sex chat http://sex-cams-live.example/',
    name: 'live sex cams',
  },
  {
    text: 'Need an urgent loan at 2% interest? We offer personal loans and business loans, apply by email: loans@gmail.com',
  },
  {
    text: 'We write your essay, term paper or dissertation, cheap and fast http://essay-writers.example/',
    name: 'essay writing',
  },
  { text: 'Congratulations! You have won a 1000 pound prize. Text CLAIM to 80808 now to get your free award' },
  {
    text: 'Lose 20 pounds in 2 weeks with garcinia cambogia, free trial bottle http://diet-garcinia.example/free-trial',
  },
  { text: 'Main slot gacor hari ini, bonus deposit 100%, daftar sekarang di SGI88 link resmi', name: 'slot gacor' },
  { text: 'Mampir ke ALEXIS17, gampang menang, maxwin tiap hari, modal receh jadi jutaan' },
  { text: 'Заработок от 500$ в день без вложений, пишите в личку, набираем людей в команду' },
  { text: 'Ищу партнёров на удалённый заработок, доход от 300 долларов в неделю, подробности в лс' },
  { text: 'Купить диплом о высшем образовании недорого http://diplom-kupit.example/', name: 'купить диплом' },
  { text: 'Gana dinero desde casa, 300 euros al día con bitcoin, escríbeme por WhatsApp +34 600 000 000' },
  { text: 'Kredit ohne Schufa sofort online beantragen http://kredit-sofort.example/', name: 'Kredit ohne Schufa' },
  {
    text: 'Nice article. cheap car insurance quotes http://www.cheap-car-insurance-quotes.example',
    name: 'car insurance quotes',
  },
  { text: 'Hire a professional hacker to spy on your spouse phone, hacky@gmail.com, he is reliable and fast' },
  {
    text: 'Wholesale jerseys from China, free shipping http://wholesale-jerseys.example/nfl/',
    name: 'wholesale jerseys',
  },
  {
    text: 'I made 12,000 last month working online two hours a day, visit this link http://work-online-daily.example/xyz',
    name: 'Lisa88',
  },
];

/** For tests: abuse, written for this project. */
export const abuse: readonly ClassifierInput[] = [
  { text: 'You are a stupid fucking idiot and everyone here hates you.' },
  { text: 'Shut up, you pathetic piece of shit.' },
  { text: 'Go kill yourself, you worthless moron.' },
  { text: 'What a dumb bitch, nobody wants to read your crap.' },
  { text: 'fuck off you asshole' },
  { text: 'You disgusting pig, I hope you die.' },
  { text: 'stupid cunt, go to hell' },
  { text: 'Only a retard like you would write such bullshit, dickhead' },
  { text: 'Du bist ein dummes Arschloch, verpiss dich.' },
  { text: 'Halt die Fresse, du Idiot.' },
  { text: 'Vai tomar no cu, seu idiota nojento' },
  { text: 'Eres una puta asquerosa, cállate' },
  { text: 'Cala a boca, lixo de pessoa, vagabunda' },
  { text: '더러운 쓰레기 년, 병신같은 소리 그만해라' },
];
