import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, Sanctions, SignInRequired } from '#accounts';
import { Database } from '#platform';
import { assertMayTakePart, OwnComment } from '../discussion.errors.js';
import { Ballots, type Score, type VoteValue } from './ballots.js';

/** A vote as somebody wants to cast it; 0 takes it back. */
export interface CastVoteInput {
  readonly articleId: string;
  readonly commentId: string;
  readonly value: VoteValue;
}

/** Casts, changes or takes back one's vote on a comment. */
@Injectable()
export class CastVote {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Ballots) private readonly ballots: Ballots,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
  ) {}

  /**
   * However often and however much at once: one vote a voter.
   * @returns the score after it, and the vote.
   * @throws {SignInRequired} {CommentNotFound} {OwnComment} {Sanctioned}, and what `authorize` throws.
   */
  async run(
    actor: Actor,
    { articleId, commentId, value }: CastVoteInput,
  ): Promise<{ readonly score: Score; readonly mine: VoteValue }> {
    if (actor.kind !== 'person') throw new SignInRequired();
    return this.database.transaction(async () => {
      const comment = await this.ballots.hold(articleId, commentId);
      const { siteId, authorId } = comment;
      if (authorId === actor.personId) throw new OwnComment();
      authorize(actor, 'comment.vote', { siteId, authorId, isPublic: comment.status === 'published' });
      assertMayTakePart(await this.sanctions.activeFor(actor.personId, siteId));
      const voter = { id: actor.personId, counts: actor.personKind !== 'guest' };
      return { score: await this.ballots.cast(comment, voter, value), mine: value };
    });
  }
}
