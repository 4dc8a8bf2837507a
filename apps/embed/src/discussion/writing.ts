import type {
  Comment,
  CommentSource,
  FlagBody,
  Mine,
  OneComment,
  PostCommentBody,
  PostedComment,
  Preview,
  SignedIn,
  SubscribeBody,
  Subscription,
  VoteResult,
} from '#contracts';
import type { Call } from '../service/caller.js';
import { changeOne, insertNew } from './comment-tree.js';
import type { Discussion } from './discussion.js';

/** How a discussion is taken part in. All of it throws `Refused`. */
export class Writing {
  constructor(private readonly discussion: Discussion) {}

  /** How a text will look. @returns sanitised HTML. */
  async preview(body: string): Promise<string> {
    return (await this.ofSite<Preview>('/preview', { body })).html;
  }

  /** Posts a comment and shows it to its writer, public or not. @param key the same one never makes two. */
  async post(json: PostCommentBody, key: string): Promise<Comment> {
    const { session } = this.discussion;
    const call = { method: 'POST', json, headers: { 'idempotency-key': key } } as const;
    const { comment, editToken } = await this.ofArticle<PostedComment>('/comments', call);
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

  /** What the reader typed. */
  async source(id: string): Promise<string> {
    return (await this.ofArticle<CommentSource>(`/comments/${id}/source`, {})).body;
  }

  /** Changes one's own comment. @returns it as it stands for its writer. */
  async edit(id: string, body: string): Promise<Comment> {
    const { comments, mine } = this.state;
    const { comment } = await this.ofArticle<OneComment>(`/comments/${id}`, { method: 'PATCH', json: { body } });
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
    const { comment } = await this.ofArticle<OneComment>(`/comments/${id}`, { method: 'DELETE' });
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
    const wanted = this.state.mine.votes[id] === value ? 0 : value;
    const call = { method: 'PUT', json: { value: wanted } } as const;
    const { score, mine } = await this.ofArticle<VoteResult>(`/comments/${id}/vote`, call);
    this.discussion.set({ comments: changeOne(this.state.comments, id, (comment) => ({ ...comment, score })) });
    this.setMine({ votes: { ...this.state.mine.votes, [id]: mine } });
  }

  /** Reports a comment. */
  async flag(id: string, json: FlagBody): Promise<void> {
    await this.ofArticle(`/comments/${id}/flags`, { method: 'POST', json });
  }

  /** Asks for mail. @returns whether it has to be confirmed by a mail first. */
  async subscribe(json: SubscribeBody): Promise<boolean> {
    const { state } = await this.ofArticle<Subscription>('/subscriptions', { method: 'POST', json });
    await this.discussion.loadMine();
    return state === 'pending';
  }

  /** Asks for no more of it. */
  async unsubscribe(id: string): Promise<void> {
    await this.ofArticle(`/subscriptions/${id}`, { method: 'DELETE' });
    this.setMine({ subscriptions: this.state.mine.subscriptions.filter((one) => one.id !== id) });
  }

  /** Has a code sent to an address. */
  async startSignIn(email: string, name: string): Promise<void> {
    const { site } = this.discussion.which;
    await this.ofSite('/auth/email/start', { email, site, ...(name === '' ? {} : { name }) });
  }

  /** Signs in with the code; a guest takes their comments along. */
  async verify(email: string, code: string): Promise<void> {
    this.discussion.session.open(await this.ofSite<SignedIn>('/auth/email/verify', { email, code }));
  }

  /** Ends the session here, and at the service where that can be reached. */
  async signOut(): Promise<void> {
    await this.ofSite('/auth/logout', undefined).catch(() => undefined);
    this.discussion.session.close();
  }

  private ofArticle<T>(path: string, call: Call): Promise<T> {
    const { service, articleId } = this.discussion;
    return service.caller.call<T>(`/articles/${articleId}${path}`, { ...call, asReader: true });
  }

  /** The service reads the site, whose pages may ask, from the address. */
  private ofSite<T>(path: string, json: unknown): Promise<T> {
    const { service, which } = this.discussion;
    return service.caller.call<T>(path, { method: 'POST', query: { site: which.site }, json, asReader: true });
  }

  private get state() {
    return this.discussion.state;
  }

  private setMine(change: Partial<Mine>): void {
    this.discussion.set({ mine: { ...this.state.mine, ...change } });
  }
}
