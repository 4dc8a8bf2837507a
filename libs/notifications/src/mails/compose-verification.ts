import { Inject, Injectable } from '@nestjs/common';
import { verificationCode, verificationLinkToken } from '#accounts';
import { Clock } from '#kernel';
import { AppConfig, Database } from '#platform';
import type { ComposedMail } from './composed-mail.js';
import { MailTemplates } from './mail-templates.js';
import { VERIFICATION } from './mails.queries.js';
import { plainExcerpt } from './plain-excerpt.js';

/** A verification as its mail needs it. */
export interface VerificationRow {
  readonly id: string;
  readonly purpose: 'sign-in' | 'comment';
  readonly email: string;
  readonly email_key: Buffer;
  readonly used_at: Date | null;
  readonly link_expires_at: Date;
  readonly article_title: string | null;
  readonly site_name: string | null;
}

/** Writes the mail with a code and a link. Both follow from the row's id and the secret; neither is stored (reliability.md D19). */
@Injectable()
export class ComposeVerification {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MailTemplates) private readonly templates: MailTemplates,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async run(verificationId: string): Promise<ComposedMail> {
    const [row] = await this.database.query<VerificationRow>(VERIFICATION, [verificationId]);
    if (row === undefined) return { send: false, why: 'the verification is gone' };
    if (row.used_at !== null) return { send: false, why: 'the verification was used' };
    if (row.link_expires_at <= this.clock.now()) return { send: false, why: 'the verification has expired' };
    const secret = this.config.secret.reveal();
    const code = verificationCode(secret, row.id);
    const bodies = this.templates.render('verification', {
      code,
      link: `${this.config.publicUrl}/mail/verify/${verificationLinkToken(secret, row.id)}`,
      isComment: row.purpose === 'comment',
      article: row.article_title === null ? undefined : plainExcerpt(row.article_title, 200),
      site: row.site_name === null ? undefined : plainExcerpt(row.site_name, 100),
    });
    return {
      send: true,
      mail: { subject: `${code} is your code`, ...bodies, headers: { autoSubmitted: 'auto-replied' } },
    };
  }
}
