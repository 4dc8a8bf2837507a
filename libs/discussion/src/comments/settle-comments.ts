import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database } from '#platform';
import { CommentNotFound } from '../discussion.errors.js';
import { type CommentStatus, type DecisionCause, PUBLIC, statusesBefore } from './comment-status.js';
import { useGenericPlans } from './generic-plans.js';
import {
  COUNT_DISCUSSIONS,
  HOLD_TREES,
  INSERT_DECISIONS,
  JUDGE_MANY,
  UPDATE_COMMENTS,
} from './settle-comments.queries.js';
import { COLLISION_MS, type Settled, settledOf, type SettledRow, type Settlement } from './settlement.js';
import { TellSettled } from './tell-settled.js';
import { counterChanges } from './thread-counters.js';

/** A decision that can be taken together with others: an answer to an appeal, and what judges the past anew, is taken alone. */
export type SettlementOfMany = Omit<Settlement, 'isSecondOpinion'> & {
  readonly cause: Exclude<DecisionCause, 'rescreening'>;
};

/** A comment that is locked, or one above it. */
export interface HeldRow {
  readonly article_id: string;
  readonly id: string;
  readonly parent_id: string | null;
  readonly path: readonly string[];
  readonly status: CommentStatus;
  readonly reply_count: number;
}

interface JudgedRow extends Omit<SettledRow, 'decision_id'> {
  readonly comment_id: string;
  readonly section_id: string | null;
  readonly public_before: number | null;
  readonly public_after: number | null;
}

/** A decision that is written, with all that it changes. */
interface Act {
  readonly settlement: SettlementOfMany;
  readonly row: JudgedRow & SettledRow;
  readonly delta: number;
  readonly turnsText: boolean;
}

/**
 * Many decisions at once, as `SettleComment` would take them one after the other: the same rulings, the same order of locks, in six
 * statements whatever their number. All are locked before any is judged, so that nothing can come in between.
 */
@Injectable()
export class SettleComments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TellSettled) private readonly tell: TellSettled,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Locks comments and all above them, in the caller's transaction and in the order of every such list: for whoever looks at them before
   * deciding.
   */
  async hold(comments: readonly Pick<Settlement, 'articleId' | 'commentId'>[]): Promise<HeldRow[]> {
    const [, rows] = await Promise.all([
      useGenericPlans(this.database),
      this.database.query<HeldRow>(HOLD_TREES, [
        comments.map(({ articleId }) => articleId),
        comments.map(({ commentId }) => commentId),
      ]),
    ]);
    return rows;
  }

  /**
   * Applies decisions on different comments, in the caller's transaction or in its own.
   * @param locked what `hold` gave, where the caller has locked them before.
   * @returns what became of each, in the order given.
   * @throws {CommentNotFound} when one of the comments is not there; then nothing is changed.
   */
  async run(settlements: readonly SettlementOfMany[], locked?: readonly HeldRow[]): Promise<Settled[]> {
    return this.database.transaction(async () => {
      const held = locked ?? (await this.hold(settlements));
      const judged = new Map((await this.judge(settlements)).map((row) => [row.comment_id, row]));
      const rows = settlements.map((settlement) => {
        const row = judged.get(settlement.commentId);
        if (row === undefined) throw new CommentNotFound();
        return { settlement, row: { ...row, decision_id: isWritten(row) ? newId() : null } };
      });
      await this.write(rows.filter(({ row }) => row.decision_id !== null).map(actOf), held);
      return rows.map(({ settlement, row }) => settledOf(row, settlement));
    });
  }

  private async judge(settlements: readonly SettlementOfMany[]): Promise<JudgedRow[]> {
    return this.database.query<JudgedRow>(JUDGE_MANY, [
      settlements.map((one) => one.articleId),
      settlements.map((one) => one.commentId),
      settlements.map((one) => one.revision),
      settlements.map((one) => one.to),
      settlements.map((one) =>
        statusesBefore(one.to, one.cause)
          .filter((status) => one.from?.includes(status) ?? true)
          .join(','),
      ),
      settlements.map((one) => one.cause),
      settlements.map((one) => one.makerId ?? null),
      settlements.map((one) => one.undoes ?? null),
      new Date(this.clock.nowMs() - COLLISION_MS),
    ]);
  }

  private async write(acts: readonly Act[], held: readonly HeldRow[]): Promise<void> {
    if (acts.length === 0) return;
    const now = this.clock.now();
    const [, , versions] = await Promise.all([
      this.insertDecisions(acts, now),
      this.updateComments(acts, held, now),
      this.countDiscussions(acts, now),
    ]);
    await this.tell.run(acts, versions);
  }

  private async insertDecisions(acts: readonly Act[], now: Date): Promise<void> {
    await this.database.execute(INSERT_DECISIONS, [
      acts.map(({ row }) => row.decision_id),
      acts.map(({ settlement }) => settlement.articleId),
      acts.map(({ settlement }) => settlement.commentId),
      acts.map(({ row }) => row.site_id),
      acts.map(({ settlement }) => settlement.revision),
      acts.map(({ settlement }) => settlement.cause),
      acts.map(({ settlement }) => settlement.makerId ?? null),
      acts.map(({ row }) => row.from_status),
      acts.map(({ settlement, row }) => (row.ruling === 'kept' ? row.from_status : settlement.to)),
      acts.map(({ settlement }) => JSON.stringify(settlement.reasons ?? [])),
      acts.map(({ settlement }) => settlement.note ?? null),
      acts.map(({ settlement }) => settlement.undoes ?? null),
      acts.map(({ row }) => row.public_before),
      acts.map(({ settlement: { trace } }) => (trace === undefined ? null : JSON.stringify(trace))),
      acts.map(({ settlement }) => settlement.rulesVersion ?? null),
      now,
    ]);
  }

  private async updateComments(acts: readonly Act[], held: readonly HeldRow[], now: Date): Promise<void> {
    const byComment = new Map(acts.map((act) => [act.settlement.commentId, act]));
    const isPublicNow = new Map(acts.map(({ settlement, row }) => [settlement.commentId, PUBLIC.has(row.to_status)]));
    const counters = counterChanges(
      held.map(({ id, parent_id: parentId, path, status, reply_count: replyCount }) => {
        return { id, parentId, path, isPublic: PUBLIC.has(status), replyCount };
      }),
      isPublicNow,
    );
    const rows = held.flatMap(({ article_id: articleId, id }) => {
      const [act, counted] = [byComment.get(id), counters.get(id)];
      return act === undefined && counted === undefined ? [] : [{ articleId, id, act, counted }];
    });
    await this.database.execute(UPDATE_COMMENTS, [
      rows.map(({ articleId }) => articleId),
      rows.map(({ id }) => id),
      rows.map(({ act }) => act?.row.to_status ?? null),
      rows.map(({ act }) => act?.turnsText ?? false),
      rows.map(({ act }) => act?.row.public_after ?? null),
      rows.map(({ counted }) => counted?.replies ?? 0),
      rows.map(({ counted }) => counted?.descendants ?? 0),
      rows.map(({ act }) => act?.settlement.cause === 'undo'),
      now,
    ]);
  }

  private async countDiscussions(acts: readonly Act[], now: Date): Promise<{ articleId: string; version: number }[]> {
    const discussions = new Map<string, { delta: number; isNews: boolean }>();
    const sections = new Map<string, { articleId: string; sectionId: string; delta: number }>();
    for (const { settlement, row, delta, turnsText } of acts) {
      if (delta === 0 && !turnsText) continue;
      const { articleId } = settlement;
      const before = discussions.get(articleId) ?? { delta: 0, isNews: false };
      discussions.set(articleId, { delta: before.delta + delta, isNews: before.isNews || delta > 0 });
      if (row.section_id === null) continue;
      const key = `${articleId}${row.section_id}`;
      sections.set(key, { articleId, sectionId: row.section_id, delta: (sections.get(key)?.delta ?? 0) + delta });
    }
    if (discussions.size === 0) return [];
    const counts = sorted(discussions);
    const parts = sorted(sections).filter(([, { delta }]) => delta !== 0);
    const rows = await this.database.query<{ article_id: string; version: string }>(COUNT_DISCUSSIONS, [
      counts.map(([articleId]) => articleId),
      counts.map(([, { delta }]) => delta),
      counts.map(([, { isNews }]) => isNews),
      parts.map(([, { articleId }]) => articleId),
      parts.map(([, { sectionId }]) => sectionId),
      parts.map(([, { delta }]) => delta),
      now,
    ]);
    return rows.map(({ article_id: articleId, version }) => ({ articleId, version: Number(version) }));
  }
}

function isWritten({ ruling }: JudgedRow): boolean {
  return ruling !== 'stale' && ruling !== 'unchanged';
}

function actOf({ settlement, row }: Pick<Act, 'settlement' | 'row'>): Act {
  const delta = Number(PUBLIC.has(row.to_status)) - Number(PUBLIC.has(row.from_status));
  return { settlement, row, delta, turnsText: row.public_before !== row.public_after };
}

/** Always in the same order, so that lists that overlap never wait for each other in a ring. */
function sorted<Value>(entries: ReadonlyMap<string, Value>): [string, Value][] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
}
