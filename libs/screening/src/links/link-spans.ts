import type { LinkFact } from '../facts.js';
import type { Span } from '../phase.js';

/**
 * Where links stand in the body, in their order: as their target, without its scheme, or as their text only when the target was
 * rewritten.
 */
export function linkSpans(body: string, links: readonly LinkFact[]): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const link of links) {
    const written = [link.href, link.host, link.text].find((form) => form !== '' && body.includes(form, from));
    if (written === undefined) continue;
    const start = body.indexOf(written, from);
    from = start + written.length;
    spans.push({ start, end: from, field: 'body' });
  }
  return spans;
}
