import { Inject, Injectable } from '@nestjs/common';
import { Bylines } from '#accounts';
import type { AnchorRow } from '#articles';
import { Clock, newId } from '#kernel';
import { Database } from '#platform';
import type { CommentAuthor } from '../comments/posting/comment-authors.js';
import { type CheckedComment, CommentWriter } from '../comments/posting/comment-writer.js';
import { readBody } from '../comments/posting/check-comment.js';
import { FastScreening } from '../comments/posting/fast-screening.js';
import type { Place } from '../comments/posting/posting-place.js';
import { SettleComment } from '../comments/settle-comment.js';
import { ASKED, REMEMBER } from './questions.queries.js';

/** A question whose place is known. */
export interface NewQuestion {
  readonly place: Place;
  readonly anchor: AnchorRow;
  /** What is asked, in the Markdown subset. */
  readonly prompt: string;
  /** By which it is the same question when it comes again. */
  readonly askKey: Buffer;
  readonly source: 'html' | 'request';
}

/** What a new writer on the site would have. */
const NO_RECORD = { approved: 0, decidedLately: 0, rejectedLately: 0, mute: undefined };

/** Puts questions of an article's author into the discussion. */
@Injectable()
export class QuestionWriter {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Bylines) private readonly bylines: Bylines,
    @Inject(FastScreening) private readonly screening: FastScreening,
    @Inject(CommentWriter) private readonly writer: CommentWriter,
    @Inject(SettleComment) private readonly settle: SettleComment,
  ) {}

  /**
   * Asks in the caller's transaction, unless it has been asked: a question of the publisher's is public at once. What the phases of
   * screening say of it is kept for moderators, who may still take it away.
   * @returns the id of its comment, and whether that is new.
   * @throws {TextNotAllowed} when nothing can be seen of the prompt or it holds what is not allowed.
   * @throws {ArticleRevisedMeanwhile} when the anchor was found in a text that is no longer the article's.
   */
  async write({ place, anchor, prompt, askKey, source }: NewQuestion): Promise<{ commentId: string; isNew: boolean }> {
    const { id: articleId } = place.article;
    const commentId = newId();
    const text = readBody(prompt, place);
    const values = [articleId, askKey, source, commentId, this.clock.now()];
    if ((await this.database.execute(REMEMBER, values)) === 0) {
      const [asked] = await this.database.query<{ comment_id: string }>(ASKED, [articleId, askKey]);
      return { commentId: asked?.comment_id ?? commentId, isNew: false };
    }
    const author = await this.author(place);
    await this.writer.writeQuestion(commentId, { ...(await this.checked(place, text, author.name)), anchor }, author);
    const cause = 'operator' as const;
    await this.settle.run({ articleId, commentId, revision: 1, to: 'published', cause });
    return { commentId, isNew: true };
  }

  private async author({ article, site }: Place): Promise<CommentAuthor> {
    const byline = { siteId: site.id, name: article.authorName ?? site.name, emailKey: article.authorEmailKey };
    const person = await this.bylines.person(byline);
    const isConfirmed = person.kind !== 'guest';
    return { ...person, badges: isConfirmed ? ['author', 'verified'] : ['author'], hasAddress: isConfirmed };
  }

  private async checked(
    place: Place,
    text: ReturnType<typeof readBody>,
    name: string,
  ): Promise<Omit<CheckedComment, 'anchor'>> {
    const asker = { actor: { kind: 'system' } as const, name, record: NO_RECORD };
    const screening = await this.screening.judge({ ...text, ...asker, place, isReply: false, isEdit: false });
    const nobody = { parent: undefined, networkKey: undefined, form: undefined, standing: undefined };
    return { ...text, ...nobody, place, screening, notify: 'none' };
  }
}
