import { Inject, Injectable } from '@nestjs/common';
import { type SettlementOfMany, type Settled, SettleComments } from '#discussion';
import { Clock } from '#kernel';
import { AuditLog, Database } from '#platform';
import { ReviewItems } from '../review/review-items.js';
import { EffectMaker } from './effect-maker.js';
import { sanctionApplied, sanctionStopped } from './sanction-audit.js';
import {
  EFFECT_BATCH,
  type EffectRow,
  HOLD_EFFECT,
  NEXT_COMMENTS,
  NOTE_EFFECT,
  type TouchedRow,
} from './sanctions.queries.js';

/** The statuses that each outcome takes comments from. */
const TOUCHES = { hold: ['published'], reject: ['published', 'pending', 'awaiting-verification'] } as const;
const STATUS_OF = { hold: 'pending', reject: 'rejected' } as const;
/** A comment may be edited under our hands, and refusing a waiting edit leaves its older text to be refused as well. */
const TRIES = 3;
const REASON = 'sanction';

/** Does to a person's comments what their sanction says, in batches that each are one commit: killed at any point it goes on from there. */
@Injectable()
export class ApplySanction {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComments) private readonly settle: SettleComments,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(EffectMaker) private readonly makers: EffectMaker,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Each batch asks anew whether whoever imposed the sanction may (A42); from then on nothing more is touched. */
  async run({ sanctionId }: { readonly sanctionId: string }, finish: () => Promise<void>): Promise<void> {
    for (let hasMore = true; hasMore;) {
      hasMore = await this.database.transaction(async () => {
        const isUnderWay = await this.batch(sanctionId);
        if (!isUnderWay) await finish();
        return isUnderWay;
      });
    }
  }

  private async batch(sanctionId: string): Promise<boolean> {
    const [effect] = await this.database.query<EffectRow & Record<string, unknown>>(HOLD_EFFECT, [sanctionId]);
    if (effect?.state !== 'running') return false;
    if (!(await this.makers.mayStill(effect))) {
      await this.end(sanctionId, effect, { state: 'refused', touched: 0 });
      return false;
    }
    const { person_id: personId, site_id: siteId, after_at, after_id } = effect;
    const place = [personId, siteId, after_at, after_id, EFFECT_BATCH];
    const comments = await this.database.query<TouchedRow & Record<string, unknown>>(NEXT_COMMENTS, place);
    const touched = await this.touch(effect, comments);
    const last = comments.at(-1);
    if (last === undefined || comments.length < EFFECT_BATCH) {
      await this.end(sanctionId, effect, { state: 'done', touched });
      return false;
    }
    await this.note(sanctionId, { at: last.written_at, id: last.comment_id, touched, state: 'running' });
    return true;
  }

  private async touch(effect: EffectRow, comments: readonly TouchedRow[]): Promise<number> {
    const from: readonly string[] = TOUCHES[effect.outcome];
    let open = comments.filter(({ status }) => from.includes(status));
    const touched = new Map<string, Settled>();
    for (let round = 0; round < TRIES && open.length > 0; round++) {
      const settled = await this.settle.run(open.map((comment) => settlementOf(effect, comment)));
      const again: TouchedRow[] = [];
      open.forEach((comment, at) => {
        const one = settled[at];
        if (one === undefined) return;
        if (one.result === 'applied') touched.set(comment.comment_id, one);
        const isLeft = one.result === 'stale' || (effect.outcome === 'reject' && one.isEdit);
        if (isLeft && from.includes(one.to)) again.push({ ...comment, revision: one.revision });
      });
      open = again;
    }
    await this.list(effect, comments, touched);
    return touched.size;
  }

  /** What is held waits for a moderator; what is rejected waits no more. */
  private async list(
    { outcome }: EffectRow,
    comments: readonly TouchedRow[],
    touched: ReadonlyMap<string, Settled>,
  ): Promise<void> {
    if (outcome === 'reject') {
      await this.items.resolve(
        [...touched].map(([commentId, { to, revision }]) => ({ commentId, status: to, revision })),
      );
      return;
    }
    for (const { article_id: articleId, comment_id: commentId, site_id: siteId } of comments) {
      const one = touched.get(commentId);
      if (one?.to !== 'pending') continue;
      const { revision, to: status } = one;
      await this.items.open([{ articleId, commentId, siteId, revision, status, reasons: [REASON] }]);
    }
  }

  private async note(
    sanctionId: string,
    to: {
      readonly at: string;
      readonly id: string;
      readonly touched: number;
      readonly state: 'running' | 'done' | 'refused';
    },
  ): Promise<void> {
    const endedAt = to.state === 'running' ? null : this.clock.now();
    await this.database.execute(NOTE_EFFECT, [sanctionId, to.at, to.id, to.touched, to.state, endedAt]);
  }

  private async end(
    sanctionId: string,
    effect: EffectRow,
    { state, touched }: { readonly state: 'done' | 'refused'; readonly touched: number },
  ): Promise<void> {
    await this.note(sanctionId, { at: effect.after_at, id: effect.after_id, touched, state });
    const subject = {
      ...(effect.imposed_on === null ? {} : { siteId: effect.imposed_on }),
      ...(effect.created_by === null ? {} : { actorId: effect.created_by }),
    };
    const entry = state === 'done' ? sanctionApplied : sanctionStopped;
    await this.audit.append(entry, subject, {
      ...{ sanctionId, outcome: effect.outcome },
      touched: effect.touched + touched,
    });
  }
}

/** A decision on the person, not a judgement on the text: it neither teaches nor counts for or against who reported it. */
function settlementOf({ outcome, created_by: makerId }: EffectRow, comment: TouchedRow): SettlementOfMany {
  return {
    articleId: comment.article_id,
    commentId: comment.comment_id,
    revision: comment.revision,
    to: STATUS_OF[outcome],
    cause: 'operator',
    ...(makerId === null ? {} : { makerId }),
    reasons: [REASON],
  };
}
