import { describe, expect, it } from 'vitest';
import { compileRules } from './compile-rules.js';
import { termsOf } from './relation/terms.js';
import { defaultRules } from './rules.js';
import { screen } from './screen.js';
import { linksTo, someFacts } from './some-facts.fixture.js';

const LONGEST = 10_000;
const rules = compileRules({
  ...defaultRules,
  shadow: [],
  words: { banned: ['casino', 'v*gra', '/(a+)+$/', '/\\p{L}{3}x/'], suspect: ['free*', '*crypto*'] },
  language: { allowed: ['en'], minLength: 10 },
});

/** The first letters of a block, repeated to the longest comment. */
const script = (first: number, count: number): string => {
  const letters = Array.from({ length: count }, (_, at) => String.fromCodePoint(first + at));
  return letters
    .join('')
    .repeat(Math.ceil(LONGEST / count))
    .slice(0, LONGEST);
};
const SCRIPTS: readonly (readonly [string, number, number])[] = [
  ...([
    ['Latin', 0x61, 26],
    ['Latin beyond', 0x100, 128],
    ['Greek', 0x391, 60],
    ['Cyrillic', 0x410, 64],
  ] as const),
  ...([
    ['Armenian', 0x531, 38],
    ['Hebrew', 0x5d0, 27],
    ['Arabic', 0x621, 40],
    ['Syriac', 0x710, 30],
  ] as const),
  ...([
    ['Devanagari', 0x904, 60],
    ['Bengali', 0x985, 40],
    ['Tamil', 0xb85, 40],
    ['Thai', 0xe01, 50],
  ] as const),
  ...([
    ['Tibetan', 0xf40, 40],
    ['Myanmar', 0x1000, 40],
    ['Georgian', 0x10d0, 40],
    ['Hangul', 0xac00, 500],
  ] as const),
  ...([
    ['Ethiopic', 0x1200, 80],
    ['Cherokee', 0x13a0, 80],
    ['Khmer', 0x1780, 40],
    ['Mongolian', 0x1820, 40],
  ] as const),
  ...([
    ['Kana', 0x3041, 80],
    ['Han', 0x4e00, 2000],
    ['Braille', 0x2800, 100],
    ['Runes', 0x16a0, 60],
  ] as const),
  ...([
    ['Emoji', 0x1f600, 60],
    ['Mathematical', 0x1d400, 400],
    ['Old', 0x10000, 80],
    ['Private', 0xe000, 100],
  ] as const),
];
const PATTERNS: readonly (readonly [string, string])[] = [
  ['one letter', 'a'.repeat(LONGEST)],
  ['letters apart', 'v i a g r a '.repeat(834)],
  ['marks', `a${'\u0301'.repeat(LONGEST)}`],
  ['nothing to see', '\u200b'.repeat(LONGEST)],
  ['half pairs', '\ud800'.repeat(LONGEST)],
  ['direction marks', '\u202ea\u202cb'.repeat(2500)],
  ['digits', '1'.repeat(LONGEST)],
  ['leet', '1337 5p34k '.repeat(910)],
  ['signs', '!@#$%^&*()'.repeat(1000)],
  ['stars', '*'.repeat(LONGEST)],
  ['slashes', '/'.repeat(LONGEST)],
  ['addresses', 'https://a.example/ '.repeat(526)],
  ['mail', 'a@b.example\n'.repeat(833)],
  ['capitals', 'SHOUT '.repeat(1666)],
  ['one word', 'word '.repeat(2000)],
  ['line breaks', '\n'.repeat(LONGEST)],
  ['ligatures', '\ufdfa'.repeat(LONGEST)],
  ['nearly banned', 'casin '.repeat(1666)],
  ['nearly wild', `v${'x'.repeat(62)} `.repeat(156)],
  ['quotes', '> '.repeat(5000)],
];

describe('screening of the longest comments (A21)', () => {
  it.each([...SCRIPTS.map(([name, first, count]) => [name, script(first, count)] as const), ...PATTERNS])(
    'judges %s with every phase and keeps its places inside the text',
    (_, body) => {
      const facts = someFacts({
        comment: { body, text: body, links: linksTo('a.example', body.slice(0, 200)), detected: 'xx' },
        author: { name: body.slice(0, 100), approvedCount: 0, website: 'https://a.example/' },
        recent: {},
        similar: Array.from({ length: 40 }, (__, at) => ({ percent: 100, authorId: `p${at}`, isMarkedSpam: at < 2 })),
        newPeople: { inHour: 30, usualInHour: 1 },
        article: termsOf(
          'The port of Aktau carries most of what the country exports, since the trains have stood still.',
        ),
      });
      const { reasons, trace } = screen(facts, rules, { stages: ['fast', 'slow'] }, () => 0);
      expect(reasons).not.toContain('phase_failed');
      for (const { start, end, field } of trace.flatMap(({ spans }) => spans ?? [])) {
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(field === 'body' ? body.length : 100);
      }
    },
  );
});
