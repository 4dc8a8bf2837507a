import { TokenizerMode } from 'parse5';
import type { Token, TokenHandler, Tokenizer } from 'parse5';
import { AskedPassages } from './asked-passages.js';
import { codePointLength } from './code-points.js';
import {
  BLOCK_ELEMENTS,
  ENDS_FOREIGN_CONTENT,
  HEADING_LEVELS,
  HEADING_WRAPPERS,
  IGNORED_TAGS,
  INTEGRATION_POINTS,
  KIND_OF_ELEMENT,
  LIST_ELEMENTS,
  SCOPE_ELEMENTS,
  TABLE_PARTS,
  VOID_ELEMENTS,
} from './html-vocabulary.js';
import { normaliseArticleText } from './normalise-article-text.js';
import { OpenElements } from './open-elements.js';
import type { BlockKind } from './parsed-article.js';
import { idOf, isHiddenTag } from './tag-attributes.js';

/** A block before its place in the article's text is known. */
export interface RawBlock {
  kind: BlockKind;
  level: number | undefined;
  headingId: string | undefined;
  text: string;
}

/**
 * Most blocks of an article (own choice: twice the paragraphs of the longest novels). What follows becomes one last paragraph, so
 * that 5 MB of `<p>a` cost neither a gigabyte of memory nor a million rows.
 */
export const MOST_BLOCKS = 20_000;
/** Longest heading in code points, as long as an article's title may be; beyond it the tag was left open over prose. */
const LONGEST_HEADING = 500;
/**
 * Gathers an article's blocks from the tokens of its HTML. It works on tokens, not on a tree: a tree that follows the
 * standard's adoption agency grows with the square of the input (25 KB of `<p><b a=1><p><b a=2>` take seconds). What
 * remains of the standard's tree rules is what decides where text breaks and what is hidden: implied end tags, scopes, foreign content.
 */
export class BlockCollector implements TokenHandler {
  readonly blocks: RawBlock[] = [];
  tokenizer: Tokenizer | undefined;
  readonly asked = new AskedPassages();
  readonly #open = new OpenElements(({ asks }) => {
    if (asks !== undefined) this.asked.closed(asks, this.#pieces.length);
  });
  #pieces: string[] = [];
  #blank = true;

  onCharacter({ chars }: Token.CharacterToken): void {
    if (!this.#open.top.hidden) {
      this.#pieces.push(chars);
      this.#blank = false;
    }
  }

  onWhitespaceCharacter(): void {
    this.#space();
  }

  onNullCharacter(): void {
    // NUL is no text.
  }

  onComment(): void {
    // A comment neither shows nor breaks the text around it.
  }

  onDoctype(): void {
    // Says nothing about the text.
  }

  onEof(): void {
    this.#flush(true);
    this.#open.popTo(0);
    this.asked.finish(this.blocks.length);
  }

  onStartTag(tag: Token.TagToken): void {
    const name = tag.tagName;
    if (this.#open.top.foreign && (BLOCK_ELEMENTS.has(name) || ENDS_FOREIGN_CONTENT.has(name))) {
      this.#open.leaveForeignContent();
    }
    if (IGNORED_TAGS.has(name) || (TABLE_PARTS.has(name) && this.#open.lastIndexOf('table') < 0)) {
      return;
    }
    if (BLOCK_ELEMENTS.has(name) || name === 'hr') {
      this.#break(name);
    } else if (name === 'br') {
      this.#space();
    }
    if (!VOID_ELEMENTS.has(name)) {
      this.#push(tag);
      this.#switchTokenizer(name);
    }
  }

  onEndTag({ tagName: name }: Token.TagToken): void {
    const { top } = this.#open;
    const index = this.#indexToClose(name);
    if (name === 'br') {
      this.#space();
    } else if (name === 'p' && index < 0) {
      this.#breakOrSpace(this.#open.depth);
    } else if (index >= 0) {
      if (BLOCK_ELEMENTS.has(name)) {
        this.#breakOrSpace(index);
      } else if (top.blockIndex > index) {
        return;
      }
      this.#open.popTo(index);
      this.#tellTokenizer();
    }
  }

  /** The element an end tag closes, by the standard's scopes (13.2.4.2); -1 when the tag is to be ignored. */
  #indexToClose(name: string): number {
    if (HEADING_LEVELS.has(name)) {
      return this.#open.top.heading?.index ?? -1;
    }
    const index = this.#open.lastIndexOf(name);
    if (name === 'table' || name === 'template') {
      return index;
    }
    if (TABLE_PARTS.has(name)) {
      return index > this.#open.lastIndexOf('table') ? index : -1;
    }
    return index >= this.#open.top.scopeIndex ? index : -1;
  }

  /** Ends the running block before a block's start tag, and closes what the tag implies to be over (13.2.6.4.7). */
  #break(name: string): void {
    const { heading, hidden } = this.#open.top;
    if (heading && !hidden) {
      const wraps = HEADING_WRAPPERS.has(name) || (this.#blank && !HEADING_LEVELS.has(name));
      if (wraps) {
        this.#space();
        return;
      }
      this.#flush();
      this.#open.popTo(heading.index);
    }
    if (!hidden) {
      this.#flush();
    }
    const implied = this.#impliedEnd(name);
    if (implied >= 0) {
      this.#open.popTo(implied);
    }
  }

  #impliedEnd(name: string): number {
    const last = (tag: string): number => this.#open.lastIndexOf(tag);
    const { scopeIndex } = this.#open.top;
    if (TABLE_PARTS.has(name)) {
      const closes =
        name === 'td' || name === 'th' ? ['td', 'th'] : name === 'tr' ? ['tr', 'td', 'th'] : [...TABLE_PARTS];
      const above = closes.map(last).filter((index) => index > last('table'));
      return above.length > 0 ? Math.min(...above) : -1;
    }
    const paragraph = last('p') > scopeIndex ? last('p') : -1;
    if (name !== 'li' && name !== 'dt' && name !== 'dd') {
      return paragraph;
    }
    const item = name === 'li' ? last('li') : Math.max(last('dt'), last('dd'));
    const inside = Math.max(scopeIndex, ...LIST_ELEMENTS.map(last));
    return item > inside ? item : paragraph;
  }

  /** Ends the running block at an end tag; inside a heading that stays open it only parts words. */
  #breakOrSpace(index: number): void {
    const { heading } = this.#open.top;
    if (this.#open.isHidden(index)) {
      return;
    }
    if (heading && heading.index < index) {
      this.#space();
    } else {
      this.#flush();
    }
  }

  #push(tag: Token.TagToken): void {
    const name = tag.tagName;
    const { top } = this.#open;
    const index = this.#open.depth;
    const root = name === 'svg' || name === 'math';
    if (tag.selfClosing && (root || top.foreign)) {
      return;
    }
    if (top.heading && top.heading.id === undefined && !top.hidden) {
      top.heading.id = idOf(tag);
    }
    const level = HEADING_LEVELS.get(name);
    const hidden = top.hidden || isHiddenTag(tag);
    this.#open.push({
      tag: name,
      kind: KIND_OF_ELEMENT.get(name) ?? top.kind,
      hidden,
      asks: hidden ? undefined : this.asked.opened(tag, this.#pieces.length),
      foreign: root || (top.foreign && !INTEGRATION_POINTS.has(name)),
      heading: level === undefined ? top.heading : { level, id: idOf(tag), index },
      blockIndex: BLOCK_ELEMENTS.has(name) ? index : top.blockIndex,
      scopeIndex: SCOPE_ELEMENTS.has(name) ? index : top.scopeIndex,
    });
  }

  #space(): void {
    if (!this.#blank && !this.#open.top.hidden) {
      this.#pieces.push(' ');
    }
  }

  #flush(isEnd = false): void {
    if (this.#blank) {
      return;
    }
    const isLast = this.blocks.length + 1 >= MOST_BLOCKS;
    if (isLast && !isEnd) {
      this.#space();
      return;
    }
    const text = normaliseArticleText(this.#pieces.join(''));
    this.asked.settle(this.#pieces, this.blocks.length, text !== '');
    this.#pieces = [];
    this.#blank = true;
    if (text === '') {
      return;
    }
    const { heading, kind } = this.#open.top;
    if (heading && !isLast && codePointLength(text) <= LONGEST_HEADING) {
      this.blocks.push({ kind: 'heading', level: heading.level, headingId: heading.id, text });
    } else {
      this.blocks.push({ kind: isLast ? 'paragraph' : kind, level: undefined, headingId: undefined, text });
    }
  }

  #switchTokenizer(name: string): void {
    this.#tellTokenizer();
    if (!this.tokenizer || this.#open.top.foreign) {
      return;
    }
    switch (name) {
      case 'title':
      case 'textarea':
        this.tokenizer.state = TokenizerMode.RCDATA;
        break;
      case 'style':
      case 'xmp':
      case 'iframe':
      case 'noembed':
      case 'noframes':
      case 'noscript':
        this.tokenizer.state = TokenizerMode.RAWTEXT;
        break;
      case 'script':
        this.tokenizer.state = TokenizerMode.SCRIPT_DATA;
        break;
      case 'plaintext':
        this.tokenizer.state = TokenizerMode.PLAINTEXT;
        break;
      default:
    }
  }

  /** CDATA sections exist in foreign content only. */
  #tellTokenizer(): void {
    if (this.tokenizer) {
      this.tokenizer.inForeignNode = this.#open.top.foreign;
    }
  }
}
