import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { Database } from '#platform';
import { CommentNotFound } from '../discussion.errors.js';
import { ONE_COMMENT, type OneCommentRow } from './one-comment.queries.js';

/** What its writer typed, as it is changed from. */
export interface CommentSource {
  /** Markdown subset. */
  readonly body: string;
  readonly revision: number;
}

/** Reads the source of one's own comment: what is public of it is HTML, from which nobody can go on writing. */
@Injectable()
export class ReadSource {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest revision, public or not. @throws {CommentNotFound}, and what `authorize` throws. */
  async run(actor: Actor, articleId: string, commentId: string): Promise<CommentSource> {
    const [comment] = await this.database.query<OneCommentRow>(ONE_COMMENT, [articleId, commentId]);
    if (comment === undefined || comment.status === 'withdrawn') throw new CommentNotFound();
    const isPublic = comment.status === 'published';
    authorize(actor, 'comment.edit', { siteId: comment.site_id, authorId: comment.author_id, isPublic });
    return { body: comment.body, revision: comment.revision };
  }
}
