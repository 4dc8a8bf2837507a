import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedComment, counterChanges } from './thread-counters.js';

/** A thread: each comment answers an earlier one or none, and is public or not. */
const threads = fc
  .array(fc.record({ above: fc.nat({ max: 30 }), isPublic: fc.boolean(), isPublicNow: fc.option(fc.boolean()) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((parts) => {
    const paths: string[][] = [];
    return parts.map(({ above, isPublic, isPublicNow }, n) => {
      const parent = above < n ? above : undefined;
      paths.push(parent === undefined ? [] : [...(paths[parent] ?? []), `c${parent}`]);
      return {
        id: `c${n}`,
        parentId: parent === undefined ? null : `c${parent}`,
        path: paths[n] ?? [],
        isPublic,
        isPublicNow,
      };
    });
  });

type Placed = Pick<CountedComment, 'id' | 'parentId' | 'path' | 'isPublic'>;

/** Counts from nothing: the replies of each that are shown, the public ones below each. */
function count(comments: readonly Placed[]): Map<string, { replies: number; descendants: number }> {
  const counts = new Map(comments.map(({ id }) => [id, { replies: 0, descendants: 0 }]));
  for (const { id, parentId, path, isPublic } of [...comments].reverse()) {
    const parent = counts.get(parentId ?? '');
    if (parent && (isPublic || (counts.get(id)?.replies ?? 0) > 0)) parent.replies++;
    for (const above of path) {
      const one = counts.get(above);
      if (one && isPublic) one.descendants++;
    }
  }
  return counts;
}

describe('the changes of a thread’s counters', () => {
  it('lead to what counting anew gives, whatever changes at once', () => {
    fc.assert(
      fc.property(threads, (thread) => {
        const before = count(thread);
        const after = count(thread.map((one) => ({ ...one, isPublic: one.isPublicNow ?? one.isPublic })));
        const comments = thread.map((one) => ({ ...one, replyCount: before.get(one.id)?.replies ?? 0 }));
        const now = new Map(thread.flatMap(({ id, isPublicNow }) => (isPublicNow === null ? [] : [[id, isPublicNow]])));
        const changes = counterChanges(comments, now);
        for (const { id } of thread) {
          const [old, change] = [before.get(id), changes.get(id)];
          expect({
            replies: (old?.replies ?? 0) + (change?.replies ?? 0),
            descendants: (old?.descendants ?? 0) + (change?.descendants ?? 0),
          }).toEqual(after.get(id));
        }
      }),
      { numRuns: 500 },
    );
  });
});
