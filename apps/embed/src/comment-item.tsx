import { useState } from 'preact/hooks';
import type { Comment } from '#contracts';
import { relativeTime } from './relative-time.js';
import { words } from './words.js';

/** What a comment needs from the discussion around it. */
export interface Around {
  readonly language: string;
  readonly isOpen: boolean;
  /** The article's page at the service. */
  readonly page: string;
  readonly showReplies: (comment: Comment) => void;
}

/** A comment and its replies. */
export function CommentItem({ comment, around }: { comment: Comment; around: Around }) {
  const [collapsed, setCollapsed] = useState(false);
  const { author, replies } = comment;
  const isTombstone = comment.bodyHtml === '';
  const shown = replies?.items.length ?? 0;
  const name = `name-${comment.id}`;
  return (
    <li part="comment">
      <article id={`comment-${comment.id}`} tabIndex={-1} aria-labelledby={name}>
        <div class="meta">
          <h3 id={name}>
            <bdi>{isTombstone ? words.gone : author.name}</bdi>
          </h3>
          {author.badges.map((badge) => (
            <span class="badge">{words.badges[badge]}</span>
          ))}
          {comment.pinned && <span class="badge">{words.pinned}</span>}
          {comment.featured && <span class="badge">{words.featured}</span>}
          <a href={`#comment-${comment.id}`}>
            <time dateTime={comment.createdAt} title={new Date(comment.createdAt).toLocaleString(around.language)}>
              {relativeTime(Date.parse(comment.createdAt), Date.now(), around.language)}
            </time>
          </a>
          {comment.editedAt !== undefined && <span>{words.edited}</span>}
        </div>
        {!collapsed && !isTombstone && (
          <>
            {comment.anchor.quote !== undefined && (
              <blockquote aria-label={words.onPassage}>{comment.anchor.quote.exact}</blockquote>
            )}
            {/* The service's own renderer made it, and lets no markup of strangers through. */}
            <div class="body" dir="auto" dangerouslySetInnerHTML={{ __html: comment.bodyHtml }} />
          </>
        )}
        <div class="acts">
          {around.isOpen && comment.locked !== true && !isTombstone && (
            <a href={`${around.page}?comment=${comment.id}&reply=${comment.id}#compose`}>{words.reply}</a>
          )}
          <button type="button" aria-expanded={!collapsed} onClick={() => setCollapsed(!collapsed)}>
            {collapsed ? words.expand : words.collapse}
          </button>
          {comment.locked === true && <span class="note">{words.locked}</span>}
        </div>
      </article>
      {!collapsed && replies !== undefined && replies.items.length > 0 && (
        <ol>
          {replies.items.map((reply) => (
            <CommentItem key={reply.id} comment={reply} around={around} />
          ))}
        </ol>
      )}
      {!collapsed && comment.replyCount > shown && (
        <button type="button" onClick={() => around.showReplies(comment)}>
          {shown === 0 ? words.open(comment.replyCount) : words.moreReplies}
        </button>
      )}
    </li>
  );
}
