import { ChosenPlaces } from './chosen-places.js';
import { OrphanDesk } from './orphan-desk.js';
import { SettleOrphans } from './settle-orphans.js';

/** What the desk of remarks without a place offers to others. */
export const orphanVerbs = [OrphanDesk, SettleOrphans];

/** What it is made of. */
export const orphanParts = [ChosenPlaces];
