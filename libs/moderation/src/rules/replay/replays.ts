import { Inject, Injectable } from '@nestjs/common';
import { type CommentStatus, ScreeningSettings } from '#contracts';
import { Database } from '#platform';
import type { Verdict } from '#screening';
import type { PastComment } from '../past-comments.js';
import { FLIP_PAGE, FORGET_OLD_REPLAYS, INSERT_FLIPS, INSERT_REPLAY, REPLAY_RULES } from './replays.queries.js';

/** The kind of long task that a replay is. */
export const REPLAY = 'rules.replay';

/** A comment that would be decided otherwise. */
export interface Flip {
  readonly comment: PastComment;
  readonly after: Verdict;
  readonly reasons: readonly string[];
  readonly contradicts: boolean;
}

/** A flip as it is listed. */
export interface FlipRow {
  readonly [column: string]: unknown;
  readonly comment_id: string;
  readonly article_id: string;
  readonly revision: number;
  readonly before: Verdict;
  readonly after: Verdict;
  readonly reasons: readonly string[];
  readonly person: 'publish' | 'reject' | 'spam' | null;
  readonly contradicts: boolean;
  readonly author_name: string;
  readonly status: CommentStatus;
  readonly created_at: Date;
  readonly excerpt: string;
}

/** Which flips are wanted. */
export interface FlipFilter {
  readonly from?: Verdict | undefined;
  readonly to?: Verdict | undefined;
  readonly contradicting: boolean;
}

/** A site's replays that are kept with their lists. */
const KEPT = 20;

/** The rows of replays beside those of their tasks. */
@Injectable()
export class Replays {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Stores the rules that a replay tries, and forgets the oldest replays of the site, in the caller's transaction. */
  async insert(taskId: string, siteId: string, rules: ScreeningSettings): Promise<void> {
    await this.database.execute(INSERT_REPLAY, [taskId, JSON.stringify(rules)]);
    await this.database.execute(FORGET_OLD_REPLAYS, [siteId, REPLAY, KEPT]);
  }

  /** The rules that a replay tries. */
  async rules(taskId: string): Promise<ScreeningSettings | undefined> {
    const [row] = await this.database.query<{ rules: unknown }>(REPLAY_RULES, [taskId]);
    return row && ScreeningSettings.parse(row.rules);
  }

  /** Stores comments that would be decided otherwise, in the caller's transaction. */
  async addFlips(taskId: string, flips: readonly Flip[]): Promise<void> {
    if (flips.length === 0) return;
    await this.database.execute(INSERT_FLIPS, [
      taskId,
      flips.map(({ comment }) => comment.commentId),
      flips.map(({ comment }) => comment.articleId),
      flips.map(({ comment }) => comment.revision),
      flips.map(({ comment }) => comment.verdict),
      flips.map(({ after }) => after),
      flips.map(({ reasons }) => JSON.stringify(reasons)),
      flips.map(({ comment }) => comment.person),
      flips.map((flip) => flip.contradicts),
    ]);
  }

  /** Flips after a comment, in the order of comments. */
  async flips(taskId: string, after: string, limit: number, filter: FlipFilter): Promise<FlipRow[]> {
    const { from, to, contradicting } = filter;
    return this.database.query<FlipRow>(FLIP_PAGE, [taskId, after, limit, from ?? null, to ?? null, contradicting]);
  }
}
