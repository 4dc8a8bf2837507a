import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, authorize } from '#accounts';
import { PlaceRulesStore } from '#articles';
import { CurateCommentBody, Id, type PlaceRules } from '#contracts';
import { Clock } from '#kernel';
import { AuditLog, Database, defineAuditEntry } from '#platform';
import { CommentNotFound } from '../discussion.errors.js';
import { CURATE, type CuratedRow } from './curate-comment.queries.js';

/** A moderator pinned, featured or locked a comment, or changed what holds below it. */
export const commentCurated = defineAuditEntry({
  kind: 'comment.curated',
  data: z.strictObject({ articleId: Id, commentId: Id, change: CurateCommentBody }),
});

/** What a comment is after it was curated. */
export interface CuratedComment {
  readonly isPinned: boolean;
  readonly isFeatured: boolean;
  /** The rules of its own that hold for it and everything below. */
  readonly rules: PlaceRules;
}

/** What a moderator does with a comment beside judging it: pin, feature, lock the thread below it (product.md 2). */
@Injectable()
export class CurateComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlaceRulesStore) private readonly rules: PlaceRulesStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * What is left out of the change stays.
   * @throws {CommentNotFound} {TooManyThreadRules}, and what `authorize` throws.
   */
  async run(
    actor: Actor,
    { articleId, commentId }: { readonly articleId: string; readonly commentId: string },
    change: CurateCommentBody,
  ): Promise<CuratedComment> {
    return this.database.transaction(async () => {
      const { pinned, featured, ...rules } = change;
      const [row] = await this.database.query<CuratedRow>(CURATE, [
        articleId,
        commentId,
        pinned ?? null,
        featured ?? null,
        this.clock.now(),
      ]);
      if (row === undefined) throw new CommentNotFound();
      authorize(actor, 'thread.manage', { siteId: row.site_id });
      const actorId = actor.kind === 'person' ? actor.personId : undefined;
      const own = await this.rules.change({ articleId, commentId }, rules, actorId);
      await this.audit.append(
        commentCurated,
        { siteId: row.site_id, ...(actorId === undefined ? {} : { actorId }) },
        { articleId, commentId, change },
      );
      return { isPinned: row.is_pinned, isFeatured: row.is_featured, rules: own };
    });
  }
}
