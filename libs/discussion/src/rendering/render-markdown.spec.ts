import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '#kernel';
import { TextNotAllowed } from '../discussion.errors.js';
import { disallowedNodes, reparsed } from './html-check.js';
import { linksOf, plainText, renderMarkdown } from './render-markdown.js';

const render = (source: string): string => renderMarkdown(source).html;

describe(renderMarkdown, () => {
  it.each([
    ['one\ntwo', '<p dir="auto">one<br>\ntwo</p>\n'],
    ['**bold** *em* ~~gone~~', '<p dir="auto"><strong>bold</strong> <em>em</em> <del>gone</del></p>\n'],
    ['# Title', '<p dir="auto"><strong>Title</strong></p>\n'],
    ['`a < b`', '<p dir="auto"><code>a &lt; b</code></p>\n'],
    ['```js\nx && y\n```', '<pre dir="auto"><code>x &amp;&amp; y\n</code></pre>\n'],
    ['> said', '<blockquote dir="auto">\n<p dir="auto">said</p>\n</blockquote>\n'],
    ['- a\n- b', '<ul dir="auto">\n<li dir="auto">a</li>\n<li dir="auto">b</li>\n</ul>\n'],
    ['3. a', '<ol dir="auto" start="3">\n<li dir="auto">a</li>\n</ol>\n'],
    ['a\n\n---', '<p dir="auto">a</p>\n<hr>\n'],
    ['<b>x</b> & "y"', '<p dir="auto">&lt;b&gt;x&lt;/b&gt; &amp; "y"</p>\n'],
    ['&#x202e; &lt;b&gt; &copy;', '<p dir="auto">&amp;#x202e; &amp;lt;b&amp;gt; &amp;copy;</p>\n'],
    ['[nowhere]()', '<p dir="auto">nowhere</p>\n'],
    [
      '![cat](https://example.org/c.png)',
      /^<p dir="auto">!<a href="https:\/\/example.org\/c.png" [^>]*>cat<\/a><\/p>\n$/,
    ],
    [
      '[t](https://example.org/?a=1&b="2")',
      '<p dir="auto"><a href="https://example.org/?a=1&amp;b=%222%22" rel="ugc nofollow noopener noreferrer" target="_blank">t</a></p>\n',
    ],
  ])('renders %j', (source, expected) => {
    if (typeof expected === 'string') expect(render(source)).toBe(expected);
    else expect(render(source)).toMatch(expected);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'data:image/png;base64,AAAA',
    'vbscript:x',
    'blob:https://example.org/1',
    'intent://x',
    'ms-officecmd:x',
    'ftp://example.org',
    'tel:112',
    'about:blank',
    'view-source:https://example.org',
    'file:///etc/passwd',
    '//evil.example',
    '/path',
    'path',
    '#fragment',
    'https:evil.example',
    'https:/evil.example',
    'https:\\\\evil.example',
    'https://user:pass@evil.example',
    'https://user@evil.example',
    'mailto:a@b.example?bcc=c@d.example',
    '&#106;avascript:alert(1)',
    'java&#10;script:alert(1)',
  ])('makes no link of %s', (address) => {
    for (const source of [`[text](${address})`, `[text](<${address}>)`, `<${address}>`]) {
      const words = linksOf(source).map((link) => link.text);
      expect(words).not.toContain('text');
      expect(words).not.toContain(address);
      expect(disallowedNodes(render(source))).toEqual([]);
    }
  });

  it('makes links of full addresses only', () => {
    expect(linksOf('see https://example.org/a, www.example.org, example.org, a@example.org')).toEqual([
      { href: 'https://example.org/a', host: 'example.org', text: 'https://example.org/a' },
    ]);
  });

  it('shows the punycode host of an address that mixes scripts', () => {
    expect(linksOf('https://аpple.com/')).toEqual([
      { href: 'https://xn--pple-43d.com/', host: 'xn--pple-43d.com', text: 'https://xn--pple-43d.com/' },
    ]);
  });

  it('tells the words of a link from where it leads', () => {
    expect(linksOf('[https://good.example](https://evil.example)')).toEqual([
      { href: 'https://evil.example/', host: 'evil.example', text: 'https://good.example' },
    ]);
  });

  it('gives the text that a reader sees', () => {
    expect(plainText('# A *title*\n\n> q [l](https://example.org)\n\n```\ncode\n```\n- `x` & y')).toBe(
      'A title\nq l\ncode\nx & y',
    );
  });

  it('refuses nesting that it would drop', () => {
    const deep = Array.from({ length: 12 }, (_, level) => `${'  '.repeat(level)}- level ${level}`).join('\n');
    expect(() => render(deep)).toThrow(TextNotAllowed);
    const fine = Array.from({ length: 8 }, (_, level) => `${'  '.repeat(level)}- level ${level}`).join('\n');
    expect(render(fine)).toContain('level 7');
  });
});

const pieces = fc.constantFrom(
  ...[
    '<',
    '>',
    '"',
    "'",
    '&',
    '`',
    '*',
    '_',
    '~',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '-',
    '\n',
    ' ',
    '\\',
    '|',
    '://',
    '=',
    ':',
  ],
  ...['<script>', '</p>', '<img src=x onerror=alert(1)>', '<!--', ']]>', '<svg/onload=', '&lt;', '&#x3c;', '&NewLine;'],
  ...[
    'javascript:',
    'data:text/html,',
    'https://',
    'mailto:',
    'a@b.example',
    '](',
    '](<',
    '```',
    '> ',
    '- ',
    '1. ',
    '\u00a0',
    '\t',
  ],
);
const hostile = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8, unit: 'grapheme' })), { maxLength: 40 });

describe('what a browser reads of a comment', () => {
  it('holds allowed nodes only and stays the same when read and written again', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const html = render(cleanText(parts.join(''), { multiline: true }));
        expect(disallowedNodes(html)).toEqual([]);
        expect(reparsed(html)).toBe(html);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps its text within the text of the source', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,10}( [a-z]{1,10}){0,8}$/), (words) => {
        expect(plainText(words)).toBe(words);
      }),
    );
  });
});

const folder = new URL('../../../../../shared/data/vectors/', import.meta.url);
const wrappings: ((vector: string) => string)[] = [
  (v) => v,
  (v) => `[text](${v})`,
  (v) => `[${v}](https://example.org)`,
  (v) => `> ${v}`,
  (v) => `**${v}**`,
  (v) => `\`\`\`${v}\n${v}\n\`\`\``,
  (v) => `- <${v}>`,
];

describe('the published attack files', () => {
  const files = ['xss/owasp_vectors.json', 'xss/payloadbox_half.json', 'blns/blns.json'];
  it.each(files)('%s leaves no disallowed node', (file) => {
    const path = new URL(file, folder);
    if (!existsSync(path)) {
      console.info(`skipped: ${file} is not on this machine`);
      return;
    }
    const vectors = stringsIn(JSON.parse(readFileSync(path, 'utf8')));
    expect(vectors.length).toBeGreaterThan(50);
    const found = vectors.flatMap((vector) =>
      wrappings.flatMap((wrap) => {
        const html = render(cleanText(wrap(vector), { multiline: true }));
        return [...disallowedNodes(html), ...(reparsed(html) === html ? [] : [`unstable: ${html}`])];
      }),
    );
    expect(found).toEqual([]);
  });
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
