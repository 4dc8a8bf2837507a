import type { RefObject } from 'preact';
import type { CommentSort } from '#contracts';
import { useAround, useDiscussion, useTask } from './around.js';
import { Failure } from './failure.js';

/** How many comments there are, which of them are shown, and in what order. */
export function Toolbar({
  headingId,
  headingRef,
}: {
  headingId: string;
  headingRef: RefObject<HTMLHeadingElement | null>;
}) {
  const { discussion, words, unread, focus } = useAround();
  const { article, found, view, comments } = useDiscussion(discussion);
  const task = useTask();
  if (article === undefined || found === undefined) return null;
  const section = found.sections.find(({ id }) => id === view.section);
  const readerId = discussion.session.reader?.id;
  const waiting = unread?.count(comments, readerId) ?? 0;
  const goOn = () => {
    const id = unread?.next(comments, readerId);
    discussion.set({});
    if (id !== undefined) focus(id);
  };
  return (
    <header>
      <h2 id={headingId} ref={headingRef} tabIndex={-1} part="heading">
        <bdi>{words.heading(article.counts.total)}</bdi>
      </h2>
      <div class="acts">
        <label>
          {words.sortBy}
          <select
            value={view.sort}
            onChange={({ currentTarget }) => {
              const sort = currentTarget.value as CommentSort;
              task.run(() => discussion.choose({ sort }));
            }}
            part="input"
          >
            {Object.entries(words.sorts).map(([one, text]) => (
              <option key={one} value={one}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.show}
          <select
            value={view.isInline ? 'inline' : 'all'}
            onChange={({ currentTarget }) => {
              const isInline = currentTarget.value === 'inline';
              task.run(() => discussion.choose({ isInline }));
            }}
            part="input"
          >
            <option value="all">{words.all}</option>
            <option value="inline">{words.inline}</option>
          </select>
        </label>
        {waiting > 0 && (
          <button type="button" onClick={goOn}>
            {words.nextUnread(waiting)}
          </button>
        )}
      </div>
      {section !== undefined && (
        <p class="filter">
          {words.onSection(section.heading)}{' '}
          <button type="button" onClick={() => task.run(() => discussion.choose({ section: undefined }))}>
            {words.clearSection}
          </button>
        </p>
      )}
      <Failure of={task} />
    </header>
  );
}
