import type {
  CommentOutcome,
  CommentPage,
  CommentSort,
  CommentSource,
  FlagBody,
  FoundDiscussion,
  Mine,
  OneComment,
  Permalink,
  PostCommentBody,
  PostedComment,
  Preview,
  ReplyPage,
  SignedIn,
  SubscribeBody,
  Subscription,
  VoteResult,
} from '#contracts';
import { Caller } from './caller.js';
import type { Session } from './session.js';

/** Which threads are shown, and in what order. */
export interface View {
  readonly sort: CommentSort;
  /** Only what is on this section. */
  readonly section?: string | undefined;
  /** Only remarks on passages. */
  readonly isInline: boolean;
}

/** The service as the embed uses it: one verb each. All throw `Refused`. */
export class Service {
  private readonly caller: Caller;

  constructor(base: string, session: Session) {
    this.caller = new Caller(base, session);
  }

  /** The article of a page, by the publisher's key or else by its address. */
  find(site: string, key: string | null, url: string): Promise<FoundDiscussion> {
    const query: Record<string, string> = key === null ? { url } : { key };
    return this.caller.call(`/sites/${encodeURIComponent(site)}/discussion`, { query });
  }

  /** A page of threads. */
  threads(articleId: string, view: View, page: { after?: string; limit?: number; replies?: number } = {}) {
    const { sort, section, isInline } = view;
    const anchored = isInline ? 'inline' : undefined;
    const query = { sort, section, anchored, after: page.after, limit: text(page.limit), replies: text(page.replies) };
    return this.caller.call<CommentPage>(`/articles/${articleId}/comments`, { query });
  }

  /** More replies to a comment. */
  replies(
    articleId: string,
    id: string,
    page: { after?: string | undefined; limit?: number } = {},
  ): Promise<ReplyPage> {
    const query = { after: page.after, limit: text(page.limit) };
    return this.caller.call(`/articles/${articleId}/comments/${id}/replies`, { query });
  }

  /** A comment with what stands above it. */
  permalink(articleId: string, id: string): Promise<Permalink> {
    return this.caller.call(`/articles/${articleId}/comments/${id}`, { asReader: true });
  }

  /** What only the reader sees. */
  mine(articleId: string): Promise<Mine> {
    return this.caller.call(`/articles/${articleId}/mine`, { asReader: true });
  }

  /** What became of the reader's comment, and why. */
  outcome(articleId: string, id: string): Promise<CommentOutcome> {
    return this.caller.call(`/articles/${articleId}/comments/${id}/status`, { asReader: true });
  }

  /** What the reader typed. */
  source(articleId: string, id: string): Promise<CommentSource> {
    return this.caller.call(`/articles/${articleId}/comments/${id}/source`, { asReader: true });
  }

  /** How a text will look. */
  preview(site: string, body: string): Promise<Preview> {
    return this.caller.call('/preview', { method: 'POST', query: { site }, json: { body } });
  }

  /** Posts a comment; the same key never makes two. */
  post(articleId: string, json: PostCommentBody, key: string): Promise<PostedComment> {
    const headers = { 'idempotency-key': key };
    return this.caller.call(`/articles/${articleId}/comments`, { method: 'POST', json, headers, asReader: true });
  }

  /** Changes the reader's comment. */
  edit(articleId: string, id: string, body: string): Promise<OneComment> {
    return this.caller.call(`/articles/${articleId}/comments/${id}`, {
      method: 'PATCH',
      json: { body },
      asReader: true,
    });
  }

  /** Takes the reader's comment back. */
  withdraw(articleId: string, id: string): Promise<OneComment> {
    return this.caller.call(`/articles/${articleId}/comments/${id}`, { method: 'DELETE', asReader: true });
  }

  /** Votes, or takes a vote back with 0. */
  vote(articleId: string, id: string, value: 1 | -1 | 0): Promise<VoteResult> {
    const call = { method: 'PUT', json: { value }, asReader: true } as const;
    return this.caller.call(`/articles/${articleId}/comments/${id}/vote`, call);
  }

  /** Reports a comment. */
  flag(articleId: string, id: string, json: FlagBody): Promise<unknown> {
    return this.caller.call(`/articles/${articleId}/comments/${id}/flags`, { method: 'POST', json, asReader: true });
  }

  /** Asks for mail. */
  subscribe(articleId: string, json: SubscribeBody): Promise<Subscription> {
    return this.caller.call(`/articles/${articleId}/subscriptions`, { method: 'POST', json, asReader: true });
  }

  /** Ends it. */
  unsubscribe(articleId: string, id: string): Promise<unknown> {
    return this.caller.call(`/articles/${articleId}/subscriptions/${id}`, { method: 'DELETE', asReader: true });
  }

  /** Has a code sent. */
  startSignIn(site: string, email: string, name?: string): Promise<unknown> {
    const json = { email, site, ...(name === undefined || name === '' ? {} : { name }) };
    return this.caller.call('/auth/email/start', { method: 'POST', query: { site }, json });
  }

  /** Signs in with the code; a guest takes their comments along. */
  verify(site: string, email: string, code: string): Promise<SignedIn> {
    const json = { email, code };
    return this.caller.call('/auth/email/verify', { method: 'POST', query: { site }, json, asReader: true });
  }

  /** Revokes the session. */
  signOut(site: string): Promise<unknown> {
    return this.caller.call('/auth/logout', { method: 'POST', query: { site }, asReader: true });
  }
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
