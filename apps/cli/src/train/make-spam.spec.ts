import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seed/random.js';
import { fillPattern, madeSpam } from './make-spam.js';
import { foreignPitches, keywordNames, pitches, praise, slots } from './written-spam.js';

describe(fillPattern, () => {
  it.each([
    ['{a|a} b', 'a b'],
    ['{x {y|y}|x y}', 'x y'],
    ['plain', 'plain'],
    ['{|} , end .', ', end.'],
  ])('fills %j', (pattern, text) => {
    expect(fillPattern(pattern, seededRandom(1))).toBe(text);
  });

  it('fills every written pattern to the end', () => {
    const random = seededRandom(3);
    for (const pattern of [...praise, ...pitches, ...foreignPitches, ...keywordNames]) {
      expect(fillPattern(pattern, random)).not.toMatch(/[{}<>|]/);
    }
    expect(Object.values(slots).every((words) => words.every((word) => word !== ''))).toBe(true);
  });
});

describe(madeSpam, () => {
  it('makes the same comments of the same seed', () => {
    const made = (seed: number) => [...madeSpam(50, seededRandom(seed))];
    expect(made(1)).toEqual(made(1));
    expect(made(1)).not.toEqual(made(2));
    expect(made(1).every(({ text, pattern }) => text !== '' && pattern !== '')).toBe(true);
  });
});
