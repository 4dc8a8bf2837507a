import { Inject, Injectable } from '@nestjs/common';
import { AppConfig, Database } from '#platform';
import { subscriptionToken } from '../subscriptions/subscription-token.js';
import type { ComposedMail } from './composed-mail.js';
import { MailTemplates } from './mail-templates.js';
import { CONFIRMATION } from './mails.queries.js';
import { plainExcerpt } from './plain-excerpt.js';

interface ConfirmationRow {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly title: string;
  readonly url: string;
  readonly site_name: string;
}

/** Asks an address whether it wants what was asked for in its name (double opt-in). Says nothing that a stranger wrote. */
@Injectable()
export class ComposeConfirmation {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MailTemplates) private readonly templates: MailTemplates,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  async run(subscriptionId: string): Promise<ComposedMail> {
    const [row] = await this.database.query<ConfirmationRow>(CONFIRMATION, [subscriptionId]);
    if (row?.state !== 'pending') return { send: false, why: 'the subscription no longer waits for an answer' };
    const title = plainExcerpt(row.title, 200);
    const bodies = this.templates.render('confirmation', {
      title,
      site: plainExcerpt(row.site_name, 100),
      isReplies: row.kind === 'replies',
      link: `${this.config.publicUrl}/mail/confirm/${subscriptionToken(this.config.secret.reveal(), 'confirm-subscription', row.id)}`,
    });
    return {
      send: true,
      mail: { subject: `Confirm: mail about “${title}”`, ...bodies, headers: { autoSubmitted: 'auto-replied' } },
    };
  }
}
