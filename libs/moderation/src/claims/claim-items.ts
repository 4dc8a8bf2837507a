import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, Forbidden, isAdminOf } from '#accounts';
import type { ClaimsBody } from '#contracts';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type ChangedItem, QueueNews } from '../live/queue-news.js';
import { CLAIM, CLAIM_NEXT, CLAIMS_OF, LOOK, LOOK_AWAY, RELEASE } from './claims.queries.js';

/** Who has an item, and until when. */
export interface ItemClaim {
  readonly commentId: string;
  readonly articleId: string;
  readonly isMine: boolean;
  readonly by: { readonly id: string; readonly name: string };
  readonly until: Date;
}

interface ClaimRow {
  readonly comment_id: string;
  readonly article_id: string;
  readonly claimed_by: string;
  readonly claimed_until: Date;
  readonly name: string;
}

/** A claim ends by itself (reliability.md F32: at most five minutes); claiming again renews it. */
const LEASE_MS = 5 * 60 * 1000;
/** Whoever looks at an item says so every few seconds. */
const LOOK_MS = 30 * 1000;

const STATUS_OF = { pending: 'pending', reported: 'published' } as const;

/**
 * Shares the list between moderators. A claim says "I have this one": it is shown, keeps others from claiming, and binds nobody's
 * decisions, which are bound by the revision that was read.
 */
@Injectable()
export class ClaimItems {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(QueueNews) private readonly news: QueueNews,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Claims the comments named, or the next of a queue. What another has stays theirs, except from admins, and is answered as theirs;
   * what waits no more is left out.
   * @throws what `authorize` throws.
   */
  async run(actor: Actor, siteId: string, { comments, next, state }: Omit<ClaimsBody, 'site'>): Promise<ItemClaim[]> {
    const personId = this.person(actor, siteId);
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    return this.database.transaction(async () => {
      const claimed =
        comments === undefined
          ? await this.claim(CLAIM_NEXT, [siteId, STATUS_OF[state], personId, until, now, next ?? 1])
          : await this.claim(CLAIM, [siteId, comments, personId, until, now, isAdminOf(actor, siteId)]);
      const wanted = comments ?? claimed;
      const rows = await this.database.query<ClaimRow>(CLAIMS_OF, [siteId, wanted, now]);
      const found = new Map(rows.map((row) => [row.comment_id, row]));
      return wanted.flatMap((id) => claimOf(found.get(id), personId));
    });
  }

  /**
   * Gives items back, so that others can have them at once; admins also give back those of others.
   * @throws what `authorize` throws.
   */
  async release(actor: Actor, siteId: string, comments: readonly string[]): Promise<void> {
    const personId = this.person(actor, siteId);
    const values = [siteId, comments, personId, isAdminOf(actor, siteId)];
    await this.database.transaction(async () => {
      this.news.tell(await this.database.query<ChangedItem>(RELEASE, values), 'released');
    });
  }

  /**
   * Says what a moderator looks at, for half a minute; nothing when the comment is undefined.
   * @throws what `authorize` throws.
   */
  async look(actor: Actor, siteId: string, commentId: string | null): Promise<void> {
    const personId = this.person(actor, siteId);
    if (commentId === null) await this.database.execute(LOOK_AWAY, [personId]);
    else await this.database.execute(LOOK, [personId, commentId, new Date(this.clock.nowMs() + LOOK_MS), siteId]);
  }

  private async claim(statement: string, values: readonly unknown[]): Promise<string[]> {
    const items = await this.database.query<ChangedItem & { rank?: number }>(statement, values);
    this.news.tell(items, 'claimed');
    return items
      .sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0) || (left.comment_id < right.comment_id ? -1 : 1))
      .map((item) => item.comment_id);
  }

  /** An API key has no desk. */
  private person(actor: Actor, siteId: string): string {
    authorize(actor, 'moderation.claim', { siteId });
    if (actor.kind !== 'person') throw new Forbidden();
    return actor.personId;
  }
}

function claimOf(row: ClaimRow | undefined, personId: string): ItemClaim[] {
  if (row === undefined) return [];
  return [
    {
      commentId: row.comment_id,
      articleId: row.article_id,
      isMine: row.claimed_by === personId,
      by: { id: row.claimed_by, name: row.name },
      until: row.claimed_until,
    },
  ];
}
