import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database, LiveBus } from '#platform';
import { CommentNotFound } from '../discussion.errors.js';
import type { CommentStatus } from '../comments/comment-status.js';
import { CAST, HOLD, RETRACT, SCORE, VOTE } from './votes.queries.js';
import { wilsonLowerBound } from './wilson.js';

/** A vote for, against, or none. */
export type VoteValue = -1 | 0 | 1;

/** A comment that is held for a vote, and its score. */
export interface HeldComment {
  readonly articleId: string;
  readonly commentId: string;
  readonly siteId: string;
  readonly authorId: string;
  readonly status: CommentStatus;
  readonly up: number;
  readonly down: number;
}

/** The score of a comment: votes that count. */
export interface Score {
  readonly up: number;
  readonly down: number;
}

/** Who votes. The vote of a guest is kept and does not count: names are free to make (reliability.md A36). */
export interface Voter {
  readonly id: string;
  readonly counts: boolean;
}

/** One vote a voter and comment, and the score that follows from them. Runs inside the caller's transaction. */
@Injectable()
export class Ballots {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Holds a comment: votes on it happen one after another. @throws {CommentNotFound} */
  async hold(articleId: string, commentId: string): Promise<HeldComment> {
    const [row] = await this.database.query<{
      site_id: string;
      author_id: string;
      status: CommentStatus;
      up: number;
      down: number;
    }>(HOLD, [articleId, commentId]);
    if (row === undefined) throw new CommentNotFound();
    const { site_id: siteId, author_id: authorId, status, up, down } = row;
    return { articleId, commentId, siteId, authorId, status, up, down };
  }

  /** The vote a person has cast on a held comment. Read after it is held, so that it is the last one. */
  async voteOf({ articleId, commentId }: HeldComment, voterId: string): Promise<VoteValue> {
    const [row] = await this.database.query<{ value: -1 | 1 }>(VOTE, [articleId, commentId, voterId]);
    return row?.value ?? 0;
  }

  /** Makes a vote on a held comment what it is to be, and gives the score after it. */
  async cast(comment: HeldComment, voter: Voter, value: VoteValue): Promise<Score> {
    const { articleId, commentId } = comment;
    const before = await this.voteOf(comment, voter.id);
    if (before === value) return { up: comment.up, down: comment.down };
    if (value === 0) await this.database.execute(RETRACT, [articleId, commentId, voter.id]);
    else await this.database.execute(CAST, [articleId, commentId, voter.id, value, this.clock.now()]);
    return voter.counts ? this.score(comment, before, value) : { up: comment.up, down: comment.down };
  }

  private async score(comment: HeldComment, before: VoteValue, after: VoteValue): Promise<Score> {
    const { articleId, commentId } = comment;
    const up = comment.up + Number(after === 1) - Number(before === 1);
    const down = comment.down + Number(after === -1) - Number(before === -1);
    const [row] = await this.database.query<{ version: string }>(SCORE, [
      articleId,
      commentId,
      up,
      down,
      wilsonLowerBound(up, down),
    ]);
    if (row !== undefined) {
      this.database.afterCommit(() => this.live.publish({ articleId, version: Number(row.version) }));
    }
    return { up, down };
  }
}
