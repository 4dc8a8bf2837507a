import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, SignInRequired } from '#accounts';
import { SiteDirectory } from '#articles';
import { CommentNotFound } from '#discussion';
import { cleanText, Clock, newId } from '#kernel';
import { Database } from '#platform';
import { AlreadyAppealed, NothingToAppeal, TextMissing } from '../desk.errors.js';
import { QueueNews } from '../live/queue-news.js';
import { FILE_APPEAL, HOLD_COMMENT, OUTCOME_OF } from './appeals.queries.js';
import { type CommentOutcome, outcomeOf, type OutcomeRow } from './outcome.js';

/** A writer asks for a second opinion: once for a decision, and somebody else than who decided answers. */
@Injectable()
export class FileAppeal {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(QueueNews) private readonly news: QueueNews,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Files an appeal against the decision that refuses a comment or an edit of it.
   * @throws {CommentNotFound} {NothingToAppeal} {AlreadyAppealed} {TextMissing} and what `authorize` throws.
   */
  async run(
    actor: Actor,
    { articleId, commentId, text }: { articleId: string; commentId: string; text: string },
  ): Promise<CommentOutcome> {
    return this.database.transaction(async () => {
      await this.database.query(HOLD_COMMENT, [articleId, commentId]);
      const row = await this.outcome(articleId, commentId);
      const isPublic = row.status === 'published';
      authorize(actor, 'comment.appeal', { siteId: row.site_id, authorId: row.author_id, isPublic });
      if (actor.kind !== 'person') throw new SignInRequired();
      const cleaned = cleanText(text, { multiline: true });
      if (cleaned === '') throw new TextMissing();
      const { settings } = await this.sites.byId(row.site_id);
      const now = this.clock.now();
      const { appeal } = outcomeOf(row, settings, now);
      if (appeal !== null && appeal.state !== 'open' && row.appeal_id !== null) throw new AlreadyAppealed();
      if (appeal?.state !== 'open') throw new NothingToAppeal();
      const filed = await this.database.execute(FILE_APPEAL, [
        ...[newId(now.getTime()), row.site_id, articleId, commentId, row.revision, row.decision_id, row.maker_id],
        ...[actor.personId, cleaned, now],
      ]);
      if (filed === 0) throw new AlreadyAppealed();
      this.tell(row.site_id, articleId, commentId);
      return outcomeOf(await this.outcome(articleId, commentId), settings, now);
    });
  }

  private async outcome(articleId: string, commentId: string): Promise<OutcomeRow> {
    const [row] = await this.database.query<OutcomeRow>(OUTCOME_OF, [articleId, commentId]);
    if (row === undefined) throw new CommentNotFound();
    return row;
  }

  private tell(siteId: string, articleId: string, commentId: string): void {
    this.news.tell([{ site_id: siteId, article_id: articleId, comment_id: commentId, is_open: true, was_open: false }]);
  }
}
