import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSections } from './assign-sections.js';
import type { AssignedSection } from './known-section.js';
import { parseArticle } from './parse-article.js';

interface Part {
  heading: string;
  body: string;
  id?: string;
  level?: number;
}

const html = (parts: readonly Part[]): string =>
  parts
    .map(({ heading, body, id, level = 2 }) => {
      const attribute = id === undefined ? '' : ` id="${id}"`;
      return `<h${level}${attribute}>${heading}</h${level}>${body === '' ? '' : `<p>${body}</p>`}`;
    })
    .join('\n');

/** Ids named after the push that made them: a0, a1, then b0, b1. */
const push = (previous: readonly AssignedSection[], parts: readonly Part[], name: string): AssignedSection[] => {
  let made = 0;
  return assignSections(previous, parseArticle(html(parts)), () => `${name}${made++}`);
};

const twice = (before: readonly Part[], after: readonly Part[]): string[] =>
  push(push([], before, 'a'), after, 'b').map(({ id }) => id);

const river = 'The river rose three metres in a single night and carried the old wooden bridge away with it.';
const vote = 'Councillors voted by nine to four for a steel bridge, which should open to carts in the spring.';
const cost = 'Nobody has said who will pay, and the reserve fund was emptied by the new school roof last year.';
const ferry = 'Until then a ferry crosses every half hour from the mill, weather and the ferryman permitting.';
const story: Part[] = [
  { heading: 'The flood', body: river, id: 'the-flood' },
  { heading: 'The vote', body: vote, id: 'the-vote' },
  { heading: 'The cost', body: cost, id: 'the-cost' },
];
const [flood, voting, costs] = story as [Part, Part, Part];
const ten = Array.from({ length: 10 }, (_value, index) => ({ heading: 'Notes', body: `Note about matter ${index}.` }));
const without = (part: Part): Part => ({ heading: part.heading, body: part.body });

/** Processor time of a run in milliseconds, which a busy machine stretches less than the clock. */
const cpuMilliseconds = (run: () => void): number => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

describe('assignSections', () => {
  it.each<[string, Part[], Part[], string[]]>([
    ['nothing changed', story, story, ['a0', 'a1', 'a2']],
    ['a first push', [], story, ['b0', 'b1', 'b2']],
    ['all removed', story, [], []],
    [
      'a heading reworded, its id with it',
      story,
      [flood, { ...voting, heading: 'What the council decided', id: 'what-the-council-decided' }, costs],
      ['a0', 'a1', 'a2'],
    ],
    [
      'a heading reworded, no ids',
      story.map(without),
      [flood, { heading: 'Nine to four', body: vote }, costs].map(without),
      ['a0', 'a1', 'a2'],
    ],
    [
      'a heading reworded, its id kept, its body edited',
      story,
      [flood, { ...voting, heading: 'A decision', body: `${vote} ${ferry}` }, costs],
      ['a0', 'a1', 'a2'],
    ],
    ['sections moved', story, [costs, flood, voting], ['a2', 'a0', 'a1']],
    [
      'moved and reworded',
      story,
      [{ ...costs, heading: 'Who pays?', id: 'who-pays' }, flood, voting],
      ['a2', 'a0', 'a1'],
    ],
    ['a body written anew under heading and id', story, [flood, { ...voting, body: ferry }, costs], ['a0', 'a1', 'a2']],
    [
      'a body written anew under its heading, no ids',
      story.map(without),
      [flood, { ...voting, body: ferry }, costs].map(without),
      ['a0', 'a1', 'a2'],
    ],
    [
      'one inserted before',
      story,
      [{ heading: 'The ferry', body: ferry, id: 'the-ferry' }, ...story],
      ['b0', 'a0', 'a1', 'a2'],
    ],
    [
      'one replaced by another',
      story,
      [flood, { heading: 'Ferries', body: ferry, id: 'ferries' }, costs],
      ['a0', 'b0', 'a2'],
    ],
    [
      'an id taken over by other text',
      story,
      [flood, { heading: 'Ferries', body: ferry, id: 'the-vote' }, costs],
      ['a0', 'b0', 'a2'],
    ],
    [
      'bodies exchanged under heading and id',
      story,
      [{ ...flood, body: vote }, { ...voting, body: river }, costs],
      ['a1', 'a0', 'a2'],
    ],
    ['ids added', story.map(without), story, ['a0', 'a1', 'a2']],
    ['ids dropped', story, story.map(without), ['a0', 'a1', 'a2']],
    ['levels changed', story, story.map((part) => ({ ...part, level: 3 })), ['a0', 'a1', 'a2']],
    [
      'headings only',
      story.map((part) => ({ ...part, body: '' })),
      story.map((part) => ({ ...part, body: '' })),
      ['a0', 'a1', 'a2'],
    ],
    ['ten equal headings', ten, ten, ten.map((_part, index) => `a${index}`)],
    ['ten equal headings in reverse', ten, ten.toReversed(), ten.map((_part, index) => `a${9 - index}`)],
    [
      'ten equal headings, one taken out',
      ten,
      ten.toSpliced(4, 1),
      [0, 1, 2, 3, 5, 6, 7, 8, 9].map((index) => `a${index}`),
    ],
    [
      'counted ids that move on by one',
      ten.map((part, index) => ({ ...part, id: `notes-${index}` })),
      [{ heading: 'Notes', body: ferry }, ...ten].map((part, index) => ({ ...part, id: `notes-${index}` })),
      ['b0', ...ten.map((_part, index) => `a${index}`)],
    ],
    ['sections alike to the letter', [flood, flood, flood], [flood, flood, flood], ['a0', 'a1', 'a2']],
    [
      'a part that only holds parts',
      [{ heading: 'Part one', body: '', level: 1 }, ...story],
      [{ heading: 'The bridge', body: '', level: 1 }, ...story],
      ['a0', 'a1', 'a2', 'a3'],
    ],
    [
      'Chinese headings and bodies',
      [
        { heading: '洪水', body: '河水一夜之间上涨了三米，冲走了旧木桥。' },
        { heading: '投票', body: '议会以九比四通过修建钢桥。' },
      ],
      [
        { heading: '议会的决定', body: '议会以九比四通过修建钢桥。' },
        { heading: '大洪水', body: '河水一夜之间上涨了三米，冲走了旧木桥。' },
      ],
      ['a1', 'a0'],
    ],
  ])('keeps ids: %s', (_name, before, after, expected) => {
    expect(twice(before, after)).toEqual(expected);
  });

  it('describes each section as it stands now', () => {
    const [first] = push(push([], story, 'a'), [{ ...flood, heading: 'A flood', level: 3 }], 'b');
    expect(first).toMatchObject({ id: 'a0', heading: 'A flood', headingId: 'the-flood', level: 3, position: 0 });
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  it('never gives one id twice, even when the known sections hold one twice', () => {
    const known = push([], story, 'a').map((section) => ({ ...section, id: 'same' }));
    const ids = push(known, story, 'b').map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  const word = fc.constantFrom(
    ...'river vote cost ferry bridge mill council spring roof school night metre'.split(' '),
  );
  const part: fc.Arbitrary<Part> = fc.record(
    {
      heading: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
      body: fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
      id: word,
      level: fc.integer({ min: 1, max: 6 }),
    },
    { requiredKeys: ['heading', 'body'] },
  );
  const parts = fc.array(part, { maxLength: 12 });

  it('gives every section its id again when nothing changed, and no id twice whatever changed', () => {
    fc.assert(
      fc.property(parts, parts, (before, after) => {
        const first = push([], before, 'a');
        expect(push(first, before, 'b')).toEqual(first);
        const ids = push(first, after, 'b').map(({ id }) => id);
        expect(new Set(ids).size).toBe(after.length);
      }),
    );
  });

  const distinct = fc.uniqueArray(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 }).map((numbers) =>
    numbers.map((number): Part => ({
      heading: `Chapter ${number}`,
      body: Array.from({ length: 20 }, (_value, at) => `w${number}x${at}`).join(' '),
    })),
  );

  it('keeps ids when sections are shuffled and one heading is reworded', () => {
    const moves = distinct.chain((before) =>
      fc.tuple(
        fc.constant(before),
        fc.shuffledSubarray(before, { minLength: before.length }),
        fc.nat(before.length - 1),
      ),
    );
    fc.assert(
      fc.property(moves, ([before, shuffled, reworded]) => {
        const after = shuffled.map((item, index) =>
          index === reworded ? { ...item, heading: 'Something else' } : item,
        );
        expect(twice(before, after)).toEqual(shuffled.map((item) => `a${before.indexOf(item)}`));
      }),
    );
  });

  it('pairs thousands of changed sections without comparing all of them', () => {
    const many = Array.from({ length: 4_000 }, (_value, index) => ({
      heading: `Part ${index}`,
      body: Array.from({ length: 12 }, (_word, at) => `w${index}x${at}`).join(' '),
    }));
    let ids: string[] = [];
    const spent = cpuMilliseconds(() => {
      ids = twice(
        many,
        many.map((item) => ({ heading: `Chapter of ${item.heading}`, body: `${item.body} more` })),
      );
    });
    expect(ids).toEqual(many.map((_item, index) => `a${index}`));
    expect(spent).toBeLessThan(6_000);
  }, 60_000);

  it('stays bounded when ten thousand headings are alike', () => {
    const many = (body: string): Part[] => Array.from({ length: 10_000 }, () => ({ heading: 'Notes', body }));
    let ids: string[] = [];
    const spent = cpuMilliseconds(() => {
      ids = twice(many('one'), many('two'));
    });
    expect(new Set(ids).size).toBe(10_000);
    expect(spent).toBeLessThan(6_000);
  }, 60_000);
});
