import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_PROMPT, MOST_ASKS } from './asked-passages.js';
import { sliceCodePoints } from './code-points.js';
import { LONGEST_QUOTE, locateQuote } from './locate-quote.js';
import { normaliseArticleText } from './normalise-article-text.js';
import { parseArticle } from './parse-article.js';

const asked = (html: string): string[] =>
  parseArticle(html).asks.map(({ prompt, quote }) => `${prompt} ${quote.exact}`);
const long = 'word '.repeat(LONGEST_QUOTE / 5 + 1);

describe('questions in the HTML', () => {
  it.each<[string, string, string[]]>([
    ['a span', '<p>One <span data-ask="Why?">two three</span> four</p>', ['Why? two three']],
    ['spaces at its edges', '<p>One<span data-ask="Why?"> two\n three </span>four</p>', ['Why? two three']],
    ['markup in it', '<p><span data-ask=Why?>t<b>w</b>o <i>three</i></span></p>', ['Why? two three']],
    ['a paragraph', '<p>One</p><p data-ask="Why?">Two</p><p>Three</p>', ['Why? Two']],
    ['several paragraphs', '<div data-ask="Why?"><p>One</p><p>Two</p></div>Three', ['Why? One\nTwo']],
    ['a paragraph that nothing closes', '<p data-ask="Why?">One<p>Two', ['Why? One']],
    ['a span that nothing closes', '<p>One <span data-ask="Why?">two<p>three', ['Why? two']],
    ['a heading', '<h2 data-ask="Why?">One</h2><p>Two', ['Why? One']],
    ['one in another', '<p data-ask="A?">x <b data-ask="B?">y</b> z</p>', ['A? x y z', 'B? y']],
    ['a prompt with spaces and entities', '<p data-ask=" a \n&amp;  b? ">x</p>', ['a & b? x']],
    ['no prompt', '<p data-ask>x</p><p data-ask=" ">y</p>', []],
    ['a prompt that is too long', `<p data-ask="${'x'.repeat(LONGEST_PROMPT + 1)}">x</p>`, []],
    ['no text', '<p>x<span data-ask="Why?"> </span>y<img data-ask="Why?"></p>', []],
    ['hidden text', '<p>x<span hidden data-ask="Why?">y</span><template><b data-ask="Why?">z</b></template></p>', []],
    ['more than can be quoted', `<p data-ask="Why?">${long}</p>`, []],
    ['far too many', '<p data-ask=a>x</p>'.repeat(MOST_ASKS + 9), Array.from({ length: MOST_ASKS }, () => 'a x')],
    ['a script that looks like one', '<script>"<p data-ask=a>x</p>"</script><p>y', []],
  ])('are read from %s', (_case, html, expected) => {
    expect(asked(html)).toEqual(expected);
  });

  it('say what stands around them, and where of several like places they stand', () => {
    const parsed = parseArticle('<p>same</p><p>same</p><p data-ask="Why?">same</p><p>same</p>');
    const blocks = parsed.blocks.map(({ start, end, ordinal }) => ({
      id: String(ordinal),
      sectionId: null,
      start,
      end,
    }));
    const [ask] = parsed.asks;
    expect(ask?.quote).toEqual({ exact: 'same', prefix: 'same\nsame\n', suffix: '\nsame', near: 10 });
    const found = locateQuote({ text: parsed.text, blocks }, { exact: 'same', near: 10 });
    expect(found).toMatchObject({ kind: 'found', anchor: { blockId: '2' } });
  });

  it('hold what their element holds, and change nothing of the text', () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      'e\u0301',
      '😀',
      ' ',
      '\n',
      '<b>a </b>',
      '&nbsp;',
      'مرحبا',
      '字',
      '<i hidden>x</i>',
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, text, (before, inside, after) => {
        const parsed = parseArticle(`<p>${before}|<u data-ask="Q?">${inside}</u>|${after}</p>`);
        expect(parsed.text).toBe(parseArticle(`<p>${before}|<u>${inside}</u>|${after}</p>`).text);
        const [, words = ''] = parseArticle(`<p>|${inside}|</p>`).text.split('|');
        const expected = normaliseArticleText(words);
        expect(parsed.asks.map(({ quote }) => quote.exact)).toEqual(expected === '' ? [] : [expected]);
        for (const { quote } of parsed.asks) {
          expect(sliceCodePoints(parsed.text, quote.near, quote.near + Array.from(quote.exact).length)).toBe(
            quote.exact,
          );
        }
      }),
    );
  });
});
