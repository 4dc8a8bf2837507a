import { Inject, Injectable } from '@nestjs/common';
import { QueueState, type QueueQuery } from '#contracts';
import { useGenericPlans } from '#discussion';
import { Clock, CursorCodec } from '#kernel';
import { Database } from '#platform';
import { FindComments } from '../search/find-comments.js';
import { type QueueFilter, queueStatement } from './queue-statement.js';
import { QUEUE_CONTEXT } from './review-queue.queries.js';
import { type ContextRow, type ReviewQueueItem, toReviewQueueItem } from './review-queue-item.js';

/** A question about one of a site's queues. */
export type QueueQuestion = Pick<QueueQuery, 'state' | 'sort' | 'limit' | 'after'> & QueueFilter;

interface KeyRow {
  readonly comment_id: string;
  readonly article_id: string;
  readonly waiting_since: Date;
  readonly position: string;
  readonly passes: boolean;
}

/** A queue is counted up to here: beyond, that there are more is enough to know. */
const COUNTED = 1000;

/** Reads what waits for moderators. */
@Injectable()
export class ReviewQueue {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
    @Inject(FindComments) private readonly find: FindComments,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * A page of one of a site's queues. It may hold fewer than were asked for and have a cursor all the same, where a filter lets little
   * through.
   * @param viewerId the moderator who asks: what is claimed by them is `mine`, and they do not see themselves looking.
   * @throws {InvalidCursor}
   */
  async page(
    siteId: string,
    question: QueueQuestion,
    viewerId: string | null = null,
  ): Promise<{ items: ReviewQueueItem[]; next: string | null }> {
    const { state, sort, limit, after, ...filter } = question;
    const list = `queue:${siteId}:${state}:${sort}:${nameOf(filter)}`;
    const place = after === undefined ? undefined : this.cursors.decode(list, after);
    return this.onPlansMadeOnce(async () => {
      const keys = await this.keys({ siteId, viewerId, state, sort, limit, filter, after: place });
      const shown = keys.filter(({ passes }) => passes).slice(0, limit);
      const last = keys.length > shown.length ? (shown.length === limit ? shown.at(-1) : keys.at(-1)) : undefined;
      return {
        items: await this.items(shown, viewerId),
        next: last === undefined ? null : this.cursors.encode(list, placeOf(last, question)),
      };
    });
  }

  /** How many comments are in each of a site's queues, up to a bound. */
  async counts(siteId: string): Promise<Record<QueueState, { count: number; more: boolean }>> {
    const states = await this.onPlansMadeOnce(() =>
      Promise.all(
        QueueState.options.map(async (state) => {
          const keys = await this.keys({ siteId, viewerId: null, state, sort: 'newest', limit: COUNTED, filter: {} });
          const count = keys.filter(({ passes }) => passes).length;
          return [state, { count: Math.min(count, COUNTED), more: keys.length > Math.min(count, COUNTED) }] as const;
        }),
      ),
    );
    return Object.fromEntries(states) as Record<QueueState, { count: number; more: boolean }>;
  }

  /** The statements read many tables: planning them anew takes longer than running them. */
  private async onPlansMadeOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.database.transaction(async () => {
      await useGenericPlans(this.database);
      return work();
    });
  }

  private async keys(request: Omit<Parameters<typeof queueStatement>[0], 'found' | 'now'>): Promise<KeyRow[]> {
    const found = await this.find.run(request.siteId, request.filter);
    const { sql, values } = queueStatement({ ...request, found, now: this.clock.now() });
    return this.database.query<KeyRow>(sql, values);
  }

  private async items(keys: readonly KeyRow[], viewerId: string | null): Promise<ReviewQueueItem[]> {
    if (keys.length === 0) return [];
    const now = this.clock.now();
    const rows = await this.database.query<ContextRow>(QUEUE_CONTEXT, [
      keys.map((key) => key.article_id),
      keys.map((key) => key.comment_id),
      now,
      viewerId,
    ]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return keys.flatMap((key) => {
      const row = found.get(key.comment_id);
      return row === undefined ? [] : toReviewQueueItem(row, key.waiting_since, now);
    });
  }
}

/** A cursor belongs to its filters: those of another list are refused. */
function nameOf(filter: QueueFilter): string {
  return JSON.stringify(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}

/** Urgent lists are ordered by rank and then by comment, all others by one id. */
function placeOf(last: KeyRow, { state, sort }: Pick<QueueQuestion, 'state' | 'sort'>): (string | number)[] {
  const isByUrgency = sort === 'urgent' && (state === 'pending' || state === 'reported');
  return isByUrgency ? [last.position, last.comment_id] : [last.position];
}
