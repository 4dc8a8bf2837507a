/** Combining marks kept on one base; the longest real use is below 8, and 4 keeps every living orthography (D16). */
const MARKS_PER_BASE = 4;

const ALREADY_CLEAN = /^[\x20-\x7e\n]*$/;
const LINE_BREAKS = /\r\n|[\r\u0085\u2028\u2029]/g;
const BREAKS_AND_TABS = /[\n\t]/g;
const STRIPPED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const NEEDS_CONTEXT = /[\u180e\u200c\u200d\p{M}]/u;
const MARK = /^\p{M}$/u;
const LETTER = /^\p{L}$/u;
const EMOJI = /^[\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}]$/u;
const MONGOLIAN = /^\p{Script=Mongolian}$/u;
const JOINING_SCRIPT =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Adlam}\p{Script=Mongolian}\p{Script=Hanifi_Rohingya}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Tibetan}\p{Script=Meetei_Mayek}\p{Script=Ol_Chiki}\p{Script=Chakma}\p{Script=Balinese}\p{Script=Javanese}]$/u;

const ZERO_WIDTH_NON_JOINER = '\u200c';
const ZERO_WIDTH_JOINER = '\u200d';
const MONGOLIAN_VOWEL_SEPARATOR = '\u180e';

/**
 * Makes a text fit to store and to show (reliability.md D16): NFC; line ends become `\n`; controls, bidi controls, tag
 * characters, lone surrogates, noncharacters and invisible characters go; joiners stay only where a script or an emoji needs them;
 * at most four combining marks stand on one base; the ends are trimmed. Idempotent.
 * @param options.multiline keeps `\n` and `\t`. Without it (a name, a title) they become spaces, so that words do not run together.
 */
export function cleanText(input: string, options?: { multiline: boolean }): string {
  const broken = input.replace(LINE_BREAKS, '\n');
  const lines = options?.multiline ? broken : broken.replace(BREAKS_AND_TABS, ' ');
  if (ALREADY_CLEAN.test(lines)) return lines.trim();
  const visible = lines.replace(STRIPPED, '').normalize('NFC');
  const settled = NEEDS_CONTEXT.test(visible) ? settleMarksAndJoiners(visible).normalize('NFC') : visible;
  return settled.trim();
}

function settleMarksAndJoiners(text: string): string {
  const characters = Array.from(text);
  let settled = '';
  let base = '';
  let marks = 0;
  let joined = false;
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (isJoiner(character)) {
      const runEnd = endOfJoiners(characters, at);
      const kept = characters
        .slice(at, runEnd)
        .find((joiner) => !joined && belongs(joiner, base, characters[runEnd] ?? ''));
      if (kept !== undefined) {
        settled += kept;
        joined = true;
      }
      at = runEnd - 1;
    } else if (MARK.test(character)) {
      if (marks < MARKS_PER_BASE) settled += character;
      marks++;
    } else {
      settled += character;
      base = character;
      marks = 0;
      joined = false;
    }
  }
  return settled;
}

function isJoiner(character: string): boolean {
  return (
    character === ZERO_WIDTH_JOINER || character === ZERO_WIDTH_NON_JOINER || character === MONGOLIAN_VOWEL_SEPARATOR
  );
}

function endOfJoiners(characters: readonly string[], from: number): number {
  let end = from;
  while (end < characters.length && isJoiner(characters[end] ?? '')) end++;
  return end;
}

/**
 * Judged by the base and not by its marks, because a mark may still be dropped as one too many, and a second cleaning must see
 * what the first saw.
 */
function belongs(joiner: string, base: string, next: string): boolean {
  if (joiner === MONGOLIAN_VOWEL_SEPARATOR) return MONGOLIAN.test(base);
  if (joiner === ZERO_WIDTH_JOINER && EMOJI.test(base) && EMOJI.test(next)) return true;
  if (!isJoiningLetter(base)) return false;
  return joiner === ZERO_WIDTH_JOINER || isJoiningLetter(next);
}

function isJoiningLetter(character: string): boolean {
  return LETTER.test(character) && JOINING_SCRIPT.test(character);
}
