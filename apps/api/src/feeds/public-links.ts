import { USUAL_LIMIT } from './feed-query.js';

/** Which part of a list an address leads to. */
export interface ListPlace {
  readonly limit?: number;
  readonly after?: string | undefined;
}

/** Absolute addresses of what is public of a site: what stands in documents that are read elsewhere. */
export class PublicLinks {
  /** @param publicUrl the service's public address without a slash at the end. */
  constructor(
    private readonly publicUrl: string,
    private readonly site: string,
  ) {}

  /** A document of the site, e.g. `feed.atom`. */
  ofSite(document: string, place: ListPlace = {}): string {
    return `${this.publicUrl}/d/${this.site}/${document}${queryOf(place)}`;
  }

  /** The page of a discussion. */
  thread(key: string): string {
    return `${this.publicUrl}/d/${this.site}/${encodeURIComponent(key)}`;
  }

  /** A document of a discussion, e.g. `feed.atom`. */
  ofThread(key: string, document: string, place: ListPlace = {}): string {
    return `${this.thread(key)}/${document}${queryOf(place)}`;
  }

  /** A comment on the page of its discussion. */
  comment(key: string, id: string): string {
    return `${this.thread(key)}?comment=${id}#c-${id}`;
  }

  /** The feed of the replies to a comment. */
  replies(key: string, id: string, place: ListPlace = {}): string {
    return this.ofThread(key, `comments/${id}/feed.atom`, place);
  }
}

function queryOf({ limit = USUAL_LIMIT, after }: ListPlace): string {
  const query = new URLSearchParams({
    ...(limit === USUAL_LIMIT ? {} : { limit: String(limit) }),
    ...(after === undefined ? {} : { after }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}
