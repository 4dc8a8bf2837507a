import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { LONGEST_QUOTE, locateQuote, type QuoteMatch } from '#anchoring';
import type { AnchorInput } from '#contracts';
import { ArticleNotFound, InvalidField, QuoteNotFound, SectionNotFound } from '../articles.errors.js';
import { RevisionQueries, type RevisionText } from '../revisions/revisions.queries.js';
import type { AnchorRow } from './anchor-row.js';
import { AnchorQueries } from './anchors.queries.js';

/** Memory for texts that are being commented on, in characters: some 40 MB, or over a thousand articles of usual length. */
const CACHED_CHARACTERS = 20_000_000;
/** What a block's offsets and ids weigh in memory, in characters of text. */
const BLOCK_WEIGHT = 150;

/**
 * Finds the place a comment is to be attached to in an article's current revision. Revisions never change, so their texts are
 * kept in process and posting on a passage costs no reading of the article.
 */
@Injectable()
export class AnchorSource {
  private readonly texts = new LRUCache<string, RevisionText>({
    maxSize: CACHED_CHARACTERS,
    sizeCalculation: ({ text, blocks }) => text.length + BLOCK_WEIGHT * blocks.length + 1,
  });

  constructor(
    @Inject(AnchorQueries) private readonly anchors: AnchorQueries,
    @Inject(RevisionQueries) private readonly revisions: RevisionQueries,
  ) {}

  /**
   * Places a section or a quoted passage. Nothing is guessed (field.md c.2).
   * @throws {ArticleNotFound} when there is no such article.
   * @throws {SectionNotFound} when the section is not part of the current revision.
   * @throws {QuoteNotFound} when the passage is not there, with the closest one when something comes near.
   * @throws {InvalidField} when the quote is empty or longer than 2,000 characters.
   */
  async locate(articleId: string, input: AnchorInput): Promise<AnchorRow> {
    const sectionId = input.sectionId ?? null;
    const ground = await this.anchors.ground(articleId, sectionId);
    if (ground === undefined) throw new ArticleNotFound();
    if (sectionId !== null && !ground.hasSection) throw new SectionNotFound();
    const articleRevision = ground.revision;
    if (!('quote' in input)) return { kind: 'section', sectionId, articleRevision };
    const text = await this.text(articleId, articleRevision);
    return { ...placed(locateQuote(text, input.quote, { sectionId: input.sectionId })), articleRevision };
  }

  private async text(articleId: string, revision: number): Promise<RevisionText> {
    const key = `${articleId}:${revision}`;
    const cached = this.texts.get(key);
    if (cached !== undefined) return cached;
    const text = await this.revisions.text(articleId, revision);
    if (text === undefined) throw new ArticleNotFound();
    this.texts.set(key, text);
    return text;
  }
}

function placed(match: QuoteMatch): Omit<AnchorRow, 'articleRevision'> {
  switch (match.kind) {
    case 'found': {
      const { blockId, sectionId, exact, prefix, suffix, start: startOffset, end: endOffset } = match.anchor;
      return { kind: 'passage', sectionId, blockId, exact, prefix, suffix, startOffset, endOffset };
    }
    case 'elsewhere':
      throw new QuoteNotFound({ sectionId: match.sectionId });
    case 'absent':
      throw new QuoteNotFound(match.closest === undefined ? {} : { closest: match.closest });
    case 'refused':
      throw new InvalidField(
        'anchor.quote.exact',
        match.reason === 'empty'
          ? 'The quote is empty. Select a passage.'
          : `Quote at most ${LONGEST_QUOTE} characters.`,
      );
  }
}
