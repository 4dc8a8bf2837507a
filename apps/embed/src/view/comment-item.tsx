import { useRef, useState } from 'preact/hooks';
import type { Comment } from '#contracts';
import { relativeTime } from '../words/relative-time.js';
import { useAround, useDiscussion, useTask } from './around.js';
import { CommentActs } from './comment-acts.js';
import { Failure } from './failure.js';
import { OwnNote } from './lazy/own-note.js';
import { PlaceNote } from './place-note.js';
import { linkOf } from './share.js';

/** A comment and its replies, with those of the reader's own that are not public. */
export function CommentItem({ comment, emails }: { comment: Comment; emails: Map<string, string> }) {
  const { discussion, words, unread, focus } = useAround();
  const { mine } = useDiscussion(discussion);
  const [collapsed, setCollapsed] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const task = useTask();
  const { author, replies, id } = comment;
  const isTombstone = comment.bodyHtml === '' && comment.status !== 'pending';
  const held = mine.comments.filter(({ parentId }) => parentId === id);
  const items = [...(replies?.items ?? []), ...held];
  const shown = replies?.items.length ?? 0;
  const isOwnMatter = comment.status !== 'published' || mine.edits.some(({ commentId }) => commentId === id);
  const name = `name-${id}`;
  const isNew = unread?.isUnread(comment, discussion.session.reader?.id) === true;
  return (
    <li part="comment">
      <article id={`comment-${id}`} tabIndex={-1} aria-labelledby={`${name} time-${id}`} class={isNew ? 'new' : ''}>
        <div class="meta">
          <h3 id={name} part="author">
            <bdi>{isTombstone ? words.gone : author.name}</bdi>
          </h3>
          {author.badges.map((badge) => (
            <span class="badge" key={badge}>
              {words.badges[badge]}
            </span>
          ))}
          {comment.kind !== undefined && <span class="badge">{words.kinds[comment.kind]}</span>}
          {comment.pinned && <span class="badge">{words.pinned}</span>}
          {comment.featured && <span class="badge">{words.featured}</span>}
          <a href={linkOf(id)} id={`time-${id}`}>
            <time dateTime={comment.createdAt} title={new Date(comment.createdAt).toLocaleString(words.language)}>
              {relativeTime(Date.parse(comment.createdAt), Date.now(), words.language)}
            </time>
          </a>
          {comment.editedAt !== undefined && <span>{words.edited}</span>}
          {isNew && <span class="badge fresh">{words.isNew}</span>}
          {items.length > 0 && (
            <button
              type="button"
              aria-expanded={!collapsed}
              aria-controls={`below-${id}`}
              onClick={() => setCollapsed(!collapsed)}
            >
              {collapsed ? words.expand : words.collapse}
            </button>
          )}
        </div>
        {!isTombstone && (
          <>
            <PlaceNote comment={comment} />
            {/* The service's own renderer made it, and lets no markup of strangers through. */}
            <div
              ref={body}
              class="body"
              part="body"
              dir="auto"
              dangerouslySetInnerHTML={{ __html: comment.bodyHtml }}
            />
            {isOwnMatter && <OwnNote comment={comment} email={emails.get(id)} />}
            <CommentActs
              comment={comment}
              text={() => body.current?.innerText ?? ''}
              onPosted={(posted, email) => {
                if (email !== undefined) emails.set(posted.id, email);
                focus(posted.id);
              }}
            />
          </>
        )}
      </article>
      <div id={`below-${id}`} hidden={collapsed}>
        {items.length > 0 && (
          <ol>
            {items.map((reply) => (
              <CommentItem key={reply.id} comment={reply} emails={emails} />
            ))}
          </ol>
        )}
        {comment.replyCount > shown && (
          <button
            type="button"
            class="more"
            aria-disabled={task.isBusy}
            onClick={() => task.run(() => discussion.showReplies(comment))}
          >
            {shown === 0 ? words.showReplies(comment.replyCount) : words.moreReplies}
          </button>
        )}
        <Failure of={task} />
      </div>
    </li>
  );
}
