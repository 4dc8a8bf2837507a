import { Inject, Injectable } from '@nestjs/common';
import type { CommentStatus } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import type { TraceEntry, Verdict } from '#screening';
import { PAST_BOUNDS, PAST_COMMENTS } from './past-comments.queries.js';

/** A comment that screening decided on. */
export interface PastComment {
  /** Screening's decision: places in the list of the past are ids of decisions. */
  readonly decisionId: string;
  readonly articleId: string;
  readonly commentId: string;
  /** The text that was judged. */
  readonly revision: number;
  readonly judgedAt: Date;
  readonly status: CommentStatus;
  /** Whether the text that was judged is what the comment says now, and the comment is still there. */
  readonly isCurrent: boolean;
  /** What the service said last of that text. */
  readonly verdict: Verdict;
  /** What every phase said then. */
  readonly phases: readonly TraceEntry[];
  /** Readers' flags hid it, and nothing was decided since. */
  readonly isHiddenByFlags: boolean;
  /** What a person said last of that text, and did not take back. */
  readonly person: 'publish' | 'reject' | 'spam' | null;
}

/** A stretch of the past: the decisions after one and up to another. */
export interface PastBounds {
  readonly after: string;
  readonly upTo: string;
  readonly total: number;
}

interface PastRow {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly article_id: string;
  readonly comment_id: string;
  readonly revision: number;
  readonly judged_at: Date;
  readonly status: CommentStatus;
  readonly newest_revision: number;
  readonly verdict: Verdict;
  readonly phases: readonly TraceEntry[];
  readonly last_cause: string;
  readonly person: CommentStatus | null;
}

const DAY_MS = 86_400_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';
const PERSONS_WORD: Readonly<Partial<Record<CommentStatus, PastComment['person']>>> = {
  published: 'publish',
  rejected: 'reject',
  spam: 'spam',
};

/**
 * The comments that screening has decided on, as later work goes through them: those of the newest days, and no more than so many. What
 * never passed screening, such as imported comments, is not among them.
 */
@Injectable()
export class PastComments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The stretch of the newest days, and of the newest comments of these. What comes later is not in it. */
  async bounds(siteId: string, days: number, most: number): Promise<PastBounds> {
    const since = this.clock.nowMs() - days * DAY_MS;
    const [row] = await this.database.query<{ total: number; first: string | null; last: string | null }>(PAST_BOUNDS, [
      siteId,
      firstIdAt(since),
      new Date(since),
      most,
    ]);
    return { after: idBefore(row?.first ?? NO_ID), upTo: row?.last ?? NO_ID, total: row?.total ?? 0 };
  }

  /** Comments of a stretch, oldest first. */
  async next(siteId: string, { after, upTo }: Omit<PastBounds, 'total'>, limit: number): Promise<PastComment[]> {
    const rows = await this.database.query<PastRow>(PAST_COMMENTS, [siteId, after, upTo, limit]);
    return rows.map((row) => ({
      decisionId: row.id,
      articleId: row.article_id,
      commentId: row.comment_id,
      revision: row.revision,
      judgedAt: row.judged_at,
      status: row.status,
      isCurrent: row.revision === row.newest_revision && row.status !== 'withdrawn',
      verdict: row.verdict,
      phases: row.phases,
      isHiddenByFlags: row.last_cause === 'flags',
      person: row.person === null ? null : (PERSONS_WORD[row.person] ?? null),
    }));
  }
}

/** The smallest id of version 7 that an instant can have (RFC 9562): ids of decisions begin with the time they were made. */
function firstIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** The id before an id. */
function idBefore(id: string): string {
  const number = BigInt(`0x${id.replaceAll('-', '')}`);
  const hex = (number === 0n ? 0n : number - 1n).toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
