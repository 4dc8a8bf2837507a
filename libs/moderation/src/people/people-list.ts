import { Inject, Injectable } from '@nestjs/common';
import type { AuthorKind } from '#contracts';
import { Clock, CursorCodec, skeleton } from '#kernel';
import { Database } from '#platform';
import { BY_NAME, NAMES_WALKED, SUMMARIES } from './people.queries.js';

/** A person in a few words. */
export interface PersonInBrief {
  readonly id: string;
  readonly name: string;
  readonly kind: AuthorKind;
  readonly isSanctioned: boolean;
  readonly lastSeenAt: Date | null;
}

interface NameRow {
  readonly id: string;
  readonly name_key: string;
  readonly is_known: boolean;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Sorts behind every character. */
const LAST_CHARACTER = '\u{10ffff}';

/** Finds people of a site. */
@Injectable()
export class PeopleList {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * People of a site whose name begins so; look-alike letters are equal. A page walks a bounded part of the names and may hold fewer
   * people than were asked for, or none, while there are more behind its cursor.
   * @throws {InvalidCursor}
   */
  async find(
    siteId: string,
    { q, limit, after }: { readonly q: string; readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ items: PersonInBrief[]; next: string | null }> {
    const begins = skeleton(q);
    if (begins === '') return { items: [], next: null };
    const list = `people:${siteId}:${begins}`;
    const [name, id] = after === undefined ? [begins, FIRST_ID] : this.cursors.decode(list, after);
    const walked = await this.database.query<NameRow & Record<string, unknown>>(BY_NAME, [
      ...[begins, `${begins}${LAST_CHARACTER}`, name, id],
      siteId,
    ]);
    const known = walked.filter((row) => row.is_known);
    const shown = known.slice(0, limit);
    const last = known.length > limit ? shown.at(-1) : walked.length === NAMES_WALKED ? walked.at(-1) : undefined;
    return {
      items: await this.inBrief(
        shown.map((row) => row.id),
        siteId,
      ),
      next: last === undefined ? null : this.cursors.encode(list, [last.name_key, last.id]),
    };
  }

  /** People in a few words, in the order given; those who are gone are left out. */
  async inBrief(ids: readonly string[], siteId: string): Promise<PersonInBrief[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query<{
      id: string;
      name: string;
      kind: AuthorKind;
      is_sanctioned: boolean;
      last_seen: Date | null;
    }>(SUMMARIES, [ids, siteId, this.clock.now()]);
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = found.get(id);
      if (row === undefined) return [];
      return [{ id, name: row.name, kind: row.kind, isSanctioned: row.is_sanctioned, lastSeenAt: row.last_seen }];
    });
  }
}
