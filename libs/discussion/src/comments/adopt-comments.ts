import { Inject, Injectable } from '@nestjs/common';
import { People, type Person } from '#accounts';
import { Database, LiveBus, Outbox } from '#platform';
import { commentPosted } from '../discussion.events.js';
import { Ballots, type VoteValue } from '../votes/ballots.js';
import { VOTES_OF } from '../votes/votes.queries.js';
import { ADOPT, ADOPTED_AT_ONCE, COMMENTS_OF_GUEST } from './adopt-comments.queries.js';
import type { CommentStatus } from './comment-status.js';
import { SettleComment } from './settle-comment.js';

/** A guest who turned out to be a person; the article where a comment of theirs waited for it. */
export interface AdoptCommentsInput {
  readonly personId: string;
  readonly guestId?: string | undefined;
  readonly articleId?: string | undefined;
}

interface GuestComment {
  readonly article_id: string;
  readonly comment_id: string;
  readonly status: CommentStatus;
  readonly revision: number;
}

/** Gives a guest's comments and votes to the person who has confirmed the guest's address. */
@Injectable()
export class AdoptComments {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(Ballots) private readonly ballots: Ballots,
    @Inject(People) private readonly people: People,
  ) {}

  /**
   * Comments that waited for the address go on to screening. Votes are taken over in the articles where the guest wrote. Run again,
   * it finds nothing left to do.
   * @param finish ends the job in the same transaction.
   */
  async run({ personId, guestId, articleId }: AdoptCommentsInput, finish?: () => Promise<void>): Promise<void> {
    const person = await this.people.byId(personId);
    const articles = new Set(articleId === undefined ? [] : [articleId]);
    if (person !== undefined && guestId !== undefined) {
      for (let adopted = ADOPTED_AT_ONCE; adopted === ADOPTED_AT_ONCE;) {
        adopted = await this.database.transaction(() => this.adoptSome(guestId, person, articles));
      }
    }
    await this.database.transaction(async () => {
      if (guestId !== undefined) for (const id of articles) await this.adoptVotes(id, guestId, personId);
      await finish?.();
    });
  }

  private async adoptSome(guestId: string, person: Person, articles: Set<string>): Promise<number> {
    const comments = await this.database.query<GuestComment>(COMMENTS_OF_GUEST, [guestId]);
    for (const comment of comments.filter(({ status }) => status === 'awaiting-verification')) {
      await this.release(comment, person.id);
    }
    const bumped = await this.database.query<{ article_id: string; version: string }>(ADOPT, [
      comments.map((comment) => comment.article_id),
      comments.map((comment) => comment.comment_id),
      person.id,
      person.name,
      person.kind,
    ]);
    for (const comment of comments) articles.add(comment.article_id);
    this.database.afterCommit(() => {
      for (const { article_id, version } of bumped) {
        this.live.publish({ articleId: article_id, version: Number(version) });
      }
    });
    return comments.length;
  }

  private async release(comment: GuestComment, makerId: string): Promise<void> {
    const { article_id: articleId, comment_id: commentId, revision } = comment;
    const settlement = { articleId, commentId, revision, to: 'pending', cause: 'verification', makerId } as const;
    const settled = await this.settle.run(settlement);
    if (settled.result === 'applied') await this.outbox.publish(commentPosted, { articleId, commentId, revision });
  }

  /** A person's own vote goes before the guest's; nobody takes a vote along onto a comment of their own. */
  private async adoptVotes(articleId: string, guestId: string, personId: string): Promise<void> {
    const votes = await this.database.query<{ comment_id: string; value: VoteValue }>(VOTES_OF, [articleId, guestId]);
    for (const { comment_id: commentId, value } of votes) {
      const comment = await this.ballots.hold(articleId, commentId);
      await this.ballots.cast(comment, { id: guestId, counts: false }, 0);
      const isFree = comment.authorId !== personId && (await this.ballots.voteOf(comment, personId)) === 0;
      if (isFree) await this.ballots.cast(comment, { id: personId, counts: true }, value);
    }
  }
}
