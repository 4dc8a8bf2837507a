import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database } from '#platform';
import { CommentNotFound } from '../discussion.errors.js';
import { statusesBefore } from './comment-status.js';
import { useGenericPlans } from './generic-plans.js';
import { SETTLE } from './settle-comment.queries.js';
import { COLLISION_MS, type Settled, settledOf, type SettledRow, type Settlement } from './settlement.js';
import { TellSettled } from './tell-settled.js';

interface OneSettledRow extends SettledRow {
  readonly is_held: boolean;
  readonly version: string | null;
}

/** The one way a comment's status changes, for the system and for people; `SettleComments` is the same for many at once. */
@Injectable()
export class SettleComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TellSettled) private readonly tell: TellSettled,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Applies a decision with its counters, in the caller's transaction or in its own.
   * @throws {CommentNotFound} when there is no such comment on the article.
   */
  async run(settlement: Settlement): Promise<Settled> {
    return this.database.transaction(async () => {
      const row = await this.settle(settlement);
      const { articleId } = settlement;
      const versions = row.version === null ? [] : [{ articleId, version: Number(row.version) }];
      if (row.decision_id !== null) await this.tell.run([{ settlement, row }], versions);
      return settledOf(row, settlement);
    });
  }

  private async settle(settlement: Settlement): Promise<OneSettledRow> {
    const values = this.values(settlement);
    for (;;) {
      const [, [row]] = await Promise.all([
        useGenericPlans(this.database),
        this.database.query<OneSettledRow>(SETTLE, values),
      ]);
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
      settlement.isSecondOpinion === true ? now : new Date(now.getTime() - COLLISION_MS),
      settlement.undoes ?? null,
    ];
  }
}
