import { ArticleKnowledge } from './article-knowledge.js';
import { CommentJudge } from './comment-judge.js';
import { FactsOnDemand } from './facts-on-demand.js';

/** What the screening job asks. */
export const screeningParts = [ArticleKnowledge, CommentJudge, FactsOnDemand];
