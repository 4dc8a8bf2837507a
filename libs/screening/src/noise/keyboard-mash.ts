/** Keys beside one another on the rows that most keyboards have; `qwertz` and `azerty` differ in few of them. */
const ROWS = [
  'qwertyuiop',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
];
/** Codes of small letters end below this: basic Latin with its accents, and Cyrillic. */
const CODES = 0x460;
const VOWELS = 'aeiouyäöüáéíóúàèìòùâêîôûãõåæøаеёиоуыэюя';

const isNeighbour = new Uint8Array(CODES * CODES);
for (const row of ROWS) {
  for (let at = 1; at < row.length; at++) {
    const [one, other] = [row.charCodeAt(at - 1), row.charCodeAt(at)];
    isNeighbour[one * CODES + other] = 1;
    isNeighbour[other * CODES + one] = 1;
  }
}
const isVowel = new Uint8Array(CODES);
for (const vowel of VOWELS) isVowel[vowel.charCodeAt(0)] = 1;

const SHORTEST = 7;
const LONGEST = 40;
const ONE_ALPHABET = /^(?:[a-z]+|[а-яё]+)$/;
/** Share of neighbouring keys from which a word was struck rather than written; "property" has 0.57, "asdfghj" 1. */
const STRUCK = 0.75;
/** More consonants in a row than words of languages with Latin letters have ("Angstschweiß" has eight). */
const CONSONANTS = 9;
/** "ohhhhhhh" and "kkkkkkkk" are cries and laughter. */
const FEWEST_DIFFERENT = 4;

/** Whether a word of one alphabet looks like struck keys: `asdfghjkl`, `sdfkjhsdfkjhw`. Acronyms, names of files and other scripts never do. */
export function looksMashed(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST) return false;
  const lower = word.toLowerCase();
  if (!isStruck(lower) || !ONE_ALPHABET.test(lower)) return false;
  if (word === word.toUpperCase() && word.length < 2 * SHORTEST) return false;
  return new Set(lower).size >= FEWEST_DIFFERENT;
}

function isStruck(word: string): boolean {
  let pairs = 0;
  let run = 0;
  let last = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    if (code >= CODES) return false;
    run = isVowel[code] === 1 ? 0 : run + 1;
    if (run >= CONSONANTS) return true;
    pairs += at > 0 ? (isNeighbour[last * CODES + code] ?? 0) : 0;
    last = code;
  }
  return pairs >= STRUCK * (word.length - 1);
}
