/** The features that are counted and not hashed, each with the words a moderator reads when it spoke loudest. */
export const denseFeatures = {
  bias: 'the base rate',
  hasLink: 'a link',
  twoLinks: 'two links or more',
  manyLinks: 'four links or more',
  linkShare: 'a large part of the text is links',
  linksOnly: 'hardly anything but links',
  sameHost: 'several links to one host',
  manyHosts: 'links to several hosts',
  shortener: 'a shortened link',
  freeHost: 'a link to a free page',
  punycode: 'a link to a host in disguise',
  ipHost: 'a link to a bare address',
  mismatch: 'a link whose text names another host',
  rootLink: 'a link to a front page',
  deepLink: 'a link to a page below the front page',
  hyphenHost: 'a host made of several words',
  bareHost: 'a host named without a link',
  lastLink: 'it ends with a link',
  firstLink: 'it begins with a link',
  htmlLink: 'HTML link markup',
  bbLink: 'BBCode link markup',
  mailAddress: 'an e-mail address in the text',
  freeMail: 'a free mailbox in the text',
  phone: 'a telephone number',
  tollFree: 'a toll-free number',
  phones: 'several telephone numbers',
  hasName: 'a name',
  nameOneWord: 'a name of one word',
  nameTwoWords: 'a name of two words',
  nameManyWords: 'a name of three words or more',
  nameLower: 'a name of several words in lower case',
  nameDigits: 'digits in the name',
  nameHost: 'the name is an address',
  nameLong: 'a long name',
  nameMarks: 'unusual characters in the name',
  nameIsHost: 'the name is spelled in the host of a link',
  nameInText: 'the words of the name stand in the text',
  nameCapitals: 'a name in capitals',
  hasWebsite: 'a website of the writer',
  websiteRoot: 'the website is a front page',
  websiteDeep: 'the website is a page below the front page',
  websiteHyphens: 'the website is named with several words',
  websiteLong: 'the website has a long name',
  websiteFree: 'the website is a free page',
  websiteIsName: 'the name is spelled in the website',
  websiteInText: 'the text links to the website of the writer',
  mailIsFree: 'a free mailbox',
  mailIsWebsite: 'the mailbox belongs to the website',
  mailIsName: 'the name is spelled in the mail host',
  veryShort: 'a very short text',
  short: 'a short text',
  middling: 'a text of middling length',
  long: 'a long text',
  capitals: 'many capitals',
  shouting: 'hardly anything but capitals',
  digits: 'many digits',
  signs: 'many signs',
  emoji: 'emoji',
  emojiWall: 'a wall of emoji',
  exclamations: 'exclamation marks',
  manyExclamations: 'many exclamation marks',
  question: 'a question',
  money: 'sums of money',
  invisible: 'invisible characters',
  styled: 'letters from the mathematical or full-width alphabets',
  accents: 'stacked accents',
  mixedWords: 'words of mixed alphabets',
  spacedOut: 'letters spaced out',
  runs: 'characters repeated many times',
  repetition: 'words repeated many times',
  lines: 'several paragraphs',
  list: 'a list of lines',
  code: 'program code',
  quote: 'a quotation',
} as const;

/** Name of a counted feature. */
export type DenseFeature = keyof typeof denseFeatures;

/** All counted features in the order of the model file. */
export const denseNames = Object.keys(denseFeatures) as readonly DenseFeature[];

/**
 * What a writer can put on a text without changing what it says, mostly so that it is not recognised. Learnt freely, some of these speak
 * for honesty where honest people shout; then spam in capitals would pass.
 */
const disguises: readonly DenseFeature[] = [
  'capitals',
  'shouting',
  'styled',
  'invisible',
  'accents',
  'mixedWords',
  'spacedOut',
  'runs',
  'nameCapitals',
  'nameMarks',
];

/** Whether each counted feature is a disguise, in the order of the model file. */
export const isDisguise: readonly boolean[] = denseNames.map((name) => disguises.includes(name));

/** Place of each counted feature. */
export const denseIndex = Object.fromEntries(denseNames.map((name, at) => [name, at])) as Readonly<
  Record<DenseFeature, number>
>;
