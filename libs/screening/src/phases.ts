import type { Phase } from './phase.js';
import { classifier } from './phases/classifier.js';
import { flood } from './phases/flood.js';
import { links } from './phases/links.js';
import { newCommenter } from './phases/new-commenter.js';
import { repeats } from './phases/repeats.js';
import { sanction } from './phases/sanction.js';
import { siteMode } from './phases/site-mode.js';
import { words } from './phases/words.js';

/** Every phase, in the order of the trace. The order decides nothing: all run, and `combine` weighs them. */
export const phases: readonly Phase[] = [siteMode, newCommenter, sanction, links, words, classifier, repeats, flood];
