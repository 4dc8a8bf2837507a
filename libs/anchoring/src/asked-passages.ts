import type { Token } from 'parse5';
import { codePointLength } from './code-points.js';
import { normaliseArticleText } from './normalise-article-text.js';

/** Longest question in code points (own choice: it is to be read beside the passage). */
export const LONGEST_PROMPT = 500;
/** Most questions of an article (own choice); what follows is not looked at. */
export const MOST_ASKS = 50;

const ATTRIBUTE = 'data-ask';
const LEADING_SPACE = /^\s/;
const TRAILING_SPACE = /\s$/;

/** A place among the blocks: the block's ordinal and code points into its text. */
interface BlockPlace {
  block: number;
  offset: number;
}

/** A question that an element asks of what it holds. */
export interface AskedPassage {
  readonly prompt: string;
  start: BlockPlace | undefined;
  end: BlockPlace | undefined;
}

interface Mark {
  readonly passage: AskedPassage;
  readonly side: 'start' | 'end';
  /** How many pieces of the running block stand before it. */
  readonly at: number;
}

/**
 * Remembers where elements with `data-ask` begin and end while the text around them is still being gathered, and turns that into places
 * once it is. Linear in the text: what stands between two marks is normalised once.
 */
export class AskedPassages {
  readonly passages: AskedPassage[] = [];
  #marks: Mark[] = [];

  /** The question of a start tag; undefined when it asks none that is worth keeping. */
  opened(tag: Token.TagToken, at: number): AskedPassage | undefined {
    const prompt = normaliseArticleText(tag.attrs.find(({ name }) => name === ATTRIBUTE)?.value ?? '');
    if (prompt === '' || codePointLength(prompt) > LONGEST_PROMPT || this.passages.length >= MOST_ASKS)
      return undefined;
    const passage: AskedPassage = { prompt, start: undefined, end: undefined };
    this.passages.push(passage);
    this.#marks.push({ passage, side: 'start', at });
    return passage;
  }

  /** The element of a question ends here. */
  closed(passage: AskedPassage, at: number): void {
    this.#marks.push({ passage, side: 'end', at });
  }

  /** The running block became one of the article, or nothing: then what was marked in it stands before the next. */
  settle(pieces: readonly string[], block: number, isKept: boolean): void {
    if (this.#marks.length === 0) return;
    if (!isKept) {
      this.#marks = this.#marks.map((mark) => ({ ...mark, at: 0 }));
      return;
    }
    let [offset, from, isParted] = [0, 0, false];
    for (const { passage, side, at } of this.#marks) {
      const raw = pieces.slice(from, at).join('');
      const text = normaliseArticleText(raw);
      from = at;
      if (text !== '') {
        const hasSpace = offset > 0 && (isParted || LEADING_SPACE.test(raw));
        offset += codePointLength(text) + (hasSpace ? 1 : 0);
        isParted = TRAILING_SPACE.test(raw);
      } else if (raw !== '') {
        isParted = true;
      }
      passage[side] = { block, offset };
    }
    this.#marks = [];
  }

  /** All text is gathered: what is still marked stands after the last block. */
  finish(blocks: number): void {
    for (const { passage, side } of this.#marks) passage[side] = { block: blocks, offset: 0 };
    this.#marks = [];
  }
}
