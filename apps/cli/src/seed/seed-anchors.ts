import { Inject, Injectable } from '@nestjs/common';
import { type AnchorRow, AnchorSource, type ArticleRow, ArticleText, QuoteNotFound } from '#articles';

const MOST_PASSAGES = 24;
const SHORTEST_QUOTE = 20;

/** Places in an article that comments are put on. */
@Injectable()
export class SeedAnchors {
  constructor(
    @Inject(AnchorSource) private readonly source: AnchorSource,
    @Inject(ArticleText) private readonly text: ArticleText,
  ) {}

  /** Every section, and sentences of the text as passages. Empty for an article without text. */
  async of({ id, revision, sections }: ArticleRow): Promise<{ sections: AnchorRow[]; passages: AnchorRow[] }> {
    const places: AnchorRow[] = [];
    for (const section of sections) places.push(await this.source.locate(id, { sectionId: section.id }));
    const paragraphs = await this.text.paragraphs(id, revision);
    const sentences = paragraphs.flatMap(({ text }) => text.split(/(?<=[.!?])\s+/u));
    const quotes = [...new Set(sentences)].filter((sentence) => sentence.length >= SHORTEST_QUOTE);
    const passages: AnchorRow[] = [];
    for (const exact of quotes.slice(0, MOST_PASSAGES)) {
      const place = await this.source.locate(id, { quote: { exact } }).catch((error: unknown) => {
        if (error instanceof QuoteNotFound) return undefined;
        throw error;
      });
      if (place !== undefined) passages.push(place);
    }
    return { sections: places, passages };
  }
}
