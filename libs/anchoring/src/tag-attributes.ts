import type { Token } from 'parse5';
import { codePointLength } from './code-points.js';
import { DROPPED_ELEMENTS } from './html-vocabulary.js';
import { normaliseArticleText } from './normalise-article-text.js';

/** Longest HTML id kept, in code points (own choice: ids are slugs of headings). */
const LONGEST_HEADING_ID = 255;

const INVISIBLE_STYLE = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;

/** Whether an element with this start tag is not shown: dropped by its name, or hidden by its attributes. */
export function isHiddenTag(tag: Token.TagToken): boolean {
  if (DROPPED_ELEMENTS.has(tag.tagName)) {
    return true;
  }
  let hidden = tag.tagName === 'dialog';
  for (const { name, value } of tag.attrs) {
    if (name === 'open' && tag.tagName === 'dialog') {
      return false;
    }
    hidden ||=
      (name === 'hidden' && value.toLowerCase() !== 'until-found') ||
      name === 'popover' ||
      (name === 'style' && INVISIBLE_STYLE.test(value));
  }
  return hidden;
}

/** The HTML id of a start tag, normalised; undefined when it has none worth keeping. */
export function idOf(tag: Token.TagToken): string | undefined {
  const id = normaliseArticleText(tag.attrs.find(({ name }) => name === 'id')?.value ?? '');
  return id !== '' && codePointLength(id) <= LONGEST_HEADING_ID ? id : undefined;
}
