import { Inject, Injectable } from '@nestjs/common';
import { type AnchoredColumns, type CommentRow, toCommentRow } from '#discussion';
import { CursorCodec } from '#kernel';
import { Database } from '#platform';
import { COMMENTS_OF_PERSON } from './people.queries.js';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Lists what a person wrote on a site, whatever became of it. */
@Injectable()
export class CommentsOfPerson {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws {InvalidCursor} */
  async page(
    personId: string,
    siteId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ items: CommentRow[]; next: string | null }> {
    const list = `comments-of-person:${siteId}:${personId}`;
    const [place] = after === undefined ? [LAST_ID] : this.cursors.decode(list, after);
    const rows = await this.database.query<AnchoredColumns & { readonly article_id: string }>(COMMENTS_OF_PERSON, [
      personId,
      siteId,
      place,
      limit + 1,
    ]);
    const items = rows.slice(0, limit).map((row) => toCommentRow(row.article_id, row, row.author_id));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : this.cursors.encode(list, [last.id]) };
  }
}
