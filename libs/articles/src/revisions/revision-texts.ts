import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ArticleNotFound } from '../articles.errors.js';
import { RevisionQueries, type RevisionText } from './revisions.queries.js';

/** Memory for texts that are being commented on, in characters: some 40 MB, or over a thousand articles of usual length. */
const CACHED_CHARACTERS = 20_000_000;
/** What a block's offsets and ids weigh in memory, in characters of text. */
const BLOCK_WEIGHT = 150;

/** The texts of revisions. They never change, so they are kept in process. */
@Injectable()
export class RevisionTexts {
  private readonly texts = new LRUCache<string, RevisionText>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: ({ text, blocks }) => text.length + BLOCK_WEIGHT * blocks.length + 1,
  });

  constructor(@Inject(RevisionQueries) private readonly revisions: RevisionQueries) {}

  /** @throws {ArticleNotFound} when the article or the revision is none. */
  async of(articleId: string, revision: number): Promise<RevisionText> {
    const key = `${articleId}:${revision}`;
    const cached = this.texts.get(key);
    if (cached !== undefined) return cached;
    const text = await this.revisions.text(articleId, revision);
    if (text === undefined) throw new ArticleNotFound();
    this.texts.set(key, text);
    return text;
  }
}
