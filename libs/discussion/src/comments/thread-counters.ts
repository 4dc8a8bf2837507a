/** A comment as its counters need it, before anything changes. */
export interface CountedComment {
  readonly id: string;
  readonly parentId: string | null;
  /** The comments above it, the root first. */
  readonly path: readonly string[];
  readonly isPublic: boolean;
  readonly replyCount: number;
}

/** By how much a comment's counters change. */
export interface CounterChange {
  replies: number;
  descendants: number;
}

/**
 * What changes in the counters when comments become public or cease to be. A reply counts when it is shown: when it is public, or a
 * tombstone over replies that are shown. So the deepest are looked at first, and each that begins or ceases to be shown moves its
 * parent's count.
 * @param comments those that change and every one above them, each once.
 * @param isPublicNow what the ones that change are from now on.
 */
export function counterChanges(
  comments: readonly CountedComment[],
  isPublicNow: ReadonlyMap<string, boolean>,
): Map<string, CounterChange> {
  const changes = new Map<string, CounterChange>();
  const changeOf = (id: string): CounterChange => {
    const change = changes.get(id) ?? { replies: 0, descendants: 0 };
    changes.set(id, change);
    return change;
  };
  for (const comment of [...comments].sort((left, right) => right.path.length - left.path.length)) {
    const isPublic = isPublicNow.get(comment.id) ?? comment.isPublic;
    const replies = comment.replyCount + (changes.get(comment.id)?.replies ?? 0);
    const shown = Number(isPublic || replies > 0) - Number(comment.isPublic || comment.replyCount > 0);
    if (shown !== 0 && comment.parentId !== null) changeOf(comment.parentId).replies += shown;
    const added = Number(isPublic) - Number(comment.isPublic);
    if (added !== 0) for (const above of comment.path) changeOf(above).descendants += added;
  }
  return changes;
}
