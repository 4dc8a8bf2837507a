import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, can, Forbidden, isOwner } from '#accounts';
import type { LogQuery } from '#contracts';
import { type DecisionCause, decisionCauses } from '#discussion';
import { CursorCodec } from '#kernel';
import { Database } from '#platform';
import { LOG_OF_ACTOR, LOG_OF_COMMENT, LOG_OF_PERSON, LOG_OF_SITE } from './log-pages.queries.js';

/** One entry of the log as it is stored. */
export interface LogRow {
  readonly id: string;
  readonly source: 'decision' | 'audit';
  readonly at: Date;
  /** The instant with its microseconds, for the cursor. */
  readonly at_key: string;
  readonly kind: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly article_id: string;
  readonly comment_id: string;
  readonly revision: number;
  readonly from_status: string;
  readonly to_status: string;
  readonly reasons: string[];
  readonly note: string | null;
  readonly rules_version: string | null;
  readonly undoes: string | null;
  readonly data: Record<string, unknown> | null;
  readonly position: string | null;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const DECISION = 'decision';
const EVERY_KIND = '%';
/** No entry is of this kind. */
const NO_KIND = '';

/** Reads the log of a site: what the service and its people decided and did, newest first. */
@Injectable()
export class ReadLog {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * A page of it. Moderators see what they did themselves, admins see everything (reliability.md (e) 50).
   * @throws what `authorize` throws, {Forbidden} when a moderator asks for what another one did, {InvalidCursor}.
   */
  async page(actor: Actor, siteId: string, query: LogQuery): Promise<{ items: LogRow[]; next: string | null }> {
    authorize(actor, 'log.read', { siteId });
    const by = whose(actor, siteId, query);
    const { kind = '', comment = '', person = '', from = '', to = '' } = query;
    const list = ['log', siteId, kind, by ?? '', comment, person, from, to].join(':');
    const [sql, of] = listOf(query, by);
    const rows = await this.database.query<LogRow>(sql, [
      siteId,
      ...this.before(list, query),
      query.from ?? '-infinity',
      query.limit + 1,
      causesOf(query.kind),
      otherKind(query.kind),
      isOwner(actor),
      ...of,
    ]);
    const items = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : this.cursors.encode(list, [last.at_key, last.id]) };
  }

  private before(list: string, { after, to }: LogQuery): readonly (string | number)[] {
    return after === undefined ? [to ?? 'infinity', FIRST_ID] : this.cursors.decode(list, after);
  }
}

/** Whose doings are shown; undefined is everybody's. */
function whose(actor: Actor, siteId: string, query: LogQuery): string | undefined {
  if (can(actor, 'log.read-all', { siteId })) return query.actor;
  if (actor.kind !== 'person' || (query.actor !== undefined && query.actor !== actor.personId)) throw new Forbidden();
  return actor.personId;
}

/** The statement for a list, and what it takes beyond the usual values. */
function listOf({ comment, person }: LogQuery, by: string | undefined): [sql: string, values: unknown[]] {
  if (comment !== undefined) return [LOG_OF_COMMENT, [comment, by ?? null]];
  if (person !== undefined) return [LOG_OF_PERSON, [person, by ?? null]];
  return by === undefined ? [LOG_OF_SITE, []] : [LOG_OF_ACTOR, [by]];
}

function causesOf(kind: string | undefined): readonly DecisionCause[] {
  if (kind === undefined || kind === DECISION) return decisionCauses;
  return decisionCauses.filter((cause) => kind === `${DECISION}.${cause}`);
}

function otherKind(kind: string | undefined): string {
  if (kind === undefined) return EVERY_KIND;
  return kind === DECISION || kind.startsWith(`${DECISION}.`) ? NO_KIND : kind;
}
