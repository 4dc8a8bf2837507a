import { useEffect, useState } from 'preact/hooks';
import type { Comment } from '#contracts';
import { useAround, useDiscussion } from './around.js';
import { useMoreWords } from './lazily.js';
import { SignIn } from './lazy/sign-in.js';

const JUDGED_MS = 1500;
const TRIES = 8;

/** What its writer is told of a comment that is not public, or of a change that is not. */
export function OwnNote({ comment, email }: { comment: Comment; email?: string | undefined }) {
  const { discussion } = useAround();
  const more = useMoreWords();
  const { mine } = useDiscussion(discussion);
  const [reasons, setReasons] = useState('');
  const { id, status } = comment;
  const edit = mine.edits.find(({ commentId }) => commentId === id);
  const isHeld = status === 'pending' || status === 'rejected' || status === 'spam';

  useEffect(() => {
    if (!isHeld) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const read = async (tries: number) => {
      const outcome = await discussion.service.outcome(discussion.articleId, id).catch(() => undefined);
      if (isOver) return;
      const found = outcome?.decision?.reasons.map(({ text }) => text).join(' ') ?? '';
      setReasons(found);
      // It is judged in the moments after it was posted.
      if (found === '' && tries > 1) timer = setTimeout(() => void read(tries - 1), JUDGED_MS);
    };
    void read(TRIES);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id, status, comment.revision]);

  if (status === 'awaiting-verification') {
    return (
      <div class="own">
        <p role="status">{more.waitingForAddress}</p>
        {email !== undefined && !discussion.session.isConfirmed && <SignIn email={email} onDone={() => undefined} />}
      </div>
    );
  }
  if (isHeld) {
    const isWaiting = status === 'pending';
    const plain = isWaiting ? more.waiting : more.refused;
    const full = isWaiting ? more.waitingBecause : more.refusedBecause;
    return (
      <p class="own" role="status">
        {reasons === '' ? `${plain}.` : full(reasons)} {more.onlyYou}
      </p>
    );
  }
  return edit === undefined ? null : (
    <p class="own" role="status">
      {edit.isRefused ? more.editRefused : more.editWaits}
    </p>
  );
}
