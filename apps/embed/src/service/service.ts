import type { CommentOutcome, CommentPage, CommentSort, FoundDiscussion, Mine, Permalink, ReplyPage } from '#contracts';
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

/** What is read of a discussion: one verb each. All throw `Refused`. What is written is in `discussion/writing.ts`, which fewer readers load. */
export class Service {
  readonly caller: Caller;

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

  /** What the article's author asks. */
  questions(articleId: string): Promise<ReplyPage> {
    return this.caller.call(`/articles/${articleId}/questions`, { query: { limit: '50' } });
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
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
