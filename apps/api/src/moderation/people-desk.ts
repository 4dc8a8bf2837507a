import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import type {
  FindPeopleQuery,
  NotePage,
  PeoplePage,
  PersonComments,
  PersonListQuery,
  PersonRecord,
  WriteNoteBody,
} from '#contracts';
import { Clock } from '#kernel';
import {
  CommentsOfPerson,
  type NoteRow,
  PeopleList,
  PersonNotes,
  PersonRecords,
  ReadPersonEmail,
  SitePeople,
} from '#moderation';
import { presentComment } from '../comments/comment.presenter.js';
import { presentNote, presentPerson, presentRecord } from './person.presenter.js';

const RECENT = 20;

/** Puts together what the people's routes answer. A person whom the site does not know is not there. */
@Injectable()
export class PeopleDesk {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(SitePeople) private readonly people: SitePeople,
    @Inject(PeopleList) private readonly list: PeopleList,
    @Inject(PersonRecords) private readonly records: PersonRecords,
    @Inject(CommentsOfPerson) private readonly written: CommentsOfPerson,
    @Inject(PersonNotes) private readonly personNotes: PersonNotes,
    @Inject(ReadPersonEmail) private readonly readEmail: ReadPersonEmail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** People by how their name begins. */
  async find(query: FindPeopleQuery): Promise<PeoplePage> {
    const site = await this.sites.byKey(query.site);
    const { items, next } = await this.list.find(site.id, query);
    return { items: items.map(presentPerson), next };
  }

  /** Everything about one of them. */
  async record(id: string, key: string): Promise<PersonRecord> {
    const site = await this.sites.byKey(key);
    const person = await this.people.known(id, site.id);
    const [record, comments] = await Promise.all([
      this.records.of(person, site.id),
      this.written.page(id, site.id, { limit: RECENT }),
    ]);
    return presentRecord(record, comments, { siteId: site.id, now: this.clock.now() });
  }

  /** What one of them wrote. */
  async comments(id: string, query: PersonListQuery): Promise<PersonComments> {
    const site = await this.sites.byKey(query.site);
    await this.people.known(id, site.id);
    const { items, next } = await this.written.page(id, site.id, query);
    return { items: items.map((row) => presentComment(row)), next };
  }

  /** What moderators noted about one of them. */
  async notes(id: string, query: PersonListQuery): Promise<NotePage> {
    const site = await this.sites.byKey(query.site);
    await this.people.known(id, site.id);
    const { items, next } = await this.personNotes.page(id, site.id, query);
    return { items: items.map(presentNote), next };
  }

  /** Notes something. */
  async write(actor: Actor, personId: string, { site: key, body }: WriteNoteBody): Promise<NoteRow> {
    const site = await this.sites.byKey(key);
    return this.personNotes.write(actor, { siteId: site.id, personId, body });
  }

  /** The address of one of them. */
  async email(actor: Actor, personId: string, key: string): Promise<string | null> {
    const site = await this.sites.byKey(key);
    return this.readEmail.run(actor, { siteId: site.id, personId });
  }
}
