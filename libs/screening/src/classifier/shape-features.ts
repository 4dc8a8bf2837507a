import { denseIndex } from './dense-features.js';
import { set } from './features.js';
import type { Features } from './features.js';
import type { FoundUrl } from './find-urls.js';
import type { Shape, Word } from './words-of.js';

/** What a text looks like from afar. */
export function addShape(
  shape: Shape,
  words: readonly Word[],
  text: string,
  urls: readonly FoundUrl[],
  out: Features,
): void {
  const count = words.length;
  set(out, 'veryShort', count <= 4);
  set(out, 'short', count > 4 && count <= 15);
  set(out, 'middling', count > 15 && count <= 50);
  set(out, 'long', count > 120);
  if (shape.letters >= 8) {
    const share = shape.capitals / shape.letters;
    set(out, 'capitals', share > 0.25);
    set(out, 'shouting', share > 0.7);
  }
  set(out, 'digits', (2 * shape.digits) / Math.max(1, text.length));
  set(out, 'signs', (4 * shape.signs) / Math.max(1, text.length));
  set(out, 'emoji', shape.emoji > 0);
  set(out, 'emojiWall', shape.emoji > 5 || shape.emoji * 3 > count);
  set(out, 'exclamations', shape.exclamations > 0);
  set(out, 'manyExclamations', shape.exclamations > 2);
  set(out, 'question', shape.questions > 0);
  set(out, 'money', shape.money > 0);
  set(out, 'invisible', shape.invisible > 1);
  set(out, 'styled', shape.styled > 2);
  set(out, 'accents', shape.accents > 4);
  set(out, 'mixedWords', shape.mixedWords > 0);
  set(out, 'spacedOut', shape.spacedOut > 0);
  set(out, 'runs', shape.longestRun >= 5);
  set(out, 'repetition', count >= 12 && new Set(words.map((word) => word.text)).size < count * 0.5);
  set(out, 'lines', shape.lineBreaks >= 2);
  set(out, 'list', shape.lineBreaks >= 4 && shape.lineBreaks * 6 > count);
  set(out, 'code', /[;{}]\s*(?:\n|$)|\(\)|=>|==|<\/|::/.test(text));
  set(out, 'quote', /^\s*>|\bblockquote\b|[“"][^"”]{20,}[”"]/.test(text.slice(0, 2000)));
  addPhones(text, urls, out);
}

const PHONE = /\+?\d[\d\s().–-]{7,20}\d/g;
const TOLL_FREE = /^\W?1?\W{0,3}8(?:00|33|44|55|66|77|88)\W?/;

function addPhones(text: string, urls: readonly FoundUrl[], out: Features): void {
  if (out.dense[denseIndex.digits] === 0) return;
  let phones = 0;
  for (const { 0: found, index } of text.slice(0, 4000).matchAll(PHONE)) {
    const digits = found.replace(/\D/g, '').length;
    if (digits < 9 || digits > 15 || urls.some(({ start, end }) => index >= start && index < end)) continue;
    phones++;
    if (TOLL_FREE.test(found)) set(out, 'tollFree');
  }
  set(out, 'phone', phones > 0);
  set(out, 'phones', phones > 1);
}
