import type { ThreadPageParams, ThreadView } from './thread-view.js';

/** Addresses of a discussion's page. */
export class ThreadLinks {
  /** The page without any choice made. */
  readonly plain: string;

  constructor(
    { site, key }: ThreadPageParams,
    private readonly view: ThreadView,
  ) {
    this.plain = `/d/${site}/${encodeURIComponent(key)}`;
  }

  /** The page with other choices; what is left out keeps the reader's own, `undefined` takes it away. */
  to(change: Partial<ThreadView>, hash = ''): string {
    const { sort, section, anchored } = this.view;
    const wanted = Object.entries({ sort, section, anchored, ...change }).filter(
      ([name, value]) => value !== undefined && !(name === 'sort' && value === 'newest'),
    );
    const query = new URLSearchParams(
      wanted.map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return `${this.plain}${query === '' ? '' : `?${query}`}${hash}`;
  }

  /** One comment with what is around it. */
  comment(id: string): string {
    return `${this.plain}?comment=${id}#c-${id}`;
  }

  /** The feed of the discussion, or of the replies to the comment that the page is about. */
  feed(): string {
    const { comment } = this.view;
    return comment === undefined ? `${this.plain}/feed.atom` : `${this.plain}/comments/${comment}/feed.atom`;
  }

  /** The form that answers a comment. */
  reply(id: string): string {
    return `${this.plain}?comment=${id}&reply=${id}#compose`;
  }
}
