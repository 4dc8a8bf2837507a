import { Inject, Injectable } from '@nestjs/common';
import { plainText } from '#discussion';
import { AppConfig, Database } from '#platform';
import { subscriptionToken } from '../subscriptions/subscription-token.js';
import { commentPage, type CommentPlace } from './comment-page.js';
import type { ComposedMail } from './composed-mail.js';
import { MailTemplates } from './mail-templates.js';
import { NOTIFICATION } from './mails.queries.js';
import { commentMessageId, mailHost } from './message-id.js';
import { plainExcerpt } from './plain-excerpt.js';

interface NotificationRow extends CommentPlace {
  readonly kind: string;
  readonly recipient_key: Buffer;
  readonly subscription_id: string;
  readonly subscription_state: string;
  readonly status: string;
  readonly path: readonly string[];
  readonly author_name: string;
  readonly body: string;
  readonly article_id: string;
  readonly title: string;
  readonly url: string;
  readonly site_name: string;
}

/** Why the mail about a comment that was taken away is not sent; it is when the comment comes back. */
export const NOT_PUBLIC = 'the comment is not public any more';

/** References grow with the depth of a thread; mail programs need the nearest (RFC 5322 asks for no more than is useful). */
const REFERENCES = 10;

/**
 * Writes the mail about a comment, if it may still be sent: the comment is still public and the subscription still stands. It holds
 * 300 plain characters of the comment and no link but ours.
 */
@Injectable()
export class ComposeNotification {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MailTemplates) private readonly templates: MailTemplates,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  async run(notificationId: string): Promise<ComposedMail> {
    const [row] = await this.database.query<NotificationRow>(NOTIFICATION, [notificationId]);
    if (row === undefined) return { send: false, why: 'the comment is gone' };
    if (row.status !== 'published') return { send: false, why: NOT_PUBLIC };
    if (row.subscription_state !== 'confirmed') return { send: false, why: 'the subscription has ended' };
    const { publicUrl } = this.config;
    const secret = this.config.secret.reveal();
    const title = plainExcerpt(row.title, 150);
    const author = plainExcerpt(row.author_name, 60);
    const unsubscribe = `${publicUrl}/mail/unsubscribe/${subscriptionToken(secret, 'unsubscribe', row.subscription_id)}`;
    const bodies = this.templates.render('notification', {
      title,
      author,
      site: plainExcerpt(row.site_name, 100),
      isReply: row.kind === 'replies',
      excerpt: plainExcerpt(plainText(row.body)),
      link: commentPage(publicUrl, row),
      unsubscribe,
    });
    const idOf = (commentId: string) => commentMessageId(publicUrl, secret, commentId, row.recipient_key);
    const ancestors = row.path.filter((id) => id !== row.comment_id).slice(-REFERENCES);
    const parent = ancestors.at(-1);
    return {
      send: true,
      mail: {
        subject: `${author} on “${title}”`,
        ...bodies,
        headers: {
          listId: `article-${row.article_id}.${mailHost(publicUrl)}`,
          listUnsubscribe: unsubscribe,
          ...(parent === undefined ? {} : { inReplyTo: idOf(parent), references: ancestors.map(idOf) }),
          autoSubmitted: 'auto-generated',
        },
      },
    };
  }
}
