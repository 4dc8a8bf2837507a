import type { Comment } from '#contracts';

/** Comments with those of them replaced or added that came again; the order of what was there stays, and so does what was opened below them. */
export function merge(old: readonly Comment[], more: readonly Comment[]): Comment[] {
  const byId = new Map(old.map((comment) => [comment.id, comment]));
  for (const comment of more) byId.set(comment.id, renewed(byId.get(comment.id), comment));
  return [...byId.values()];
}

/** The same with the order of what came last, and what else was there behind it. */
export function arrange(old: readonly Comment[], latest: readonly Comment[]): Comment[] {
  return merge(
    latest.map((comment) =>
      renewed(
        old.find(({ id }) => id === comment.id),
        comment,
      ),
    ),
    old.filter(({ id }) => latest.every((comment) => comment.id !== id)),
  );
}

/** A comment as it came last, with what was opened below it and what came now. */
function renewed(old: Comment | undefined, latest: Comment): Comment {
  const before = old?.replies;
  const now = latest.replies;
  if (before === undefined) return latest;
  if (now === undefined) return { ...latest, replies: before };
  // The longer list is the one that was opened; its end is the end.
  const { next } = before.items.length > now.items.length ? before : now;
  return { ...latest, replies: { items: merge(before.items, now.items), next } };
}

/** The comments with `change` made to the one of this id, at whatever depth; without it where the change gives nothing. */
export function changeOne(
  comments: readonly Comment[],
  id: string,
  change: (comment: Comment) => Comment | undefined,
): Comment[] {
  return comments.flatMap((comment) => {
    if (comment.id === id) return change(comment) ?? [];
    const { replies } = comment;
    if (replies === undefined) return comment;
    return { ...comment, replies: { ...replies, items: changeOne(replies.items, id, change) } };
  });
}

/** The comments as they came last, without those that are gone, in the places that they have; nothing is added. */
export function refreshed(
  comments: readonly Comment[],
  latest: ReadonlyMap<string, Comment>,
  gone: ReadonlySet<string>,
): Comment[] {
  return comments.flatMap((comment) => {
    if (gone.has(comment.id)) return [];
    const { replies } = comment;
    const now = { ...(latest.get(comment.id) ?? comment) };
    if (replies === undefined) delete now.replies;
    else now.replies = { ...replies, items: refreshed(replies.items, latest, gone) };
    return now;
  });
}

/** Every comment of the threads in the order in which they are read. */
export function flatten(comments: readonly Comment[]): Comment[] {
  return comments.flatMap((comment) => [comment, ...flatten(comment.replies?.items ?? [])]);
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

/** Puts a new comment where its writer looks for it: a root before all others, a reply behind those of its parent that are shown. */
export function insertNew(comments: readonly Comment[], comment: Comment): Comment[] {
  if (comment.parentId === null) return [comment, ...comments.filter(({ id }) => id !== comment.id)];
  return changeOne(comments, comment.parentId, (parent) => ({
    ...parent,
    replyCount: parent.replyCount + 1,
    replies: { items: merge(parent.replies?.items ?? [], [comment]), next: parent.replies?.next ?? null },
  }));
}
