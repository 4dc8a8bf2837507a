import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine } from './combine.js';
import type { CombinedAuthor } from './combine.js';
import type { PhaseResult } from './phase.js';
import { publicReason, reasonTexts } from './reasons.js';
import type { ReasonCode } from './reasons.js';

const verified: CombinedAuthor = { kind: 'verified', isTrusted: false };
const trusted: CombinedAuthor = { kind: 'verified', isTrusted: true };
const staff: CombinedAuthor = { kind: 'staff', isTrusted: false };

const publish: PhaseResult = { verdict: 'publish', reason: 'post_moderation' };
const none: PhaseResult = { verdict: 'no-opinion' };
const hold = (reason: ReasonCode): PhaseResult => ({ verdict: 'hold', reason });
const reject = (reason: ReasonCode): PhaseResult => ({ verdict: 'reject', reason });
const spam = (reason: ReasonCode): PhaseResult => ({ verdict: 'spam', reason });

describe(combine.name, () => {
  it.each<[string, PhaseResult[], CombinedAuthor, string, ReasonCode[]]>([
    ['nobody speaks', [], verified, 'hold', ['no_opinion']],
    ['nobody has an opinion', [none, none], verified, 'hold', ['no_opinion']],
    ['one vote for', [publish, none], verified, 'publish', ['post_moderation']],
    ['one doubt', [publish, hold('links')], verified, 'hold', ['links']],
    ['two doubts', [publish, hold('links'), hold('flood')], verified, 'hold', ['links', 'flood']],
    ['the same doubt twice', [publish, hold('repeat'), hold('repeat')], verified, 'hold', ['repeat']],
    [
      'a rejection beside a doubt',
      [hold('links'), reject('banned_word')],
      verified,
      'reject',
      ['banned_word', 'links'],
    ],
    [
      'spam beside a rejection',
      [reject('banned_word'), spam('many_links')],
      verified,
      'spam',
      ['many_links', 'banned_word'],
    ],
    ['spam beside all', [publish, hold('flood'), spam('many_repeats')], verified, 'spam', ['many_repeats', 'flood']],
    ['a ban beside spam', [spam('many_links'), reject('banned')], verified, 'reject', ['banned', 'many_links']],
    [
      'a suspension beside spam',
      [spam('many_links'), reject('suspended')],
      verified,
      'spam',
      ['many_links', 'suspended'],
    ],
    ['a mute', [publish, hold('muted')], trusted, 'hold', ['muted']],
    [
      'a closed discussion',
      [reject('discussion_closed'), hold('links')],
      verified,
      'reject',
      ['discussion_closed', 'links'],
    ],
    ['a failed phase', [publish, hold('phase_failed')], verified, 'hold', ['phase_failed']],
    ['a failed phase, for staff', [publish, hold('phase_failed')], staff, 'hold', ['phase_failed']],
    ['new, for staff', [publish, hold('new_commenter')], staff, 'publish', ['post_moderation']],
    ['links, for staff', [publish, hold('links'), hold('links_new_commenter')], staff, 'publish', ['post_moderation']],
    ['many links, for staff', [publish, spam('many_links')], staff, 'publish', ['post_moderation']],
    ['a flood, for staff', [publish, hold('flood'), hold('flood_network')], staff, 'publish', ['post_moderation']],
    ['a suspect word, for staff', [publish, hold('suspect_word')], staff, 'publish', ['post_moderation']],
    ['a banned word, for staff', [publish, reject('banned_word')], staff, 'reject', ['banned_word']],
    ['a ban, for staff', [publish, reject('banned')], staff, 'reject', ['banned']],
    ['a waived doubt alone is no vote', [hold('links')], staff, 'hold', ['no_opinion']],
    [
      'new and a link, for the trusted',
      [publish, hold('new_commenter'), hold('links')],
      trusted,
      'publish',
      ['post_moderation'],
    ],
    ['many links, for the trusted', [publish, spam('many_links')], trusted, 'spam', ['many_links']],
    ['a repetition, for the trusted', [publish, hold('repeat')], trusted, 'hold', ['repeat']],
    ['a suspect word, for the trusted', [publish, hold('suspect_word')], trusted, 'hold', ['suspect_word']],
  ])('%s', (_, results, author, verdict, reasons) => {
    expect(combine(results, author)).toEqual({ verdict, reasons });
  });

  it('makes no exception without an author', () => {
    expect(combine([publish, hold('links')]).verdict).toBe('hold');
  });

  const result = fc.record({
    verdict: fc.constantFrom('publish', 'hold', 'reject', 'spam', 'no-opinion'),
    reason: fc.constantFrom(...(Object.keys(reasonTexts) as ReasonCode[])),
  }) as fc.Arbitrary<PhaseResult>;
  const author = fc.constantFrom(verified, trusted, staff);

  it('is not moved by a phase without an opinion, nor by order', () => {
    fc.assert(
      fc.property(fc.array(result), fc.nat(), author, (results, at, by) => {
        const before = combine(results, by);
        expect(combine(results.toSpliced(at % (results.length + 1), 0, none), by)).toEqual(before);
        expect(combine(results.toReversed(), by).verdict).toBe(before.verdict);
      }),
    );
  });

  it('never becomes milder by an objection, and always gives a reason', () => {
    const order = ['publish', 'hold', 'reject', 'spam'];
    fc.assert(
      fc.property(fc.array(result), result, author, (results, more, by) => {
        fc.pre(more.verdict !== 'publish' && ![more, ...results].some(({ reason }) => reason === 'banned'));
        const after = combine([...results, more], by);
        expect(order.indexOf(after.verdict)).toBeGreaterThanOrEqual(order.indexOf(combine(results, by).verdict));
        expect(after.reasons.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe(publicReason.name, () => {
  it('tells the weightiest reason, and something without one', () => {
    expect(publicReason(['banned_word', 'links'])).toBe(reasonTexts.banned_word.writer);
    expect(publicReason([])).toBe(reasonTexts.no_opinion.writer);
  });

  it('has two sentences for each reason', () => {
    for (const { moderator, writer } of Object.values(reasonTexts)) {
      expect(moderator).toMatch(/^[A-Z].*\.$/);
      expect(writer).toMatch(/^[A-Z].*\.$/);
    }
  });
});
