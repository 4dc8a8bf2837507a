import type { ParsedArticle } from './parsed-article.js';

/**
 * The text of each section, in order: its blocks up to the next heading. A section that only holds subsections is known by
 * theirs, headings included, as it has no wording of its own.
 */
export function sectionBodies(parsed: ParsedArticle): string[] {
  const own = parsed.headings.map((): string[] => []);
  for (const block of parsed.blocks) {
    if (block.kind !== 'heading') {
      own[block.sectionOrdinal]?.push(block.text);
    }
  }
  const bodies = own.map((texts) => texts.join('\n'));
  const gathered = bodies.map((body): string[] => (body === '' ? [] : [body]));
  const ancestors: number[] = [];
  parsed.headings.forEach(({ level, text }, index) => {
    while (ancestors.length > 0 && (parsed.headings[ancestors.at(-1) ?? 0]?.level ?? 0) >= level) {
      ancestors.pop();
    }
    for (const ancestor of ancestors) {
      if (bodies[ancestor] === '') {
        gathered[ancestor]?.push(text, bodies[index] ?? '');
      }
    }
    ancestors.push(index);
  });
  return gathered.map((texts) => texts.join('\n'));
}
