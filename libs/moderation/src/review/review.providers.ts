import { DecideAppeal } from '../appeals/decide-appeal.js';
import { FileAppeal } from '../appeals/file-appeal.js';
import { ReadOutcome } from '../appeals/read-outcome.js';
import { ClaimItems } from '../claims/claim-items.js';
import { FindComments } from '../search/find-comments.js';
import { IndexWords } from '../search/index-words.js';
import { Decide } from './decide.js';
import { ReviewItems } from './review-items.js';
import { ReviewQueue } from './review-queue.js';
import { UndoDecision } from './undo-decision.js';

/** What the list and the decisions offer to others. */
export const reviewVerbs = [
  ClaimItems,
  Decide,
  DecideAppeal,
  FileAppeal,
  IndexWords,
  ReadOutcome,
  ReviewQueue,
  UndoDecision,
];

/** What they are made of. */
export const reviewParts = [FindComments, ReviewItems];
