import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assignBlocks } from './assign-blocks.js';
import type { AssignedBlock } from './assign-blocks.js';
import { assignSections } from './assign-sections.js';
import type { AssignedSection } from './known-section.js';
import { locateQuote } from './locate-quote.js';
import { parseArticle } from './parse-article.js';

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/articles');
const present = existsSync(path.join(folder, 'upheaval-in-kazakhstan.rev2.html'));
const reason = present ? '' : ' (skipped: ../shared/data/articles is not here)';

interface Push {
  sections: AssignedSection[];
  blocks: AssignedBlock[];
}

const push = (previous: Push, revision: 1 | 2, name: string): Push => {
  const parsed = parseArticle(readFileSync(path.join(folder, `upheaval-in-kazakhstan.rev${revision}.html`), 'utf8'));
  let made = 0;
  const makeId = (): string => `${name}${made++}`;
  const sections = assignSections(previous.sections, parsed, makeId);
  return { sections, blocks: assignBlocks(previous.blocks, parsed, sections, makeId) };
};

describe.skipIf(!present)(`the real article${reason}`, () => {
  const first = present ? push({ sections: [], blocks: [] }, 1, 'a') : { sections: [], blocks: [] };
  const headings = [
    'Politicization',
    'Events in Almaty',
    'Who Were the Organizers?',
    'Another Color Revolution?',
    'Aftermath',
  ];

  it('has the published headings', () => {
    expect(first.sections.map(({ heading }) => heading)).toEqual(headings);
    const second = push(first, 2, 'b');
    expect(second.sections.map(({ heading }) => heading)).toEqual(headings.with(1, 'What Happened in Almaty'));
  });

  it('keeps every section id to the second revision and back', () => {
    const second = push(first, 2, 'b');
    const back = push(second, 1, 'c');
    const ids = first.sections.map(({ id }) => id);
    expect(second.sections.map(({ id }) => id)).toEqual(ids);
    expect(back.sections).toEqual(first.sections);
    expect(back.blocks).toEqual(first.blocks);
  });

  it('keeps every block id and gives new ones to the three added paragraphs only', () => {
    const second = push(first, 2, 'b');
    const known = new Set(first.blocks.map(({ id }) => id));
    const added = second.blocks.filter(({ id }) => !known.has(id)).map(({ text }) => text.slice(0, 30));
    expect(added).toEqual(['Updated January 16', 'It seems that at this time the', 'Nazarbayev has disappeared fro']);
    expect(second.blocks).toHaveLength(first.blocks.length + 3);
  });

  it('finds a passage typed with plain quotation marks', () => {
    const parsed = parseArticle(readFileSync(path.join(folder, 'upheaval-in-kazakhstan.rev1.html'), 'utf8'));
    const match = locateQuote(
      { text: parsed.text, blocks: first.blocks },
      { exact: "emphasis remained on 'bread-and-butter' issues" },
    );
    expect(match).toMatchObject({
      kind: 'found',
      anchor: { exact: 'emphasis remained on ‘bread-and-butter’ issues', sectionId: null },
    });
  });
});
