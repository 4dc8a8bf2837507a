import type { Comment } from '#contracts';

/** Comments with those of them replaced or added that came again; the order of what was there stays, and so does what was opened below them. */
export function merge(old: readonly Comment[], more: readonly Comment[]): Comment[] {
  const byId = new Map(old.map((comment) => [comment.id, comment]));
  for (const comment of more)
    byId.set(comment.id, { ...comment, replies: comment.replies ?? byId.get(comment.id)?.replies });
  return [...byId.values()];
}

/** The comments with `change` made to the one of this id, at whatever depth. */
export function changeOne(comments: readonly Comment[], id: string, change: (comment: Comment) => Comment): Comment[] {
  return comments.map((comment) => {
    if (comment.id === id) return change(comment);
    const { replies } = comment;
    if (replies === undefined) return comment;
    return { ...comment, replies: { ...replies, items: changeOne(replies.items, id, change) } };
  });
}

/** Puts a comment and those above it, outermost first, into the threads, so that it can be seen. */
export function insertPath(comments: readonly Comment[], path: readonly Comment[]): Comment[] {
  const [first, ...below] = path;
  if (first === undefined) return [...comments];
  const known = comments.find(({ id }) => id === first.id);
  const here = known ?? first;
  if (below.length === 0) return known === undefined ? [...comments, here] : [...comments];
  const items = insertPath(here.replies?.items ?? [], below);
  // The others are not all there: the number of replies says so, and the first page of them is asked for.
  const next = here.replies?.next ?? null;
  const grown = { ...here, replies: { items, next } };
  return known === undefined ? [...comments, grown] : comments.map((one) => (one.id === here.id ? grown : one));
}
