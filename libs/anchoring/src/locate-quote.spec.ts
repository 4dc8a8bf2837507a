import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceCodePoints } from './code-points.js';
import { locateQuote } from './locate-quote.js';
import { normaliseArticleText } from './normalise-article-text.js';
import { parseArticle } from './parse-article.js';
import type { QuotableArticle, QuoteAnchor, QuoteMatch } from './quote.js';

/** An article whose sections are s0, s1 and whose blocks are b0, b1. */
const articleOf = (html: string): QuotableArticle => {
  const { text, blocks } = parseArticle(html);
  return {
    text,
    blocks: blocks.map(({ ordinal, sectionOrdinal, start, end }) => ({
      id: `b${ordinal}`,
      sectionId: sectionOrdinal < 0 ? null : `s${sectionOrdinal}`,
      start,
      end,
    })),
  };
};

const anchorOf = (match: QuoteMatch): QuoteAnchor => {
  if (match.kind !== 'found') {
    throw new Error(`expected a passage, got ${JSON.stringify(match)}`);
  }
  return match.anchor;
};

const article = articleOf(`
  <p>The mayor said “we won’t wait” — and left… The café closed.</p>
  <h2>Flood</h2><p>The bridge is gone. A new bridge costs money.</p><p>The ferry helps: 😀 𝕏 漢字.</p>
  <h2>Vote</h2><p>They want a bridge by spring. The ferry helps nobody.</p><ul><li>שָׁלוֹם עולם<li>co\u00adoperation x\u0302y</ul>`);

/** Processor time of a run in milliseconds, which a busy machine stretches less than the clock. */
const cpuMilliseconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

describe('locateQuote', () => {
  it.each<[string, string, Partial<QuoteAnchor>]>([
    ['a sentence', 'The bridge is gone.', { blockId: 'b2', sectionId: 's0', matches: 1 }],
    ['before the first heading', 'The mayor', { blockId: 'b0', sectionId: null, start: 0, end: 9, prefix: '' }],
    ['other whitespace', '  The\n bridge\u00a0is\tgone. ', { exact: 'The bridge is gone.' }],
    ['another Unicode form', 'The cafe\u0301 closed', { exact: 'The café closed' }],
    ['typewriter quotation marks', `"we won't wait"`, { exact: '“we won’t wait”', blockId: 'b0' }],
    ['a typewriter dash and dots', 'wait” - and left...', { exact: 'wait” — and left…' }],
    ['a soft hyphen', 'cooperation', { exact: 'co\u00adoperation', blockId: 'b7' }],
    ['a heading', 'Flood', { blockId: 'b1', sectionId: 's0' }],
    [
      'two blocks of a section',
      'costs money. The ferry',
      { exact: 'costs money.\nThe ferry', blockId: 'b2', sectionId: 's0' },
    ],
    ['heading and body', 'Vote They want', { exact: 'Vote\nThey want', blockId: 'b4', sectionId: 's1' }],
    ['astral characters', '😀 𝕏', { exact: '😀 𝕏', start: 129, end: 132 }],
    ['Chinese', '漢字', { exact: '漢字', start: 133, end: 135 }],
    ['right to left', 'עולם', { exact: 'עולם', blockId: 'b6' }],
    ['the last words', 'x\u0302y', { exact: 'x\u0302y', suffix: '' }],
  ])('finds %s', (_name, exact, expected) => {
    const anchor = anchorOf(locateQuote(article, { exact }));
    expect(anchor).toMatchObject(expected);
    expect(sliceCodePoints(article.text, anchor.start, anchor.end)).toBe(anchor.exact);
  });

  it('keeps 32 code points of context on each side', () => {
    const around = articleOf(`<p>${'😀'.repeat(40)}middle${'𝕏'.repeat(40)}</p>`);
    expect(anchorOf(locateQuote(around, { exact: 'middle' }))).toEqual({
      exact: 'middle',
      prefix: '😀'.repeat(32),
      suffix: '𝕏'.repeat(32),
      start: 40,
      end: 46,
      blockId: 'b0',
      sectionId: null,
      matches: 1,
    });
  });

  it.each<[string, { prefix?: string; suffix?: string }, { sectionId?: string }, Partial<QuoteAnchor>]>([
    ['the first without context', {}, {}, { blockId: 'b2', matches: 3 }],
    ['by prefix', { prefix: 'A new ' }, {}, { prefix: expect.stringMatching(/A new $/) as string, matches: 3 }],
    ['by prefix without its space', { prefix: 'They want a' }, {}, { blockId: 'b5' }],
    ['by suffix', { suffix: ' by spring' }, {}, { blockId: 'b5' }],
    ['by section', {}, { sectionId: 's1' }, { blockId: 'b5', matches: 1 }],
    ['by prefix in a section', { prefix: 'They want a' }, { sectionId: 's0' }, { sectionId: 's0', matches: 2 }],
    ['the first when the context agrees nowhere', { prefix: 'zzz', suffix: 'qqq' }, {}, { blockId: 'b2' }],
  ])('chooses %s', (_name, context, options, expected) => {
    expect(anchorOf(locateQuote(article, { exact: 'bridge', ...context }, options))).toMatchObject(expected);
  });

  it('prefers wording as it stands to folded wording, but stays in the section asked for', () => {
    const both = articleOf("<h2>A</h2><p>it’s cold</p><h2>B</h2><p>it's cold</p>");
    expect(anchorOf(locateQuote(both, { exact: "it's cold" })).blockId).toBe('b3');
    expect(anchorOf(locateQuote(both, { exact: "it's cold" }, { sectionId: 's0' })).exact).toBe('it’s cold');
  });

  it.each<[string, string, { sectionId?: string }, QuoteMatch]>([
    ['nothing', '', {}, { kind: 'refused', reason: 'empty' }],
    ['only what carries no text', ' \n\0\u00a0', {}, { kind: 'refused', reason: 'empty' }],
    ['too much', 'x'.repeat(2_001), {}, { kind: 'refused', reason: 'too-long' }],
    ['10,000 characters', 'word '.repeat(2_000), {}, { kind: 'refused', reason: 'too-long' }],
    ['text of another section', 'The bridge is gone', { sectionId: 's1' }, { kind: 'elsewhere', sectionId: 's0' }],
    ['text before all sections', 'The mayor', { sectionId: 's1' }, { kind: 'elsewhere', sectionId: null }],
    ['folded text of another section', "won't wait", { sectionId: 's1' }, { kind: 'elsewhere', sectionId: null }],
    ['unrelated text', 'Quantum chromodynamics explains hadrons', {}, { kind: 'absent' }],
    ['no words', '§§§', {}, { kind: 'absent' }],
    [
      'only a soft hyphen',
      '\u00ad',
      {},
      { kind: 'found', anchor: expect.objectContaining({ exact: '\u00ad' }) as QuoteAnchor },
    ],
    ['a mark without its letter', '\u0302', {}, { kind: 'absent' }],
    ['an edited sentence', 'The bridge was gone', {}, { kind: 'absent', closest: 'The bridge is gone' }],
    ['another case', 'the FERRY helps nobody', {}, { kind: 'absent', closest: 'The ferry helps nobody' }],
    ['text over two sections', '漢字. Vote They want', {}, { kind: 'absent', closest: 'Vote' }],
  ])('answers %s', (_name, exact, options, expected) => {
    expect(locateQuote(article, { exact }, options)).toEqual(expected);
  });

  it('does not part a letter from its mark', () => {
    const marked = articleOf('<p>x\u0302 x</p>');
    expect(anchorOf(locateQuote(marked, { exact: 'x' }))).toMatchObject({ start: 3, matches: 1 });
    expect(anchorOf(locateQuote(marked, { exact: 'x\u0302' }))).toMatchObject({ start: 0, end: 2 });
  });

  it('accepts a quote of exactly 2,000 code points', () => {
    const long = articleOf(`<p>${'😀'.repeat(2_500)}</p>`);
    expect(anchorOf(locateQuote(long, { exact: '😀'.repeat(2_000) })).end).toBe(2_000);
  });

  it('shows at most 200 code points, cut between words, out of one block', () => {
    const sentence = 'the quick brown fox jumps over the lazy dog near the river bank ';
    const long = articleOf(`<p>${sentence.repeat(10)}</p><p>other words entirely</p>`);
    const match = locateQuote(long, { exact: `${sentence.repeat(6)} absent` });
    const closest = match.kind === 'absent' ? (match.closest ?? '') : '';
    expect(closest.length).toBeGreaterThan(150);
    expect(closest.length).toBeLessThanOrEqual(200);
    expect(long.text).toContain(`${closest} `);
  });

  const content = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom('漢字', 'שָׁלוֹם', 'مرحبا بالعالم', '😀👩‍👩‍👧', 'e\u0301x\u0302', 'a…b “c” – d'),
  );
  const html = fc
    .array(fc.tuple(fc.constantFrom('p', 'p', 'li', 'h2'), content), { minLength: 1, maxLength: 10 })
    .map((items) => items.map(([tag, text]) => `<${tag}>${text.replaceAll(/[<&]/g, '')}</${tag}>`).join(''));

  it('finds every passage that stops at whole letters, in place when told its surroundings', () => {
    fc.assert(
      fc.property(html, fc.nat(), fc.nat(), fc.nat(30), (input, which, from, length) => {
        const any = articleOf(input);
        const block = any.blocks[which % Math.max(1, any.blocks.length)];
        fc.pre(block !== undefined);
        const letters = [...new Intl.Segmenter('en').segment(sliceCodePoints(any.text, block.start, block.end))].map(
          ({ segment }) => segment,
        );
        const exact = letters.slice(from % letters.length, (from % letters.length) + length + 1).join('');
        fc.pre(normaliseArticleText(exact) !== '' && !/^\p{M}/u.test(exact.trim()));
        const anchor = anchorOf(locateQuote(any, { exact }));
        expect(sliceCodePoints(any.text, anchor.start, anchor.end)).toBe(anchor.exact);
        expect(anchor.exact.replaceAll('\n', ' ')).toBe(normaliseArticleText(exact));
        expect(any.text).toContain(anchor.prefix + anchor.exact + anchor.suffix);
        const again = anchorOf(locateQuote(any, anchor));
        expect(again.exact).toBe(anchor.exact);
        const holder = any.blocks.find(({ id }) => id === anchor.blockId);
        expect(holder).toMatchObject({ sectionId: anchor.sectionId });
        expect((holder?.start ?? Infinity) <= anchor.start && anchor.start < (holder?.end ?? 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and every closest passage is one', () => {
    fc.assert(
      fc.property(
        html,
        fc.string({ unit: 'binary' }),
        fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
        (input, exact, prefix) => {
          const any = articleOf(input);
          const match = locateQuote(any, { exact, prefix, suffix: prefix }, {});
          if (match.kind === 'absent' && match.closest !== undefined) {
            expect(any.text).toContain(match.closest);
          }
        },
      ),
    );
  });

  describe('in an article of 200,000 characters', () => {
    const names = Array.from({ length: 3_000 }, (_value, at) => `word${(at * 7919) % 3_000}`);
    const long = articleOf(
      Array.from(
        { length: 420 },
        (_value, at) => `<h2>Part ${at}</h2><p>It’s ${names.slice(at, at + 55).join(' ')}.</p>`,
      ).join(''),
    );
    const best = (run: () => void): number => Math.min(...Array.from({ length: 11 }, () => cpuMilliseconds(run)));

    it.each([
      ['near the end', names.slice(419, 425).join(' '), 20],
      ['everywhere', 'word', 40],
      ['folded', `It's ${names[400]}`, 20],
      ['absent but close', names.slice(300, 330).toSpliced(15, 1).join(' '), 60],
      ['absent', 'nothing of the kind', 60],
    ])('answers for a quote %s quickly', (_name, exact, milliseconds) => {
      expect(long.text.length).toBeGreaterThan(180_000);
      expect(best(() => locateQuote(long, { exact, prefix: 'w', suffix: 'o' }))).toBeLessThan(milliseconds);
    });
  });
});
