import type { Comment } from '#contracts';
import { useAround, useDiscussion } from './around.js';

/** The two votes on a comment, with how many gave each. */
export function Votes({ comment, onVote }: { comment: Comment; onVote: (value: 1 | -1) => void }) {
  const { discussion, words } = useAround();
  const { mine } = useDiscussion(discussion);
  const own = mine.votes[comment.id] ?? 0;
  const { up, down } = comment.score;
  return (
    <span class="votes">
      <button
        type="button"
        aria-pressed={own === 1}
        aria-label={`${words.voteUp}: ${words.number(up)}`}
        onClick={() => onVote(1)}
      >
        <span aria-hidden="true">▲ {words.number(up)}</span>
      </button>
      <button
        type="button"
        aria-pressed={own === -1}
        aria-label={`${words.voteDown}: ${words.number(down)}`}
        onClick={() => onVote(-1)}
      >
        <span aria-hidden="true">▼ {words.number(down)}</span>
      </button>
    </span>
  );
}
