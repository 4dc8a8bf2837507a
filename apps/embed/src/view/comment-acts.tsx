import { useState } from 'preact/hooks';
import type { Comment } from '#contracts';
import { quoted } from '../discussion/draft.js';
import { useAround, useDiscussion, useSession, useTask } from './around.js';
import { Failure } from './failure.js';
import { canShare, copyLink, share } from './share.js';
import type { Panel } from './comment-panel.js';
import { CommentPanel } from './lazy/comment-panel.js';
import { Votes } from './votes.js';

const MINUTE_MS = 60_000;

/** What can be done with a comment, and where it is done. */
export function CommentActs({
  comment,
  text,
  onPosted,
}: {
  comment: Comment;
  /** The comment's text, to quote from. */
  text: () => string;
  onPosted: (posted: Comment, email: string | undefined) => void;
}) {
  const { discussion, writing, words, marked, showPassage } = useAround();
  const { article, found, mine } = useDiscussion(discussion);
  const session = useSession(discussion);
  const [panel, setPanel] = useState<Panel>();
  const [hasMore, setMore] = useState(false);
  const [said, setSaid] = useState('');
  const task = useTask();
  const { id } = comment;
  const isPublic = comment.status === 'published';
  const isOwn = session.reader !== undefined && session.reader.id === comment.author.id;
  const takesReplies = isPublic && article?.discussion.state === 'open' && comment.locked !== true;
  const hasPlace =
    comment.parentId === null && comment.anchor.quote !== undefined && comment.anchor.outcome !== 'orphaned';
  const age = Date.now() - Date.parse(comment.createdAt);
  const canEdit = isOwn && comment.replyCount === 0 && age < (found?.editWindowMinutes ?? 0) * MINUTE_MS;
  const followed = mine.subscriptions.some(({ kind, commentId }) => kind === 'comment' && commentId === id);

  const close = () => setPanel(undefined);
  const toggle = (next: Panel) => setPanel(panel?.kind === next.kind ? undefined : next);
  /** Signs in first where the service wants to know who it is. */
  const asPerson = (act: () => void) => () => {
    if (session.reader === undefined) setPanel({ kind: 'sign-in', then: act });
    else act();
  };
  const openEditor = () => task.run(async () => setPanel({ kind: 'edit', body: await (await writing()).source(id) }));
  const copy = async () => {
    if (await copyLink(id)) setSaid(words.copied);
    else setPanel({ kind: 'link' });
  };
  return (
    <>
      <div class="acts">
        {isPublic && !isOwn && (
          <Votes
            comment={comment}
            onVote={(value) => asPerson(() => task.run(async () => (await writing()).vote(id, value)))()}
          />
        )}
        {takesReplies && (
          <button type="button" aria-expanded={panel?.kind === 'reply'} onClick={() => toggle({ kind: 'reply' })}>
            {comment.kind === 'question' ? words.answer : words.reply}
          </button>
        )}
        {canEdit && (
          <button type="button" aria-expanded={panel?.kind === 'edit'} onClick={openEditor}>
            {words.edit}
          </button>
        )}
        {isOwn && (
          <button type="button" aria-expanded={panel?.kind === 'withdraw'} onClick={() => toggle({ kind: 'withdraw' })}>
            {words.withdraw}
          </button>
        )}
        {isPublic && (
          // Most are never opened: what is in them is made when they are.
          <details onToggle={({ currentTarget }) => setMore(currentTarget.open)}>
            <summary>{words.more}</summary>
            {hasMore && (
              <div class="acts">
                {takesReplies && (
                  <button type="button" onClick={() => setPanel({ kind: 'reply', quote: quoted(text()) })}>
                    {words.quote}
                  </button>
                )}
                {canShare() && (
                  <button type="button" onClick={() => void share(id)}>
                    {words.share}
                  </button>
                )}
                <button type="button" onClick={() => void copy()}>
                  {words.copyLink}
                </button>
                {!isOwn && (
                  <button type="button" onClick={asPerson(() => setPanel({ kind: 'flag' }))}>
                    {words.flag}
                  </button>
                )}
                {!followed && (
                  <button
                    type="button"
                    onClick={asPerson(() =>
                      task.run(async () => {
                        const waits = await (await writing()).subscribe({ kind: 'comment', commentId: id });
                        setSaid(waits ? words.confirmMail : words.subscribed);
                      }),
                    )}
                  >
                    {words.follow}
                  </button>
                )}
              </div>
            )}
          </details>
        )}
        {hasPlace && (
          // Its room is kept from the first, so that nothing moves when the marks come.
          <button
            type="button"
            style={{ visibility: marked.has(id) ? 'visible' : 'hidden' }}
            onClick={() => showPassage(id)}
          >
            {words.showPassage}
          </button>
        )}
        {comment.locked === true && <span class="note">{words.locked}</span>}
      </div>
      <p class="note" role="status">
        {said}
      </p>
      <Failure of={task} />
      {panel !== undefined && (
        <CommentPanel comment={comment} panel={panel} onClose={close} onPosted={onPosted} say={setSaid} />
      )}
    </>
  );
}
