import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { Clock } from '#kernel';
import { Database, LiveBus, Outbox } from '#platform';
import { fingerprint, likenessOf } from '#screening';
import { CommentChanged, CommentNotFound, EditWindowClosed } from '../discussion.errors.js';
import { commentPosted } from '../discussion.events.js';
import type { CommentRow } from '../reading/comment-row.js';
import { ThreadQueries } from '../reading/thread-queries.js';
import { RENDERER_VERSION } from '../rendering/render-markdown.js';
import { EDITABLE } from './comment-status.js';
import { EDIT, ONE_COMMENT, type OneCommentRow } from './one-comment.queries.js';
import { CheckEdit, type CheckedEdit } from './posting/check-edit.js';

/** A new text for a comment. */
export interface EditCommentInput {
  readonly articleId: string;
  readonly commentId: string;
  /** Markdown subset. */
  readonly body: string;
}

const MINUTE_MS = 60_000;

/** Changes one's own comment while the edit window is open. The new text is screened like a new comment. */
@Injectable()
export class EditComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(CheckEdit) private readonly check: CheckEdit,
    @Inject(ThreadQueries) private readonly threads: ThreadQueries,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Stores a new revision. What is public stays public until the new text passes: at once by the fast phases, else by a decision.
   * @returns the comment as its writer sees it: with the new text, `pending` when that waits. The same text changes nothing.
   * @throws {CommentNotFound} {EditWindowClosed} {CommentChanged} {TextNotAllowed} {Sanctioned}, and what `authorize` throws.
   */
  async run(actor: Actor, input: EditCommentInput): Promise<CommentRow> {
    const { articleId, commentId } = input;
    const [comment] = await this.database.query<OneCommentRow>(ONE_COMMENT, [articleId, commentId]);
    if (comment === undefined) throw new CommentNotFound();
    const isPublic = comment.status === 'published';
    authorize(actor, 'comment.edit', { siteId: comment.site_id, authorId: comment.author_id, isPublic });
    const spot = { sectionId: comment.section_id, above: [...comment.path, commentId] };
    const place = await this.check.place(actor, articleId, spot);
    this.assertOpen(comment, place.site.settings.editWindowMinutes);
    const checked = await this.check.run(actor, place, { body: input.body, isReply: comment.parent_id !== null });
    if (checked.body === comment.body) return this.threads.own(articleId, commentId);
    const isShown = await this.store(input, comment, checked);
    const row = await this.threads.own(articleId, commentId);
    const waits = isPublic && !isShown;
    return waits
      ? { ...row, status: 'pending', bodyHtml: checked.rendered.html, revision: comment.revision + 1 }
      : { ...row, revision: comment.revision + 1 };
  }

  private assertOpen(comment: OneCommentRow, windowMinutes: number): void {
    const ageMs = this.clock.nowMs() - comment.created_at.getTime();
    const isOpen = ageMs < windowMinutes * MINUTE_MS && comment.reply_count === 0 && EDITABLE.has(comment.status);
    if (!isOpen) throw new EditWindowClosed();
  }

  private async store(
    { articleId, commentId }: EditCommentInput,
    comment: OneCommentRow,
    checked: CheckedEdit,
  ): Promise<boolean> {
    const { body, rendered, screening } = checked;
    const likeness = likenessOf(rendered.text, comment.site_id);
    return this.database.transaction(async () => {
      const isShown = await this.check.maybePublic(checked);
      const [edited] = await this.database.query<{ is_held: boolean; version: string | null }>(EDIT, [
        ...[articleId, commentId, comment.revision, comment.status, body, rendered.html, RENDERER_VERSION],
        ...[JSON.stringify(screening.trace), this.clock.now(), fingerprint(rendered.text), isShown],
        ...[likeness === undefined ? null : Buffer.from(likeness.bytes), likeness?.bands ?? null],
      ]);
      if (edited?.is_held !== true) throw new CommentChanged();
      if (comment.status !== 'awaiting-verification') {
        await this.outbox.publish(commentPosted, { articleId, commentId, revision: comment.revision + 1 });
      }
      const { version } = edited;
      if (version !== null) this.database.afterCommit(() => this.live.publish({ articleId, version: Number(version) }));
      return isShown;
    });
  }
}
