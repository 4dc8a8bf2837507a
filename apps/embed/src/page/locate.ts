import { squash } from './squash.js';

/** A passage as a reader quoted it, or as it reads now. */
export interface PassageQuote {
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

/** A part of a squashed text, in its code units; the end is outside. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The more places there are, the less is a mark worth looking for. */
const MOST_PLACES = 200;

/**
 * Where a passage stands in a squashed text: within the span where there is a place in it, else anywhere. Of several places the one
 * with the likest surroundings; nothing when two are alike, for a mark beside other words is worse than none (field.md c.2).
 */
export function locate(text: string, quote: PassageQuote, within: Span): Span | undefined {
  const exact = squash(quote.exact);
  if (exact === '') return undefined;
  const places = placesOf(text, exact, within);
  const found = places.length > 0 ? places : placesOf(text, exact, { start: 0, end: text.length });
  const prefix = squash(quote.prefix ?? '');
  const suffix = squash(quote.suffix ?? '');
  let best: { start: number; likeness: number } | undefined;
  let isAlone = false;
  for (const start of found) {
    const likeness = before(text, start, prefix) + after(text, start + exact.length, suffix);
    if (best !== undefined && likeness === best.likeness) isAlone = false;
    if (best !== undefined && likeness <= best.likeness) continue;
    best = { start, likeness };
    isAlone = true;
  }
  return best === undefined || !isAlone ? undefined : { start: best.start, end: best.start + exact.length };
}

function placesOf(text: string, exact: string, { start, end }: Span): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(exact, start); at >= 0 && places.length < MOST_PLACES; at = text.indexOf(exact, at + 1)) {
    if (at + exact.length > end) break;
    places.push(at);
  }
  return places;
}

function before(text: string, start: number, prefix: string): number {
  let same = 0;
  while (same < prefix.length && text[start - 1 - same] === prefix[prefix.length - 1 - same]) same++;
  return same;
}

function after(text: string, end: number, suffix: string): number {
  let same = 0;
  while (same < suffix.length && text[end + same] === suffix[same]) same++;
  return same;
}
