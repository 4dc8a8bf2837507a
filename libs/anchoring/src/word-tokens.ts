/** Scripts written without spaces between words: each character is a token of its own. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
/** A cheap first look: all scripts without spaces lie here. */
const BEYOND_ALPHABETS = /[\u0E00-\uFFFF]/;
/** A run of letters; one longer than any word is cut, as the expression engine's stack is not endless. */
const RUN = /[\p{L}\p{N}\p{M}]{1,64}/gu;
const UNSPACED_OR_RUN = new RegExp(`${UNSPACED.source}\\p{M}*|(?:(?!${UNSPACED.source})[\\p{L}\\p{N}\\p{M}])+`, 'gu');

/** A word and where it stands, in UTF-16 units. */
export interface WordToken {
  word: string;
  start: number;
  end: number;
}

/** The words of a text in lower case with their places; characters of scripts without spaces count as words. */
export function wordTokens(text: string): WordToken[] {
  const tokens: WordToken[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    if (run.length > 1 && BEYOND_ALPHABETS.test(run) && UNSPACED.test(run)) {
      for (const part of run.matchAll(UNSPACED_OR_RUN)) {
        const start = index + part.index;
        tokens.push({ word: part[0].toLowerCase(), start, end: start + part[0].length });
      }
    } else {
      tokens.push({ word: run.toLowerCase(), start: index, end: index + run.length });
    }
  }
  return tokens;
}

/** The words of a text in lower case. */
export function words(text: string): string[] {
  return wordTokens(text).map(({ word }) => word);
}
