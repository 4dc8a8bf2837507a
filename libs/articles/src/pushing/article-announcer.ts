import { Inject, Injectable } from '@nestjs/common';
import { Database, LiveBus, Outbox } from '#platform';
import { articleAsked, articleRevised } from '../articles.events.js';
import { ArticleDirectory } from '../reading/article-directory.js';
import { ArticleStore } from './article-store.queries.js';

/** Tells everybody who goes by an article that it changed: caches, live readers and the rooms above. */
@Injectable()
export class ArticleAnnouncer {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleStore) private readonly store: ArticleStore,
    @Inject(ArticleDirectory) private readonly directory: ArticleDirectory,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
  ) {}

  /** Counts the version up now and tells live readers after the commit. Inside the push's transaction. */
  async changed(articleId: string): Promise<void> {
    const version = await this.store.bumpVersion(articleId);
    this.database.afterCommit(() => {
      this.directory.forget(articleId);
      this.live.publish({ articleId, version });
    });
  }

  /** Publishes `article.revised`. Inside the push's transaction. */
  async revised(articleId: string, revision: number): Promise<void> {
    await this.outbox.publish(articleRevised, { articleId, revision });
  }

  /** Publishes `article.asked`. Inside the push's transaction. */
  async asked(articleId: string): Promise<void> {
    await this.outbox.publish(articleAsked, { articleId });
  }
}
