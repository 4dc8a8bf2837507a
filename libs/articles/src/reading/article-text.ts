import { Inject, Injectable } from '@nestjs/common';
import type { BlockKind } from '#anchoring';
import { ArticleNotFound } from '../articles.errors.js';
import { RevisionQueries } from '../revisions/revisions.queries.js';
import { toKnownBlocks } from '../revisions/stored-block.js';

/** A paragraph of an article's plain text. `sectionId` is null before the first heading. */
export interface Paragraph {
  readonly id: string;
  readonly sectionId: string | null;
  readonly text: string;
}

/** A block of an article: a paragraph, or a heading. */
export interface TextBlock extends Paragraph {
  readonly kind: BlockKind;
}

/** An article's words without its markup: what pages show that must not carry a publisher's HTML. */
@Injectable()
export class ArticleText {
  constructor(@Inject(RevisionQueries) private readonly revisions: RevisionQueries) {}

  /**
   * The paragraphs of a revision in their order, headings left out.
   * @throws {ArticleNotFound}
   */
  async paragraphs(articleId: string, revision: number): Promise<Paragraph[]> {
    return (await this.blocks(articleId, revision))
      .filter((block) => block.kind !== 'heading')
      .map(({ id, sectionId, text }) => ({ id, sectionId, text }));
  }

  /**
   * All of a revision in its order.
   * @throws {ArticleNotFound}
   */
  async blocks(articleId: string, revision: number): Promise<TextBlock[]> {
    const stored = await this.revisions.text(articleId, revision);
    if (stored === undefined) throw new ArticleNotFound();
    return toKnownBlocks(stored.text, stored.blocks);
  }
}
