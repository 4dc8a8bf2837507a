import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointLength, sliceCodePoints } from '../code-points.js';
import { alignRevisions } from './align-revisions.js';
import { passageCandidates, passageLikeness, sectionCandidates } from './candidates.js';
import { readPassage } from './read-passage.js';
import { someRevision } from './some-revision.fixture.js';

const BREAD = 'The bakery sent bread over the ice on sledges, as it had done in 1963.';
const CAKE = 'A bakery on the mainland sent cake over the ice on skates, as nobody had done before.';
const WIND = 'The wind turned east on Monday, and by Thursday the ferries stayed in port.';

const before = someRevision(['s1/a', WIND], ['s2/b', BREAD]);
const all = { start: codePointLength(WIND) + 1, end: codePointLength(WIND) + 1 + codePointLength(BREAD) };

describe(passageCandidates, () => {
  it('finds what is most like a passage that is gone, best first, each in one section', () => {
    const after = someRevision(
      ['s1/a', WIND],
      ['s3/c', CAKE],
      ['s3/d', 'Bread was sent over the ice on sledges, too.'],
    );
    const found = passageCandidates(alignRevisions(before, after), all, 3);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(({ sectionId }) => new Set(['s3', 's1']).has(sectionId ?? ''))).not.toContain(false);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((one, two) => two - one));
    for (const [at, one] of found.entries()) {
      for (const other of found.slice(at + 1)) expect(one.end <= other.start || other.end <= one.start).toBe(true);
    }
  });

  it('offers a look-alike that stood there before, which placing never takes', () => {
    const twice = someRevision(['s1/a', WIND], ['s2/b', BREAD], ['s2/c', BREAD.replace('1963', '1964')]);
    const left = someRevision(['s1/a', WIND], ['s2/c', BREAD.replace('1963', '1964')]);
    const [best] = passageCandidates(alignRevisions(twice, left), all, 3);
    expect(best?.score).toBeGreaterThan(0.9);
  });

  it('has nothing where no word is left, and for a passage without a word', () => {
    const gone = alignRevisions(before, someRevision(['s1/z', 'Quarks carry colour charge.']));
    expect(passageCandidates(gone, all, 3)).toEqual([]);
    expect(passageCandidates(gone, { start: 5, end: 5 }, 3)).toEqual([]);
  });
});

describe(passageLikeness, () => {
  const after = someRevision(['s1/a', WIND], ['s2/b', BREAD.replace('bread', 'warm bread')], ['s2/z', 'Quarks.']);
  const alignment = alignRevisions(before, after);
  const within = (text: string) => {
    const start = codePointLength(after.text.slice(0, after.text.indexOf(text)));
    return { start, end: start + codePointLength(text) };
  };

  it.each([
    ['the same words', WIND, 0, 0.3],
    ['the passage with a word more', BREAD.replace('bread', 'warm bread'), 0.85, 0.99],
    ['another word alone', 'Quarks', 0, 0],
  ])('is told of %s', (_what, text, least, most) => {
    const score = passageLikeness(alignment, all, within(text));
    expect(score).toBeGreaterThanOrEqual(least);
    expect(score).toBeLessThanOrEqual(most);
  });

  it('is 1 for the passage itself', () => {
    expect(passageLikeness(alignRevisions(before, before), all, all)).toBe(1);
  });
});

describe(sectionCandidates, () => {
  it('ranks the sections that took the words', () => {
    const both = someRevision(['s1/a', WIND], ['s2/b', BREAD], ['s2/c', CAKE]);
    const after = someRevision(['s1/a', WIND], ['s1/x', BREAD], ['s3/y', CAKE]);
    const found = sectionCandidates(alignRevisions(both, after), 's2', 5);
    expect(found.map(({ sectionId }) => sectionId)).toEqual(['s3', 's1']);
    expect(found.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 2);
    expect(sectionCandidates(alignRevisions(before, after), 'nobody', 5)).toEqual([]);
  });
});

describe(readPassage, () => {
  it('reads what slicing by code points gives, wherever the place begins and ends', () => {
    const words = fc.array(fc.constantFrom('ice', 'Straße', '😀', 'x\u0302y', '中文字', 'שלום', '–', ','), {
      minLength: 1,
    });
    const paragraph = words.map((list) => list.join(' '));
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (paragraphs, one, other) => {
        const revision = someRevision(...paragraphs.map((text, at) => [`b${at}`, text] as const));
        const length = codePointLength(revision.text);
        const [start, end] = [one % (length + 1), other % (length + 1)].toSorted((a, b) => a - b) as [number, number];
        expect(readPassage(alignRevisions(revision, revision), { start, end })).toEqual({
          exact: sliceCodePoints(revision.text, start, end),
          prefix: sliceCodePoints(revision.text, Math.max(0, start - 32), start),
          suffix: sliceCodePoints(revision.text, end, end + 32),
        });
      }),
    );
  });
});
