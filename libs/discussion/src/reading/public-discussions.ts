import { Inject, Injectable } from '@nestjs/common';
import { CursorCodec, type CursorValues } from '#kernel';
import { Database } from '#platform';
import { PART_ROWS, PART_SIZE, PART_SUMMARY } from './public-discussions.queries.js';

/** A discussion that has public comments. */
export interface PublicDiscussion {
  readonly key: string;
  /** When a comment of it last became public or ceased to be. */
  readonly activeAt: Date;
}

/** A part of a site's discussions. */
export interface DiscussionsPart {
  /** The cursor that gives it. */
  readonly after: string;
  /** When something last happened in it. */
  readonly activeAt: Date;
}

interface PartSummary {
  readonly count: number;
  readonly active_at: Date;
  readonly position: string;
  readonly article_id: string;
}

const START: CursorValues = ['-infinity', '00000000-0000-0000-0000-000000000000'];
/** As many files as an index of a site map may name. */
const MOST_PARTS = 50_000;

/** Every discussion of a site that has something to read, in parts of 50,000. */
@Injectable()
export class PublicDiscussions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /** The parts, in their order; none for a site without public comments. */
  async parts(siteId: string): Promise<DiscussionsPart[]> {
    const parts: DiscussionsPart[] = [];
    for (let start: CursorValues | undefined = START; start !== undefined && parts.length < MOST_PARTS;) {
      const [row]: PartSummary[] = await this.database.query<PartSummary>(PART_SUMMARY, [siteId, ...start]);
      if (row === undefined) break;
      parts.push({ after: this.cursors.encode(list(siteId), start), activeAt: row.active_at });
      start = row.count < PART_SIZE ? undefined : [row.position, row.article_id];
    }
    return parts;
  }

  /** The discussions of one part, of the first without a cursor. @throws {InvalidCursor} */
  async part(siteId: string, after?: string): Promise<PublicDiscussion[]> {
    const start = after === undefined ? START : this.cursors.decode(list(siteId), after);
    const rows = await this.database.query<{ key: string; active_at: Date }>(PART_ROWS, [siteId, ...start]);
    return rows.map(({ key, active_at: activeAt }) => ({ key, activeAt }));
  }
}

function list(siteId: string): string {
  return `public-discussions:${siteId}`;
}
