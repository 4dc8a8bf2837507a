import type { ArticleRow } from '#articles';
import type { AnnotatedComment, AnnotatedPage, PassagePlace, SectionPlace } from '#discussion';
import { urn } from './atom-feed.js';
import type { PublicLinks } from './public-links.js';

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
/** Media type of annotations (https://www.w3.org/TR/annotation-protocol/, 3.1). */
export const ANNOTATION_TYPE = `application/ld+json; profile="${CONTEXT}"`;
/** What the fragment of an HTML page's address means (RFC 3236), as a FragmentSelector names it. */
const HTML_FRAGMENT = 'http://tools.ietf.org/rfc/rfc3236';

/** Where a page of annotations is, and what is on it. */
export interface AnnotationPageInput {
  readonly article: ArticleRow;
  readonly links: PublicLinks;
  readonly limit: number;
  /** The cursor that gave the page. */
  readonly after: string;
  readonly page: AnnotatedPage;
}

/** A page on its own (https://www.w3.org/TR/annotation-model/, 5.2). */
export function annotationPage(input: AnnotationPageInput): object {
  return { '@context': CONTEXT, ...pageOf(input), partOf: collectionId(input) };
}

/** All annotations of an article (5.1), with the first page in it; an empty collection has no page. */
export function annotationCollection(first: AnnotationPageInput, total: number): object {
  return {
    '@context': CONTEXT,
    id: collectionId(first),
    type: 'AnnotationCollection',
    label: `Comments on passages and sections of “${first.article.title}”`,
    total,
    ...(total === 0 ? {} : { first: { ...pageOf(first), startIndex: 0 } }),
  };
}

function collectionId({ article, links }: AnnotationPageInput): string {
  return links.ofThread(article.key, 'annotations.jsonld');
}

function pageOf({ article, links, limit, after, page }: AnnotationPageInput): object {
  const at = (cursor: string) => links.ofThread(article.key, 'annotations.jsonld', { limit, after: cursor });
  return {
    id: at(after),
    type: 'AnnotationPage',
    ...(page.next === null ? {} : { next: at(page.next) }),
    items: page.items.map((comment) => annotation(comment, article, links)),
  };
}

/** One comment (3). Its address names it here; feeds know it by its uuid, which is canonical. */
function annotation(comment: AnnotatedComment, article: ArticleRow, links: PublicLinks): object {
  const selectors = selectorsOf(comment.place);
  return {
    id: links.comment(article.key, comment.id),
    type: 'Annotation',
    canonical: urn(comment.id),
    motivation: comment.isQuestion ? 'questioning' : 'commenting',
    creator: { type: 'Person', name: comment.authorName },
    created: comment.createdAt.toISOString(),
    modified: comment.editedAt?.toISOString(),
    body: { type: 'TextualBody', value: comment.bodyHtml, format: 'text/html' },
    target: {
      type: 'SpecificResource',
      source: article.url,
      ...(selectors.length === 0 ? {} : { selector: selectors }),
      state: stateOf(comment),
    },
  };
}

/** The revision that the selectors are about (4.3.1): its time, and its number by a term that the context has a prefix for. */
function stateOf({ revision, revisedAt }: AnnotatedComment): object {
  return { type: 'TimeState', sourceDate: revisedAt?.toISOString(), 'schema:version': revision };
}

/** Ways to find the same place (4.2): the quote, and its offsets in code points; of a section its heading. */
function selectorsOf(place: PassagePlace | SectionPlace): object[] {
  if (place.kind === 'passage') {
    const { exact, prefix, suffix, position } = place;
    const quote = { type: 'TextQuoteSelector', exact, prefix, suffix };
    return position === null ? [quote] : [quote, { type: 'TextPositionSelector', ...position }];
  }
  const { heading, headingId } = place;
  return [
    ...(headingId === null ? [] : [{ type: 'FragmentSelector', value: headingId, conformsTo: HTML_FRAGMENT }]),
    ...(heading === null ? [] : [{ type: 'TextQuoteSelector', exact: heading }]),
  ];
}
