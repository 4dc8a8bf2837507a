import { Inject, Injectable } from '@nestjs/common';
import type { Ask } from '#anchoring';
import { type AnchorRow, AnchorSource, ArticleQueries } from '#articles';
import { AppError, sha256 } from '#kernel';
import { Database } from '#platform';
import { PostingPlace } from '../comments/posting/posting-place.js';
import { SettleComment } from '../comments/settle-comment.js';
import { QuestionWriter } from './question-writer.js';
import { FORGET, FROM_HTML, HOLD_QUESTION } from './questions.queries.js';

interface AskedRow {
  readonly ask_key: Buffer;
  readonly comment_id: string;
}

/** Asks the questions that an article's HTML holds, and takes back those it no longer does. */
@Injectable()
export class FollowAsks {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(AnchorSource) private readonly anchors: AnchorSource,
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(QuestionWriter) private readonly writer: QuestionWriter,
    @Inject(SettleComment) private readonly settle: SettleComment,
  ) {}

  /**
   * Each question in a transaction of its own, in which no push changes the article; killed anywhere and run again, it goes on with the rest. A question is
   * known by its words: one that stays keeps its answers wherever its passage goes, one that is reworded is another. One that is gone and that nobody has
   * answered is withdrawn; one that has answers stays with them. What cannot be asked, because its passage runs over two sections or nothing of it can be
   * seen, is left out.
   * @param finish ends the job in the last of its commits.
   */
  async run({ articleId }: { readonly articleId: string }, finish: () => Promise<void>): Promise<void> {
    const known = await this.database.query<AskedRow>(FROM_HTML, [articleId]);
    const missing = new Map(known.map((row) => [row.ask_key.toString('hex'), row]));
    for (const key of (await this.asks(articleId)).keys()) {
      if (!missing.delete(key)) await this.held(articleId, (asks) => this.ask(articleId, key, asks.get(key)));
    }
    for (const [key, row] of missing) {
      await this.held(articleId, async (asks) => asks.has(key) || this.takeBack(articleId, row));
    }
    await this.database.transaction(finish);
  }

  private async asks(articleId: string): Promise<ReadonlyMap<string, Ask>> {
    return keyed(await this.articles.asks(articleId));
  }

  /** Does something with the article's questions as they are, and they stay so until it is done. */
  private async held(articleId: string, work: (asks: ReadonlyMap<string, Ask>) => Promise<unknown>): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.anchors.hold(articleId)) !== undefined) await work(await this.asks(articleId));
    });
  }

  private async ask(articleId: string, key: string, ask: Ask | undefined): Promise<void> {
    if (ask === undefined) return;
    const { prompt, quote } = ask;
    const place = await this.places.of(articleId);
    const anchor = await this.anchor(articleId, quote);
    if (anchor === undefined) return;
    try {
      await this.writer.write({ place, anchor, prompt, askKey: Buffer.from(key, 'hex'), source: 'html' });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'text_not_allowed') throw error;
    }
  }

  private async anchor(articleId: string, quote: Ask['quote']): Promise<AnchorRow | undefined> {
    try {
      return await this.anchors.locate(articleId, { quote });
    } catch (error) {
      if (error instanceof AppError && error.code === 'quote_not_found') return undefined;
      throw error;
    }
  }

  private async takeBack(articleId: string, { ask_key: askKey, comment_id: commentId }: AskedRow): Promise<void> {
    type Held = { readonly revision: number; readonly is_answered: boolean };
    const [question] = await this.database.query<Held>(HOLD_QUESTION, [articleId, commentId]);
    if (question === undefined || question.is_answered) return;
    const { revision } = question;
    await this.settle.run({ articleId, commentId, revision, to: 'withdrawn', cause: 'operator' });
    await this.database.execute(FORGET, [articleId, askKey]);
  }
}

/** Questions by what they are known by, in hexadecimal: their words, and which of several in the same words they are. */
function keyed(asks: readonly Ask[]): ReadonlyMap<string, Ask> {
  const seen = new Map<string, number>();
  return new Map(
    asks.map((ask) => {
      const number = (seen.get(ask.prompt) ?? 0) + 1;
      seen.set(ask.prompt, number);
      return [sha256(JSON.stringify(['html', ask.prompt, number])).toString('hex'), ask];
    }),
  );
}
