import type { ThreadPageParams, ThreadView } from './thread-view.js';

/** Words that lead to either end of a long passage. */
const EDGE_WORDS = 6;

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

  /** An earlier text of the article, at a passage of it where the browser can (URL Fragment Text Directives, WICG). */
  revision(revision: number, passage?: string): string {
    const text = passage === undefined ? '' : `#:~:text=${directive(passage)}`;
    return `${this.plain}/revisions/${revision}${text}`;
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

/** A long passage is named by its first and last words. In a directive hyphens part what stands around a text from it. */
function directive(passage: string): string {
  const encoded = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D');
  const words = passage.split(/\s+/);
  if (words.length <= 2 * EDGE_WORDS) return encoded(passage);
  return `${encoded(words.slice(0, EDGE_WORDS).join(' '))},${encoded(words.slice(-EDGE_WORDS).join(' '))}`;
}
