import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, NotFound } from '#accounts';
import { SiteDirectory } from '#articles';
import type { AppealAnswer, AppealAnswerBody } from '#contracts';
import { type CommentStatus, type Settled, SettleComment } from '#discussion';
import { cleanText, Clock } from '#kernel';
import { Database, Outbox } from '#platform';
import { AppealAnswered, AppealOvertaken, TextMissing } from '../desk.errors.js';
import { appealAnswered } from '../moderation.events.js';
import { ReviewItems } from '../review/review-items.js';
import { ANSWER_APPEAL, APPEAL } from './appeals.queries.js';

interface AppealRow {
  readonly id: string;
  readonly site_id: string;
  readonly article_id: string;
  readonly comment_id: string;
  readonly revision: number;
  readonly decider_id: string | null;
  readonly outcome: string | null;
  readonly author_id: string;
  readonly author_is_admin: boolean;
  readonly status: CommentStatus;
  readonly is_only_staff: boolean;
}

const SECOND_MS = 1000;

/** Answers an appeal: the decision stays, or the comment becomes public. Not by whoever decided, unless there is nobody else. */
@Injectable()
export class DecideAppeal {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Answers an appeal once. Its writer hears of it, late enough that it can be undone with the decision.
   * @throws {NotFound} {AppealAnswered} {AppealOvertaken} {TextMissing} and what `authorize` throws.
   */
  async run(actor: Actor, appealId: string, body: AppealAnswerBody): Promise<AppealAnswer> {
    const [appeal] = await this.database.query<AppealRow>(APPEAL, [appealId]);
    if (appeal === undefined) throw new NotFound();
    authorize(actor, 'appeal.decide', {
      siteId: appeal.site_id,
      deciderId: appeal.decider_id,
      isOnlyStaff: appeal.is_only_staff,
      writerId: appeal.author_id,
      writerIsAdmin: appeal.author_is_admin,
    });
    const answer = cleanText(body.answer, { multiline: true });
    if (answer === '') throw new TextMissing();
    const delayMs = (await this.sites.byId(appeal.site_id)).settings.undoSeconds * SECOND_MS;
    return this.database.transaction(async () => {
      const settled = body.outcome === 'overturn' ? await this.publish(actor, appeal, delayMs) : undefined;
      const outcome = body.outcome === 'overturn' ? 'overturned' : 'upheld';
      const answered = await this.database.execute(ANSWER_APPEAL, [
        ...[appealId, outcome, answer, actor.kind === 'person' ? actor.personId : null, this.clock.now()],
        settled?.decisionId ?? null,
      ]);
      if (answered === 0) throw new AppealAnswered();
      await this.outbox.publish(appealAnswered, { appealId }, { delayMs });
      const { comment_id: commentId, article_id: articleId } = appeal;
      return {
        commentId,
        articleId,
        outcome,
        status: settled?.to ?? appeal.status,
        decisionId: settled?.decisionId ?? null,
      };
    });
  }

  private async publish(actor: Actor, appeal: AppealRow, outsideAfterMs: number): Promise<Settled> {
    const { article_id: articleId, comment_id: commentId, revision } = appeal;
    if (appeal.outcome !== null) throw new AppealAnswered();
    const settled = await this.settle.run({
      articleId,
      commentId,
      revision,
      to: 'published',
      cause: 'moderator',
      reasons: ['appeal'],
      isSecondOpinion: true,
      outsideAfterMs,
      ...(actor.kind === 'person' ? { makerId: actor.personId } : {}),
    });
    if (settled.result === 'stale') throw new AppealOvertaken();
    await this.items.resolve([{ commentId, status: settled.to, revision }]);
    return settled;
  }
}
