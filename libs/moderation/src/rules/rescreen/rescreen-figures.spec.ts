import { describe, expect, it } from 'vitest';
import type { CommentStatus } from '#contracts';
import type { Verdict } from '#screening';
import { changeOf } from './rescreen-figures.js';

describe(changeOf, () => {
  it.each<[CommentStatus, Verdict, string | undefined, string | undefined, string | undefined]>([
    //                     stricter    looser       both
    ['published', 'publish', undefined, undefined, undefined],
    ['published', 'hold', 'pending', undefined, 'pending'],
    ['published', 'reject', 'rejected', undefined, 'rejected'],
    ['published', 'spam', 'spam', undefined, 'spam'],
    ['pending', 'publish', undefined, 'published', 'published'],
    ['pending', 'hold', undefined, undefined, undefined],
    ['pending', 'reject', 'rejected', undefined, 'rejected'],
    ['pending', 'spam', 'spam', undefined, 'spam'],
    ['withdrawn', 'spam', undefined, undefined, undefined],
    ['awaiting-verification', 'publish', undefined, undefined, undefined],
  ])('%s that is now to %s', (status, verdict, stricter, looser, both) => {
    expect([
      changeOf(status, verdict, 'stricter'),
      changeOf(status, verdict, 'looser'),
      changeOf(status, verdict, 'both'),
    ]).toEqual([stricter, looser, both]);
  });
});
