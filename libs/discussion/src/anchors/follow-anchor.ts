import { type Alignment, type AnchorOutcome, placePassage, placeSection } from '#anchoring';
import type { AnchorPlace, FollowedAnchor, FollowedPlacement } from './followed-anchor.js';

/** Gives the alignment of an older revision with the one that an anchor is placed in. */
export type AlignFrom = (revision: number) => Promise<Alignment>;

/** Of a chain of edits each of which was certain, so much of what was quoted has to be left (own choice): below it nothing says what the remark is about. */
const CHAIN_FLOOR = 0.3;

const ORPHANED: FollowedPlacement = { outcome: 'orphaned', score: 0 };
const RANK: Readonly<Record<Exclude<AnchorOutcome, 'orphaned'>, number>> = { exact: 0, moved: 1, edited: 2, split: 3 };

/**
 * Places an anchor in a newer revision. What counts is how the text its writer saw stands there, whatever revisions came between: so a text that is taken back
 * brings its remarks back. Only where that finds no place the last one is followed from edit to edit. A place that a moderator chose goes before both, except
 * where the writer's own is whole again. An anchor that never changed is compared with the last revision alone, which one alignment answers for all of them.
 * @param from aligns older revisions with the new one.
 */
export async function followAnchor(anchor: FollowedAnchor, from: AlignFrom): Promise<FollowedPlacement> {
  const { written, chosen } = anchor;
  const stood = anchor.stood ?? written;
  const step = await placed(anchor, stood, from);
  if (step.outcome === 'exact' && stood.outcome === 'exact') return step;
  const own = stood === written ? step : await placed(anchor, written, from);
  if (chosen === null) return firstPlace([own, step]);
  if (own.outcome === 'exact') return own;
  return firstPlace([await placed(anchor, chosen, from), step, own]);
}

function firstPlace(placements: readonly FollowedPlacement[]): FollowedPlacement {
  return placements.find(({ outcome }) => outcome !== 'orphaned') ?? ORPHANED;
}

/** Where what stood in a place is now, told against what was quoted. */
async function placed(
  { isPassage, chosen }: FollowedAnchor,
  place: AnchorPlace,
  from: AlignFrom,
): Promise<FollowedPlacement> {
  const alignment = await from(place.revision);
  const step = isPassage ? passageStep(alignment, place) : sectionStep(alignment, place);
  if (step.outcome === 'orphaned') return ORPHANED;
  const score = Math.round(step.score * place.score * 1000) / 1000;
  // Whoever chose a place knew how little it says of what was quoted.
  if (chosen === null && score < CHAIN_FLOOR && place.outcome !== 'exact') return ORPHANED;
  const outcome = RANK[step.outcome] >= RANK[place.outcome] ? step.outcome : place.outcome;
  return { ...step, outcome, score };
}

function passageStep(alignment: Alignment, { start, end }: AnchorPlace): FollowedPlacement {
  if (start === null || end === null) return ORPHANED;
  const placement = placePassage(alignment, { start, end });
  if (placement.outcome === 'orphaned') return ORPHANED;
  return { ...placement, blockId: placement.blockId === '' ? null : placement.blockId };
}

function sectionStep(alignment: Alignment, { sectionId }: AnchorPlace): FollowedPlacement {
  if (sectionId === null) return ORPHANED;
  const placement = placeSection(alignment, sectionId);
  if (placement.outcome === 'orphaned') return ORPHANED;
  return { ...placement, blockId: null, start: null, end: null };
}
