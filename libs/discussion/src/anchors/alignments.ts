import { type Alignment, alignRevisions } from '#anchoring';
import type { RevisionTexts } from '#articles';
import { LRUCache } from 'lru-cache';

/** An alignment of two articles of 200,000 characters takes some 4 MB. */
const KEPT = 8;

/** Alignments of an article's revisions, kept for as long as many anchors are placed by them. */
export class Alignments {
  private readonly known = new LRUCache<string, Alignment>({ max: KEPT });

  constructor(
    private readonly texts: RevisionTexts,
    private readonly articleId: string,
  ) {}

  /** @throws {ArticleNotFound} when the article has no such revision. */
  async between(before: number, after: number): Promise<Alignment> {
    const key = `${before}:${after}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const [old, now] = await Promise.all([this.texts.of(this.articleId, before), this.texts.of(this.articleId, after)]);
    const alignment = alignRevisions(old, now);
    this.known.set(key, alignment);
    return alignment;
  }
}
