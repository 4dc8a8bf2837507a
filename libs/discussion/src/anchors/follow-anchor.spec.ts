import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignRevisions } from '#anchoring';
import { followAnchor } from './follow-anchor.js';
import type { AnchorPlace, FollowedAnchor } from './followed-anchor.js';

const WIND = 'The wind turned east on Monday, and by Thursday the ferries stayed in port.';
const BREAD = 'The bakery sent bread over the ice on sledges, as it had done in 1963.';
const FIR = 'Children walked to school along a row of fir branches that the fishermen had set.';

/** A revision of paragraphs, each a block that is called by its letter. */
const revisionOf = (paragraphs: Readonly<Record<string, string>>) => {
  let offset = 0;
  const blocks = Object.entries(paragraphs).map(([id, text]) => {
    const start = offset;
    offset = start + text.length + 1;
    return { id, sectionId: 'all', start, end: start + text.length };
  });
  return { text: Object.values(paragraphs).join('\n'), blocks };
};
type Revision = ReturnType<typeof revisionOf>;

const placeOf = ({ text }: Revision, quote: string, more: Partial<AnchorPlace> = {}): AnchorPlace => {
  const start = text.indexOf(quote);
  return { revision: 0, outcome: 'exact', score: 1, sectionId: 'all', start, end: start + quote.length, ...more };
};

/** Follows a quote through revisions one after another, as the job does. */
const followed = async (revisions: readonly Revision[], quote: string, chosen?: AnchorPlace) => {
  const [first] = revisions as [Revision];
  const aligned: number[] = [];
  let anchor: FollowedAnchor = {
    ...{
      commentId: 'c',
      isPassage: true,
      written: placeOf(first, quote),
      chosen: null,
      stood: null,
      placedRevision: 0,
    },
    ...{ outcome: 'exact', score: 1, sectionId: 'all' },
  };
  const outcomes: string[] = [];
  for (let revision = 1; revision < revisions.length; revision++) {
    const to = revisions[revision] as Revision;
    const placement = await followAnchor(anchor, (from) => {
      aligned.push(from);
      return Promise.resolve(alignRevisions(revisions[from] as Revision, to));
    });
    outcomes.push(placement.outcome);
    const stood = placement.outcome === 'orphaned' ? anchor.stood : { ...placement, revision };
    anchor = { ...anchor, stood, placedRevision: revision, outcome: placement.outcome, score: placement.score };
    if (chosen?.revision === revision) anchor = { ...anchor, chosen, stood: chosen };
  }
  const { stood } = anchor;
  const reads = stood && (revisions.at(-1) as Revision).text.slice(stood.start ?? 0, stood.end ?? 0);
  return { outcomes, score: anchor.score, reads, aligned };
};

const first = revisionOf({ a: WIND, b: BREAD, c: FIR });

describe(followAnchor, () => {
  it('compares a remark that never changed with the last revision alone', async () => {
    const more = revisionOf({ n: 'News came at noon.', a: WIND, b: BREAD, c: FIR });
    const again = revisionOf({ n: 'News came at noon and at night.', a: WIND, b: BREAD, c: FIR });
    const { outcomes, aligned } = await followed([first, more, again], 'bread over the ice');
    expect(outcomes).toEqual(['exact', 'exact']);
    expect(aligned).toEqual([0, 1]);
  });

  it('tells an edit against what was quoted, not against the edit before it', async () => {
    const second = revisionOf({ a: WIND, b: BREAD.replace('bread', 'warm bread'), c: FIR });
    const third = revisionOf({ a: WIND.replace('Monday', 'Sunday'), b: BREAD.replace('bread', 'warm bread'), c: FIR });
    const { outcomes, score, reads } = await followed([first, second, third], 'sent bread over the ice');
    expect(outcomes).toEqual(['edited', 'edited']);
    expect(reads).toBe('sent warm bread over the ice');
    expect(score).toBeGreaterThan(0.8);
    expect(score).toBeLessThan(1);
  });

  it('is whole again when the text is taken back, whatever lay between', async () => {
    const without = revisionOf({ a: WIND, c: FIR });
    const turned = revisionOf({ c: FIR, a: WIND, b: BREAD.replace('sledges', 'skates') });
    const { outcomes, reads } = await followed([first, without, turned, first], 'over the ice on sledges');
    expect(outcomes.at(0)).toBe('orphaned');
    expect(outcomes.at(-1)).toBe('exact');
    expect(reads).toBe('over the ice on sledges');
  });

  it('goes from edit to edit where nothing of the first text leads there', async () => {
    const quote = 'sent bread over the ice on sledges';
    const second = revisionOf({
      a: WIND,
      b: BREAD.replace(quote, 'sent bread and soup over the ice on a sleigh'),
      c: FIR,
    });
    const third = revisionOf({
      a: WIND,
      b: BREAD.replace(quote, 'gave bread and soup away beyond the ice on a sleigh'),
      c: FIR,
    });
    const { outcomes, score } = await followed([first, second, third], quote);
    expect(outcomes).not.toContain('orphaned');
    expect(score).toBeLessThan(0.9);
  });

  it('lets go where hardly anything is left of what was quoted', async () => {
    const gone = revisionOf({ z: 'Gone.' });
    const anchor: FollowedAnchor = {
      ...{ commentId: 'c', isPassage: true, written: placeOf(gone, 'Gone.'), chosen: null, placedRevision: 1 },
      ...{ outcome: 'edited', score: 0.25, sectionId: 'all' },
      stood: placeOf(first, 'bread over the ice', { revision: 1, outcome: 'edited', score: 0.25 }),
    };
    const from = (revision: number) => Promise.resolve(alignRevisions(revision === 0 ? gone : first, first));
    expect(await followAnchor(anchor, from)).toEqual({ outcome: 'orphaned', score: 0 });
  });

  it('stays where a moderator put it, until its own words are back', async () => {
    const second = revisionOf({ a: WIND, c: FIR });
    const third = revisionOf({ a: WIND, c: `${FIR} Nobody fell in.` });
    const chosen = placeOf(second, 'a row of fir branches', { revision: 1, outcome: 'edited', score: 0.5 });
    const stays = await followed([first, second, third], 'over the ice on sledges', chosen);
    expect(stays).toMatchObject({ outcomes: ['orphaned', 'edited'], score: 0.5, reads: 'a row of fir branches' });
    const back = await followed([first, second, third, first], 'over the ice on sledges', chosen);
    expect(back).toMatchObject({ outcomes: ['orphaned', 'edited', 'exact'], reads: 'over the ice on sledges' });
  });

  it('ends where it began when the last text is the first, by whatever way', async () => {
    const paragraph = fc.constantFrom(WIND, BREAD, FIR, 'Later the ice went.', '');
    const between = fc.array(
      fc.record({ a: paragraph, b: paragraph, c: paragraph }).map((one) => revisionOf(one)),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(
        between,
        fc.constantFrom('by Thursday', 'bread over the ice', 'walked to school'),
        async (ways, quote) => {
          const { outcomes, reads } = await followed([first, ...ways, first], quote);
          expect(outcomes.at(-1)).toBe('exact');
          expect(reads).toBe(quote);
        },
      ),
      { numRuns: 150 },
    );
  });
});
