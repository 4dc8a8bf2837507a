import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AnchorSource, ArticleNotFound, RevisionTexts } from '#articles';
import { Id } from '#contracts';
import { type AnchoredColumns, AnchorLedger, Alignments, type CommentRow, toCommentRow } from '#discussion';
import { CursorCodec, InvalidCursor } from '#kernel';
import { Database } from '#platform';
import { type Candidate, orphanCandidates } from './orphan-candidates.js';
import { ORPHANED_ARTICLES, ORPHANS } from './orphans.queries.js';

/** An article some of whose remarks have lost their place. */
export interface OrphanedArticle {
  readonly articleId: string;
  readonly key: string;
  readonly title: string;
  readonly url: string;
  readonly orphans: number;
}

/** A remark that has no place, with the best ones for it. */
export interface Orphan {
  readonly comment: CommentRow;
  readonly candidates: readonly Candidate[];
}

interface ArticleColumns {
  readonly article_id: string;
  readonly key: string;
  readonly title: string;
  readonly url: string;
  readonly orphans: number;
}

interface PageRequest {
  readonly limit: number;
  readonly after?: string | undefined;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const Place = z.tuple([Id]);

/** Remarks whose passage or section is gone from the article (product.md 1). */
@Injectable()
export class OrphanDesk {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
    @Inject(AnchorLedger) private readonly ledger: AnchorLedger,
    @Inject(AnchorSource) private readonly source: AnchorSource,
    @Inject(RevisionTexts) private readonly texts: RevisionTexts,
  ) {}

  /**
   * Articles of a site that have orphans which somebody looks for.
   * @throws {InvalidCursor}
   */
  async articles(
    siteId: string,
    { limit, after }: PageRequest,
  ): Promise<{ items: readonly OrphanedArticle[]; next: string | null }> {
    const list = `orphaned-articles:${siteId}`;
    const place = this.place(list, after);
    const rows = await this.database.query<ArticleColumns>(ORPHANED_ARTICLES, [siteId, place, limit + 1]);
    const items = rows.slice(0, limit).map(({ article_id: articleId, ...article }) => ({ ...article, articleId }));
    return { items, next: this.next(list, rows.length > limit, items.at(-1)?.articleId) };
  }

  /**
   * Orphans of an article as they were written, with the best places for each in the newest text.
   * @throws {ArticleNotFound} {InvalidCursor}
   */
  async page(
    articleId: string,
    { state, limit, after }: PageRequest & { readonly state: 'open' | 'retired' },
  ): Promise<{ revision: number; items: readonly Orphan[]; next: string | null }> {
    const list = `orphans:${articleId}:${state}`;
    const place = this.place(list, after);
    const revision = await this.source.revision(articleId);
    if (revision === undefined) throw new ArticleNotFound();
    const values = [articleId, state === 'retired', place, limit + 1];
    const rows = await this.database.query<AnchoredColumns>(ORPHANS, values);
    const shown = rows.slice(0, limit);
    const candidates = await this.candidates(articleId, revision, shown);
    const items = shown.map((row) => ({
      comment: toCommentRow(articleId, row, row.author_id),
      candidates: candidates.get(row.id) ?? [],
    }));
    return { revision, items, next: this.next(list, rows.length > limit, shown.at(-1)?.id) };
  }

  private async candidates(
    articleId: string,
    revision: number,
    rows: readonly { readonly id: string }[],
  ): Promise<Map<string, Candidate[]>> {
    const alignments = new Alignments(this.texts, articleId);
    const anchors = await this.ledger.read(
      articleId,
      rows.map(({ id }) => id),
    );
    const found = new Map<string, Candidate[]>();
    for (const anchor of anchors) {
      const stood = anchor.stood ?? anchor.written;
      found.set(anchor.commentId, orphanCandidates(anchor, await alignments.between(stood.revision, revision)));
    }
    return found;
  }

  private place(list: string, after: string | undefined): string {
    if (after === undefined) return FIRST_ID;
    const place = Place.safeParse(this.cursors.decode(list, after));
    if (!place.success) throw new InvalidCursor();
    return place.data[0];
  }

  private next(list: string, hasMore: boolean, last: string | undefined): string | null {
    return hasMore && last !== undefined ? this.cursors.encode(list, [last]) : null;
  }
}
