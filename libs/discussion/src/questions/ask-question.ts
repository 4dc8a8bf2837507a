import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { AnchorSource, ArticleQueries, SiteDirectory } from '#articles';
import type { AskQuestionBody } from '#contracts';
import { sha256 } from '#kernel';
import { Database } from '#platform';
import { TooManyQuestions } from '../discussion.errors.js';
import type { CommentRow } from '../reading/comment-row.js';
import { ThreadQueries } from '../reading/thread-queries.js';
import { PostingPlace } from '../comments/posting/posting-place.js';
import { unlessRevised } from '../comments/posting/unless-revised.js';
import { QuestionWriter } from './question-writer.js';
import { HOW_MANY } from './questions.queries.js';

/** Most questions of an article (own choice): more than readers would answer. */
const MOST_QUESTIONS = 200;

/** The publisher asks readers a question on a passage of an article, in its author's name (product.md 1). */
@Injectable()
export class AskQuestion {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(AnchorSource) private readonly anchors: AnchorSource,
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(QuestionWriter) private readonly writer: QuestionWriter,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
  ) {}

  /**
   * Asks once: the same words on the same passage are the same question, however often they come.
   * @throws {SiteNotFound} {ArticleNotFound} {QuoteNotFound} {InvalidField} {TextNotAllowed} {TooManyQuestions} {ArticleRevisedMeanwhile}
   */
  async run(
    actor: Actor,
    { site: siteKey, key, body }: { readonly site: string; readonly key: string; readonly body: AskQuestionBody },
  ): Promise<{ question: CommentRow; isNew: boolean }> {
    const site = await this.sites.byKey(siteKey);
    authorize(actor, 'question.ask', { siteId: site.id });
    const { id: articleId } = await this.articles.byKey(site.id, key);
    return unlessRevised(async () => {
      const place = await this.places.of(articleId);
      const anchor = await this.anchors.locate(articleId, { quote: body.quote });
      const askKey = sha256(JSON.stringify(['request', body.prompt.trim(), anchor.exact, anchor.startOffset]));
      return this.database.transaction(async () => {
        const { commentId, isNew } = await this.writer.write({
          ...{ place, anchor, askKey },
          prompt: body.prompt,
          source: 'request',
        });
        if (isNew) await this.assertNotTooMany(articleId);
        return { question: await this.threads.own(articleId, commentId), isNew };
      });
    });
  }

  private async assertNotTooMany(articleId: string): Promise<void> {
    const [row] = await this.database.query<{ n: number }>(HOW_MANY, [articleId]);
    if ((row?.n ?? 0) > MOST_QUESTIONS) throw new TooManyQuestions(MOST_QUESTIONS);
  }
}
