import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts';
import { ThreadQueries } from '../reading/thread-queries.js';
import type { CommentRow } from '../reading/comment-row.js';
import { CheckComment } from './posting/check-comment.js';
import { CommentAuthors } from './posting/comment-authors.js';
import { CommentWriter } from './posting/comment-writer.js';
import type { PostCommentInput } from './posting/post-comment-input.js';
import { PostsOnce } from './posting/posts-once.js';
import { unlessRevised } from './posting/unless-revised.js';

/** A comment that was posted, now or by an earlier request with the same key. */
export interface PostedComment {
  readonly comment: CommentRow;
  /** The session of a guest: lets them edit and withdraw. */
  readonly editToken?: string;
  readonly replayed: boolean;
}

/** Posts a comment: checks, renders once, screens with the fast phases and commits it with all that follows from it. */
@Injectable()
export class PostComment {
  constructor(
    @Inject(CheckComment) private readonly check: CheckComment,
    @Inject(CommentAuthors) private readonly authors: CommentAuthors,
    @Inject(CommentWriter) private readonly writer: CommentWriter,
    @Inject(PostsOnce) private readonly once: PostsOnce,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
  ) {}

  /**
   * One transaction. A comment that the fast phases let pass is public with the commit; any other waits for the screening job.
   * @throws {ArticleNotFound} {BadParent} {ThreadTooDeep} {DiscussionClosed} {DiscussionReadOnly} {VerificationRequired}
   * {Sanctioned} {NameReserved} {TextNotAllowed} {InputNotAllowed} {IdempotencyKeyReused} {ArticleRevisedMeanwhile}, and what placing the anchor throws.
   */
  async run(actor: Actor, input: PostCommentInput): Promise<PostedComment> {
    return unlessRevised(() => this.post(actor, input));
  }

  private async post(actor: Actor, input: PostCommentInput): Promise<PostedComment> {
    const checked = await this.check.run(actor, input);
    const { articleId, guest } = input;
    const request = {
      articleId,
      key: input.idempotencyKey,
      personId: actor.kind === 'person' ? actor.personId : undefined,
      content: [checked.body, input.parentId, input.anchor, guest, input.notify],
    };
    return this.once.run<PostedComment>(request, {
      first: async (id, seed) => {
        const author = await this.authors.of(actor, guest, checked.place, seed);
        const comment = await this.writer.write(id, checked, author);
        await this.authors.requestConfirmation(author, articleId);
        return posted(comment, author.editToken, false);
      },
      again: async (id, seed) => {
        const comment = await this.threads.own(articleId, id);
        return posted(comment, guest === undefined ? undefined : this.authors.tokenOf(seed), true);
      },
    });
  }
}

function posted(comment: CommentRow, editToken: string | undefined, replayed: boolean): PostedComment {
  return { comment, ...(editToken === undefined ? {} : { editToken }), replayed };
}
