import { commonSubsequence } from './align-sequences.js';
import type { PassagePlace } from './placement.js';
import type { TokenisedText } from './tokenised-text.js';

/** What is looked for: tokens and what they weigh. */
export interface Wanted {
  readonly ids: Int32Array;
  readonly weights: Float32Array;
}

/** A passage that is like another. */
export type LikePassage = PassagePlace & { readonly score: number };

/** The rarest words of a passage lead to the places that are compared; a word that stands oftener leads nowhere. */
const RAREST = 6;
const MOST_PLACES = 100;
const MOST_COMPARED = 8;
/** The longest passage that is looked for, in tokens: comparing takes the square of it. */
export const LONGEST_LIKE = 200;
/** Less than this is not like anything (own choice). */
const LEAST_LIKE = 0.4;

/**
 * The passages of a text that are most like one, best first, none over another: score 0 to 1 is what they have in common in the same order, by
 * weight of words, as a share of both (Dice). None for a passage of more than 200 tokens.
 * @param options.isLeftOut tokens that do not count.
 */
export function likePassages(
  text: TokenisedText,
  wanted: Wanted,
  { limit, isLeftOut }: { readonly limit: number; readonly isLeftOut?: Uint8Array },
): LikePassage[] {
  if (wanted.ids.length > LONGEST_LIKE) return [];
  const isOpen = (at: number): boolean => isLeftOut?.[at] !== 1;
  const found = startsOf(text, wanted.ids, isOpen)
    .map((start) => compared(text, wanted, start, isOpen))
    .filter((like) => like !== undefined)
    .toSorted((one, other) => other.score - one.score);
  const kept: LikePassage[] = [];
  for (const like of found) {
    if (kept.length === limit) break;
    if (kept.every(({ start, end }) => like.end <= start || end <= like.start)) kept.push(like);
  }
  return kept;
}

/** Where such a passage might begin, most likely first. */
function startsOf(text: TokenisedText, ids: Int32Array, isOpen: (at: number) => boolean): number[] {
  const postings = postingsOf(text);
  const rare = Array.from(ids, (id, at) => ({ at, places: postings.get(id) ?? [] }))
    .map(({ at, places }) => ({ at, places: places.length > MOST_PLACES ? [] : places.filter(isOpen) }))
    .filter(({ places }) => places.length > 0)
    .toSorted((one, other) => one.places.length - other.places.length)
    .slice(0, RAREST);
  const width = Math.max(1, ids.length >> 1);
  const votes = new Map<number, { start: number; votes: number }>();
  for (const { at, places } of rare) {
    for (const place of places) {
      const start = Math.max(0, place - at);
      const near = Math.round(start / width);
      const known = votes.get(near);
      votes.set(near, { start: Math.min(start, known?.start ?? start), votes: (known?.votes ?? 0) + 1 });
    }
  }
  return Array.from(votes.values())
    .toSorted((one, other) => other.votes - one.votes)
    .slice(0, MOST_COMPARED)
    .map(({ start }) => start);
}

/** Postings by text: a revision is asked for many passages. */
const known = new WeakMap<TokenisedText, Map<number, number[]>>();

function postingsOf(text: TokenisedText): Map<number, number[]> {
  const made = known.get(text) ?? new Map<number, number[]>();
  if (!known.has(text)) {
    text.ids.forEach((id, at) => {
      const places = made.get(id);
      if (places) places.push(at);
      else made.set(id, [at]);
    });
    known.set(text, made);
  }
  return made;
}

function compared(
  text: TokenisedText,
  { ids, weights }: Wanted,
  start: number,
  isOpen: (at: number) => boolean,
): LikePassage | undefined {
  const slack = 3 + (ids.length >> 2);
  const window = inOneSection(text, start, { from: start - slack, to: start + ids.length + slack });
  const open = Int32Array.from({ length: window.to - window.from }, (_, at) =>
    isOpen(window.from + at) ? (text.ids[window.from + at] as number) : -1,
  );
  const map = new Int32Array(ids.length).fill(-1);
  commonSubsequence(ids, { from: 0, to: ids.length }, open, { from: 0, to: open.length }, map);
  const places = map.filter((place) => place >= 0);
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  let [common, whole, now] = [0, 0, 0];
  ids.forEach((_, at) => {
    whole += weights[at] as number;
    if ((map[at] as number) >= 0) common += weights[at] as number;
  });
  const [from, to] = [window.from + first, window.from + last];
  for (let at = from; at <= to; at++) now += text.weights[at] as number;
  const score = (2 * common) / (whole + now);
  const block = text.article.blocks[text.blocks[from] as number];
  if (score < LEAST_LIKE || !block) return undefined;
  const place = { start: text.starts[from] as number, end: text.ends[to] as number };
  return { score, ...place, blockId: block.id, sectionId: block.sectionId };
}

/** As much of a stretch of tokens around one as lies in its section. */
function inOneSection(
  { article, blocks, count }: TokenisedText,
  around: number,
  { from, to }: { readonly from: number; readonly to: number },
): { from: number; to: number } {
  const middle = Math.min(around, count - 1);
  const sectionOf = (at: number) => article.blocks[blocks[at] as number]?.sectionId;
  let [low, high] = [middle, middle];
  while (low > Math.max(0, from) && sectionOf(low - 1) === sectionOf(middle)) low--;
  while (high < Math.min(count, to) && sectionOf(high) === sectionOf(middle)) high++;
  return { from: low, to: high };
}
