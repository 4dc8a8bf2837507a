import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CursorCodec, InvalidCursor } from '#kernel';
import { RevisionNotFound } from '../articles.errors.js';
import { RevisionQueries, type RevisionRow } from './revisions.queries.js';

const Place = z.tuple([z.int().min(1)]);
/** Above every revision: a column of `integer` holds no greater one. */
const NEWEST = 2_147_483_647;

/** The texts an article has had. */
@Injectable()
export class ReadRevisions {
  constructor(
    @Inject(RevisionQueries) private readonly revisions: RevisionQueries,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * A page of an article's revisions, newest first.
   * @throws {InvalidCursor}
   */
  async page(
    articleId: string,
    { limit, after }: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<{ items: readonly RevisionRow[]; next: string | null }> {
    const list = `revisions:${articleId}`;
    const below = after === undefined ? NEWEST : placeOf(this.cursors.decode(list, after));
    const rows = await this.revisions.page(articleId, below, limit + 1);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : this.cursors.encode(list, [last.revision]) };
  }

  /** @throws {RevisionNotFound} */
  async one(articleId: string, revision: number): Promise<RevisionRow> {
    const row = await this.revisions.one(articleId, revision);
    if (row === undefined) throw new RevisionNotFound();
    return row;
  }
}

function placeOf(values: unknown): number {
  const place = Place.safeParse(values);
  if (!place.success) throw new InvalidCursor();
  return place.data[0];
}
