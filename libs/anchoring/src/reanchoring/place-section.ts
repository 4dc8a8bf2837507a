import { longestRise } from './align-sequences.js';
import type { Alignment } from './alignment.js';
import { roundedScore, type SectionPlacement } from './placement.js';
import type { TokenisedText } from './tokenised-text.js';

/** How much of a section's words have to be in one other section before it counts as joined to it, or in several as parted (own choice). */
const JOINED = 0.5;
/** A section that took less than this share took a stray sentence. */
const PART = 0.2;

const ORPHANED: SectionPlacement = { outcome: 'orphaned' };

/**
 * Says where remarks on a section belong in another revision: `exact` under its own heading, `edited` under one that reads otherwise, `moved` where
 * the order of sections changed or it was joined to another, `split` where its words went to several, of which the one with most is named. The score is the share of
 * its words that are there.
 */
export function placeSection(alignment: Alignment, sectionId: string): SectionPlacement {
  const { before, after } = alignment;
  const old = tokensOfSection(before, sectionId);
  if (old.length === 0) return ORPHANED;
  const { whole, shares } = wordsBySection(alignment, old);
  const now = tokensOfSection(after, sectionId);
  if (now.length === 0) return joined(whole, shares);
  const score = roundedScore(whole === 0 ? 1 : (shares.get(sectionId) ?? 0) / whole);
  if (!keepsOrder(alignment, sectionId)) return { outcome: 'moved', score, sectionId };
  const isSame = headingOf(before, old[0] as number) === headingOf(after, now[0] as number);
  return { outcome: isSame ? 'exact' : 'edited', score: isSame ? 1 : score, sectionId };
}

function joined(whole: number, shares: ReadonlyMap<string | null, number>): SectionPlacement {
  const parts = Array.from(shares).toSorted(([, one], [, other]) => other - one);
  const [sectionId, most] = parts[0] ?? [null, 0];
  if (sectionId === null) return ORPHANED;
  const large = parts.filter(([, share]) => share >= PART * whole);
  const together = large.reduce((sum, [, share]) => sum + share, 0);
  if (together < JOINED * whole) return ORPHANED;
  return { outcome: large.length > 1 ? 'split' : 'moved', score: roundedScore(most / whole), sectionId };
}

/** What a section's words weigh, and how much of that is in which section now; null is before the first heading. */
export function sectionShares(
  alignment: Alignment,
  sectionId: string,
): { whole: number; shares: ReadonlyMap<string | null, number> } {
  return wordsBySection(alignment, tokensOfSection(alignment.before, sectionId));
}

/** What the tokens weigh, and how much of that is in which section now. */
function wordsBySection(
  { before, after, forward }: Alignment,
  tokens: readonly number[],
): { whole: number; shares: Map<string | null, number> } {
  let whole = 0;
  const shares = new Map<string | null, number>();
  for (const token of tokens) {
    const weight = before.weights[token] as number;
    whole += weight;
    const place = forward[token] as number;
    if (place < 0) continue;
    const section = sectionAt(after, place);
    shares.set(section, (shares.get(section) ?? 0) + weight);
  }
  return { whole, shares };
}

function tokensOfSection(text: TokenisedText, sectionId: string): number[] {
  return text.article.blocks.flatMap((block, at) => {
    if (block.sectionId !== sectionId) return [];
    const [from, to] = [text.firsts[at] as number, text.firsts[at + 1] as number];
    return Array.from({ length: to - from }, (_, token) => from + token);
  });
}

function sectionAt({ article, blocks }: TokenisedText, token: number): string | null {
  return article.blocks[blocks[token] as number]?.sectionId ?? null;
}

/** The tokens of the block that a section begins with. */
function headingOf({ blocks, firsts, ids }: TokenisedText, token: number): string {
  const block = blocks[token] as number;
  return ids.subarray(firsts[block], firsts[block + 1]).join(' ');
}

function keepsOrder({ before, after }: Alignment, sectionId: string): boolean {
  const places = new Map(sectionsOf(after).map((id, at) => [id, at]));
  const kept = sectionsOf(before).filter((id) => places.has(id));
  return longestRise(kept.map((id) => places.get(id) as number)).some((at) => kept[at] === sectionId);
}

function sectionsOf({ article }: TokenisedText): string[] {
  return [...new Set(article.blocks.flatMap((block) => block.sectionId ?? []))];
}
