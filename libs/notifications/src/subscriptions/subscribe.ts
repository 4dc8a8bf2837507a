import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, People } from '#accounts';
import { ArticleDirectory } from '#articles';
import type { SubscribeBody } from '#contracts';
import { isEmailAddress } from '#kernel';
import { Database } from '#platform';
import { AddressNeeded, TargetNeeded } from '../notifications.errors.js';
import { AddSubscription } from './add-subscription.js';

/** A reader asks to hear of an article, a section, answers to their comments, or one comment. */
@Injectable()
export class Subscribe {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(AddSubscription) private readonly subscriptions: AddSubscription,
  ) {}

  /**
   * Adds the subscription. A confirmed person's own address needs no second opt-in; every other does.
   * @throws {AddressNeeded} when no address is given or known, {TargetNeeded} when the kind lacks its section or comment.
   */
  async run(
    actor: Actor,
    articleId: string,
    body: SubscribeBody,
  ): Promise<{ id: string; state: 'pending' | 'confirmed' }> {
    const article = await this.articles.byId(articleId);
    authorize(actor, 'subscription.create', { siteId: article.siteId });
    if ((body.kind === 'section') !== (body.sectionId !== undefined)) throw new TargetNeeded();
    if ((body.kind === 'comment') !== (body.commentId !== undefined)) throw new TargetNeeded();
    return this.database.transaction(async () => {
      const person = actor.kind === 'person' ? await this.people.byId(actor.personId) : undefined;
      const email = body.email ?? person?.email ?? undefined;
      if (email === undefined || !isEmailAddress(email)) throw new AddressNeeded();
      const isOwn = person?.emailConfirmedAt != null && (body.email === undefined || body.email === person.email);
      const added = await this.subscriptions.run({
        siteId: article.siteId,
        articleId,
        kind: body.kind,
        sectionId: body.sectionId,
        commentId: body.commentId,
        personId: person?.id,
        email,
        isConfirmed: isOwn,
      });
      // A stranger must not learn from the answer that an address already hears of this (reliability.md A9).
      return isOwn ? added : { id: added.id, state: 'pending' };
    });
  }
}
