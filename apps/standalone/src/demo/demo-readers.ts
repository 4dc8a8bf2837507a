import { Inject, Injectable } from '@nestjs/common';
import type { ArticleRow } from '#articles';
import type { AnchorInput } from '#contracts';
import { PostComment } from '#discussion';
import { Decide } from '#moderation';
import type { DemoComment } from './demo-comment.js';

/** The readers of the demo. They post as anybody would; a moderator lets through all but those that are to wait. */
@Injectable()
export class DemoReaders {
  constructor(
    @Inject(PostComment) private readonly postComment: PostComment,
    @Inject(Decide) private readonly decide: Decide,
  ) {}

  /** Posts the comments of an article, in order. */
  async talk(article: ArticleRow, comments: readonly DemoComment[]): Promise<void> {
    const ids = new Map<string, string>();
    for (const comment of comments) {
      const { comment: posted } = await this.postComment.run(
        { kind: 'anonymous' },
        {
          articleId: article.id,
          body: comment.body,
          parentId: comment.under === undefined ? undefined : ids.get(comment.under),
          anchor: anchorOf(comment, article),
          guest: { name: comment.name },
          idempotencyKey: `demo-${comment.ref}`,
        },
      );
      ids.set(comment.ref, posted.id);
      if (comment.held === true) continue;
      const decision = {
        articleId: article.id,
        commentId: posted.id,
        revision: posted.revision,
        outcome: 'publish' as const,
      };
      await this.decide.run({ kind: 'system' }, { items: [decision] });
    }
  }
}

function anchorOf({ on }: DemoComment, article: ArticleRow): AnchorInput | undefined {
  if (on === undefined) return undefined;
  if ('quote' in on) return { quote: { exact: on.quote } };
  const section = article.sections.find(({ heading }) => heading === on.heading);
  if (section === undefined) throw new Error(`The demo article has no section "${on.heading}".`);
  return { sectionId: section.id };
}
