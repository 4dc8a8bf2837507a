import { FlagEffects } from './flag-effects.js';
import { Flaggers } from './flaggers.js';
import { HandleFlags } from './handle-flags.js';
import { HideFlagged } from './hide-flagged.js';
import { RaiseFlag } from './raise-flag.js';

/** What the doors call about flags. */
export const flagVerbs = [HandleFlags, HideFlagged, RaiseFlag];

/** What those are made of. */
export const flagParts = [FlagEffects, Flaggers];
