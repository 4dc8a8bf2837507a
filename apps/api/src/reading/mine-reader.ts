import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts';
import { ArticleDirectory } from '#articles';
import type { Mine } from '#contracts';
import { ThreadQueries } from '#discussion';
import { SubscriptionLinks } from '#notifications';
import { presentComment } from '../comments/comment.presenter.js';

/** Gathers what only the viewer may see of a discussion. */
@Injectable()
export class MineReader {
  constructor(
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(SubscriptionLinks) private readonly subscriptions: SubscriptionLinks,
  ) {}

  /** Nothing for a stranger. @throws {ArticleNotFound} */
  async run(actor: Actor, articleId: string): Promise<Mine> {
    await this.articles.byId(articleId);
    if (actor.kind !== 'person') return { votes: {}, comments: [], edits: [], subscriptions: [] };
    const [{ votes, comments, edits }, subscriptions] = await Promise.all([
      this.threads.mine(articleId, actor.personId),
      this.subscriptions.own(articleId, actor.personId),
    ]);
    return {
      votes: { ...votes },
      comments: comments.map((row) => presentComment(row)),
      edits: edits.map((edit) => ({ ...edit })),
      subscriptions: subscriptions.map(({ id, kind, sectionId, commentId, state }) => ({
        id,
        kind,
        ...(sectionId === null ? {} : { sectionId }),
        ...(commentId === null ? {} : { commentId }),
        state,
      })),
    };
  }
}
