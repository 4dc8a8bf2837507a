import { Inject, Injectable } from '@nestjs/common';
import { ReadOutcome } from '#moderation';
import { AppConfig, Database } from '#platform';
import { commentPage, type CommentPlace } from '../mails/comment-page.js';
import type { ComposedMail } from '../mails/composed-mail.js';
import { MailTemplates } from '../mails/mail-templates.js';
import { mailHost } from '../mails/message-id.js';
import { plainExcerpt } from '../mails/plain-excerpt.js';
import { subscriptionToken } from '../subscriptions/subscription-token.js';
import { APPEAL_MAIL, OUTCOME_MAIL } from './outcomes.queries.js';

interface OutcomeMailRow extends CommentPlace {
  readonly article_id: string;
  readonly title: string;
  readonly url: string;
  readonly subscription_id: string;
}

interface AppealMailRow extends Omit<OutcomeMailRow, 'subscription_id'> {
  readonly outcome: string | null;
  readonly answer: string | null;
  readonly site_name: string;
  readonly status: string;
}

/** An answer of a moderator is theirs to the last word, within reason. */
const ANSWER_LENGTH = 2000;

/**
 * Writes the statement of reasons: what was decided, by whom in general, why, and until when an appeal is open. Asked again at the
 * moment of sending: a decision that no longer stands is not told of.
 */
@Injectable()
export class ComposeOutcome {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MailTemplates) private readonly templates: MailTemplates,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(ReadOutcome) private readonly outcomes: ReadOutcome,
  ) {}

  async decision(decisionId: string): Promise<ComposedMail> {
    const [row] = await this.database.query<OutcomeMailRow>(OUTCOME_MAIL, [decisionId]);
    if (row === undefined) return { send: false, why: 'nobody wants to hear of it any more' };
    const told = await this.outcomes.toMail(row.article_id, row.comment_id);
    if (told?.decision.id !== decisionId) return { send: false, why: 'the decision does not stand any more' };
    const { decision, appeal, edit } = told;
    const title = plainExcerpt(row.title, 150);
    const unsubscribe = `${this.config.publicUrl}/mail/unsubscribe/${subscriptionToken(this.config.secret.reveal(), 'unsubscribe', row.subscription_id)}`;
    const bodies = this.templates.render('outcome', {
      title,
      site: plainExcerpt(told.siteName, 100),
      isEdit: edit === 'refused',
      bySystem: decision.by === 'system',
      reasons: decision.reasons.map(({ text }) => plainExcerpt(text, 500)),
      appealUntil: appeal?.state === 'open' ? appeal.until.toISOString().slice(0, 10) : undefined,
      link: row.url,
      ownLink: edit === null ? undefined : commentPage(this.config.publicUrl, row),
      unsubscribe,
    });
    return {
      send: true,
      mail: {
        subject: `Your comment on “${title}”`,
        ...bodies,
        headers: {
          listId: `article-${row.article_id}.${mailHost(this.config.publicUrl)}`,
          listUnsubscribe: unsubscribe,
          autoSubmitted: 'auto-generated',
        },
      },
    };
  }

  async appeal(appealId: string): Promise<ComposedMail> {
    const [row] = await this.database.query<AppealMailRow>(APPEAL_MAIL, [appealId]);
    if (row?.outcome == null) return { send: false, why: 'the answer was taken back' };
    const title = plainExcerpt(row.title, 150);
    const bodies = this.templates.render('appeal-outcome', {
      title,
      site: plainExcerpt(row.site_name, 100),
      isOverturned: row.outcome === 'overturned',
      answer: plainExcerpt(row.answer ?? '', ANSWER_LENGTH),
      link: row.url,
      ownLink: row.status === 'published' ? commentPage(this.config.publicUrl, row) : undefined,
    });
    return {
      send: true,
      mail: { subject: `Your appeal about “${title}”`, ...bodies, headers: { autoSubmitted: 'auto-replied' } },
    };
  }
}
