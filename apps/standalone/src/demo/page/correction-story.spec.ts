import { describe, expect, it } from 'vitest';
import type { AnchorProgress } from '#discussion';
import { correctionStory } from './correction-story.js';

const none: AnchorProgress = { exact: 0, moved: 0, edited: 0, split: 0, orphaned: 0, written: 0, waiting: 0 };

describe('what is told of a correction', () => {
  it.each<[string, Partial<AnchorProgress>, string]>([
    [
      'every fate',
      { exact: 3, moved: 2, edited: 1, split: 1, orphaned: 1 },
      'Of 8 remarks on its words and sections, 3 stand as before, 2 moved along, 1 is beside reworded text, 1 has its passage parted, and 1 lost the words it was about.',
    ],
    [
      'many of each',
      { exact: 1, edited: 2, split: 3, orphaned: 4 },
      'Of 10 remarks on its words and sections, 1 stands as before, 2 are beside reworded text, 3 have their passages parted, and 4 lost the words they were about.',
    ],
    [
      'ten of one kind',
      { exact: 10, moved: 10 },
      'Of 20 remarks on its words and sections, 10 stand as before and 10 moved along.',
    ],
    ['one alone', { orphaned: 1 }, 'Of 1 remark on its words and sections, 1 lost the words it was about.'],
    ['all as they were', { exact: 5 }, 'All 5 remarks on its words and sections stand where their writers put them.'],
    ['the only one as it was', { exact: 1 }, 'The 1 remark on its words and sections stands where its writer put it.'],
    ['none at all', {}, 'No reader had remarked on its words or sections.'],
    ['some on the way', { exact: 2, waiting: 1 }, '1 remark is still being followed: load the page again.'],
    ['many on the way', { waiting: 3 }, '3 remarks are still being followed: load the page again.'],
  ])('names %s', (_what, progress, told) => {
    const facts = { revision: 2, progress: { ...none, ...progress } };
    expect(correctionStory({ ...facts, published: 'corrected' })).toBe(`The correction is out, as revision 2. ${told}`);
    expect(correctionStory({ ...facts, published: 'first' })).toBe(`The first version is back, as revision 2. ${told}`);
  });

  it('invites on the first version, and says when a text is not the paper’s own', () => {
    expect(correctionStory({ published: 'first', revision: 1, progress: none })).toContain('publish the correction');
    expect(correctionStory({ published: undefined, revision: 7, progress: none })).toContain(
      'Revision 7 was pushed by the API',
    );
  });
});
