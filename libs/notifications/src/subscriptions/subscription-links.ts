import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts';
import { Clock } from '#kernel';
import { AppConfig, Database } from '#platform';
import { UnknownLink } from '../notifications.errors.js';
import { readSubscriptionToken, type SubscriptionTokenPurpose } from './subscription-token.js';
import { CONFIRM_ALL, END_ARTICLE, END_OWN, OWN_SUBSCRIPTIONS, SUBSCRIPTION_PAGE } from './subscriptions.queries.js';

/** What a page about a subscription shows. */
export interface SubscriptionPage {
  readonly id: string;
  readonly state: 'pending' | 'confirmed' | 'ended';
  readonly kind: string;
  readonly title: string;
  readonly url: string;
  readonly siteName: string;
}

/** One of a person's subscriptions. */
export interface OwnSubscription {
  readonly id: string;
  readonly kind: string;
  readonly sectionId: string | null;
  readonly commentId: string | null;
  readonly state: string;
}

/**
 * What the links in mails do. Looking never acts, acting may be done twice, and neither says whose address it is (RFC 8058;
 * field.md b.10, b.11).
 */
@Injectable()
export class SubscriptionLinks {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * What a link is about.
   * @throws {UnknownLink} when it is none of ours.
   */
  async look(purpose: SubscriptionTokenPurpose, token: string): Promise<SubscriptionPage> {
    const [row] = await this.database.query<Omit<SubscriptionPage, 'siteName'> & { site_name: string }>(
      SUBSCRIPTION_PAGE,
      [this.read(purpose, token)],
    );
    if (row === undefined) throw new UnknownLink();
    const { site_name: siteName, ...page } = row;
    return { ...page, siteName };
  }

  /**
   * The address wants what was asked for in its name on this site.
   * @throws {UnknownLink}
   */
  async confirm(token: string): Promise<void> {
    const id = this.read('confirm-subscription', token);
    await this.database.transaction(() => this.database.execute(CONFIRM_ALL, [id, this.clock.now()]));
  }

  /**
   * The address hears no more of this article: a mail's list is its article (`List-Id`).
   * @throws {UnknownLink}
   */
  async unsubscribe(token: string): Promise<void> {
    const id = this.read('unsubscribe', token);
    await this.database.transaction(() => this.database.execute(END_ARTICLE, [id, this.clock.now()]));
  }

  /** Ends one subscription of the person who asks; another's stays as it is. */
  async end(actor: Actor, articleId: string, subscriptionId: string): Promise<void> {
    if (actor.kind !== 'person') return;
    await this.database.transaction(() =>
      this.database.execute(END_OWN, [subscriptionId, articleId, actor.personId, this.clock.now()]),
    );
  }

  /** What a person hears of on an article; at most 100. */
  async own(articleId: string, personId: string): Promise<OwnSubscription[]> {
    const rows = await this.database.query<{
      id: string;
      kind: string;
      section_id: string | null;
      comment_id: string | null;
      state: string;
    }>(OWN_SUBSCRIPTIONS, [articleId, personId]);
    return rows.map(({ section_id, comment_id, ...row }) => ({ ...row, sectionId: section_id, commentId: comment_id }));
  }

  private read(purpose: SubscriptionTokenPurpose, token: string): string {
    const id = readSubscriptionToken(this.config.secret.reveal(), purpose, token);
    if (id === undefined) throw new UnknownLink();
    return id;
  }
}
