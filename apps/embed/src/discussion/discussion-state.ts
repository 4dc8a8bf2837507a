import type { Comment, CommentPage, FoundDiscussion, Mine } from '#contracts';
import type { Refused } from '../service/refused.js';
import type { View } from '../service/service.js';

/** All that is shown of a discussion. */
export interface DiscussionState {
  readonly found?: FoundDiscussion;
  /** The discussion as a whole, as it was last heard of. */
  readonly article?: CommentPage['article'];
  readonly view: View;
  /** The threads that are shown, with the replies that are. */
  readonly comments: readonly Comment[];
  /** Where the next threads begin; null when there are none. */
  readonly next: string | null;
  /** How many comments have come that are not shown. */
  readonly fresh: number;
  readonly mine: Mine;
  /** The newest remarks on passages, for the marks in the article. */
  readonly remarks: readonly Comment[];
  /** Why the discussion cannot be shown. */
  readonly failure?: Refused | undefined;
}

export const NOTHING_MINE: Mine = { votes: {}, comments: [], edits: [], subscriptions: [] };

export const FIRST_STATE: DiscussionState = {
  view: { sort: 'newest', isInline: false },
  comments: [],
  next: null,
  fresh: 0,
  mine: NOTHING_MINE,
  remarks: [],
};
