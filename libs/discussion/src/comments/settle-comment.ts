import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database, LiveBus, Outbox } from '#platform';
import { CommentNotFound } from '../discussion.errors.js';
import { commentPublished, commentSettled } from '../discussion.events.js';
import { statusesBefore, type CommentStatus, type DecisionCause } from './comment-status.js';
import { useGenericPlans } from './generic-plans.js';
import { SETTLE } from './settle-comment.queries.js';

/** A decision on one revision of a comment. */
export interface Settlement {
  readonly articleId: string;
  readonly commentId: string;
  /** The revision that was judged. A decision on an older text changes nothing. */
  readonly revision: number;
  readonly to: CommentStatus;
  readonly cause: DecisionCause;
  /** The person who decided; none for the system. */
  readonly makerId?: string;
  readonly reasons?: readonly string[];
  readonly note?: string;
  /** What the phases of screening said. */
  readonly trace?: unknown;
  readonly rulesVersion?: string;
  /** Narrows what the comment may be before, for who has seen its status: anything else is stale. */
  readonly from?: readonly CommentStatus[];
  /** The moderator's decision that an `undo` takes back. Each can be taken back once, and only while no other has followed it. */
  readonly undoes?: string;
  /** How long what leaves the service (mails, webhooks) waits, in milliseconds, so that an undo leaves no trace outside; 0 by default. */
  readonly outsideAfterMs?: number;
}

/**
 * What became of a decision. `applied`: it is recorded and the comment is what it says. `unchanged`: it had been taken already.
 * `stale`: the text, or the status, is another one by now, and nothing was changed.
 */
export interface Settled {
  readonly result: 'applied' | 'stale' | 'unchanged';
  readonly decisionId?: string;
  readonly siteId: string;
  /** The comment's status before. */
  readonly from: CommentStatus;
  /** The comment's status now. */
  readonly to: CommentStatus;
  /** The comment's newest revision. */
  readonly revision: number;
  /** Whether it refused or held a waiting edit and left the older text public. */
  readonly isEdit: boolean;
}

interface SettledRow {
  readonly ruling: 'stale' | 'unchanged' | 'kept' | 'edit' | 'move';
  readonly from_status: CommentStatus;
  readonly to_status: CommentStatus;
  readonly revision: number;
  readonly site_id: string;
  readonly announced: boolean;
  readonly delta: number;
  readonly is_held: boolean;
  readonly decision_id: string | null;
  readonly version: string | null;
}

/** Two moderators who open one comment at the same time: for so long, the first one's decision stands against the other's (F16). */
const COLLISION_MS = 10_000;

/** The one way a comment's status changes, for the system and for people. */
@Injectable()
export class SettleComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Applies a decision with its counters, in the caller's transaction or in its own.
   * @throws {CommentNotFound} when there is no such comment on the article.
   */
  async run(settlement: Settlement): Promise<Settled> {
    return this.database.transaction(async () => {
      const row = await this.settle(settlement);
      const settled = outcome(row);
      await this.tell(settlement, row);
      return settled;
    });
  }

  private async settle(settlement: Settlement): Promise<SettledRow> {
    const values = this.values(settlement);
    await useGenericPlans(this.database);
    for (;;) {
      const [row] = await this.database.query<SettledRow>(SETTLE, values);
      if (row === undefined) throw new CommentNotFound();
      const isOvertaken = !row.is_held && row.ruling !== 'stale' && row.ruling !== 'unchanged';
      if (!isOvertaken) return row;
    }
  }

  private values(settlement: Settlement): unknown[] {
    const before = statusesBefore(settlement.to, settlement.cause);
    const now = this.clock.now();
    return [
      settlement.articleId,
      settlement.commentId,
      settlement.revision,
      settlement.to,
      before.filter((status) => settlement.from?.includes(status) ?? true),
      newId(),
      settlement.cause,
      settlement.makerId ?? null,
      settlement.reasons ?? [],
      settlement.note ?? null,
      settlement.trace === undefined ? null : JSON.stringify(settlement.trace),
      settlement.rulesVersion ?? null,
      now,
      new Date(now.getTime() - COLLISION_MS),
      settlement.undoes ?? null,
    ];
  }

  private async tell({ articleId, commentId, revision, outsideAfterMs }: Settlement, row: SettledRow): Promise<void> {
    const { decision_id: decisionId, from_status: from, to_status: to } = row;
    if (decisionId === null) return;
    const options = { delayMs: outsideAfterMs ?? 0 };
    await this.outbox.publish(commentSettled, { articleId, commentId, revision, decisionId, from, to }, options);
    const isNews = row.delta > 0 || !row.announced;
    const isPublic = to === 'published' && row.ruling !== 'edit';
    if (isPublic && isNews) await this.outbox.publish(commentPublished, { articleId, commentId, decisionId }, options);
    if (row.version !== null) {
      const version = Number(row.version);
      this.database.afterCommit(() => this.live.publish({ articleId, version }));
    }
  }
}

function outcome(row: SettledRow): Settled {
  const isApplied = row.decision_id !== null;
  return {
    result: isApplied ? 'applied' : row.ruling === 'stale' ? 'stale' : 'unchanged',
    ...(row.decision_id === null ? {} : { decisionId: row.decision_id }),
    siteId: row.site_id,
    from: row.from_status,
    to: isApplied ? row.to_status : row.from_status,
    revision: row.revision,
    isEdit: isApplied && row.ruling === 'edit',
  };
}
