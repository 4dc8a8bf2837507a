import { Inject, Injectable } from '@nestjs/common';
import { type SanctionRecord, Sanctions } from '#accounts';
import type { CommentStatus } from '#contracts';
import { CursorCodec } from '#kernel';
import { Database } from '#platform';
import { COUNT_COMMENTS, MOST_COUNTED } from './sanctions.queries.js';

const BEFORE_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A person's newest comments on a site, counted by status. */
export interface CommentCounts {
  readonly counts: Readonly<Partial<Record<CommentStatus, number>>>;
  /** False when they wrote more than was counted. */
  readonly isComplete: boolean;
}

/** Reads what was imposed on people, and what a sanction would touch. */
@Injectable()
export class SanctionList {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * What was ever imposed on a person, as far as it concerns a site, newest first.
   * @throws {InvalidCursor}
   */
  async page(
    personId: string,
    siteId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ items: SanctionRecord[]; next: string | null }> {
    const list = `sanctions:${siteId}:${personId}`;
    const [place] = after === undefined ? [BEFORE_ALL] : this.cursors.decode(list, after);
    const rows = await this.sanctions.history(personId, siteId, String(place), limit + 1);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : this.cursors.encode(list, [last.id]) };
  }

  /** The newest 1,000 comments of a person on a site by status. */
  async counts(personId: string, siteId: string): Promise<CommentCounts> {
    const rows = await this.database.query<{ status: CommentStatus; count: number }>(COUNT_COMMENTS, [
      personId,
      siteId,
    ]);
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    return {
      counts: Object.fromEntries(rows.map(({ status, count }) => [status, count])),
      isComplete: total < MOST_COUNTED,
    };
  }
}
