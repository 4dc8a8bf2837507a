import type { QuotableArticle } from '../quote.js';

/** For tests: a revision from its paragraphs, each `id` or `section/id` and its text. */
export function someRevision(...paragraphs: readonly (readonly [name: string, text: string])[]): QuotableArticle {
  let offset = 0;
  const blocks = paragraphs.map(([name, text]) => {
    const [sectionId, id] = name.includes('/') ? (name.split('/') as [string, string]) : [null, name];
    const start = offset;
    const end = start + Array.from(text).length;
    offset = end + 1;
    return { id, sectionId, start, end };
  });
  return { text: paragraphs.map(([, text]) => text).join('\n'), blocks };
}
