import { foldedAt, GAP, INVISIBLE, LETTER, SIGN, DIGIT } from './fold-fast.js';

/** A word of a text: its folded letters, digits as `0`, and where it stands in UTF-16 units, end exclusive. */
export type Word = Readonly<{ text: string; start: number; end: number }>;

/** What a text looks like, counted while it was folded. */
export type Shape = {
  letters: number;
  capitals: number;
  digits: number;
  signs: number;
  emoji: number;
  exclamations: number;
  questions: number;
  money: number;
  /** Characters that are not drawn. */
  invisible: number;
  /** Letters drawn in another alphabet's place: mathematical, full-width, enclosed. */
  styled: number;
  accents: number;
  /** Words of more than one alphabet. */
  mixedWords: number;
  /** Words of single letters that were joined: `A L E X I S`. */
  spacedOut: number;
  longestRun: number;
  lineBreaks: number;
};

/** An empty count. Written out: an object that is spread together is slow to count in. */
export function emptyShape(): Shape {
  return {
    letters: 0,
    capitals: 0,
    digits: 0,
    signs: 0,
    emoji: 0,
    exclamations: 0,
    questions: 0,
    money: 0,
    invisible: 0,
    styled: 0,
    accents: 0,
    mixedWords: 0,
    spacedOut: 0,
    longestRun: 0,
    lineBreaks: 0,
  };
}

/** Letters of a word that are read. A longer word is no word. */
const LONGEST_WORD = 40;
/** Letters that stand alone are one spaced-out word from this many on. */
const SPACED_OUT_FROM = 3;
/** Digits that stand for letters. */
const LEET: readonly string[] = ['o', 'i', 'z', 'e', 'a', 's', 'g', 't', 'b', 'g'];
/** Letters of the shortest word whose digits are read as letters too. */
const SHORTEST_LEET = 4;
/** Equal letters in a row that are read; `sooooo` is `soo`. */
const LONGEST_RUN = 2;

const AT = 0x40;
const DOLLAR = 0x24;
const STAR = 0x2a;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const BAR = 0x7c;
const LINE_FEED = 0x0a;
const ASCII = 0x80;

/**
 * The words of a part of a text, folded: NFKC, lower case, no accents, nothing invisible, look-alikes beside Latin letters read
 * as Latin, digits as `0`, letters that repeat more than twice as two, letters that stand alone one after another joined and
 * digits among letters read as letters (and given as they are too). Characters of scripts without spaces are words of their own. Linear in the length.
 */
export function readWords(text: string, from: number, to: number, shape: Shape, words: Word[]): void {
  new WordReader(text, shape, words).read(from, to);
}

class WordReader {
  private plain = '';
  private besideLatin = '';
  /** The word with digits read as letters; empty while it has none. */
  private leet = '';
  private digits = 0;
  private start = 0;
  private hasLatin = false;
  private hasOther = false;
  private lone = 0;
  private loneFrom = 0;
  private last = -1;
  private run = 0;

  constructor(
    private readonly text: string,
    private readonly shape: Shape,
    private readonly words: Word[],
  ) {}

  read(from: number, to: number): void {
    const { text } = this;
    for (let at = from; at < to;) {
      const end = this.readPlainWord(at, to);
      if (end > at) {
        at = end;
        continue;
      }
      let point = text.charCodeAt(at);
      let next = at + 1;
      if (point >= 0xd800 && point < 0xdc00 && next < to) {
        point = text.codePointAt(at) ?? point;
        if (point > 0xffff) next++;
      }
      this.countRun(point);
      this.readOne(point, at, next);
      at = next;
    }
    this.endWord(to);
    this.joinLone();
  }

  /** The way of most words: ASCII letters alone, between gaps. Gives where it ends, or where it began when it is another word. */
  private readPlainWord(from: number, to: number): number {
    const { text } = this;
    if (this.plain !== '') return from;
    let at = from;
    let capitals = 0;
    for (; at < to; at++) {
      const unit = text.charCodeAt(at);
      if ((unit | 0x20) < 0x61 || (unit | 0x20) > 0x7a || unit > 0x7a) break;
      if (unit < 0x61) capitals++;
      if (unit === text.charCodeAt(at - 1) && unit === text.charCodeAt(at - 2)) return from;
    }
    const length = at - from;
    if (length < 2 || length > LONGEST_WORD || !(at === to || isPlainGap(text.charCodeAt(at)))) return from;
    this.joinLone();
    this.shape.letters += length;
    this.shape.capitals += capitals;
    const word = text.slice(from, at);
    this.words.push({ text: capitals > 0 ? word.toLowerCase() : word, start: from, end: at });
    this.last = -1;
    return at;
  }

  private readOne(point: number, at: number, next: number): void {
    const { shape } = this;
    const one = foldedAt(point);
    if (one.isStyled) shape.styled++;
    const isSign = one.kind === SIGN || point === EXCLAMATION || point === BAR;
    const disguised = isSign ? disguise(this.text, point, at, next) : '';
    if (disguised !== '') {
      shape.letters++;
      this.addLetters(disguised, disguised, at);
    } else if (one.kind === LETTER) {
      shape.letters++;
      if (one.isCapital) shape.capitals++;
      if (one.isUnspaced) {
        this.endWord(at);
        this.joinLone();
        this.words.push({ text: one.plain, start: at, end: next });
        return;
      }
      if (one.isLatin) this.hasLatin = true;
      else if (point >= ASCII) this.hasOther = true;
      this.addLetters(one.plain, one.besideLatin, at);
    } else if (one.kind === DIGIT) {
      shape.digits++;
      this.run = 1;
      this.addDigit(one.digit, at);
    } else if (one.kind === INVISIBLE) {
      if (one.isMark) shape.accents++;
      else shape.invisible++;
    } else {
      this.readGap(point, at, next);
    }
  }

  private addLetters(plain: string, besideLatin: string, at: number): void {
    if (this.plain === '') this.start = at;
    if (this.run > LONGEST_RUN || this.plain.length >= LONGEST_WORD) return;
    this.plain += plain;
    this.besideLatin += besideLatin;
    if (this.leet !== '') this.leet += besideLatin;
  }

  private addDigit(digit: number, at: number): void {
    const before = this.besideLatin;
    const leet = this.leet === '' ? before : this.leet;
    this.leet = '';
    this.addLetters('0', '0', at);
    if (this.besideLatin.length === before.length) return;
    this.leet = leet + (LEET[digit] ?? '0');
    this.digits++;
  }

  private readGap(point: number, at: number, next: number): void {
    const { shape } = this;
    const one = foldedAt(point);
    this.endWord(at);
    if (point === EXCLAMATION) shape.exclamations++;
    else if (point === QUESTION) shape.questions++;
    else if (point === LINE_FEED) shape.lineBreaks++;
    if (one.isMoney) shape.money++;
    if (one.isEmoji) {
      shape.emoji++;
      this.words.push({ text: String.fromCodePoint(point), start: at, end: next });
    } else if (one.kind !== GAP) shape.signs++;
  }

  private countRun(point: number): void {
    this.run = point === this.last ? this.run + 1 : 1;
    this.last = point;
    if (this.run > this.shape.longestRun && point > 0x20) this.shape.longestRun = this.run;
  }

  private endWord(end: number): void {
    if (this.plain === '') return;
    if (this.hasLatin && this.hasOther) this.shape.mixedWords++;
    const word = this.hasLatin ? this.besideLatin : this.plain;
    if (word.length === 1) {
      if (this.lone === 0) this.loneFrom = this.words.length;
      this.lone++;
    } else this.joinLone();
    this.words.push({ text: word, start: this.start, end });
    if (this.leet.length >= SHORTEST_LEET && 2 * this.digits <= this.leet.length && !word.includes('000')) {
      this.words.push({ text: this.leet, start: this.start, end });
    }
    this.plain = '';
    this.besideLatin = '';
    this.leet = '';
    this.digits = 0;
    this.hasLatin = false;
    this.hasOther = false;
  }

  private joinLone(): void {
    if (this.lone >= SPACED_OUT_FROM) {
      const alone = this.words.slice(this.loneFrom, this.loneFrom + this.lone);
      const letters = alone.map((word) => word.text).join('');
      if (/[^0]/.test(letters)) {
        this.shape.spacedOut++;
        const [start, end] = [alone[0]?.start ?? 0, alone.at(-1)?.end ?? 0];
        this.words.push({ text: letters.slice(0, LONGEST_WORD), start, end });
      }
    }
    this.lone = 0;
  }
}

/** `@ $ ! |` between letters stand for letters (`sh!t`), and a star for one that is masked. */
function disguise(text: string, point: number, at: number, next: number): string {
  const isAfterLetter = isLetterAt(text, at - 1);
  const isBeforeLetter = isLetterAt(text, next);
  if (point === STAR) {
    const isAfterStar = text.charCodeAt(at - 1) === STAR;
    return (isAfterLetter || isAfterStar) && (isBeforeLetter || text.charCodeAt(next) === STAR) ? '*' : '';
  }
  if (!isAfterLetter || !isBeforeLetter) return '';
  if (point === AT) return 'a';
  if (point === DOLLAR) return 's';
  return point === EXCLAMATION || point === BAR ? 'i' : '';
}

/** White space and the punctuation that ends words and stands for no letter. */
function isPlainGap(unit: number): boolean {
  return (
    unit === 0x20 || unit === 0x0a || unit === 0x2c || unit === 0x2e || unit === 0x27 || unit === 0x3a || unit === 0x29
  );
}

function isLetterAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at) | 0x20;
  return unit >= 0x61 && unit <= 0x7a;
}
