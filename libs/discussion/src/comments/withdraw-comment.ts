import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, can } from '#accounts';
import { Database } from '#platform';
import { CommentChanged, CommentNotFound } from '../discussion.errors.js';
import { ONE_COMMENT, type OneCommentRow } from './one-comment.queries.js';
import { SettleComment } from './settle-comment.js';

/** How often a comment may change under the hands of who takes it back. */
const TRIES = 4;

/** Takes a comment back for good: its writer's own, or as a moderator. Where there are replies, a tombstone stays. */
@Injectable()
export class WithdrawComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComment) private readonly settle: SettleComment,
  ) {}

  /**
   * Withdraws whatever revision the comment has. A second time changes nothing.
   * @throws {CommentNotFound} {CommentChanged}, and what `authorize` throws.
   */
  async run(actor: Actor, { articleId, commentId }: { articleId: string; commentId: string }): Promise<void> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const [comment] = await this.database.query<OneCommentRow>(ONE_COMMENT, [articleId, commentId]);
      if (comment === undefined) throw new CommentNotFound();
      const settled = await this.settle.run({
        articleId,
        commentId,
        revision: comment.revision,
        to: 'withdrawn',
        ...makerOf(actor, comment),
      });
      if (settled.result !== 'stale') return;
    }
    throw new CommentChanged();
  }
}

function makerOf(actor: Actor, row: OneCommentRow): { cause: 'writer' | 'moderator' | 'operator'; makerId?: string } {
  const facts = { siteId: row.site_id, authorId: row.author_id, isPublic: row.status === 'published' };
  const isDecider = can(actor, 'comment.decide', { ...facts, authorIsAdmin: row.author_is_admin });
  if (!isDecider) authorize(actor, 'comment.withdraw', facts);
  switch (actor.kind) {
    case 'person':
      return { cause: actor.personId === row.author_id ? 'writer' : 'moderator', makerId: actor.personId };
    case 'key':
      return { cause: 'moderator' };
    case 'system':
    case 'anonymous':
      return { cause: 'operator' };
  }
}
