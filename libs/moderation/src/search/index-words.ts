import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { INDEX_NEXT, LAST_INDEXED } from './words.queries.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Comments of one transaction, and of one run: a run is short, and the next one goes on. */
const BATCH = 500;
const BATCHES = 20;
/** A comment is seen when its transaction commits, which may be after one with a later id: so far back is looked again. */
const OVERLAP_MS = 60_000;

/**
 * Brings the words of new comments into the index of the search. Comments are in the order of their ids, which begin with the time;
 * an edit renews the words of its comment by itself.
 */
@Injectable()
export class IndexWords {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Indexes what is new; at most some thousand comments. The last batch ends the job in its own commit. */
  async run(finish: () => Promise<void>): Promise<void> {
    const [indexed] = await this.database.query<{ id: string | null }>(LAST_INDEXED);
    let after = indexed?.id == null ? FIRST_ID : before(indexed.id);
    for (let batch = 1; ; batch++) {
      const start = after;
      const isLast = await this.database.transaction(async () => {
        const [row] = await this.database.query<{ read: number; last: string | null }>(INDEX_NEXT, [start, BATCH]);
        const isEnd = row?.last == null || row.read < BATCH || batch === BATCHES;
        after = row?.last ?? start;
        if (isEnd) await finish();
        return isEnd;
      });
      if (isLast) return;
    }
  }
}

/** The first id of a while before another: the time is its first 48 bits. */
function before(id: string): string {
  const time = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  const hex = Math.max(0, time - OVERLAP_MS)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${FIRST_ID.slice(13)}`;
}
