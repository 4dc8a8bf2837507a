import type { Comment, FlagBody, Mine, PostCommentBody, SubscribeBody } from '#contracts';
import { changeOne, insertNew } from './comment-tree.js';
import type { Discussion } from './discussion.js';

/** How a discussion is taken part in. All of it throws `Refused`. */
export class Writing {
  constructor(private readonly discussion: Discussion) {}

  /** Posts a comment and shows it to its writer, public or not. */
  async post(body: PostCommentBody, key: string): Promise<Comment> {
    const { service, session, articleId } = this.discussion;
    const { comment, editToken } = await service.post(articleId, body, key);
    const { id, name, kind } = comment.author;
    if (comment.status === 'published') {
      this.discussion.set({ comments: insertNew(this.state.comments, comment) });
      this.discussion.countOwn(1);
    } else {
      this.setMine({ comments: [...this.state.mine.comments.filter((one) => one.id !== comment.id), comment] });
    }
    if (editToken !== undefined && session.token === undefined)
      session.openGuest(editToken, { id: id ?? '', name, kind });
    return comment;
  }

  /** Changes one's own comment. @returns it as it stands for its writer. */
  async edit(id: string, body: string): Promise<Comment> {
    const { comments, mine } = this.state;
    const { service, articleId } = this.discussion;
    const { comment } = await service.edit(articleId, id, body);
    const isHeld = mine.comments.some((one) => one.id === id);
    if (isHeld) this.setMine({ comments: mine.comments.map((one) => (one.id === id ? comment : one)) });
    else if (comment.status === 'published') {
      this.discussion.set({ comments: changeOne(comments, id, (old) => ({ ...comment, replies: old.replies })) });
    } else {
      const { bodyHtml, revision } = comment;
      const others = mine.edits.filter(({ commentId }) => commentId !== id);
      this.setMine({ edits: [...others, { commentId: id, revision, bodyHtml, isRefused: false }] });
    }
    return comment;
  }

  /** Takes one's own comment back. */
  async withdraw({ id, status, replyCount }: Comment): Promise<void> {
    const { service, articleId } = this.discussion;
    const { comment } = await service.withdraw(articleId, id);
    if (status !== 'published') {
      this.setMine({ comments: this.state.mine.comments.filter((one) => one.id !== id) });
      return;
    }
    const left = (old: Comment) => (replyCount > 0 ? { ...comment, replies: old.replies } : undefined);
    this.discussion.set({ comments: changeOne(this.state.comments, id, left) });
    this.discussion.countOwn(-1);
  }

  /** Votes; the same vote again takes it back. */
  async vote(id: string, value: 1 | -1): Promise<void> {
    const { service, articleId } = this.discussion;
    const wanted = this.state.mine.votes[id] === value ? 0 : value;
    const { score, mine } = await service.vote(articleId, id, wanted);
    this.discussion.set({ comments: changeOne(this.state.comments, id, (comment) => ({ ...comment, score })) });
    this.setMine({ votes: { ...this.state.mine.votes, [id]: mine } });
  }

  /** Reports a comment. */
  async flag(id: string, flag: FlagBody): Promise<void> {
    await this.discussion.service.flag(this.discussion.articleId, id, flag);
  }

  /** Asks for mail. @returns whether it has to be confirmed by a mail first. */
  async subscribe(wish: SubscribeBody): Promise<boolean> {
    const { service, articleId } = this.discussion;
    const { state } = await service.subscribe(articleId, wish);
    await this.discussion.loadMine();
    return state === 'pending';
  }

  /** Asks for no more of it. */
  async unsubscribe(id: string): Promise<void> {
    await this.discussion.service.unsubscribe(this.discussion.articleId, id);
    this.setMine({ subscriptions: this.state.mine.subscriptions.filter((one) => one.id !== id) });
  }

  private get state() {
    return this.discussion.state;
  }

  private setMine(change: Partial<Mine>): void {
    this.discussion.set({ mine: { ...this.state.mine, ...change } });
  }
}
