import { describe, expect, it } from 'vitest';
import { growThread, pathOf, type ThreadShape, type ThreadTree } from './thread-tree.js';

const below = (tree: ThreadTree): { replies: number[]; descendants: number[] } => {
  const replies = new Array<number>(tree.size).fill(0);
  const descendants = new Array<number>(tree.size).fill(0);
  const isShown = (comment: number): boolean =>
    tree.statuses[comment] === 'published' ||
    [...tree.parents].some((parent, child) => parent === comment && isShown(child));
  for (let comment = 0; comment < tree.size; comment += 1) {
    const path = pathOf(tree, comment);
    const parent = path.at(-1);
    if (parent !== undefined && isShown(comment)) replies[parent] = (replies[parent] ?? 0) + 1;
    if (tree.statuses[comment] !== 'published') continue;
    for (const above of path) descendants[above] = (descendants[above] ?? 0) + 1;
  }
  return { replies, descendants };
};

describe('growThread', () => {
  it.each<[ThreadShape, number]>([
    ['usual', 1],
    ['usual', 300],
    ['even', 300],
    ['flat', 50],
    ['deep', 250],
  ])('counts what stands below every comment: %s, %i', (shape, size) => {
    const tree = growThread(size, shape);
    const { replies, descendants } = below(tree);
    expect([...tree.replyCounts]).toEqual(replies);
    expect([...tree.descendantCounts]).toEqual(descendants);
    expect(tree.published).toBe(tree.statuses.filter((status) => status === 'published').length);
  });

  it.each<[ThreadShape, number]>([
    ['usual', 8],
    ['even', 4],
    ['flat', 0],
    ['deep', 100],
  ])('keeps every reply below an older comment and goes as deep as it says: %s', (shape, deepest) => {
    const tree = growThread(5000, shape);
    expect([...tree.parents].every((parent, comment) => parent < comment)).toBe(true);
    expect(Math.max(...tree.depths)).toBe(deepest);
    expect([...tree.depths]).toEqual([...tree.depths].map((_, comment) => pathOf(tree, comment).length));
  });

  it('has slightly more than half roots and one comment that everybody answers', () => {
    const tree = growThread(200_000, 'usual');
    const roots = tree.depths.reduce((sum, depth) => sum + (depth === 0 ? 1 : 0), 0);
    expect(roots / tree.size).toBeGreaterThan(0.53);
    expect(roots / tree.size).toBeLessThan(0.57);
    expect(tree.parents.reduce((sum, parent) => sum + (parent === 0 ? 1 : 0), 0)).toBeGreaterThanOrEqual(10_000);
  });

  it('gives every root of the even shape three replies', () => {
    const tree = growThread(1000, 'even');
    const roots = [...tree.depths.keys()].filter((comment) => tree.depths[comment] === 0);
    expect(roots).toHaveLength(200);
    expect(roots.every((root) => (tree.replyCounts[root] ?? 0) >= 3)).toBe(true);
  });

  it('is the same for the same seed', () => {
    expect(growThread(500, 'usual', 7)).toEqual(growThread(500, 'usual', 7));
  });
});
