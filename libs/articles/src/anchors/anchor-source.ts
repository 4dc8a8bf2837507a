import { Inject, Injectable } from '@nestjs/common';
import { LONGEST_QUOTE, locateQuote, type Quote, type QuoteMatch } from '#anchoring';
import type { AnchorInput } from '#contracts';
import { ArticleNotFound, InvalidField, QuoteNotFound, SectionNotFound } from '../articles.errors.js';
import { RevisionTexts } from '../revisions/revision-texts.js';
import type { AnchorRow } from './anchor-row.js';
import { AnchorQueries } from './anchors.queries.js';

/**
 * Finds the place a comment is to be attached to in an article's current revision. Texts are kept in process, so posting on a
 * passage costs no reading of the article.
 */
@Injectable()
export class AnchorSource {
  constructor(
    @Inject(AnchorQueries) private readonly anchors: AnchorQueries,
    @Inject(RevisionTexts) private readonly texts: RevisionTexts,
  ) {}

  /**
   * Places a section or a quoted passage. Nothing is guessed (field.md c.2).
   * @throws {ArticleNotFound} when there is no such article.
   * @throws {SectionNotFound} when the section is not part of the current revision.
   * @throws {QuoteNotFound} when the passage is not there, with the closest one when something comes near.
   * @throws {InvalidField} when the quote is empty or longer than 2,000 characters.
   */
  async locate(articleId: string, input: AnchorInput | { sectionId?: undefined; quote: Quote }): Promise<AnchorRow> {
    const sectionId = input.sectionId ?? null;
    const ground = await this.anchors.ground(articleId, sectionId);
    if (ground === undefined) throw new ArticleNotFound();
    if (sectionId !== null && !ground.hasSection) throw new SectionNotFound();
    const articleRevision = ground.revision;
    if (!('quote' in input)) return { kind: 'section', sectionId, articleRevision };
    const text = await this.texts.of(articleId, articleRevision);
    return { ...placed(locateQuote(text, input.quote, { sectionId: input.sectionId })), articleRevision };
  }

  /** The article's current revision, read fresh; undefined when there is no such article. */
  async revision(articleId: string): Promise<number | undefined> {
    return (await this.anchors.ground(articleId, null))?.revision;
  }

  /**
   * Keeps an article at its revision until the caller's transaction ends: a push waits, and then finds all that was written before it.
   * @returns the revision; undefined when there is no such article.
   */
  async hold(articleId: string): Promise<number | undefined> {
    return this.anchors.hold(articleId);
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
