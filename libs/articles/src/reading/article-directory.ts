import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { FreshCache } from '../fresh-cache.js';
import type { ArticleFacts } from './article-row.js';
import { ArticleQueries } from './articles.queries.js';

const CACHED_ARTICLES = 10_000;

/** What every request asks of an article, cached for at most 5 s; a push through this process is seen at once. */
@Injectable()
export class ArticleDirectory {
  private readonly cache: FreshCache<ArticleFacts>;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Clock) clock: Clock,
    @Inject(ArticleQueries) private readonly queries: ArticleQueries,
  ) {
    this.cache = new FreshCache(clock, database, CACHED_ARTICLES);
  }

  /** @throws {ArticleNotFound} */
  async byId(articleId: string): Promise<ArticleFacts> {
    return this.cache.get(articleId, () => this.queries.factsById(articleId));
  }

  /** Forgets an article that was written. Called after the commit. */
  forget(articleId: string): void {
    this.cache.forget(articleId);
  }
}
