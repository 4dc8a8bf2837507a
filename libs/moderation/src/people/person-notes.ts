import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, authorize } from '#accounts';
import { Id } from '#contracts';
import { TextNotAllowed } from '#discussion';
import { cleanText, Clock, CursorCodec, newId } from '#kernel';
import { AuditLog, Database, defineAuditEntry } from '#platform';
import { subjectOf } from '../sanctions/sanction-audit.js';
import { INSERT_NOTE, NOTES } from './people.queries.js';
import { SitePeople } from './site-people.js';

/** A note on a person, as it is read. `authorId` is null when a key wrote it, or its author was erased. */
export interface NoteRow {
  readonly id: string;
  readonly body: string;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly createdAt: Date;
}

/** A moderator wrote down something about a person. The words stay with the person, where they can be erased. */
export const noteWritten = defineAuditEntry({
  kind: 'person.note-written',
  data: z.strictObject({ noteId: Id, personId: Id }),
});

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** What moderators of a site note about people, for each other. */
@Injectable()
export class PersonNotes {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SitePeople) private readonly people: SitePeople,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws {NotFound} {TextNotAllowed}, and what `authorize` throws. */
  async write(
    actor: Actor,
    { siteId, personId, body }: { readonly siteId: string; readonly personId: string; readonly body: string },
  ): Promise<NoteRow> {
    authorize(actor, 'person.note', { siteId });
    const text = cleanText(body, { multiline: true }).trim();
    if (text === '') throw new TextNotAllowed('Write something that can be seen.');
    await this.people.known(personId, siteId);
    const authorId = actor.kind === 'person' ? actor.personId : null;
    const authorName = actor.kind === 'person' ? actor.name : null;
    const note = { id: newId(this.clock.nowMs()), body: text, authorId, authorName, createdAt: this.clock.now() };
    await this.database.transaction(async () => {
      await this.database.execute(INSERT_NOTE, [note.id, siteId, personId, authorId, text, note.createdAt]);
      await this.audit.append(noteWritten, subjectOf(actor, siteId), { noteId: note.id, personId });
    });
    return note;
  }

  /** Newest first. @throws {InvalidCursor} */
  async page(
    personId: string,
    siteId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ items: NoteRow[]; next: string | null }> {
    const list = `notes:${siteId}:${personId}`;
    const [place] = after === undefined ? [LAST_ID] : this.cursors.decode(list, after);
    const rows = await this.database.query<{
      id: string;
      body: string;
      author_id: string | null;
      author_name: string | null;
      created_at: Date;
    }>(NOTES, [personId, siteId, place, limit + 1]);
    const items = rows.slice(0, limit).map((row) => ({
      ...{ id: row.id, body: row.body, authorId: row.author_id, authorName: row.author_name },
      createdAt: row.created_at,
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : this.cursors.encode(list, [last.id]) };
  }
}
