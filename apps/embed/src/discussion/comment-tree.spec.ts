import { describe, expect, it } from 'vitest';
import type { Comment } from '#contracts';
import { changeOne, insertPath, merge } from './comment-tree.js';

const comment = (id: string, items?: Comment[]): Comment =>
  ({ id, replyCount: items?.length ?? 0, replies: items && { items, next: null } }) as Comment;
const ids = (comments: readonly Comment[]): unknown[] =>
  comments.map(({ id, replies }) => (replies === undefined ? id : [id, ids(replies.items)]));

describe('the comments on the page', () => {
  it('keeps its order and shows nothing twice when a page comes that overlaps', () => {
    expect(ids(merge([comment('a'), comment('b')], [comment('b'), comment('c')]))).toEqual(['a', 'b', 'c']);
  });

  it('keeps what was opened below a comment that comes again', () => {
    expect(ids(merge([comment('a', [comment('b')])], [comment('a'), comment('c')]))).toEqual([['a', ['b']], 'c']);
  });

  it('changes one at any depth and leaves the others the very same', () => {
    const other = comment('x');
    const changed = changeOne([other, comment('a', [comment('b')])], 'b', (one) => ({ ...one, id: 'B' }));
    expect(ids(changed)).toEqual(['x', ['a', ['B']]]);
    expect(changed[0]).toBe(other);
  });

  it('opens the way to a comment whether or not what is above it is there', () => {
    expect(ids(insertPath([comment('a', [comment('b')])], [comment('a'), comment('c'), comment('d')]))).toEqual([
      ['a', ['b', ['c', ['d']]]],
    ]);
    expect(ids(insertPath([comment('x')], [comment('a'), comment('b')]))).toEqual(['x', ['a', ['b']]]);
  });
});
