import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate } from './locate.js';
import { squash } from './squash.js';

const ALL = { start: 0, end: Number.MAX_SAFE_INTEGER };
const at = (article: string, exact: string, around: { prefix?: string; suffix?: string } = {}, within = ALL) => {
  const text = squash(article);
  const span = locate(text, { exact, ...around }, { ...within, end: Math.min(within.end, text.length) });
  return span === undefined ? undefined : text.slice(span.start, span.end);
};

describe(locate, () => {
  it.each([
    ['to the letter', 'The wind will be back.', 'wind will', 'windwill'],
    ['over a break between blocks', 'The first.\nThe second.', 'first. The second', 'first.Thesecond'],
    ['with other quotation marks and dashes', 'She said “no” — twice.', 'said "no" - twice', 'said"no"-twice'],
    ['with an ellipsis for three dots', 'And then…', 'then...', 'then...'],
    ['composed where the page is decomposed', 'Cafe\u0301 au lait', 'Café au', 'Cafe\u0301au'],
    ['in a script without spaces', '渡輪中午停航。沒有人知道。', '沒有人', '沒有人'],
    ['with what cannot be seen in it', 'co\u00adope\u200bration', 'cooperation', 'cooperation'],
  ])('finds a passage %s', (_case, article, exact, found) => {
    expect(at(article, exact)).toBe(found);
  });

  it.each([
    ['that is not there', 'The wind.', 'The rain.'],
    ['of nothing', 'The wind.', ' \u200b '],
    ['that is there twice, with nothing to tell the places apart', 'No. No.', 'No.'],
  ])('finds none for a passage %s', (_case, article, exact) => {
    expect(at(article, exact)).toBeUndefined();
  });

  it('tells like passages apart by what stands around them', () => {
    const article = 'One ferry left. Two ferry stayed.';
    const text = squash(article);
    expect(locate(text, { exact: 'ferry', prefix: 'Two ' }, { start: 0, end: text.length })).toEqual({
      start: text.lastIndexOf('ferry'),
      end: text.lastIndexOf('ferry') + 5,
    });
    expect(locate(text, { exact: 'ferry', suffix: ' left' }, { start: 0, end: text.length })?.start).toBe(3);
  });

  it('looks in its section first, and elsewhere when it is not there', () => {
    const text = 'windrainwind';
    expect(locate(text, { exact: 'wind' }, { start: 4, end: 12 })?.start).toBe(8);
    expect(locate(text, { exact: 'rain' }, { start: 8, end: 12 })?.start).toBe(4);
  });

  it('finds every passage of every text in its place, by its surroundings', () => {
    const words = fc.array(fc.constantFrom('wind', 'ramp', '“ferry”', 'it’s', 'café', '風', '…', '—'), {
      minLength: 3,
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (list, first, count) => {
        const from = first % list.length;
        const to = from + 1 + (count % (list.length - from));
        const exact = list.slice(from, to).join(' ');
        const text = squash(list.join(' '));
        const before = squash(list.slice(0, from).join(' '));
        const quote = { exact, prefix: list.slice(0, from).join(' '), suffix: list.slice(to).join(' ') };
        const span = locate(text, quote, { start: 0, end: text.length });
        expect(span).toEqual({ start: before.length, end: before.length + squash(exact).length });
      }),
    );
  });
});
