import type { CommentSort, DiscussionState } from '#contracts';

/** What the embed says, in English. */
export const words = {
  heading: (count: number) => (count === 1 ? '1 comment' : `${count} comments`),
  sortBy: 'Sort by',
  sorts: { newest: 'Newest', oldest: 'Oldest', best: 'Best', discussed: 'Most discussed' } satisfies Record<
    CommentSort,
    string
  >,
  states: {
    open: '',
    'read-only': 'This discussion is read-only: nothing new can be written for now.',
    closed: 'This discussion is closed.',
  } satisfies Record<DiscussionState, string>,
  loading: 'Loading the discussion…',
  none: 'Nobody has commented yet.',
  moreThreads: 'Show more comments',
  moreReplies: 'Show more replies',
  open: (count: number) => (count === 1 ? 'Show 1 reply' : `Show ${count} replies`),
  collapse: 'Collapse',
  expand: 'Expand',
  gone: 'This comment was removed.',
  edited: 'edited',
  pinned: 'Pinned',
  featured: 'Featured',
  locked: 'This thread is locked: it takes no replies.',
  badges: { staff: 'Staff', author: 'Author', verified: 'Confirmed address' },
  onPassage: 'On the passage',
  write: 'Write a comment',
  reply: 'Reply',
  retry: 'Try again',
  failed: 'The discussion cannot be reached just now.',
  openPage: 'Open the discussion on its own page',
  privacy: 'How your data is processed',
} as const;
