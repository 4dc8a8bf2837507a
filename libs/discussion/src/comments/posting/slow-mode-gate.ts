import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { SlowMode } from '../../discussion.errors.js';
import type { CommentAuthor } from './comment-authors.js';
import type { Place } from './posting-place.js';
import { LAST_OF_AUTHOR, LAST_OF_NETWORK, ONE_AT_A_TIME } from './slow-mode-gate.queries.js';

/**
 * Slow mode: so many seconds between two comments of one person on an article (product.md 2). Whoever writes without a session is new
 * with every comment, and so is known by their network.
 */
@Injectable()
export class SlowModeGate {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Lets a comment pass in its own transaction, where the comments of one person on the article wait for each other. Costs nothing
   * where there is no slow mode, and nothing for staff.
   * @throws {SlowMode} with the seconds that are left.
   */
  async pass(
    { place, networkKey }: { readonly place: Place; readonly networkKey: Buffer | undefined },
    { id, badges, editToken }: CommentAuthor,
  ): Promise<void> {
    const seconds = place.rules.slowModeSeconds;
    if (seconds === 0 || badges.includes('staff')) return;
    const isNewGuest = editToken !== undefined;
    if (isNewGuest && networkKey === undefined) return;
    const who = isNewGuest ? networkKey : id;
    const now = this.clock.nowMs();
    await this.database.query(ONE_AT_A_TIME, [`${place.article.id}:${who?.toString('hex') ?? ''}`]);
    const [last] = await this.database.query<{ created_at: Date }>(isNewGuest ? LAST_OF_NETWORK : LAST_OF_AUTHOR, [
      who,
      place.article.id,
      new Date(now - seconds * 1000),
    ]);
    if (last !== undefined)
      throw new SlowMode(Math.max(1, seconds - Math.floor((now - last.created_at.getTime()) / 1000)));
  }
}
