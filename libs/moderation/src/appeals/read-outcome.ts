import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { SiteDirectory } from '#articles';
import { CommentNotFound, REFUSED } from '#discussion';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { OUTCOME_OF } from './appeals.queries.js';
import { type CommentOutcome, outcomeOf, type OutcomeRow } from './outcome.js';

/** A rejection as its writer is told of it by mail. */
export interface RejectionToMail extends Pick<CommentOutcome, 'appeal' | 'edit'> {
  readonly siteName: string;
  readonly decision: NonNullable<CommentOutcome['decision']>;
}

/** Tells writers what became of a comment of theirs, who decided, why, and whether they can appeal. */
@Injectable()
export class ReadOutcome {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws {CommentNotFound} and what `authorize` throws. */
  async run(actor: Actor, articleId: string, commentId: string): Promise<CommentOutcome> {
    const [row] = await this.database.query<OutcomeRow>(OUTCOME_OF, [articleId, commentId]);
    if (row === undefined) throw new CommentNotFound();
    const isPublic = row.status === 'published';
    authorize(actor, 'comment.outcome', { siteId: row.site_id, authorId: row.author_id, isPublic });
    const { settings } = await this.sites.byId(row.site_id);
    return outcomeOf(row, settings, this.clock.now());
  }

  /** The same for the mail that tells of a rejection; undefined when there is none to tell of, or the site sends no such mail. */
  async toMail(articleId: string, commentId: string): Promise<RejectionToMail | undefined> {
    const [row] = await this.database.query<OutcomeRow>(OUTCOME_OF, [articleId, commentId]);
    if (row === undefined) return undefined;
    const { name: siteName, settings } = await this.sites.byId(row.site_id);
    const { decision, appeal, edit } = outcomeOf(row, settings, this.clock.now());
    if (!settings.outcomeMail || decision === null || !REFUSED.has(row.to_status)) return undefined;
    return { siteName, decision, appeal, edit };
  }
}
