import { closestPassage } from './closest-passage.js';
import { codePointLength, indexAfterCodePoints, indexBeforeCodePoints } from './code-points.js';
import { foldQuotesAndDashes } from './fold-typography.js';
import { normaliseArticleText } from './normalise-article-text.js';
import { exactHits, foldedHits } from './quote-hits.js';
import type { QuoteHit } from './quote-hits.js';
import type { QuotableArticle, Quote, QuoteAnchor, QuoteMatch } from './quote.js';

/** Longest quote in code points, after normalisation. */
export const LONGEST_QUOTE = 2_000;

/** Code points of context kept on each side, as Hypothesis keeps (field.md b.9). */
export const CONTEXT_LENGTH = 32;

/** How many characters two texts have in common, counted from the given places in one direction. */
function agreement(text: string, from: number, wanted: string, at: number, step: 1 | -1): number {
  let place = from;
  while (text[place] === ' ') {
    place += step;
  }
  let count = 0;
  while (count < wanted.length && text[place + step * count] === wanted[at + step * count]) {
    count += 1;
  }
  return count;
}

/** The hit whose surroundings agree best with the quote's prefix and suffix; among equals the nearest, or the first. */
function chooseByContext(hits: readonly QuoteHit[], spaced: string, quote: Quote): QuoteHit | undefined {
  const prefix = foldQuotesAndDashes(normaliseArticleText(quote.prefix ?? ''));
  const suffix = foldQuotesAndDashes(normaliseArticleText(quote.suffix ?? ''));
  if (hits.length < 2 || (prefix === '' && suffix === '' && quote.near === undefined)) {
    return hits[0];
  }
  const { near = 0 } = quote;
  const folded = foldQuotesAndDashes(spaced);
  let [best, most] = [hits[0], -1];
  for (const hit of hits) {
    const score =
      agreement(folded, hit.from - 1, prefix, prefix.length - 1, -1) + agreement(folded, hit.to, suffix, 0, 1);
    const isNearer = score === most && best !== undefined && Math.abs(hit.start - near) < Math.abs(best.start - near);
    if (score > most || isNearer) {
      [best, most] = [hit, score];
    }
  }
  return best;
}

function anchorAt(text: string, { from, to, start, end, block }: QuoteHit, matches: number): QuoteAnchor {
  return {
    exact: text.slice(from, to),
    prefix: text.slice(indexBeforeCodePoints(text, CONTEXT_LENGTH, from), from),
    suffix: text.slice(to, indexAfterCodePoints(text, CONTEXT_LENGTH, to)),
    start,
    end,
    blockId: block.id,
    sectionId: block.sectionId,
    matches,
  };
}

/**
 * Finds the passage a quote names. Whitespace and Unicode form never matter; typographic quotation marks and dashes do only
 * when the wording also stands there exactly as given. A passage may run over blocks of one section, never over two sections. Of several, the one whose
 * surroundings agree best with prefix and suffix is taken, then the nearest to `near`, then the first. Nothing is guessed: a quote that is not there
 * is `absent`, with the closest passage where one comes near.
 * @param article its canonical text and its blocks in order, offsets in code points.
 * @param quote the passage; 1 to 2,000 code points after normalisation, otherwise `refused`.
 * @param options.sectionId the section to look in; a quote that only stands in others is `elsewhere`.
 */
export function locateQuote(
  article: QuotableArticle,
  quote: Quote,
  options: { sectionId?: string | undefined } = {},
): QuoteMatch {
  const exact = normaliseArticleText(quote.exact);
  if (exact === '') {
    return { kind: 'refused', reason: 'empty' };
  }
  if (codePointLength(exact) > LONGEST_QUOTE) {
    return { kind: 'refused', reason: 'too-long' };
  }
  const spaced = article.text.replaceAll('\n', ' ');
  const { sectionId } = options;
  const others: QuoteHit[] = [];
  for (const find of [exactHits, foldedHits]) {
    const all = find(article, spaced, exact);
    const hits = sectionId === undefined ? all : all.filter(({ block }) => block.sectionId === sectionId);
    const chosen = chooseByContext(hits, spaced, quote);
    if (chosen) {
      return { kind: 'found', anchor: anchorAt(article.text, chosen, hits.length) };
    }
    others.push(...all.slice(0, 1));
  }
  if (others[0]) {
    return { kind: 'elsewhere', sectionId: others[0].block.sectionId };
  }
  const closest = closestPassage(article, exact);
  return closest === undefined ? { kind: 'absent' } : { kind: 'absent', closest };
}
