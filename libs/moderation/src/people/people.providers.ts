import { flagParts, flagVerbs } from '../flags/flags.providers.js';
import { sanctionParts, sanctionVerbs } from '../sanctions/sanctions.providers.js';
import { CommentsOfPerson } from './comments-of-person.js';
import { LinkedPeople } from './linked-people.js';
import { PeopleList } from './people-list.js';
import { PersonNotes } from './person-notes.js';
import { PersonRecords } from './person-records.js';
import { ReadPersonEmail } from './read-email.js';
import { SitePeople } from './site-people.js';

/** What the doors call about people: their record, their flags, their sanctions. */
export const peopleVerbs = [
  CommentsOfPerson,
  PeopleList,
  PersonNotes,
  PersonRecords,
  ReadPersonEmail,
  SitePeople,
  ...flagVerbs,
  ...sanctionVerbs,
];

/** What those are made of. */
export const peopleParts = [LinkedPeople, ...flagParts, ...sanctionParts];
