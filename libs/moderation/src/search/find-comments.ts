import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { FIND_WORDS, GUESS_WORDS } from './words.queries.js';

/** What singles out comments by more than the queue they are in. */
export interface CommentTraits {
  readonly q?: string | undefined;
  readonly author?: string | undefined;
  readonly network?: string | undefined;
}

/** Comments that have a trait; undefined where there are too many to name. */
export type Found = readonly string[] | undefined;
/** What was found of each trait that was asked for. */
export type FoundTraits = Readonly<Partial<Record<keyof CommentTraits, Found>>>;

/** So many comments are named; where more have the trait, a queue is walked and each comment asked. */
export const NAMED = 2000;
/** Where more are guessed than this, the index is not asked: a guess may be ten times too high, and to ask for so many takes a tenth of a second. */
const GUESSED = 10 * NAMED;
/** What a search takes of a query (reliability.md A23): longer ones find less, not more. */
const WORDS = 10;
const WORD_LENGTH = 60;

interface PlanRow {
  readonly [column: string]: unknown;
  readonly 'QUERY PLAN': readonly { readonly Plan: { readonly 'Plan Rows': number } }[];
}

/** Comments of one person on a site. $1 person, $2 site, $3 limit */
const BY_AUTHOR = `
SELECT comment_id FROM comment_prints WHERE author_id = $1::uuid AND site_id = $2::uuid ORDER BY created_at DESC LIMIT $3::int`;

/** Comments that came from the network of one of the site's. $1 comment, $2 site, $3 limit */
const BY_NETWORK = `
SELECT p.comment_id FROM comment_prints p
WHERE p.network_key = (SELECT o.network_key FROM comment_prints o WHERE o.comment_id = $1::uuid AND o.site_id = $2::uuid)
  AND p.site_id = $2::uuid ORDER BY p.created_at DESC LIMIT $3::int`;

/** Finds comments of a site by their traits, through the index of each. */
@Injectable()
export class FindComments {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The comments that have each of the traits that are asked for, a list a trait. */
  async run(siteId: string, { q, author, network }: CommentTraits): Promise<FoundTraits> {
    return {
      ...(q === undefined ? {} : { q: await this.byWords(siteId, q) }),
      ...(author === undefined ? {} : { author: await this.named(BY_AUTHOR, author, siteId) }),
      ...(network === undefined ? {} : { network: await this.named(BY_NETWORK, network, siteId) }),
    };
  }

  /** Nothing is found without a letter or a digit. */
  private async byWords(siteId: string, q: string): Promise<Found> {
    const words = searchWords(q);
    if (words === '') return [];
    return (await this.guess(words, siteId)) > GUESSED ? undefined : this.named(FIND_WORDS, words, siteId);
  }

  private async guess(words: string, siteId: string): Promise<number> {
    const [row] = await this.database.query<PlanRow>(GUESS_WORDS, [words, siteId]);
    return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
  }

  private async named(statement: string, trait: string, siteId: string): Promise<Found> {
    const rows = await this.database.query<{ comment_id: string }>(statement, [trait, siteId, NAMED + 1]);
    return rows.length > NAMED ? undefined : rows.map((row) => row.comment_id);
  }
}

/** The words of a query that are looked for; empty when it holds none. */
export function searchWords(q: string): string {
  return q
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, WORDS)
    .map((word) => word.slice(0, WORD_LENGTH))
    .join(' ');
}
