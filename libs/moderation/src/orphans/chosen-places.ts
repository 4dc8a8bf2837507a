import { Inject, Injectable } from '@nestjs/common';
import { codePointLength, LONGEST_QUOTE } from '#anchoring';
import { AnchorSource, InvalidField, type RevisionText, RevisionTexts } from '#articles';
import type { OrphanPlace, SettleOrphansBody } from '#contracts';

/** A place in the newest text that a moderator chose. Offsets are null for a section. */
export interface ChosenPlace {
  readonly sectionId: string | null;
  readonly blockId: string | null;
  readonly start: number | null;
  readonly end: number | null;
}

type PlaceItem = Extract<SettleOrphansBody['items'][number], { action: 'place' }>;

/** Finds what moderators name: a candidate by its offsets, a passage by its words, a section. */
@Injectable()
export class ChosenPlaces {
  constructor(
    @Inject(AnchorSource) private readonly source: AnchorSource,
    @Inject(RevisionTexts) private readonly texts: RevisionTexts,
  ) {}

  /**
   * The place of each item in a revision that is the newest.
   * @throws {ArticleNotFound} {QuoteNotFound} {SectionNotFound}
   * @throws {InvalidField} when offsets are no passage of the text.
   */
  async of(articleId: string, revision: number, items: readonly PlaceItem[]): Promise<Map<PlaceItem, ChosenPlace>> {
    const places = new Map<PlaceItem, ChosenPlace>();
    for (const item of items) places.set(item, await this.one(articleId, revision, item.place));
    return places;
  }

  private async one(articleId: string, revision: number, place: OrphanPlace): Promise<ChosenPlace> {
    if ('start' in place) return passageAt(await this.texts.of(articleId, revision), place);
    const {
      sectionId,
      blockId = null,
      startOffset: start = null,
      endOffset: end = null,
    } = await this.source.locate(articleId, place);
    return { sectionId, blockId, start, end };
  }
}

function passageAt(
  { text, blocks }: RevisionText,
  { start, end }: { readonly start: number; readonly end: number },
): ChosenPlace {
  const block = blocks.find((one) => start < one.end);
  if (end <= start || end - start > LONGEST_QUOTE || end > codePointLength(text) || block === undefined) {
    throw new InvalidField('items.place', `Name a passage of the text, at most ${LONGEST_QUOTE} characters long.`);
  }
  return { sectionId: block.sectionId, blockId: block.id, start, end };
}
