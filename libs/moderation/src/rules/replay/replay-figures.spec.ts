import { describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import type { Verdict } from '#screening';
import type { PastComment } from '../past-comments.js';
import { contradicts, noFigures, type ReplayFigures, withReplayed } from './replay-figures.js';
import { replayWarnings } from './replay-warnings.js';

type Person = PastComment['person'];
const past = (verdict: Verdict, person: Person = null, status: PastComment['status'] = 'published'): PastComment => ({
  decisionId: newId(),
  articleId: newId(),
  commentId: newId(),
  revision: 1,
  judgedAt: new Date(0),
  status,
  isCurrent: true,
  verdict,
  phases: [],
  isHiddenByFlags: false,
  person,
});
const replay = (...rows: [before: Verdict, after: Verdict, person?: Person, status?: PastComment['status']][]) =>
  rows.reduce<ReplayFigures>(
    (figures, [before, after, person, status]) =>
      withReplayed(figures, { comment: past(before, person, status), after, judgeMs: 0.5 }),
    noFigures,
  );

describe(contradicts, () => {
  it.each<[Verdict, Person, boolean]>([
    ['publish', 'publish', false],
    ['publish', 'reject', true],
    ['publish', 'spam', true],
    ['reject', 'publish', true],
    ['spam', 'publish', true],
    ['reject', 'spam', false],
    ['spam', 'reject', false],
    ['hold', 'publish', false],
    ['hold', 'reject', false],
    ['publish', null, false],
    ['spam', null, false],
  ])('%s against %s: %s', (verdict, person, answer) => {
    expect(contradicts(verdict, person)).toBe(answer);
  });
});

describe(withReplayed, () => {
  it('counts verdicts, flips, people and what is public', () => {
    const figures = replay(
      ['publish', 'publish'],
      ['publish', 'hold'],
      ['publish', 'reject', 'publish'],
      ['hold', 'publish', 'publish'],
      ['hold', 'spam', 'spam', 'spam'],
      ['publish', 'hold', 'reject', 'rejected'],
    );
    expect(figures).toEqual({
      judged: 6,
      skipped: 0,
      verdicts: {
        publish: { before: 4, after: 2 },
        hold: { before: 2, after: 2 },
        reject: { before: 0, after: 1 },
        spam: { before: 0, after: 1 },
      },
      flipped: 5,
      flips: { 'publish>hold': 2, 'publish>reject': 1, 'hold>publish': 1, 'hold>spam': 1 },
      people: {
        decided: 4,
        agreed: { before: 1, after: 2 },
        contradicted: { before: 1, after: 1 },
        held: { before: 2, after: 1 },
      },
      published: { total: 4, held: 1, refused: 1 },
      judgeMs: 3,
    });
  });
});

describe(replayWarnings, () => {
  const many = (n: number, after: Verdict) => Array.from({ length: n }, () => ['publish', after] as [Verdict, Verdict]);
  it.each<[string, ReplayFigures, string[]]>([
    ['nothing happened', noFigures, ['nothing_to_judge']],
    ['all is as it was', replay(...many(100, 'publish')), []],
    ['97 % are refused', replay(...many(97, 'reject'), ...many(3, 'publish')), ['refuses_published']],
    ['a few are refused', replay(...many(2, 'spam'), ...many(98, 'publish')), []],
    ['half is held', replay(...many(50, 'hold'), ...many(50, 'publish')), ['holds_published']],
    ['both', replay(...many(50, 'hold'), ...many(50, 'spam')), ['refuses_published', 'holds_published']],
    ['too few to say', replay(...many(19, 'reject')), []],
    ['people are contradicted more', replay(['publish', 'reject', 'publish']), ['contradicts_people']],
    ['people are contradicted less', replay(['publish', 'reject', 'spam']), []],
  ])('when %s', (_case, figures, codes) => {
    expect(replayWarnings(figures, true).map(({ code }) => code)).toEqual(codes);
  });

  it('says how many', () => {
    const [warning] = replayWarnings(replay(...many(97, 'reject'), ...many(3, 'publish')), true);
    expect(warning?.message).toContain('refused 97 % of 100 published comments');
    expect(replayWarnings(noFigures, false)).toEqual([]);
  });
});
