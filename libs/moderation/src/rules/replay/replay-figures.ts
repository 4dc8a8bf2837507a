import type { Verdict } from '#screening';
import type { PastComment } from '../past-comments.js';

/** Something counted under the rules of then and under the rules that are tried. */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** What a replay has found so far. Only sums, so that steps add to them. */
export interface ReplayFigures {
  readonly judged: number;
  /** Withdrawn or edited since. */
  readonly skipped: number;
  readonly verdicts: Readonly<Record<Verdict, BeforeAfter>>;
  /** How many would be decided otherwise, and from what to what, e.g. `publish>hold`. */
  readonly flipped: number;
  readonly flips: Readonly<Record<string, number>>;
  /** Comments on which a person decided, and what the rules have to say to that. A comment that is held contradicts nobody. */
  readonly people: Readonly<{
    decided: number;
    agreed: BeforeAfter;
    contradicted: BeforeAfter;
    held: BeforeAfter;
  }>;
  /** Comments that are public now, and what the rules that are tried would have done with them. */
  readonly published: Readonly<{ total: number; held: number; refused: number }>;
  /** Milliseconds of judging alone, without looking things up. */
  readonly judgeMs: number;
}

/** A comment of the past under other rules. */
export interface Replayed {
  readonly comment: PastComment;
  readonly after: Verdict;
  readonly judgeMs: number;
}

const NONE: BeforeAfter = { before: 0, after: 0 };

/** Nothing was judged yet. */
export const noFigures: ReplayFigures = {
  judged: 0,
  skipped: 0,
  verdicts: { publish: NONE, hold: NONE, reject: NONE, spam: NONE },
  flipped: 0,
  flips: {},
  people: { decided: 0, agreed: NONE, contradicted: NONE, held: NONE },
  published: { total: 0, held: 0, refused: 0 },
  judgeMs: 0,
};

/** Whether a verdict says the contrary of a person: it lets pass what the person took away, or takes away what the person let pass. */
export function contradicts(verdict: Verdict, person: PastComment['person']): boolean {
  if (person === null || verdict === 'hold') return false;
  return (verdict === 'publish') !== (person === 'publish');
}

/** The figures with one more comment. */
export function withReplayed(figures: ReplayFigures, { comment, after, judgeMs }: Replayed): ReplayFigures {
  const { verdict: before, person, status } = comment;
  const isFlip = before !== after;
  const flip = `${before}>${after}`;
  return {
    ...figures,
    judged: figures.judged + 1,
    verdicts: verdictsWith(figures.verdicts, before, after),
    flipped: figures.flipped + Number(isFlip),
    flips: isFlip ? { ...figures.flips, [flip]: (figures.flips[flip] ?? 0) + 1 } : figures.flips,
    people: person === null ? figures.people : peopleWith(figures.people, before, after, person),
    published: status === 'published' ? publishedWith(figures.published, after) : figures.published,
    judgeMs: figures.judgeMs + judgeMs,
  };
}

function verdictsWith(verdicts: ReplayFigures['verdicts'], before: Verdict, after: Verdict): ReplayFigures['verdicts'] {
  const added = { ...verdicts, [before]: { ...verdicts[before], before: verdicts[before].before + 1 } };
  return { ...added, [after]: { ...added[after], after: added[after].after + 1 } };
}

function peopleWith(
  people: ReplayFigures['people'],
  before: Verdict,
  after: Verdict,
  person: NonNullable<PastComment['person']>,
): ReplayFigures['people'] {
  const count = (sums: BeforeAfter, holds: (verdict: Verdict) => boolean): BeforeAfter => ({
    before: sums.before + Number(holds(before)),
    after: sums.after + Number(holds(after)),
  });
  return {
    decided: people.decided + 1,
    agreed: count(people.agreed, (verdict) => verdict !== 'hold' && !contradicts(verdict, person)),
    contradicted: count(people.contradicted, (verdict) => contradicts(verdict, person)),
    held: count(people.held, (verdict) => verdict === 'hold'),
  };
}

function publishedWith(published: ReplayFigures['published'], after: Verdict): ReplayFigures['published'] {
  return {
    total: published.total + 1,
    held: published.held + Number(after === 'hold'),
    refused: published.refused + Number(after === 'reject' || after === 'spam'),
  };
}
