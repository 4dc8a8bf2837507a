import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, NotFound, People } from '#accounts';
import { AnchorSource, ArticleDirectory } from '#articles';
import type { SubscribeBody } from '#contracts';
import { canonicalEmail, Clock, isEmailAddress, newId } from '#kernel';
import { Database } from '#platform';
import { AddressNeeded, TargetNeeded } from '../notifications.errors.js';
import { AddSubscription } from './add-subscription.js';
import { IS_READABLE } from './subscriptions.queries.js';

type Added = Awaited<ReturnType<AddSubscription['run']>>;

/** A reader asks to hear of an article, a section, answers to their comments, or one comment. */
@Injectable()
export class Subscribe {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(People) private readonly people: People,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(AnchorSource) private readonly anchors: AnchorSource,
    @Inject(AddSubscription) private readonly subscriptions: AddSubscription,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Adds the subscription. A confirmed person's own address needs no second opt-in; every other does.
   * @throws {AddressNeeded} when no address is given or known, {TargetNeeded} when the kind lacks its section or comment,
   * {SectionNotFound} {NotFound} when the article has no such section, or no such comment that the actor may read.
   */
  async run(actor: Actor, articleId: string, body: SubscribeBody): Promise<Added> {
    const article = await this.articles.byId(articleId);
    authorize(actor, 'subscription.create', { siteId: article.siteId });
    if ((body.kind === 'section') !== (body.sectionId !== undefined)) throw new TargetNeeded();
    if ((body.kind === 'comment') !== (body.commentId !== undefined)) throw new TargetNeeded();
    await this.assertTarget(actor, articleId, body);
    return this.database.transaction(async () => {
      const person = actor.kind === 'person' ? await this.people.byId(actor.personId) : undefined;
      const email = body.email ?? person?.email ?? undefined;
      if (email === undefined || !isEmailAddress(email)) throw new AddressNeeded();
      const isOwn = person?.emailConfirmedAt != null && isSameAddress(email, person.email);
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
      return isOwn ? added : this.hidden(added, person !== undefined);
    });
  }

  private async assertTarget(actor: Actor, articleId: string, { sectionId, commentId }: SubscribeBody): Promise<void> {
    if (sectionId !== undefined) await this.anchors.locate(articleId, { sectionId });
    if (commentId === undefined) return;
    const readerId = actor.kind === 'person' ? actor.personId : null;
    if ((await this.database.query(IS_READABLE, [articleId, commentId, readerId])).length === 0) throw new NotFound();
  }

  /**
   * A stranger must not learn from the answer that an address already hears of this (reliability.md A9): neither from the state nor
   * from an id, whose first part says when it was made.
   */
  private hidden(added: Added, isAskersOwn: boolean): Added {
    return { id: isAskersOwn ? added.id : newId(this.clock.nowMs()), state: 'pending' };
  }
}

function isSameAddress(email: string, own: string | null): boolean {
  return own !== null && canonicalEmail(email) === canonicalEmail(own);
}
