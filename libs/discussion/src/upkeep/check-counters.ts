import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { WRONG_COUNTERS } from './check-counters.queries.js';

/** A counter that is not what it counts. */
export interface WrongCounter {
  /** What it counts: replies, descendants, votes, the comments of a discussion or section, or flags. */
  readonly counter: string;
  /** Whose it is. */
  readonly of: string;
  readonly stored: number;
  readonly truth: number;
}

const MOST = 100;
const TAKE_YOUR_TIME = `SELECT set_config('statement_timeout', '0', true)`;

/** Holds every counter against a recount. It reads every comment, and changes nothing. */
@Injectable()
export class CheckCounters {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The first hundred that are wrong, as of one instant. */
  async run(): Promise<WrongCounter[]> {
    return this.database.transaction(async () => {
      await this.database.query(TAKE_YOUR_TIME);
      return this.database.query<WrongCounter & Record<string, unknown>>(WRONG_COUNTERS, [MOST]);
    });
  }
}
