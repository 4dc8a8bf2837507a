import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database } from '#platform';
import { commentPage, type CommentPlace } from '../mails/comment-page.js';
import type { ComposedMail } from '../mails/composed-mail.js';
import { MailTemplates } from '../mails/mail-templates.js';
import { mailHost } from '../mails/message-id.js';
import { plainExcerpt } from '../mails/plain-excerpt.js';
import { subscriptionToken } from '../subscriptions/subscription-token.js';
import { ADDRESSED_MAIL } from './addressed.queries.js';

interface AddressedMailRow extends CommentPlace {
  readonly article_id: string;
  readonly revision: number;
  readonly title: string;
  readonly url: string;
  readonly site_name: string;
  readonly subscription_id: string;
}

/** Tells a writer that the article was changed after their remark. Asked again at the moment of sending: what was reopened is not told of. */
@Injectable()
export class ComposeAddressed {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MailTemplates) private readonly templates: MailTemplates,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  async run(addressedId: string): Promise<ComposedMail> {
    const [row] = await this.database.query<AddressedMailRow>(ADDRESSED_MAIL, [addressedId]);
    if (row === undefined) return { send: false, why: 'it was reopened, or nobody wants to hear of it any more' };
    const { publicUrl, secret } = this.config;
    const title = plainExcerpt(row.title, 150);
    const token = subscriptionToken(secret.reveal(), 'unsubscribe', row.subscription_id);
    const unsubscribe = `${publicUrl}/mail/unsubscribe/${token}`;
    const bodies = this.templates.render('addressed', {
      title,
      site: plainExcerpt(row.site_name, 100),
      revision: row.revision,
      link: row.url,
      ownLink: commentPage(publicUrl, row),
      unsubscribe,
    });
    return {
      send: true,
      mail: {
        subject: `Your remark on “${title}” has been dealt with`,
        ...bodies,
        headers: {
          listId: `article-${row.article_id}.${mailHost(publicUrl)}`,
          listUnsubscribe: unsubscribe,
          autoSubmitted: 'auto-generated',
        },
      },
    };
  }
}
