import { Inject, Injectable } from '@nestjs/common';
import { People } from '#accounts';
import { ArticleDirectory } from '#articles';
import { Database } from '#platform';
import { AddSubscription } from './add-subscription.js';

/** Turns a writer's "notify of" into a subscription, after the comment was committed. */
@Injectable()
export class RequestSubscription {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(AddSubscription) private readonly subscriptions: AddSubscription,
  ) {}

  /** Adds the subscription; nothing happens when the person has no address. */
  async run(
    request: { articleId: string; personId: string; kind: 'replies' | 'all' },
    finish: () => Promise<void>,
  ): Promise<void> {
    const article = await this.articles.byId(request.articleId);
    await this.database.transaction(async () => {
      const person = await this.people.byId(request.personId);
      if (person?.email != null) {
        await this.subscriptions.run({
          siteId: article.siteId,
          articleId: request.articleId,
          kind: request.kind,
          personId: request.personId,
          email: person.email,
          isConfirmed: person.emailConfirmedAt !== null,
        });
      }
      await finish();
    });
  }
}
