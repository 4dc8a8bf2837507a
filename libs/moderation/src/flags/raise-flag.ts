import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, NotFound, Sanctions, SignInRequired } from '#accounts';
import { SiteDirectory } from '#articles';
import type { FlagBody } from '#contracts';
import { assertMayTakePart } from '#discussion';
import { cleanText, Clock, newId } from '#kernel';
import { Database } from '#platform';
import { OwnComment } from '../moderation.errors.js';
import { FlagEffects } from './flag-effects.js';
import { Flaggers } from './flaggers.js';
import { FLAGGABLE, INSERT_FLAG } from './raise-flag.queries.js';

/** A public comment that is flagged. */
export interface FlaggedComment {
  readonly site_id: string;
  readonly author_id: string;
  readonly revision: number;
  readonly status: string;
  readonly decided_at: Date | null;
  readonly is_approved: boolean;
}

/**
 * A reader's complaint about a public comment. It weighs by the record of who makes it (field.md b.5); enough weight brings the comment
 * before the moderators, and more hides it until one has looked.
 */
@Injectable()
export class RaiseFlag {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(Flaggers) private readonly flaggers: Flaggers,
    @Inject(FlagEffects) private readonly effects: FlagEffects,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Records a complaint, once a person and comment; a second one changes nothing.
   * @throws {NotFound} when the comment is not public, {OwnComment} when it is the flagger's, {SignInRequired} without a person,
   * {Sanctioned} from who is suspended or banned.
   */
  async run(actor: Actor, articleId: string, commentId: string, { reason, detail }: FlagBody): Promise<void> {
    if (actor.kind !== 'person') throw new SignInRequired();
    await this.database.transaction(async () => {
      const [comment] = await this.database.query<FlaggedComment & Record<string, unknown>>(FLAGGABLE, [
        articleId,
        commentId,
      ]);
      if (comment === undefined) throw new NotFound();
      const { site_id: siteId, author_id: authorId } = comment;
      if (authorId === actor.personId) throw new OwnComment();
      authorize(actor, 'comment.flag', { siteId, authorId, isPublic: true });
      assertMayTakePart(await this.sanctions.activeFor(actor.personId, siteId));
      const flagger = await this.flaggers.of(actor, siteId);
      const text = detail === undefined ? null : cleanText(detail, { multiline: true });
      const added = await this.database.execute(INSERT_FLAG, [
        ...[newId(this.clock.nowMs()), articleId, commentId, siteId, comment.revision, actor.personId],
        ...[reason, text, this.clock.now(), flagger.weight],
      ]);
      if (added === 0) return;
      const { flags } = (await this.sites.byId(siteId)).settings;
      await this.effects.of({ articleId, commentId, comment, reason, flagger }, flags);
    });
  }
}
