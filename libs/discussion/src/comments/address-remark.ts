import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, authorize } from '#accounts';
import { AnchorSource, ArticleDirectory } from '#articles';
import { type AddressedBody, Id } from '#contracts';
import { Clock, newId } from '#kernel';
import { AuditLog, Database, defineAuditEntry, LiveBus, Outbox } from '#platform';
import { CommentNotFound, InputNotAllowed } from '../discussion.errors.js';
import { remarkAddressed } from '../discussion.events.js';
import { ADD_MARKING, END_MARKING, HOLD_REMARK, type RemarkRow, SET_ADDRESSED } from './address-remark.queries.js';

/** A remark was marked as dealt with in a revision of its article, or reopened. */
export const remarkMarked = defineAuditEntry({
  kind: 'remark.marked',
  data: z.strictObject({
    articleId: Id,
    commentId: Id,
    state: z.enum(['addressed', 'reopened']),
    revision: z.int().min(1),
  }),
});

/** Whether a revision of the article has dealt with a remark. */
export interface RemarkState {
  readonly state: 'open' | 'addressed' | 'reopened';
  /** Of one that is not open: the revision that dealt with it. */
  readonly revision: number | null;
  /** Since when. */
  readonly at: Date | null;
}

interface Target {
  readonly articleId: string;
  readonly commentId: string;
}

/** Says that a revision of the article has dealt with a remark, or that it has not (product.md 1). */
@Injectable()
export class AddressRemark {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(AnchorSource) private readonly source: AnchorSource,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The same again changes nothing and tells nobody. The writer is told after the site's time for undoing.
   * @throws {ArticleNotFound} {CommentNotFound} when it is not public, {InputNotAllowed} when it is a reply, or when the article has no
   * such revision or the remark is younger than it; and what `authorize` throws.
   */
  async run(actor: Actor, target: Target, { state, revision }: AddressedBody): Promise<RemarkState> {
    const { siteId } = await this.articles.byId(target.articleId);
    authorize(actor, 'thread.manage', { siteId });
    return this.database.transaction(async () => {
      const newest = await this.source.revision(target.articleId);
      const { articleId, commentId } = target;
      const [row] = await this.database.query<RemarkRow>(HOLD_REMARK, [articleId, commentId]);
      if (row?.status !== 'published') throw new CommentNotFound();
      if (row.parent_id !== null) {
        throw new InputNotAllowed('id', 'A reply is dealt with where its thread is. Mark the comment that begins it.');
      }
      if (state === 'reopened') return this.reopen(actor, target, row);
      const last = newest ?? 0;
      const first = row.article_revision ?? 1;
      if (revision === undefined || revision < first || revision > last) {
        throw new InputNotAllowed('revision', `Name a revision of the article from ${first} to ${last}.`);
      }
      return this.mark(actor, target, row, revision);
    });
  }

  private async mark(actor: Actor, target: Target, row: RemarkRow, revision: number): Promise<RemarkState> {
    const before = stateOf(row);
    if (before.state === 'addressed' && before.revision === revision) return before;
    const { articleId, commentId } = target;
    const [by, now, id] = [personOf(actor), this.clock.now(), newId(this.clock.nowMs())];
    await this.database.execute(END_MARKING, [articleId, commentId, by, now]);
    await this.database.execute(ADD_MARKING, [articleId, commentId, by, now, id, revision]);
    const delayMs = row.undo_seconds * 1000;
    await this.outbox.publish(remarkAddressed, { articleId, addressedId: id }, { delayMs });
    return this.write(actor, target, row, { state: 'addressed', revision, at: now });
  }

  private async reopen(actor: Actor, target: Target, row: RemarkRow): Promise<RemarkState> {
    const before = stateOf(row);
    if (before.state !== 'addressed') return before;
    const now = this.clock.now();
    await this.database.execute(END_MARKING, [target.articleId, target.commentId, personOf(actor), now]);
    return this.write(actor, target, row, { ...before, state: 'reopened', at: now });
  }

  private async write(actor: Actor, target: Target, row: RemarkRow, after: RemarkState): Promise<RemarkState> {
    const { articleId, commentId } = target;
    const { state, revision, at } = after;
    const isAddressed = state === 'addressed';
    const values = [articleId, commentId, revision, isAddressed ? at : row.addressed_at, isAddressed ? null : at];
    const [bumped] = await this.database.query<{ version: string }>(SET_ADDRESSED, values);
    const by = personOf(actor);
    await this.audit.append(
      remarkMarked,
      { siteId: row.site_id, ...(by === null ? {} : { actorId: by }) },
      { articleId, commentId, state: isAddressed ? 'addressed' : 'reopened', revision: revision ?? 1 },
    );
    if (bumped !== undefined) {
      this.database.afterCommit(() => this.live.publish({ articleId, version: Number(bumped.version) }));
    }
    return after;
  }
}

function stateOf({ addressed_revision: revision, addressed_at: since, reopened_at: reopened }: RemarkRow): RemarkState {
  if (revision === null) return { state: 'open', revision: null, at: null };
  return reopened === null
    ? { state: 'addressed', revision, at: since }
    : { state: 'reopened', revision, at: reopened };
}

function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}
