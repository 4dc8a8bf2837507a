import { useMemo, useRef, useState } from 'preact/hooks';
import type { Comment } from '#contracts';
import type { Discussion } from '../discussion/discussion.js';
import { Drafts, type Passage } from '../discussion/draft.js';
import { Unread } from '../discussion/unread.js';
import type { PageStorage } from '../service/storage.js';
import { refusalText, type Words } from '../words/words.js';
import { type Around, AroundContext, useDiscussion, useTask } from './around.js';
import { CommentItem } from './comment-item.js';
import { Failure } from './failure.js';
import { ReaderBar } from './reader-bar.js';
import { Composer } from './lazy/composer.js';
import { Subscribe } from './lazy/subscribe.js';
import { Toolbar } from './toolbar.js';
import { useArticlePage } from './use-article-page.js';
import { useGradually } from './use-gradually.js';
import { useLinkedComment } from './use-linked-comment.js';

/** What the element gives its content. */
export interface DiscussionViewProps {
  readonly discussion: Discussion;
  readonly storage: PageStorage;
  readonly words: Words;
  readonly base: string;
  readonly element: HTMLElement;
  readonly focus: (id: string) => void;
}

/** The discussion of an article. */
export function DiscussionView(props: DiscussionViewProps) {
  const { discussion, storage, words, base, focus, element } = props;
  const state = useDiscussion(discussion);
  const { found, article, failure } = state;
  const [passage, setPassage] = useState<Passage>();
  const [writes, setWrites] = useState(false);
  const [subscribes, setSubscribes] = useState(false);
  const [said, setSaid] = useState('');
  const emails = useRef(new Map<string, string>());
  const task = useTask();
  const articleId = found?.articleId;
  const unread = useMemo(
    () => (articleId === undefined ? undefined : new Unread(storage, articleId, Date.now())),
    [articleId],
  );
  const writing = useMemo(() => loadWriting(discussion), [discussion]);
  const hasDraft = useMemo(
    () => articleId !== undefined && new Drafts(storage, articleId).read('') !== undefined,
    [articleId],
  );
  useLinkedComment(discussion, element, focus);
  const drawn = useGradually(state.comments.length);
  const heading = useRef<HTMLHeadingElement>(null);
  const page = useArticlePage(discussion, element, words, {
    focus,
    focusHeading: () => heading.current?.focus(),
    compose: setPassage,
  });

  if (found === undefined || article === undefined) {
    return (
      <section>
        {failure === undefined ? (
          <p role="status">{words.loading}</p>
        ) : (
          <>
            <p role="alert">{refusalText(words, failure)}</p>
            <button type="button" onClick={() => void discussion.load()}>
              {words.retry}
            </button>
            {/* What the page put into the element: its own way to the discussion. */}
            <slot />
          </>
        )}
      </section>
    );
  }
  const around: Around = {
    ...{ discussion, writing, storage, unread, words, base, focus },
    showPassage: page.show,
    marked: page.marked,
  };
  const place = article.discussion;
  const path = `/d/${encodeURIComponent(discussion.which.site)}/${encodeURIComponent(found.key)}`;
  const posted = (comment: Comment, email: string | undefined) => {
    if (email !== undefined) emails.current.set(comment.id, email);
    setPassage(undefined);
    setWrites(false);
    setSaid(comment.status === 'published' ? words.published : words.held);
    focus(comment.id);
  };
  const shownIds = new Set(state.comments.map(({ id }) => id));
  const held = state.mine.comments.filter(({ parentId }) => parentId === null || !isShown(state.comments, parentId));
  return (
    <AroundContext.Provider value={around}>
      <section aria-labelledby="heading" lang={words.language} part="discussion">
        <Toolbar headingId="heading" headingRef={heading} />
        <ReaderBar />
        {place.state === 'open' ? (
          <>
            {place.waits && <p class="note">{words.waits}</p>}
            {place.slowModeSeconds > 0 && <p class="note">{words.slowMode(place.slowModeSeconds)}</p>}
            {writes || passage !== undefined || hasDraft ? (
              <Composer passage={passage} hasFocus={writes} onDone={posted} />
            ) : (
              <button type="button" class="main" part="button" onClick={() => setWrites(true)}>
                {words.write}
              </button>
            )}
          </>
        ) : (
          <p class="note">{words.states[place.state]}</p>
        )}
        <p role="status" class="note">
          {said}
        </p>
        <div role="status" class="news">
          {state.fresh > 0 && (
            <button
              type="button"
              class="main"
              part="button"
              onClick={() => {
                const id = discussion.absorb();
                if (id !== undefined) focus(id);
              }}
            >
              {words.fresh(state.fresh)}
            </button>
          )}
        </div>
        {state.comments.length + held.length === 0 && (
          <p class="note">{state.view.section === undefined && !state.view.isInline ? words.none : words.noneHere}</p>
        )}
        <ol>
          {[...held.filter(({ id }) => !shownIds.has(id)), ...state.comments.slice(0, drawn)].map((comment) => (
            <CommentItem key={comment.id} comment={comment} emails={emails.current} />
          ))}
        </ol>
        {state.next !== null && drawn === Infinity && (
          <button
            type="button"
            class="more"
            aria-disabled={task.isBusy}
            onClick={() => task.run(() => discussion.showMore())}
          >
            {words.moreThreads}
          </button>
        )}
        <Failure of={task} />
        <footer hidden={drawn !== Infinity}>
          <button type="button" aria-expanded={subscribes} onClick={() => setSubscribes(!subscribes)}>
            {words.subscribe}
          </button>
          {subscribes && <Subscribe />}
          <p class="acts">
            <a href={new URL(path, base).href}>{words.openPage}</a>
            <a href={new URL(`${path}/feed.atom`, base).href}>{words.feed}</a>
            <a href={new URL(`/sites/${encodeURIComponent(discussion.which.site)}/privacy`, base).href}>
              {words.privacy}
            </a>
          </p>
        </footer>
      </section>
    </AroundContext.Provider>
  );
}

/** Loads it once, and anew where that failed. */
function loadWriting(discussion: Discussion): Around['writing'] {
  let loading: ReturnType<Around['writing']> | undefined;
  return () => {
    loading ??= import('../discussion/writing.js').then(({ Writing }) => new Writing(discussion));
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
}

function isShown(comments: readonly Comment[], id: string): boolean {
  return comments.some((comment) => comment.id === id || isShown(comment.replies?.items ?? [], id));
}
