import { Inject, Injectable } from '@nestjs/common';
import { linksOf } from '#discussion';
import { sha256 } from '#kernel';
import { Database } from '#platform';
import type { ClassifierInput, Head } from '#screening';
import { HUMAN_DECISIONS, NEWEST_HUMAN_DECISION } from './human-decisions.queries.js';

/** A text on which a person has decided. */
export interface HumanDecision {
  readonly input: ClassifierInput;
  /** What the text is to each head; a head that is not there learns nothing from it. */
  readonly labels: Readonly<Partial<Record<Head, 0 | 1>>>;
  /** A number that all texts of one writer share: they are held back together, because they are alike. */
  readonly writer: number;
}

interface DecisionRow {
  readonly [column: string]: unknown;
  readonly status: 'published' | 'rejected' | 'spam';
  readonly reasons: readonly string[];
  readonly author_id: string;
  readonly author_name: string;
  readonly website: string | null;
  readonly email: string | null;
  readonly body: string;
}

/** Reasons of the list (`rejectionReasons`) that are about advertising, and about hurting people. Others tell a classifier nothing. */
const SPAM_REASONS: ReadonlySet<string> = new Set(['spam', 'advertising']);
const ABUSE_REASONS: ReadonlySet<string> = new Set(['offensive', 'abusive', 'harassment', 'hate-speech']);
/** The most decisions that are learnt from: the newest (own choice: a minute of a worker). */
const MOST = 5000;

/** What moderators have decided, as it is learnt from. */
@Injectable()
export class HumanDecisions {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest decision of a moderator, if there is one. */
  async newest(siteId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>(NEWEST_HUMAN_DECISION, [siteId]);
    return row?.id;
  }

  /** The decisions up to one, at most the newest 5,000, in the same order each time. */
  async upTo(siteId: string, decisionId: string): Promise<HumanDecision[]> {
    const rows = await this.database.query<DecisionRow>(HUMAN_DECISIONS, [siteId, decisionId, MOST]);
    return rows.map((row) => ({
      input: {
        text: row.body,
        name: row.author_name,
        website: row.website ?? undefined,
        mailHost: row.email?.split('@').at(-1),
        links: linksOf(row.body),
      },
      labels: labelsOf(row),
      writer: sha256(row.author_id).readUInt32LE(0),
    }));
  }
}

/** What a decision says to each head. */
export function labelsOf({ status, reasons }: Pick<DecisionRow, 'status' | 'reasons'>): HumanDecision['labels'] {
  if (status === 'published') return { spam: 0, abuse: 0 };
  if (status === 'spam' || reasons.some((reason) => SPAM_REASONS.has(reason))) return { spam: 1 };
  return reasons.some((reason) => ABUSE_REASONS.has(reason)) ? { spam: 0, abuse: 1 } : {};
}
