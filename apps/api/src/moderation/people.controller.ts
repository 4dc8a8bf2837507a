import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import {
  FindPeopleQuery,
  NotePage,
  OfSiteQuery,
  OneNote,
  PeoplePage,
  PersonComments,
  PersonEmail,
  PersonListQuery,
  PersonParams,
  PersonRecord,
  WriteNoteBody,
} from '#contracts';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { PeopleDesk } from './people-desk.js';
import { presentNote } from './person.presenter.js';

/** What a site's staff may know of the people who take part there. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/people')
export class PeopleController {
  constructor(@Inject(PeopleDesk) private readonly desk: PeopleDesk) {}

  @Get()
  @Endpoint({ summary: 'Find people by name', policy: 'person.read', response: PeoplePage, limit: 'moderate' })
  find(@Query({ schema: FindPeopleQuery }) query: FindPeopleQuery): Promise<PeoplePage> {
    return this.desk.find(query);
  }

  @Get(':id')
  @Endpoint({ summary: 'The record of a person', policy: 'person.read', response: PersonRecord, limit: 'moderate' })
  record(
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Query({ schema: OfSiteQuery }) { site }: OfSiteQuery,
  ): Promise<PersonRecord> {
    return this.desk.record(id, site);
  }

  @Get(':id/comments')
  @Endpoint({ summary: 'What a person wrote', policy: 'person.read', response: PersonComments, limit: 'moderate' })
  comments(
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Query({ schema: PersonListQuery }) query: PersonListQuery,
  ): Promise<PersonComments> {
    return this.desk.comments(id, query);
  }

  @Get(':id/notes')
  @Endpoint({ summary: 'Notes on a person', policy: 'person.note', response: NotePage, limit: 'moderate' })
  notes(
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Query({ schema: PersonListQuery }) query: PersonListQuery,
  ): Promise<NotePage> {
    return this.desk.notes(id, query);
  }

  @Post(':id/notes')
  @Endpoint({ summary: 'Write a note', policy: 'person.note', response: OneNote, status: 201, limit: 'moderate' })
  async write(
    @CurrentActor() actor: Actor,
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Body({ schema: WriteNoteBody }) body: WriteNoteBody,
  ): Promise<OneNote> {
    return { note: presentNote(await this.desk.write(actor, id, body)) };
  }

  @Post(':id/email')
  @Endpoint({
    summary: 'Read the address of a person; it is written down',
    policy: 'person.read-email',
    response: PersonEmail,
    limit: 'moderate',
  })
  async email(
    @CurrentActor() actor: Actor,
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Body({ schema: OfSiteQuery }) { site }: OfSiteQuery,
  ): Promise<PersonEmail> {
    return { email: await this.desk.email(actor, id, site) };
  }
}
