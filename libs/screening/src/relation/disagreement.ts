import type { ArticleFacts } from '../facts.js';

/** Weight of the article's own words in its smoothed model (Jelinek-Mercer); the rest is for every word there is. */
const OWN = 0.9;
/** Chance of a word that nothing is known about. */
const ANY_WORD = 1e-5;

/**
 * How much two texts disagree in their words, 0 to 1 (Mishne, Carmel, Lempel, "Blocking blog spam with language model disagreement",
 * AIRWeb 2005): the Kullback-Leibler divergence of their unigram models, of the first from the smoothed second, as a share of what it
 * is when they have no word in common.
 */
export function disagreement(comment: ArticleFacts, article: ArticleFacts): number {
  if (comment.total === 0 || article.total === 0) return 0;
  const nothing = (1 - OWN) * ANY_WORD;
  let divergence = 0;
  let most = 0;
  for (const [term, count] of comment.terms) {
    const chance = count / comment.total;
    const known = OWN * ((article.terms.get(term) ?? 0) / article.total);
    divergence += chance * Math.log(chance / (known + nothing));
    most += chance * Math.log(chance / nothing);
  }
  return Math.min(1, Math.max(0, divergence / most));
}
