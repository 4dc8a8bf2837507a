import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignBlocks } from './assign-blocks.js';
import type { AssignedBlock } from './assign-blocks.js';
import { assignSections } from './assign-sections.js';
import type { AssignedSection } from './known-section.js';
import { parseArticle } from './parse-article.js';

interface Push {
  sections: AssignedSection[];
  blocks: AssignedBlock[];
}

const push = (previous: Push, html: string, name: string): Push => {
  let made = 0;
  const makeId = (): string => `${name}${made++}`;
  const parsed = parseArticle(html);
  const sections = assignSections(previous.sections, parsed, () => `section-${makeId()}`);
  made = 0;
  return { sections, blocks: assignBlocks(previous.blocks, parsed, sections, makeId) };
};
const nothing: Push = { sections: [], blocks: [] };
const twice = (before: string, after: string): string[] =>
  push(push(nothing, before, 'a'), after, 'b').blocks.map(({ id }) => id);

const river = 'The river rose three metres in a single night and carried the old wooden bridge away with it.';
const vote = 'Councillors voted by nine to four for a steel bridge, which should open to carts in the spring.';
const cost = 'Nobody has said who will pay, and the reserve fund was emptied by the new school roof last year.';
const p = (...texts: string[]): string => texts.map((text) => `<p>${text}</p>`).join('');

/** Processor time of a run in milliseconds, which a busy machine stretches less than the clock. */
const cpuMilliseconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

describe('assignBlocks', () => {
  it.each<[string, string, string, string[]]>([
    ['nothing changed', p(river, vote, cost), p(river, vote, cost), ['a0', 'a1', 'a2']],
    ['one inserted', p(river, cost), p(river, vote, cost), ['a0', 'b0', 'a1']],
    ['one removed', p(river, vote, cost), p(river, cost), ['a0', 'a2']],
    ['moved', p(river, vote, cost), p(cost, river, vote), ['a2', 'a0', 'a1']],
    [
      'one edited',
      p(river, vote, cost),
      p(river, vote.replace('nine to four', 'eight to five'), cost),
      ['a0', 'a1', 'a2'],
    ],
    ['a sentence added', p(river), p(`${river} On Sunday it fell again.`), ['a0']],
    ['another text in its place', p(river, vote), p(river, cost), ['a0', 'b0']],
    ['edited and moved', p(river, vote, cost), p(cost.replace('Nobody', 'No one'), river, vote), ['a2', 'a0', 'a1']],
    ['a list item corrected', '<ul><li>Price: 10<li>Weight: 3', '<ul><li>Price: 12<li>Weight: 3', ['a0', 'a1']],
    ['a paragraph made a list item', p(river), `<ul><li>${river}</ul>`, ['a0']],
    ['equal texts', p('***', river, '***'), p('***', river, '***'), ['a0', 'a1', 'a2']],
    [
      'equal texts in two sections, the first removed',
      `<h2>A</h2>${p('***', river)}<h2>B</h2>${p('***', vote)}`,
      `<h2>A</h2>${p(river)}<h2>B</h2>${p('***', vote)}`,
      ['a0', 'a2', 'a3', 'a4', 'a5'],
    ],
    [
      'a heading reworded',
      `<h2>Flood</h2>${p(river)}<h2>Vote</h2>${p(vote)}`,
      `<h2>High water</h2>${p(river)}<h2>Vote</h2>${p(vote)}`,
      ['a0', 'a1', 'a2', 'a3'],
    ],
    [
      'a paragraph moved to another section',
      `<h2>Flood</h2>${p(river, cost)}<h2>Vote</h2>${p(vote)}`,
      `<h2>Flood</h2>${p(river)}<h2>Vote</h2>${p(vote, cost)}`,
      ['a0', 'a1', 'a3', 'a4', 'a2'],
    ],
    ['a paragraph with the words of a heading', '<h2>Flood</h2>', p('Flood'), ['b0']],
    ['Chinese', p('河水一夜之间上涨了三米，冲走了旧木桥。'), p('河水一夜之间上涨了四米，冲走了旧木桥。'), ['a0']],
  ])('keeps ids: %s', (_name, before, after, expected) => {
    expect(twice(before, after)).toEqual(expected);
  });

  it('names the section of each block', () => {
    const { blocks, sections } = push(nothing, `${p(river)}<h2>Vote</h2>${p(vote)}`, 'a');
    expect(blocks.map(({ sectionId }) => sectionId)).toEqual([null, sections[0]?.id, sections[0]?.id]);
    expect(blocks[2]).toMatchObject({ ordinal: 2, kind: 'paragraph', text: vote, sectionOrdinal: 0 });
  });

  const word = fc.constantFrom('river', 'vote', 'cost', 'ferry', 'bridge');
  const text = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  const article = fc.array(fc.tuple(fc.constantFrom('p', 'h2', 'h3', 'li', 'blockquote'), text), { maxLength: 15 });
  const html = article.map((items) => items.map(([tag, content]) => `<${tag}>${content}</${tag}>`).join(''));

  it('gives every block its id again when nothing changed, and no id twice whatever changed', () => {
    fc.assert(
      fc.property(html, html, (before, after) => {
        const first = push(nothing, before, 'a');
        expect(push(first, before, 'b')).toEqual(first);
        const ids = push(first, after, 'b').blocks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('stays near-linear when ten thousand blocks all change', () => {
    const many = (suffix: string): string =>
      Array.from(
        { length: 10_000 },
        (_value, at) => `<p>the bridge number${at} and mill${at} of ward${at} ${suffix}</p>`,
      ).join('');
    let ids: string[] = [];
    const spent = cpuMilliseconds(() => {
      ids = twice(many('one'), many('two'));
    });
    expect(ids).toEqual(Array.from({ length: 10_000 }, (_value, at) => `a${at}`));
    expect(spent).toBeLessThan(8_000);
  }, 60_000);
});
