import type { Comment } from '#contracts';
import { useAround, useDiscussion } from './around.js';

/** What a remark is on, and what became of that in the article's newest text. */
export function PlaceNote({ comment }: { comment: Comment }) {
  const { discussion, words, base } = useAround();
  const { found } = useDiscussion(discussion);
  const { kind, quote, sectionId, outcome, now, stoodIn, revision } = comment.anchor;
  const { addressed } = comment;
  const isAddressed = addressed?.state === 'addressed';
  if (found === undefined || comment.parentId !== null || (kind === 'article' && !isAddressed)) return null;
  const section = found.sections.find(({ id }) => id === sectionId);
  const notes: Readonly<Record<string, string>> = kind === 'article' ? {} : words.outcome[kind];
  const note = notes[outcome ?? ''];
  const stood = stoodIn ?? revision;
  const path = `/d/${encodeURIComponent(discussion.which.site)}/${encodeURIComponent(found.key)}`;
  return (
    <div class="place">
      {section !== undefined && (
        <button type="button" onClick={() => void discussion.choose({ section: section.id })}>
          {words.onSection(section.heading)}
        </button>
      )}
      {quote !== undefined && <blockquote aria-label={words.passage}>{quote.exact}</blockquote>}
      {note !== undefined && <p class="note">{note}</p>}
      {now !== undefined && (
        <p class="note">
          {words.readsNow} <q>{now.exact}</q>
        </p>
      )}
      {outcome === 'orphaned' && stood !== undefined && (
        <a href={new URL(`${path}/revisions/${stood}`, base).href}>{words.stoodIn}</a>
      )}
      {isAddressed && (
        <a href={new URL(`${path}/revisions/${addressed.revision}`, base).href}>
          {words.addressed(addressed.revision)}
        </a>
      )}
    </div>
  );
}
