import type { ScreeningFacts } from '../facts.js';
import { hostsOf } from '../hosts-of.js';
import { noOpinion, skipped } from '../phase.js';
import type { Phase, PhaseResult } from '../phase.js';
import { disagreement } from '../relation/disagreement.js';
import { termsOf } from '../relation/terms.js';
import type { Rules } from '../rules.js';

/**
 * What a comment that carries a link has to do with the article and its discussion. Comments without links wander as people do and are
 * not judged. The words of the links count with the comment's own.
 */
export const relation: Phase = { name: 'relation', stage: 'slow', judge };

/** More of a comment says nothing more about what it is about. */
const READ = 4000;

function judge({ comment, author, article }: ScreeningFacts, { relation: rules }: Rules): PhaseResult {
  const hosts = hostsOf(comment.links);
  if (rules.holdPercent === 0 || (hosts.length === 0 && author.website === undefined)) return noOpinion;
  if (!article) return skipped('article');
  const linked = [...hosts, ...(author.website === undefined ? [] : [author.website])]
    .join(' ')
    .replaceAll(/[./:_-]/g, ' ');
  const terms = termsOf(`${comment.text.slice(0, READ)} ${linked}`);
  if (terms.total < rules.minTerms || article.total < rules.minTerms) return noOpinion;
  const score = disagreement(terms, article);
  const percent = Math.floor(score * 100);
  if (percent < rules.holdPercent) return noOpinion;
  return {
    verdict: 'hold',
    reason: 'unrelated',
    score,
    detail: { percent },
    explanation: `Its words disagree with the article and its discussion by ${percent} %.`,
  };
}
