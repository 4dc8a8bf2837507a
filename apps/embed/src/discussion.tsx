import { useEffect, useState } from 'preact/hooks';
import type { Comment, CommentPage, CommentSort, FoundDiscussion } from '#contracts';
import { type Api, Refused } from './api.js';
import { CommentItem } from './comment-item.js';
import { changeOne, insertPath, merge } from './comment-tree.js';
import { words } from './words.js';

const PERMALINK = /^#comment-([\da-f-]{36})$/;
const SORTS = Object.keys(words.sorts) as CommentSort[];

/** What the element was told by its attributes. */
export interface DiscussionProps {
  readonly api: Api;
  readonly base: string;
  readonly site: string;
  readonly articleKey: string | null;
  readonly url: string;
  readonly language: string;
  readonly focus: (id: string) => void;
}

/** The discussion of an article. */
export function Discussion({ api, base, site, articleKey, url, language, focus }: DiscussionProps) {
  const [found, setFound] = useState<FoundDiscussion>();
  const [page, setPage] = useState<CommentPage>();
  const [comments, setComments] = useState<Comment[]>([]);
  const [sort, setSort] = useState<CommentSort>('newest');
  const [failure, setFailure] = useState<string>();
  const [attempt, setAttempt] = useState(0);

  const tried = (work: Promise<void>): void => {
    work.catch((error: unknown) => setFailure((error instanceof Refused && error.message) || words.failed));
  };

  useEffect(() => {
    let isCurrent = true;
    const load = async () => {
      setFailure(undefined);
      const article = found ?? (await api.find(site, articleKey, url));
      const first = await api.threads(article.articleId, sort);
      if (!isCurrent) return;
      setFound(article);
      setPage(first);
      setComments(first.comments);
    };
    tried(load());
    return () => {
      isCurrent = false;
    };
  }, [api, site, articleKey, url, sort, attempt]);

  useEffect(() => {
    if (found === undefined) return undefined;
    const show = async () => {
      const id = PERMALINK.exec(location.hash)?.[1];
      if (id === undefined) return;
      const { comment, ancestors } = await api.permalink(found.articleId, id);
      setComments((old) => insertPath(old, [...ancestors, comment]));
      requestAnimationFrame(() => focus(id));
    };
    const onHash = () => tried(show());
    onHash();
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, [found]);

  if (failure !== undefined && page === undefined) {
    return (
      <section>
        <p role="alert">{failure}</p>
        <button type="button" onClick={() => setAttempt(attempt + 1)}>
          {words.retry}
        </button>
        {/* What the page put into the element: its own way to the discussion. */}
        <slot />
      </section>
    );
  }
  if (found === undefined || page === undefined) {
    return (
      <section>
        <p role="status">{words.loading}</p>
      </section>
    );
  }
  const { counts, discussion } = page.article;
  const ownPage = new URL(`/d/${encodeURIComponent(site)}/${encodeURIComponent(found.key)}`, base).href;
  const isOpen = discussion.state === 'open';
  const showReplies = (comment: Comment) =>
    tried(
      (async () => {
        const after = comment.replies?.next ?? undefined;
        const more = await api.replies(found.articleId, comment.id, after);
        setComments((old) =>
          changeOne(old, comment.id, (one) => ({
            ...one,
            replies: { items: merge(one.replies?.items ?? [], more.items), next: more.next },
          })),
        );
      })(),
    );
  const showMore = async (after: string) => {
    const more = await api.threads(found.articleId, sort, after);
    setPage(more);
    setComments((old) => merge(old, more.comments));
  };
  return (
    <section aria-labelledby="heading" part="discussion">
      <header>
        <h2 id="heading">{words.heading(counts.total)}</h2>
        <label>
          {words.sortBy}
          <select value={sort} onChange={({ currentTarget }) => setSort(currentTarget.value as CommentSort)}>
            {SORTS.map((one) => (
              <option value={one}>{words.sorts[one]}</option>
            ))}
          </select>
        </label>
      </header>
      {isOpen ? (
        <p>
          <a href={`${ownPage}#compose`}>{words.write}</a>
        </p>
      ) : (
        <p class="note">{words.states[discussion.state]}</p>
      )}
      {failure !== undefined && <p role="alert">{failure}</p>}
      {comments.length === 0 && <p class="note">{words.none}</p>}
      <ol>
        {comments.map((comment) => (
          <CommentItem key={comment.id} comment={comment} around={{ language, isOpen, page: ownPage, showReplies }} />
        ))}
      </ol>
      {page.next !== null && (
        <button type="button" onClick={() => tried(showMore(page.next ?? ''))}>
          {words.moreThreads}
        </button>
      )}
      <footer>
        <a href={ownPage}>{words.openPage}</a>
        <a href={new URL(`/sites/${encodeURIComponent(site)}/privacy`, base).href}>{words.privacy}</a>
      </footer>
    </section>
  );
}
