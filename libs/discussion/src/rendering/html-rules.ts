import type { RendererRule } from 'markdown-it';

/** Links of strangers: no endorsement, no referrer, a tab of their own (reliability.md D14). */
const LINK_ATTRIBUTES = 'rel="ugc nofollow noopener noreferrer" target="_blank"';

/** A paragraph inside a tight list is not shown as one. */
const paragraph =
  (html: string): RendererRule =>
  (tokens, index) =>
    tokens[index]?.hidden === true ? '' : html;

const constant =
  (html: string): RendererRule =>
  () =>
    html;

const codeBlock: RendererRule = (tokens, index) =>
  `<pre dir="auto"><code>${escapeText(tokens[index]?.content ?? '')}</code></pre>\n`;

const orderedList: RendererRule = (tokens, index) => {
  const start = Number(tokens[index]?.attrGet('start') ?? 1);
  return start === 1 ? '<ol dir="auto">\n' : `<ol dir="auto" start="${start}">\n`;
};

/**
 * Every token a comment can hold and the HTML it becomes: fifteen tags, and no attribute but dir, start, href, rel and target. A
 * token without a rule would fall to the library's renderer, so the whole list stands here. Headings become strong paragraphs: a
 * comment has no outline of its own in the page.
 */
export const htmlRules: Readonly<Record<string, RendererRule>> = {
  paragraph_open: paragraph('<p dir="auto">'),
  paragraph_close: (tokens, index) =>
    tokens[index]?.hidden === true ? (tokens[index + 1]?.type === 'list_item_close' ? '' : '\n') : '</p>\n',
  heading_open: constant('<p dir="auto"><strong>'),
  heading_close: constant('</strong></p>\n'),
  blockquote_open: constant('<blockquote dir="auto">\n'),
  blockquote_close: constant('</blockquote>\n'),
  bullet_list_open: constant('<ul dir="auto">\n'),
  bullet_list_close: constant('</ul>\n'),
  ordered_list_open: orderedList,
  ordered_list_close: constant('</ol>\n'),
  list_item_open: constant('<li dir="auto">'),
  list_item_close: constant('</li>\n'),
  hr: constant('<hr>\n'),
  fence: codeBlock,
  code_block: codeBlock,
  code_inline: (tokens, index) => `<code>${escapeText(tokens[index]?.content ?? '')}</code>`,
  em_open: constant('<em>'),
  em_close: constant('</em>'),
  strong_open: constant('<strong>'),
  strong_close: constant('</strong>'),
  s_open: constant('<del>'),
  s_close: constant('</del>'),
  link_open: (tokens, index) =>
    `<a href="${escapeAttribute(String(tokens[index]?.attrGet('href') ?? ''))}" ${LINK_ATTRIBUTES}>`,
  link_close: constant('</a>'),
  softbreak: constant('<br>\n'),
  hardbreak: constant('<br>\n'),
  text: (tokens, index) => escapeText(tokens[index]?.content ?? ''),
  text_special: (tokens, index) => escapeText(tokens[index]?.content ?? ''),
};

const TEXT_ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\u00a0': '&nbsp;' };

/** Text as the HTML standard serialises it, so that what is stored is what a browser reads back. */
function escapeText(text: string): string {
  return text.replace(/[&<>\u00a0]/g, (character) => TEXT_ESCAPES[character] ?? character);
}

function escapeAttribute(text: string): string {
  return escapeText(text).replace(/"/g, '&quot;');
}
