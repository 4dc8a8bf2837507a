import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_BLOCKS } from './block-collector.js';
import { codePointLength, sliceCodePoints } from './code-points.js';
import { parseArticle } from './parse-article.js';
import type { ParsedArticle } from './parsed-article.js';

const shape = (html: string): string[] =>
  parseArticle(html).blocks.map(({ kind, level, text }) => `${kind}${level ?? ''}:${text}`);

/** What must hold for every article whatever its HTML. */
function expectConsistent({ blocks, headings, text, textHash }: ParsedArticle): void {
  expect(text).toBe(blocks.map((block) => block.text).join('\n'));
  expect(textHash).toBe(createHash('sha256').update(text).digest('hex'));
  expect(headings).toEqual(blocks.filter(({ kind }) => kind === 'heading'));
  expect(text).not.toMatch(/\p{Surrogate}/u);
  let section = -1;
  blocks.forEach((block, index) => {
    section += block.kind === 'heading' ? 1 : 0;
    expect(block).toMatchObject({ ordinal: index, sectionOrdinal: section });
    expect(block.text).not.toBe('');
    expect(sliceCodePoints(text, block.start, block.end)).toBe(block.text);
    expect(block.end - block.start).toBe(codePointLength(block.text));
  });
}

/** Processor time of a run in milliseconds, which a busy machine stretches less than the clock. */
const cpuMilliseconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

describe('parseArticle', () => {
  it.each<[string, string, string[]]>([
    ['paragraphs', '<p>One</p><p>Two <b>bold <i>words</i></b></p>', ['paragraph:One', 'paragraph:Two bold words']],
    ['headings', '<h2 id=a>A</h2><p>x<h3>B</h3>y', ['heading2:A', 'paragraph:x', 'heading3:B', 'paragraph:y']],
    ['stray text', 'one<div>two</div>three', ['paragraph:one', 'paragraph:two', 'paragraph:three']],
    ['inline tags without spaces', '<p>f<b>o</b><wbr>o</p>', ['paragraph:foo']],
    ['br', '<p>one<br>two<br/>three</p>', ['paragraph:one two three']],
    ['hr', 'one<hr>two', ['paragraph:one', 'paragraph:two']],
    [
      'lists',
      '<ul><li>a<li><p>b</p><ul><li>c</ul>d</ul>',
      ['list-item:a', 'list-item:b', 'list-item:c', 'list-item:d'],
    ],
    ['definitions', '<dl><dt>t<dd>d<dt>u</dl>', ['list-item:t', 'list-item:d', 'list-item:u']],
    ['quotes', '<blockquote>a<p>b</p></blockquote>c', ['quote:a', 'quote:b', 'paragraph:c']],
    ['code', '<pre><code>let  x\n= 1</code></pre><p><code>y</code></p>', ['code:let x = 1', 'paragraph:y']],
    [
      'tables',
      '<table><caption>C</caption><tr><th>h<td>a<p>b<td>c</table>d',
      ['caption:C', 'table-cell:h', 'table-cell:a', 'table-cell:b', 'table-cell:c', 'paragraph:d'],
    ],
    ['figures', '<figure><img alt=no><figcaption>F</figcaption></figure>', ['caption:F']],
    ['entities', '<p>a &amp; b&nbsp;&eacute;&#x1F600; &lt;p&gt;</p>', ['paragraph:a & b é😀 <p>']],
    ['raw elements', '<p>a<script>"<p>x</p>"</script>b<style>p{}</style>c<!-- d --></p>', ['paragraph:abc']],
    ['whitespace in a script', '<p>a<script> 1 </script>b</p>', ['paragraph:ab']],
    ['templates', 'a<template><p>x</div></p></template>b<noscript><p>x</noscript><iframe>x</iframe>', ['paragraph:ab']],
    ['hidden', '<div hidden><p>x<p>y</div><p style="color:red; display : none">x</p>a', ['paragraph:a']],
    ['found by search', '<p hidden="until-found">a</p>', ['paragraph:a']],
    ['hidden inline', '<p>a<span hidden>x</span>b</p>', ['paragraph:ab']],
    ['hidden and left open', '<p hidden>x<p>a', ['paragraph:a']],
    ['dialogs', '<dialog>x</dialog><dialog open>a</dialog>', ['paragraph:a']],
    ['svg', '<p>a<svg><title>x</title><text>x</text><path/></svg>b</p>', ['paragraph:ab']],
    ['svg left open', 'a<svg><text>x<p>b</p>', ['paragraph:a', 'paragraph:b']],
    ['html inside svg', 'a<svg><foreignObject><p>x</p></foreignObject></svg>b', ['paragraph:ab']],
    ['math', '<p>so <math><mi>x</mi><mo>=</mo><mn>1</mn><annotation>n</annotation></math>.</p>', ['paragraph:so x=1.']],
    ['empty headings', '<h2> <br>&nbsp;</h2><h3><img></h3>a', ['paragraph:a']],
    ['a wrapped heading', '<h2><div>A</div> <div>B</div></h2>c', ['heading2:A B', 'paragraph:c']],
    ['a paragraph in a heading', '<h2><p>A</p></h2>b', ['heading2:A', 'paragraph:b']],
    ['a heading left open', '<h2>A<p>b</p>c', ['heading2:A', 'paragraph:b', 'paragraph:c']],
    ['headings left open', '<h2>A<h3>B<ul><li>c', ['heading2:A', 'heading3:B', 'list-item:c']],
    ['a heading closed as another', '<h2>A</h3>b', ['heading2:A', 'paragraph:b']],
    ['a link around a heading', '<a href=x><h2>A</h2>b</a>', ['heading2:A', 'paragraph:b']],
    ['broken nesting', '<b><p>one</b> more</p></div></li>two', ['paragraph:one more', 'paragraph:two']],
    ['an end tag alone', 'a</p>b</br>c</section>d', ['paragraph:a', 'paragraph:b cd']],
    ['a cell outside a table', '<div hidden><td>x</div>a', ['paragraph:a']],
    ['a whole page', '<!doctype html><html><head><title>x</title></head><body><p>a</body></html>', ['paragraph:a']],
    ['tags named like object members', '<constructor>a<valueOf>b</valueOf></constructor>', ['paragraph:ab']],
    ['NUL and controls', '<p>a\0b\x07c\x80&#0;</p>', ['paragraph:abc\ufffd']],
    ['nothing', '', []],
    ['only whitespace', ' <p> &nbsp; </p> ', []],
  ])('reads %s', (_name, html, expected) => {
    expect(shape(html)).toEqual(expected);
    expectConsistent(parseArticle(html));
  });

  it('takes prose under a heading left open for prose', () => {
    expect(shape(`<h2>${'word '.repeat(200)}`)).toEqual([`paragraph:${'word '.repeat(200).trim()}`]);
  });

  it.each([
    ['<h2 id="a b">x</h2>', 'a b'],
    ['<h2><a id="inner"></a>x</h2>', 'inner'],
    ['<h2 id="outer"><span id="inner">x</span></h2>', 'outer'],
    ['<h2 id="">x</h2>', undefined],
    ['<h2>x</h2><p id="p">y</p>', undefined],
    [`<h2 id="${'i'.repeat(256)}">x</h2>`, undefined],
  ])('%s has the heading id %s', (html, id) => {
    expect(parseArticle(html).headings.map(({ headingId }) => headingId)).toEqual([id]);
  });

  it.each([
    ['astral', '<p>a😀b</p><p>𝕏</p>', [0, 3, 4, 5]],
    ['combining', '<p>e\u0301x\u0302</p><p>y</p>', [0, 3, 4, 5]],
    ['right to left', '<p>שָׁלוֹם</p><p>عربي</p>', [0, 7, 8, 12]],
    ['Chinese', '<p>漢字𠮷</p><p>か\u3099</p>', [0, 3, 4, 5]],
  ])('counts %s text in code points', (_name, html, offsets) => {
    expect(parseArticle(html).blocks.flatMap(({ start, end }) => [start, end])).toEqual(offsets);
  });

  it('never throws and stays consistent, whatever it is given', () => {
    const names = [
      'p',
      'div',
      'h1',
      'h2',
      'b',
      'li',
      'ul',
      'table',
      'tr',
      'td',
      'caption',
      'svg',
      'math',
      'mi',
      'br',
      'pre',
    ];
    const raw = ['script', 'template', 'title', 'select', 'textarea', 'dialog', 'foreignObject', 'plaintext'];
    const tag = fc.tuple(
      fc.constantFrom('<', '</'),
      fc.constantFrom(...names, ...raw),
      fc.constantFrom('>', '/>', ' hidden>', ' id=x>'),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(' ', '\0', '😀', 'e\u0301', 'مرحبا', '&amp;', '<!--', '-->', '<![CDATA[', ']]>'),
    );
    const html = fc.array(fc.oneof({ weight: 3, arbitrary: tag.map((parts) => parts.join('')) }, text), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          html.map((parts) => parts.join('')),
          fc.string({ unit: 'binary', maxLength: 300 }),
        ),
        (input) => {
          expectConsistent(parseArticle(input));
        },
      ),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expectConsistent(parseArticle(Buffer.from(bytes).toString('utf8')));
        expectConsistent(parseArticle(Buffer.from(bytes).toString('utf16le')));
      }),
    );
  });

  it.each([
    ['<div>', 'start\ninside'],
    ['<b>', 'startinside'],
    ['<a>', 'startinside'],
    ['<math><mi>', 'startinside'],
    ['<ul><li>', 'start\ninside'],
    ['<table>', 'start\ninside'],
    ['<table><tr><td>', 'start\ninside'],
    ['<dl><dd>', 'start\ninside'],
    ['<h2>', 'start\ninside'],
    ['<svg>', 'start'],
    ['<template>', 'start'],
  ])('reads 100,000 nested %s without a deep stack', (tags, text) => {
    expect(parseArticle(`start${tags.repeat(100_000)}inside`).text).toBe(text);
  });

  it.each<[string, string, number]>([
    ['formatting that a tree would multiply', '<p><b a=1>x', 5],
    ['unclosed paragraphs', '<p>a', 5],
    ['headings', '<h2>a', 5],
    ['tables', '<table>x', 5],
    ['combining marks', '\u0316\u0301', 5],
    ['end tags without start', '<span></x>', 1],
    ['end tags of paragraphs in divs', '<div></p>', 1],
    ['comments left open', '<!--', 1],
    ['ampersands', '&', 1],
    ['attributes', '<a ', 1],
    ['lone surrogates', '\ud800', 1],
    ['letters', '\u0436', 1],
    ['spaces', ' \u00a0', 1],
    ['controls', '\x07', 1],
  ])(
    'reads a body of %s within seconds',
    (_name, piece, millions) => {
      const html = piece.repeat((millions * 1_000_000) / piece.length);
      let parsed = parseArticle('');
      const spent = cpuMilliseconds(() => {
        parsed = parseArticle(html);
      });
      expect(spent).toBeLessThan(8_000);
      expect(parsed.text.length).toBeLessThanOrEqual(html.length);
      expect(parsed.blocks.length).toBeLessThanOrEqual(MOST_BLOCKS);
    },
    60_000,
  );

  it('keeps the text beyond the last block as one paragraph', () => {
    const parsed = parseArticle(`${'<p>a</p>'.repeat(MOST_BLOCKS - 1)}<h2>b</h2><ul><li>c<li>d</ul>`);
    expect(parsed.blocks).toHaveLength(MOST_BLOCKS);
    expect(parsed.blocks.at(-1)).toMatchObject({ kind: 'paragraph', text: 'b c d', sectionOrdinal: -1 });
    expect(parsed.headings).toEqual([]);
  });
});
