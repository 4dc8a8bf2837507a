import { Decide } from './decide.js';
import { ReviewItems } from './review-items.js';
import { ReviewQueue } from './review-queue.js';
import { UndoDecision } from './undo-decision.js';

/** What the list and the decisions offer to others. */
export const reviewVerbs = [Decide, ReviewQueue, UndoDecision];

/** What they are made of. */
export const reviewParts = [ReviewItems];
