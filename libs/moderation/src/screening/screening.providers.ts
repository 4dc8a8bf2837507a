import { ArticleKnowledge } from './article-knowledge.js';
import { CommentJudge } from './comment-judge.js';
import { FactsOnDemand } from './facts-on-demand.js';
import { AkismetClient } from './providers/akismet-client.js';
import { AskProviders } from './providers/ask-providers.js';
import { ExternalClient } from './providers/external-client.js';
import { ProviderBreakers } from './providers/provider-breakers.js';

/** What the screening job asks. */
export const screeningParts = [
  AkismetClient,
  ArticleKnowledge,
  AskProviders,
  CommentJudge,
  ExternalClient,
  FactsOnDemand,
  ProviderBreakers,
];
