import { foldQuotesAndDashes } from '../fold-typography.js';
import { normaliseArticleText } from '../normalise-article-text.js';
import { indexAfterCodePoints } from '../code-points.js';
import type { Alignment } from './alignment.js';
import { type Pieces, piecesOf } from './pieces.js';
import { type PassagePlace, type PassagePlacement, roundedScore } from './placement.js';
import { freshPassage } from './fresh-passage.js';
import { replacedPassage, widened } from './replaced-words.js';
import { type TokenisedText, type Tokens, tokensIn } from './tokenised-text.js';

/**
 * How much of a passage has to be left, by weight of its words, before it counts as edited: less where what stands before and after it is
 * still there, because then the place is certain (own choice, tuned by `real-article.fixture.ts`).
 */
const FLOOR = { between: 0.35, alone: 0.6 } as const;
/** A second piece with less than this share of what is left is a stray word. */
const PIECE = 0.2;
/** Pieces have to hold so much of a passage together. */
const PIECES_FLOOR = 0.5;

const ORPHANED: PassagePlacement = { outcome: 'orphaned' };

/**
 * Says where a passage of one revision is in another: by what became of its words, never by what reads alike elsewhere. Refuses to guess: what
 * has no place that is certain is orphaned (field.md c.2). Time grows with the passage alone, but for orphans.
 * @param passage code points of the text of `alignment.before`.
 */
export function placePassage(
  alignment: Alignment,
  passage: { readonly start: number; readonly end: number },
): PassagePlacement {
  const { before } = alignment;
  const tokens = tokensIn(before, passage.start, passage.end);
  if (!tokens) return ORPHANED;
  const pieces = piecesOf(alignment, tokens);
  return (
    (pieces && placedPieces(alignment, passage, tokens, pieces)) ??
    replacedPassage(alignment, tokens) ??
    freshPassage(alignment, tokens) ??
    ORPHANED
  );
}

function placedPieces(
  alignment: Alignment,
  passage: { readonly start: number; readonly end: number },
  tokens: Tokens,
  pieces: Pieces,
): PassagePlacement | undefined {
  const { main, second, left, whole } = pieces;
  if (second < PIECE * main.weight) {
    const place = exactPlace(alignment, passage, tokens, pieces);
    return place ? wholePassage(alignment, tokens, place) : editedPassage(alignment, tokens, pieces);
  }
  if (left < PIECES_FLOOR * whole) return undefined;
  return { outcome: 'split', score: roundedScore(main.weight / whole), ...placeOf(alignment, main) };
}

/** The place of a passage of which no word is gone and between whose words none came, signs and white space at its ends included. */
function exactPlace(
  { before, after }: Alignment,
  { start, end }: { readonly start: number; readonly end: number },
  { first, last }: Tokens,
  { main }: Pieces,
): PassagePlace | undefined {
  if (main.last - main.first !== last - first || main.count !== last - first + 1) return undefined;
  const newStart = (after.starts[main.first] as number) + Math.max(0, start - (before.starts[first] as number));
  const newEnd = (after.ends[main.last] as number) - Math.max(0, (before.ends[last] as number) - end);
  const place = placeAt(after, main.first, newStart, newEnd);
  return read(before, first, start, end) === read(after, main.first, newStart, newEnd) ? place : undefined;
}

function wholePassage(alignment: Alignment, { first, last }: Tokens, place: PassagePlace): PassagePlacement {
  const { before, after, isMoved, isBlockMoved } = alignment;
  const blocks = (before.blocks[last] as number) - (before.blocks[first] as number);
  const there = tokensIn(after, place.start, place.end) ?? { first: 0, last: 0 };
  const blocksNow = (after.blocks[there.last] as number) - (after.blocks[there.first] as number);
  if (blocksNow > blocks) return { outcome: 'split', score: 1, ...place };
  const block = before.blocks[first] as number;
  const isElsewhere =
    isBlockMoved[block] === 1 || isMoved[first] === 1 || before.article.blocks[block]?.id !== place.blockId;
  return { outcome: isElsewhere ? 'moved' : 'exact', score: 1, ...place };
}

function editedPassage(alignment: Alignment, tokens: Tokens, pieces: Pieces): PassagePlacement | undefined {
  const { after } = alignment;
  const { main, whole } = pieces;
  const { first, last, isBetween } = widened(alignment, tokens, main);
  let now = 0;
  for (let at = first; at <= last; at++) now += after.weights[at] as number;
  const score = (2 * main.weight) / (whole + now);
  if (score < (isBetween ? FLOOR.between : FLOOR.alone)) return undefined;
  return { outcome: 'edited', score: roundedScore(score), ...placeOf(alignment, { first, last }) };
}

function placeOf({ after }: Alignment, { first, last }: Tokens): PassagePlace {
  return placeAt(after, first, after.starts[first] as number, after.ends[last] as number);
}

function placeAt({ article, blocks }: TokenisedText, token: number, start: number, end: number): PassagePlace {
  const block = article.blocks[blocks[token] as number];
  return { start, end, blockId: block?.id ?? '', sectionId: block?.sectionId ?? null };
}

/** What a stretch of code points that begins in a token reads, with marks and white space folded. */
function read(
  { article: { text }, indexes, starts }: TokenisedText,
  token: number,
  start: number,
  end: number,
): string {
  const from = indexAfterCodePoints(text, start - (starts[token] as number), indexes[token]);
  return foldQuotesAndDashes(normaliseArticleText(text.slice(from, indexAfterCodePoints(text, end - start, from))));
}
