import { describe, expect, it } from 'vitest';
import type { Comment } from '#contracts';
import { arrange, changeOne, flatten, insertNew, insertPath, merge, refreshed } from './comment-tree.js';

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

  it('takes the order of what came last, with what else was there behind it', () => {
    expect(ids(arrange([comment('a'), comment('b', [comment('c')])], [comment('x'), comment('b')]))).toEqual([
      'x',
      ['b', ['c']],
      'a',
    ]);
  });

  it('leaves out what is gone and renews what came again, wherever it stands, and adds nothing', () => {
    const tree = [comment('a', [comment('b'), comment('c')]), comment('d')];
    const latest = new Map([
      ['b', { ...comment('b'), bodyHtml: 'new' }],
      ['z', comment('z')],
    ]);
    const now = refreshed(tree, latest, new Set(['c', 'd']));
    expect(ids(now)).toEqual([['a', ['b']]]);
    expect(flatten(now)[1]?.bodyHtml).toBe('new');
  });

  it('shows a new comment first, and a new reply last below what it answers', () => {
    const root = { ...comment('x'), parentId: null };
    const reply = { ...comment('y'), parentId: 'a' };
    const tree = [comment('a', [comment('b')])];
    expect(ids(insertNew(tree, root))).toEqual(['x', ['a', ['b']]]);
    const answered = insertNew(tree, reply);
    expect(ids(answered)).toEqual([['a', ['b', 'y']]]);
    expect(answered[0]?.replyCount).toBe(2);
  });
});
