import type { ClassifierInput } from './classifier.js';
import { decodeEntities } from './decode-entities.js';
import { set } from './features.js';
import type { Features } from './features.js';
import { findUrls } from './find-urls.js';
import { addLinkFeatures } from './link-features.js';
import { addName, addWebsite } from './name-features.js';
import { addShape } from './shape-features.js';
import { addTextFeatures } from './text-features.js';
import { emptyShape, readWords } from './words-of.js';

/** Longer texts are read so far, in UTF-16 units; a comment has at most 10,000 characters. */
const LONGEST_TEXT = 20_000;

/** Reads the features of a text into `out`. Linear in the length. */
export function readFeatures(input: ClassifierInput, out: Features): void {
  out.words.clear();
  out.characters.clear();
  out.name.clear();
  out.links.clear();
  out.dense.fill(0);
  out.textWords = [];
  out.nameWords = [];
  out.hosts = [];
  const text = decodeEntities(input.text.slice(0, LONGEST_TEXT));
  out.text = text;
  const urls = findUrls(text);
  const shape = emptyShape();
  const words = out.textWords;
  let from = 0;
  for (const url of urls) {
    readWords(text, from, url.start, shape, words);
    words.push({ text: url.isMail ? '\u0001mail' : '\u0001url', start: url.start, end: url.end });
    from = url.end;
  }
  readWords(text, from, text.length, shape, words);
  addTextFeatures(words, out);
  addLinkFeatures(input, urls, text, out);
  addShape(shape, words, text, urls, out);
  addName(input, urls, words, out);
  addWebsite(input, urls, out);
  set(out, 'bias');
}
