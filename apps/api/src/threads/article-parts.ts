import type { ArticleRow, Paragraph } from '#articles';
import type { ThreadLinks } from './thread-links.js';

/** A section of the article as the page shows it; the words before the first heading have no heading. */
export interface ArticlePart {
  readonly id: string;
  readonly heading: string | undefined;
  readonly paragraphs: readonly string[];
  readonly count: number;
  readonly readHref: string;
  readonly writeHref: string;
}

/** The article in its sections, with the number of comments on each. */
export function articleParts(
  article: ArticleRow,
  paragraphs: readonly Paragraph[],
  counts: Readonly<Record<string, number>>,
  links: ThreadLinks,
): ArticlePart[] {
  const textOf = (sectionId: string | null) =>
    paragraphs.filter((paragraph) => paragraph.sectionId === sectionId).map((paragraph) => paragraph.text);
  const sections = article.sections.map(({ id, heading }) => ({
    id,
    heading,
    paragraphs: textOf(id),
    count: counts[id] ?? 0,
    readHref: links.to({ section: id, anchored: undefined }, '#comments-heading'),
    writeHref: links.to({ section: id, anchored: undefined }, '#compose'),
  }));
  return [{ id: '', heading: undefined, paragraphs: textOf(null), count: 0, readHref: '', writeHref: '' }, ...sections];
}
