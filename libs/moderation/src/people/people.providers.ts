import { flagParts, flagVerbs } from '../flags/flags.providers.js';
import { sanctionParts, sanctionVerbs } from '../sanctions/sanctions.providers.js';
import { SitePeople } from './site-people.js';

/** What the doors call about people: their flags, their sanctions, their record. */
export const peopleVerbs = [SitePeople, ...flagVerbs, ...sanctionVerbs];

/** What those are made of. */
export const peopleParts = [...flagParts, ...sanctionParts];
