import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, NotFound } from '#accounts';
import { SiteDirectory } from '#articles';
import type { UndoResult } from '#contracts';
import { type CommentStatus, SettleComment } from '#discussion';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { REOPEN_APPEAL } from '../appeals/appeals.queries.js';
import { TooLateToUndo } from '../desk.errors.js';
import { UNDOABLE } from './decide.queries.js';
import { ReviewItems } from './review-items.js';

interface UndoableRow {
  readonly id: string;
  readonly article_id: string;
  readonly comment_id: string;
  readonly site_id: string;
  readonly revision: number;
  readonly maker_id: string | null;
  readonly from_status: CommentStatus;
  readonly created_at: Date;
  readonly author_id: string;
  readonly author_kind: string;
  readonly author_is_admin: boolean;
}

/** How long moderators may take back what they decided (reliability.md, matrix (e), row 21). */
const OWN_FOR_MS = 24 * 60 * 60 * 1000;
const SECOND_MS = 1000;

/** Takes one moderator's decision back: the comment is what it was before, and waits again if it did. */
@Injectable()
export class UndoDecision {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Undoes a decision; a second time changes nothing.
   * @throws {NotFound} {TooLateToUndo} when the comment has another text or another decision by now, and what `authorize` throws.
   */
  async run(actor: Actor, decisionId: string): Promise<UndoResult> {
    const [row] = await this.database.query<UndoableRow>(UNDOABLE, [decisionId]);
    if (row === undefined) throw new NotFound();
    authorize(actor, 'decision.undo', {
      siteId: row.site_id,
      deciderId: row.maker_id,
      isRecent: this.clock.nowMs() - row.created_at.getTime() <= OWN_FOR_MS,
      writerId: row.author_id,
      writerIsAdmin: row.author_is_admin,
    });
    const { undoSeconds } = (await this.sites.byId(row.site_id)).settings;
    return this.database.transaction(() => this.undo(actor, row, undoSeconds * SECOND_MS));
  }

  private async undo(actor: Actor, row: UndoableRow, outsideAfterMs: number): Promise<UndoResult> {
    const { article_id: articleId, comment_id: commentId, revision } = row;
    const settled = await this.settle.run({
      articleId,
      commentId,
      revision,
      to: statusBefore(row),
      cause: 'undo',
      undoes: row.id,
      outsideAfterMs,
      ...(actor.kind === 'person' ? { makerId: actor.personId } : {}),
    });
    if (settled.result === 'stale') throw new TooLateToUndo();
    if (settled.result === 'applied') {
      await this.items.reopen({ articleId, commentId, decidedAt: row.created_at });
      await this.database.execute(REOPEN_APPEAL, [row.id]);
    }
    return { articleId, commentId, revision, status: settled.to, decisionId: settled.decisionId ?? null };
  }
}

/** Whoever has confirmed the address since waits for screening no more, only for a person. */
function statusBefore({ from_status: from, author_kind: kind }: UndoableRow): CommentStatus {
  return from === 'awaiting-verification' && kind !== 'guest' ? 'pending' : from;
}
