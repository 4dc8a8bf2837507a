import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, NotFound, SignInRequired } from '#accounts';
import type { FlagBody } from '#contracts';
import { cleanText, Clock, newId } from '#kernel';
import { Database } from '#platform';
import { type ChangedItem, QueueNews } from '../live/queue-news.js';
import { OwnComment } from '../moderation.errors.js';
import { COUNT_FLAG } from '../review/review-items.queries.js';
import { FLAGGABLE, INSERT_FLAG } from './raise-flag.queries.js';

interface FlaggableRow {
  readonly site_id: string;
  readonly author_id: string;
  readonly revision: number;
  readonly status: string;
}

/**
 * What one flag adds to an item's urgency (field.md b.5). Names cost a guest nothing, so each further flag of a guest weighs less,
 * 0.2 / n: fifty fresh names together do not outweigh one known reader (reliability.md A36).
 */
const URGENCY = { guest: 0.2, verified: 1, account: 1 } as const;

/** A reader's complaint about a public comment. It brings the comment before the moderators and never hides it by itself. */
@Injectable()
export class RaiseFlag {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(QueueNews) private readonly news: QueueNews,
  ) {}

  /**
   * Records a complaint, once a person and comment; a second one changes nothing.
   * @throws {NotFound} when the comment is not public, {OwnComment} when it is the flagger's, {SignInRequired} without a person.
   */
  async run(actor: Actor, articleId: string, commentId: string, body: FlagBody): Promise<void> {
    if (actor.kind !== 'person') throw new SignInRequired();
    await this.database.transaction(async () => {
      const [comment] = await this.database.query<FlaggableRow>(FLAGGABLE, [articleId, commentId]);
      if (comment === undefined) throw new NotFound();
      if (comment.author_id === actor.personId) throw new OwnComment();
      authorize(actor, 'comment.flag', { siteId: comment.site_id, authorId: comment.author_id, isPublic: true });
      const now = this.clock.now();
      const detail = body.detail === undefined ? null : cleanText(body.detail, { multiline: true });
      const added = await this.database.execute(INSERT_FLAG, [
        newId(this.clock.nowMs()),
        articleId,
        commentId,
        comment.site_id,
        comment.revision,
        actor.personId,
        body.reason,
        detail,
        now,
      ]);
      if (added === 0) return;
      const urgency = URGENCY[actor.personKind];
      const items = await this.database.query<ChangedItem>(COUNT_FLAG, [
        commentId,
        articleId,
        comment.site_id,
        comment.revision,
        comment.status,
        urgency,
        now,
        `flag:${body.reason}`,
        actor.personKind === 'guest',
      ]);
      this.news.tell(items);
    });
  }
}
