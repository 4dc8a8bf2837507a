import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules, CompiledRulesCache } from './compile-rules.js';
import { fingerprint, textKey } from './fingerprint.js';
import type { Phase } from './phase.js';
import { phases } from './phases.js';
import { defaultRules } from './rules.js';
import { screen } from './screen.js';
import { linksTo, someFacts } from './some-facts.fixture.js';

const rules = compileRules(defaultRules);
const listed = compileRules({
  ...defaultRules,
  words: { banned: ['viagra', 'b*d', 'c*', '发票'], suspect: ['*as*', 'aa b'] },
});
const both = ['fast', 'slow'] as const;

function clock(): () => number {
  let time = 0;
  return () => time++;
}

describe(screen.name, () => {
  it('publishes an ordinary comment and shows what every phase said', () => {
    const screening = screen(someFacts({ recent: {}, site: {} }), rules, { stages: both }, clock());
    expect(screening).toMatchObject({
      verdict: 'publish',
      reasons: ['post_moderation'],
      rulesVersion: defaultRules.version,
    });
    expect(screening.trace.map(({ phase }) => phase)).toEqual(phases.map(({ name }) => name));
    expect(screening.trace.filter(({ verdict }) => verdict !== 'no-opinion').map(({ phase }) => phase)).toEqual([
      'site-mode',
    ]);
    expect(screening.trace.every(({ durationMs }) => durationMs === 1)).toBe(true);
    expect(screening.trace.filter(({ shadow }) => shadow).map(({ phase }) => phase)).toEqual(['relation']);
  });

  it('lets every phase speak, whatever the others said', () => {
    const facts = someFacts({
      comment: { body: 'viagra', links: linksTo('a.example', 'b.example', 'c.example', 'd.example') },
      author: { approvedCount: 0, sanction: { kind: 'mute' } },
      place: { moderation: 'pre' },
      recent: { sameTextByAuthor: { count: 1, lastSecondsAgo: 5 }, byAuthorInWindow: 9 },
    });
    const screening = screen(facts, listed, { stages: both }, clock());
    expect(screening.verdict).toBe('reject');
    expect(screening.reasons).toEqual([
      'banned_word',
      'pre_moderation',
      'new_commenter',
      'muted',
      'links',
      'repeat',
      'flood',
    ]);
    expect(screening.trace).toHaveLength(phases.length);
  });

  it('runs only the stages asked for, and never publishes by the slow ones alone', () => {
    const facts = someFacts({ recent: {}, site: {} });
    const fast = screen(facts, rules, { stages: ['fast'] }, clock());
    const slow = screen(facts, rules, { stages: ['slow'] }, clock());
    const named = (stage: Phase['stage']) => phases.filter((phase) => phase.stage === stage).map(({ name }) => name);
    expect(fast.trace.map(({ phase }) => phase)).toEqual(named('fast'));
    expect(slow.trace.map(({ phase }) => phase)).toEqual(named('slow'));
    expect([fast.verdict, slow.verdict]).toEqual(['publish', 'hold']);
  });

  it('shows a phase in shadow and does not count it', () => {
    const facts = someFacts({ comment: { body: 'viagra' }, author: { approvedCount: 0 } });
    const shadowed = compileRules({ ...listed, shadow: ['words', 'new-commenter'] });
    const screening = screen(facts, shadowed, { stages: both }, clock());
    expect(screening).toMatchObject({ verdict: 'publish', reasons: ['post_moderation'] });
    expect(screening.trace.find(({ phase }) => phase === 'words')).toMatchObject({ verdict: 'reject', shadow: true });
    expect(screening.trace.find(({ phase }) => phase === 'links')).toMatchObject({ shadow: false });
  });

  it.each([new TypeError('secret text'), new RangeError('secret text')])(
    'holds when a phase throws %s, and runs the others',
    (what) => {
      const broken: Phase = {
        name: 'broken',
        stage: 'fast',
        judge: () => {
          throw what;
        },
      };
      const screening = screen(someFacts(), rules, { stages: both, phases: [broken, ...phases] }, clock());
      expect(screening).toMatchObject({ verdict: 'hold', reasons: ['phase_failed'] });
      expect(screening.trace[0]).toMatchObject({ phase: 'broken', verdict: 'hold', detail: { phase: 'broken' } });
      expect(screening.trace).toHaveLength(phases.length + 1);
      expect(JSON.stringify(screening)).not.toContain('secret text');
    },
  );

  it('never throws, keeps spans inside the text and in order, and is not moved by a silent phase', () => {
    const anyText = fc.oneof(
      fc.string({ unit: fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)), maxLength: 80 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('abcdv1!@$* .-\u0301\u200b发票'), 'viagra', 'BAD', '\ud800'),
        maxLength: 40,
      }),
    );
    const silent: Phase = { name: 'silent', stage: 'slow', judge: () => ({ verdict: 'no-opinion' }) };
    fc.assert(
      fc.property(anyText, anyText, fc.array(anyText, { maxLength: 4 }), (body, name, hosts) => {
        const facts = someFacts({
          comment: { body, links: linksTo(...hosts) },
          author: { name },
          recent: {},
          site: {},
        });
        const screening = screen(facts, listed, { stages: both }, clock());
        expect(screening.reasons).not.toContain('phase_failed');
        for (const { spans } of screening.trace) {
          for (const field of ['body', 'name'] as const) {
            let last = 0;
            for (const { start, end } of spans?.filter((span) => span.field === field) ?? []) {
              expect(start).toBeGreaterThanOrEqual(last);
              expect(end).toBeGreaterThan(start);
              last = end;
            }
            expect(last).toBeLessThanOrEqual((field === 'body' ? body : name).length);
          }
        }
        const more = screen(facts, listed, { stages: both, phases: [silent, ...phases] }, clock());
        expect([more.verdict, more.reasons]).toEqual([screening.verdict, screening.reasons]);
      }),
      { numRuns: 300 },
    );
  });
});

describe(CompiledRulesCache.name, () => {
  it('compiles a version once and forgets the least used', () => {
    const cache = new CompiledRulesCache(2);
    const [a, b, c] = ['a', 'b', 'c'].map((version) => ({ ...defaultRules, version }));
    if (!a || !b || !c) throw new Error('three versions');
    const first = cache.get(a);
    cache.get(b);
    expect(cache.get(a)).toBe(first);
    const second = cache.get(b);
    cache.get(c);
    expect(cache.get(b)).toBe(second);
    expect(cache.get(a)).not.toBe(first);
  });
});

describe(fingerprint.name, () => {
  it.each([
    ['Buy  now!', 'buy now'],
    ['Buy now', 'Bυy nоw'],
    ['Thaaank you', 'thank you'],
    ['"Quoted" text', 'quoted text.'],
  ])('takes %j and %j for one text', (one, other) => {
    expect(fingerprint(one).equals(fingerprint(other))).toBe(true);
    expect(fingerprint(one)).toHaveLength(32);
  });

  it.each([
    ['buy now', 'buy it now'],
    ['!!!', '???'],
    ['👍', '👎'],
    ['100', '1000'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(textKey(one)).not.toBe(textKey(other));
  });
});
