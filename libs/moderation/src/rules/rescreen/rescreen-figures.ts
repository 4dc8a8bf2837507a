import type { CommentStatus } from '#contracts';
import type { Verdict } from '#screening';

/** What a re-screening may do: take away what is public or waits, let pass what waits, or both. */
export type RescreenApply = 'stricter' | 'looser' | 'both';

/** What a re-screening has done so far. */
export interface RescreenFigures {
  readonly judged: number;
  /** Left alone: a person has decided, or the comment was edited, withdrawn or refused. */
  readonly leftAlone: number;
  readonly changed: number;
  /** From what to what, e.g. `published>pending`. */
  readonly changes: Readonly<Record<string, number>>;
}

/** Nothing was judged yet. */
export const noRescreenFigures: RescreenFigures = { judged: 0, leftAlone: 0, changed: 0, changes: {} };

const STATUS_OF = { publish: 'published', hold: 'pending', reject: 'rejected', spam: 'spam' } as const;
const GRAVITY: Readonly<Partial<Record<CommentStatus, number>>> = { published: 0, pending: 1, rejected: 2, spam: 3 };

/** The status that a verdict would give a comment, if that is a change that was asked for. */
export function changeOf(
  status: CommentStatus,
  verdict: Verdict,
  apply: RescreenApply,
): 'published' | 'pending' | 'rejected' | 'spam' | undefined {
  const to = STATUS_OF[verdict];
  const [before, after] = [GRAVITY[status], GRAVITY[to]];
  if (before === undefined || after === undefined || before === after) return undefined;
  if (after > before) return apply === 'looser' ? undefined : to;
  return apply === 'stricter' ? undefined : to;
}
