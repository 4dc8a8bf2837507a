import { describe, expect, it } from 'vitest';
import { alignRevisions } from './align-revisions.js';
import { placeSection } from './place-section.js';
import { someRevision } from './some-revision.fixture.js';

type Paragraph = readonly [string, string];

const ICE: Paragraph = ['a/1', 'How the ice came'];
const ICE_TEXT: Paragraph = ['a/2', 'The wind turned east on Monday, and the ferries stayed in port for a week.'];
const TOWN: Paragraph = ['b/3', 'What the town did'];
const TOWN_TEXT: Paragraph = ['b/4', 'The bakery sent bread over the ice on sledges, which the children pulled.'];
const MORE_TEXT: Paragraph = ['b/5', 'The museum opened its cellar for those whose pipes had burst in the night.'];
const AFTER: Paragraph = ['c/6', 'Afterwards'];
const AFTER_TEXT: Paragraph = ['c/7', 'The harbour master counted eleven boats that were lost.'];
const LAST: Paragraph = ['d/9', 'What is asked now'];
const ALL: readonly Paragraph[] = [ICE, ICE_TEXT, TOWN, TOWN_TEXT, MORE_TEXT, AFTER, AFTER_TEXT, LAST];

describe(placeSection, () => {
  it.each([
    ['nothing', ALL, { outcome: 'exact', score: 1, sectionId: 'b' }],
    ['other text below it', ALL.with(3, ['b/8', 'Nothing of note.']), { outcome: 'exact', sectionId: 'b' }],
    ['its heading', ALL.with(2, ['b/3', 'What the people did']), { outcome: 'edited', sectionId: 'b' }],
    ['what comes before it', [LAST, ...ALL.slice(0, -1)], { outcome: 'exact', sectionId: 'b' }],
    [
      'its place among the sections',
      [ICE, ICE_TEXT, AFTER, AFTER_TEXT, LAST, TOWN, TOWN_TEXT, MORE_TEXT],
      { outcome: 'moved', sectionId: 'b' },
    ],
    [
      'its heading gone, its text below the one before',
      [ICE, ICE_TEXT, ['a/4', TOWN_TEXT[1]], ['a/5', MORE_TEXT[1]], AFTER, AFTER_TEXT],
      { outcome: 'moved', sectionId: 'a' },
    ],
    [
      'its heading gone, its text below two',
      [ICE, ICE_TEXT, ['a/4', TOWN_TEXT[1]], AFTER, ['c/5', MORE_TEXT[1]], AFTER_TEXT],
      { outcome: 'split', sectionId: 'c' },
    ],
    ['heading and text gone', [ICE, ICE_TEXT, AFTER, AFTER_TEXT], { outcome: 'orphaned' }],
    [
      'the heading gone, its text before the first one',
      [['4', TOWN_TEXT[1]], ['5', MORE_TEXT[1]], ICE, ICE_TEXT],
      { outcome: 'orphaned' },
    ],
  ] as readonly [string, readonly Paragraph[], object][])('when there changed: %s', (_what, after, expected) => {
    const placement = placeSection(alignRevisions(someRevision(...ALL), someRevision(...after)), 'b');
    expect(placement).toMatchObject(expected);
    expect('score' in placement ? placement.score : 1).toBeGreaterThan(0.2);
  });

  it('knows no section that was not there', () => {
    const article = someRevision(...ALL);
    expect(placeSection(alignRevisions(article, article), 'x')).toEqual({ outcome: 'orphaned' });
  });
});
