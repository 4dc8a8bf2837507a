import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AssignedBlock, assignBlocks } from '../assign-blocks.js';
import { assignSections } from '../assign-sections.js';
import { codePointLength } from '../code-points.js';
import type { AssignedSection } from '../known-section.js';
import { parseArticle } from '../parse-article.js';
import { alignRevisions } from './align-revisions.js';
import { placePassage } from './place-passage.js';
import { BLOCKS_LATER, EARLIER, type Expected, LATER } from './real-article.fixture.js';

const folder = path.resolve(import.meta.dirname, '../../../../../shared/data/articles');
const present = existsSync(path.join(folder, 'upheaval-in-kazakhstan.rev2.html'));
const reason = present ? '' : ' (skipped: ../shared/data/articles is not here)';

interface Pushed {
  readonly text: string;
  readonly sections: AssignedSection[];
  readonly blocks: AssignedBlock[];
}
const NOTHING: Pushed = { text: '', sections: [], blocks: [] };

function push(previous: Pushed, revision: 1 | 2, name: string): Pushed {
  const parsed = parseArticle(readFileSync(path.join(folder, `upheaval-in-kazakhstan.rev${revision}.html`), 'utf8'));
  let made = 0;
  const makeId = (): string => `${name}${made++}`;
  const sections = assignSections(previous.sections, parsed, makeId);
  return { text: parsed.text, sections, blocks: assignBlocks(previous.blocks, parsed, sections, makeId) };
}

const first = present ? push(NOTHING, 1, 'a') : NOTHING;
const second = present ? push(first, 2, 'b') : NOTHING;
const back = present ? push(second, 1, 'c') : NOTHING;

/** The code points of `block:word-block:word`. */
function stretch({ blocks }: Pushed, place: string): { start: number; end: number } {
  const [from = '', to = ''] = place.split('-');
  const [block, word] = from.split(':').map(Number) as [number, number];
  const [last, lastWord] = to.includes(':') ? (to.split(':').map(Number) as [number, number]) : [block, Number(to)];
  const wordsOf = (at: number): string[] => blocks[at]?.text.split(' ') ?? [];
  const upTo = (at: number, words: number): number =>
    (blocks[at]?.start ?? 0) + codePointLength(wordsOf(at).slice(0, words).join(' '));
  return { start: upTo(block, word) + (word > 0 ? 1 : 0), end: upTo(last, lastWord + 1) };
}

function renumbered(place: string): string {
  const [from = '', to = ''] = place.split('-');
  const later = (word: string): string => word.replace(/^\d+(?=:)/, (block) => String(BLOCKS_LATER[Number(block)]));
  return `${later(from)}-${later(to)}`;
}

function placed(from: Pushed, to: Pushed, { at, outcome, to: there = renumbered(at) }: Expected) {
  const { start, end } = stretch(from, at);
  const placement = placePassage(alignRevisions(from, to), { start, end });
  const text = (pushed: Pushed, range: { start: number; end: number }): string =>
    Array.from(pushed.text).slice(range.start, range.end).join('');
  return {
    of: text(from, { start, end }),
    outcome: placement.outcome,
    now: placement.outcome === 'orphaned' ? '' : text(to, placement),
    wanted: outcome === 'orphaned' ? '' : text(to, stretch(to, there)),
    place: placement.outcome === 'orphaned' ? undefined : { start: placement.start, end: placement.end },
    wantedPlace: outcome === 'orphaned' ? undefined : stretch(to, there),
  };
}

describe.skipIf(!present)(`remarks on the real article${reason}`, () => {
  it('has enough of them', () => {
    expect(LATER.length).toBeGreaterThanOrEqual(60);
  });

  it.each(LATER)('later, $at: $outcome', (expected) => {
    const { outcome, now, wanted, place, wantedPlace } = placed(first, second, expected);
    expect({ outcome, now, place }).toEqual({ outcome: expected.outcome, now: wanted, place: wantedPlace });
  });

  it.each(EARLIER)('back again, $at: $outcome', (expected) => {
    const { outcome, now, wanted, place, wantedPlace } = placed(second, back, expected);
    expect({ outcome, now, place }).toEqual({ outcome: expected.outcome, now: wanted, place: wantedPlace });
  });

  it.each(LATER)('there and back, $at: as it was', ({ at }) => {
    const passage = stretch(first, at);
    expect(placePassage(alignRevisions(first, back), passage)).toMatchObject({ outcome: 'exact', ...passage });
  });
});
