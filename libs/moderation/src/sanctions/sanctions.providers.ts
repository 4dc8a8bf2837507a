import { ApplySanction } from './apply-sanction.js';
import { EffectMaker } from './effect-maker.js';
import { ImposeSanction } from './impose-sanction.js';
import { LiftSanction } from './lift-sanction.js';
import { SanctionList } from './sanction-list.js';

/** What the doors call about sanctions. */
export const sanctionVerbs = [ApplySanction, ImposeSanction, LiftSanction, SanctionList];

/** What those are made of. */
export const sanctionParts = [EffectMaker];
