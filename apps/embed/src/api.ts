import type { CommentPage, CommentSort, ErrorBody, FoundDiscussion, Permalink, ReplyPage } from '#contracts';

/** What the service refused, in its own words, which say what to do; or that it could not be reached. */
export class Refused extends Error {
  /** @param code a stable code of the api; `unreachable` when there was no answer. */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The reading half of the api, asked without cookies. */
export class Api {
  /** @param base the service's address, e.g. `https://talk.example`. */
  constructor(private readonly base: string) {}

  /** The article of a page, by the publisher's key or else by its address. @throws {Refused} */
  find(site: string, key: string | null, url: string): Promise<FoundDiscussion> {
    const query: Record<string, string> = key === null ? { url } : { key };
    return this.read(`/sites/${encodeURIComponent(site)}/discussion`, query);
  }

  /** A page of threads. @throws {Refused} */
  threads(articleId: string, sort: CommentSort, after?: string): Promise<CommentPage> {
    return this.read(`/articles/${articleId}/comments`, after === undefined ? { sort } : { sort, after });
  }

  /** More replies to a comment. @throws {Refused} */
  replies(articleId: string, id: string, after?: string): Promise<ReplyPage> {
    return this.read(`/articles/${articleId}/comments/${id}/replies`, after === undefined ? {} : { after });
  }

  /** A comment with what stands above it. @throws {Refused} */
  permalink(articleId: string, id: string): Promise<Permalink> {
    return this.read(`/articles/${articleId}/comments/${id}`, {});
  }

  private async read<T>(path: string, query: Record<string, string>): Promise<T> {
    const url = new URL(`/api/v1${path}`, this.base);
    url.search = new URLSearchParams(query).toString();
    const answer = await fetch(url, { credentials: 'omit' }).catch(() => undefined);
    const body: unknown = await answer?.json().catch(() => undefined);
    if (answer?.ok === true && body !== undefined) return body as T;
    const error = (body as Partial<ErrorBody> | undefined)?.error;
    throw new Refused(error?.code ?? 'unreachable', error?.message ?? '');
  }
}
