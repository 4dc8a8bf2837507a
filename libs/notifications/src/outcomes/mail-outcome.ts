import { Inject, Injectable } from '@nestjs/common';
import { ReadOutcome } from '#moderation';
import { Database, Outbox } from '#platform';
import { Deliveries } from '../deliveries/deliveries.js';
import { deliver } from '../notifications.jobs.js';
import { ADDRESSED_RECIPIENT } from './addressed.queries.js';
import { APPEAL_RECIPIENT, OUTCOME_RECIPIENT } from './outcomes.queries.js';

interface RecipientRow {
  readonly site_id: string;
  readonly email: string;
  readonly email_key: Buffer;
}

/**
 * Has writers told that a comment of theirs was rejected, and why, what became of their appeal, or that a remark was dealt with. Rows are unique by what they tell
 * of, so a second run tells nobody. A decision that was taken back meanwhile, or overtaken by another, is not told of.
 */
@Injectable()
export class MailOutcome {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Deliveries) private readonly deliveries: Deliveries,
    @Inject(ReadOutcome) private readonly outcomes: ReadOutcome,
  ) {}

  /** Adds the mail about a decision, if its comment is still refused by it and the site tells of such. */
  async decision(
    { articleId, commentId, decisionId }: { articleId: string; commentId: string; decisionId: string },
    finish: () => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const told = await this.outcomes.toMail(articleId, commentId);
      if (told?.decision.id === decisionId) {
        const [row] = await this.database.query<RecipientRow>(OUTCOME_RECIPIENT, [articleId, commentId]);
        await this.add('outcome', decisionId, row);
      }
      await finish();
    });
  }

  /** Adds the mail about the answer to an appeal. */
  async appeal({ appealId }: { appealId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      const [row] = await this.database.query<RecipientRow>(APPEAL_RECIPIENT, [appealId]);
      await this.add('appeal-outcome', appealId, row);
      await finish();
    });
  }

  /** Adds the mail about a remark that was dealt with, if that still stands. */
  async addressed({ addressedId }: { addressedId: string }, finish: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      const [row] = await this.database.query<RecipientRow>(ADDRESSED_RECIPIENT, [addressedId]);
      await this.add('addressed', addressedId, row);
      await finish();
    });
  }

  private async add(
    kind: 'outcome' | 'appeal-outcome' | 'addressed',
    subjectId: string,
    row?: RecipientRow,
  ): Promise<void> {
    if (row === undefined) return;
    const { site_id: siteId, email: recipient, email_key: recipientKey } = row;
    const added = await this.deliveries.addMany([{ kind, subjectId, siteId, recipient, recipientKey }]);
    await this.outbox.addMany(
      deliver,
      added.map((deliveryId) => ({ deliveryId })),
    );
  }
}
