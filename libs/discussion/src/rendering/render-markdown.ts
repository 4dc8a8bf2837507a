import type { Token } from 'markdown-it';
import { TextNotAllowed } from '../discussion.errors.js';
import { htmlRules } from './html-rules.js';
import { createMarkdownParser, MAX_NESTING } from './markdown-parser.js';

/** Written beside every rendered text; raised whenever the same source would give other HTML, so that old ones can be found. */
export const RENDERER_VERSION = 1;

/** A link as a reader sees it: where it leads and the words it stands on. */
export interface CommentLink {
  readonly href: string;
  /** The host it leads to, in punycode; empty for `mailto:`. */
  readonly host: string;
  readonly text: string;
}

/** What one reading of a comment's source gives. */
export interface RenderedComment {
  /** HTML of about fifteen tags, safe to put into a page. */
  readonly html: string;
  /** What a reader sees of it, without markup; blocks end with a line break. */
  readonly text: string;
  readonly links: readonly CommentLink[];
}

const parser = createMarkdownParser();
Object.assign(parser.renderer.rules, htmlRules);

/**
 * Renders a comment's cleaned Markdown once, on write (reliability.md D13).
 * @throws {TextNotAllowed} when blocks are nested deeper than the parser reads; it would lose their text.
 */
export function renderMarkdown(source: string): RenderedComment {
  const tokens = parser.parse(source, {});
  if (tokens.some((token) => token.nesting === 1 && token.level >= MAX_NESTING - 1)) {
    throw new TextNotAllowed('Lists and quotes are nested too deep. Use fewer levels.');
  }
  return { html: parser.renderer.render(tokens, parser.options, {}), ...readerText(tokens) };
}

/** The text and the links of a comment in one reading, as screening asks for both. */
export function readComment(source: string): Pick<RenderedComment, 'text' | 'links'> {
  return readerText(parser.parse(source, {}));
}

/** The text of a comment without its markup, as screening and mail read it. */
export function plainText(source: string): string {
  return renderMarkdown(source).text;
}

/** The links of a comment in their order, as screening counts them. */
export function linksOf(source: string): readonly CommentLink[] {
  return renderMarkdown(source).links;
}

function readerText(tokens: readonly Token[]): Pick<RenderedComment, 'text' | 'links'> {
  const blocks: string[] = [];
  const links: CommentLink[] = [];
  for (const token of tokens) {
    if (token.type === 'inline') blocks.push(inlineText(token.children ?? [], links));
    else if (token.type === 'fence' || token.type === 'code_block') blocks.push(token.content.trimEnd());
  }
  return { text: blocks.join('\n'), links };
}

function inlineText(tokens: readonly Token[], links: CommentLink[]): string {
  let text = '';
  let open: { href: string; from: number } | undefined;
  for (const token of tokens) {
    if (token.type === 'link_open') open = { href: String(token.attrGet('href') ?? ''), from: text.length };
    else if (token.type === 'softbreak' || token.type === 'hardbreak') text += '\n';
    else text += token.content;
    if (token.type === 'link_close' && open !== undefined) {
      links.push({ href: open.href, host: new URL(open.href).host, text: text.slice(open.from) });
      open = undefined;
    }
  }
  return text;
}
