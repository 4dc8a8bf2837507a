import type { Phase } from './phase.js';
import { address } from './phases/address.js';
import { akismet } from './phases/akismet.js';
import { classifier } from './phases/classifier.js';
import { external } from './phases/external.js';
import { flood } from './phases/flood.js';
import { form } from './phases/form.js';
import { language } from './phases/language.js';
import { linkTargets } from './phases/link-targets.js';
import { links } from './phases/links.js';
import { newCommenter } from './phases/new-commenter.js';
import { noise } from './phases/noise.js';
import { raid } from './phases/raid.js';
import { recentRejections } from './phases/recent-rejections.js';
import { relation } from './phases/relation.js';
import { repeats } from './phases/repeats.js';
import { sanction } from './phases/sanction.js';
import { similar } from './phases/similar.js';
import { siteMode } from './phases/site-mode.js';
import { trust } from './phases/trust.js';
import { words } from './phases/words.js';

/** Every phase, in the order of the trace. The order decides nothing: all run, and `combine` weighs them. */
export const phases: readonly Phase[] = [
  siteMode,
  trust,
  newCommenter,
  recentRejections,
  sanction,
  links,
  linkTargets,
  words,
  classifier,
  noise,
  address,
  form,
  repeats,
  similar,
  flood,
  raid,
  language,
  relation,
  akismet,
  external,
];
