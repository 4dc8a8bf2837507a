import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuotableArticle } from '../quote.js';
import { alignRevisions } from './align-revisions.js';
import { placePassage } from './place-passage.js';
import { someRevision as revision } from './some-revision.fixture.js';

/** What became of a quote: of several the one with that number, from 0. */
function became(before: QuotableArticle, after: QuotableArticle, quote: string, number = 0) {
  let from = -1;
  for (let count = 0; count <= number; count++) from = before.text.indexOf(quote, from + 1);
  const start = Array.from(before.text.slice(0, from)).length;
  const placement = placePassage(alignRevisions(before, after), { start, end: start + Array.from(quote).length });
  if (placement.outcome === 'orphaned') return { outcome: 'orphaned' };
  const text = Array.from(after.text).slice(placement.start, placement.end).join('');
  return { outcome: placement.outcome, text, block: placement.blockId, section: placement.sectionId };
}

const HARBOUR = 'The harbour froze on Monday, and the ferries stayed in port until the ice broke.';
const BAKERY = 'The bakery sent bread over the ice on sledges, which the children pulled for a roll each.';
const MUSEUM = 'The museum opened its cellar for those whose pipes had burst in the night.';

describe(placePassage, () => {
  it.each([
    [
      'a paragraph that went to another section',
      [
        ['a/1', HARBOUR],
        ['b/2', BAKERY],
      ],
      [
        ['a/1', HARBOUR],
        ['c/3', MUSEUM],
        ['c/2', BAKERY],
      ],
      'bread over the ice',
      { outcome: 'moved', section: 'c', block: '2' },
    ],
    [
      'a paragraph that went up',
      [
        ['1', HARBOUR],
        ['2', MUSEUM],
        ['3', BAKERY],
      ],
      [
        ['3', BAKERY],
        ['1', HARBOUR],
        ['2', MUSEUM],
      ],
      'on sledges',
      { outcome: 'moved', block: '3' },
    ],
    [
      'a paragraph that was joined to another',
      [
        ['1', HARBOUR],
        ['2', BAKERY],
      ],
      [['1', `${HARBOUR} ${BAKERY}`]],
      'which the children pulled',
      { outcome: 'moved', block: '1' },
    ],
    [
      'a paragraph that was parted after the quote',
      [['1', `${HARBOUR} ${BAKERY}`]],
      [
        ['1', HARBOUR],
        ['2', BAKERY],
      ],
      'which the children pulled',
      { outcome: 'moved', block: '2' },
    ],
    [
      'a paragraph that was parted within the quote',
      [['1', `${HARBOUR} ${BAKERY}`]],
      [
        ['1', HARBOUR],
        ['2', BAKERY],
      ],
      'ice broke. The bakery',
      { outcome: 'split', text: 'ice broke.\nThe bakery' },
    ],
    [
      'a sentence that went down its paragraph',
      [['1', `${BAKERY} ${HARBOUR} ${MUSEUM}`]],
      [['1', `${HARBOUR} ${MUSEUM} ${BAKERY}`]],
      'bread over the ice on sledges',
      { outcome: 'moved', block: '1' },
    ],
    [
      'a heading that came between',
      [['a/1', `${HARBOUR} ${BAKERY}`]],
      [
        ['a/1', HARBOUR],
        ['b/2', BAKERY],
      ],
      'until the ice broke. The bakery',
      { outcome: 'split', section: 'a', text: 'until the ice broke.' },
    ],
    [
      'a long aside that came between',
      [['1', 'The ferries stayed in port.']],
      [['1', `The ferries, ${'of which the town has as many as any on that coast, '.repeat(4)}stayed in port.`]],
      'ferries stayed in port',
      { outcome: 'split' },
    ],
    [
      'a word that was put right',
      [['1', HARBOUR]],
      [['1', HARBOUR.replace('Monday', 'Tuesday')]],
      'froze on Monday, and the ferries',
      { outcome: 'edited', text: 'froze on Tuesday, and the ferries' },
    ],
    [
      'a word that came in',
      [['1', HARBOUR]],
      [['1', HARBOUR.replace('the ferries', 'all the ferries')]],
      'and the ferries',
      { outcome: 'edited', text: 'and all the ferries' },
    ],
    [
      'a comma that went',
      [['1', HARBOUR]],
      [['1', HARBOUR.replace(',', '')]],
      'Monday, and',
      { outcome: 'edited', text: 'Monday and' },
    ],
    [
      'marks that were set',
      [['1', 'He said "never" - twice.']],
      [['1', 'He said “never” – twice.']],
      '"never" - twice',
      { outcome: 'exact', text: '“never” – twice' },
    ],
    [
      'part of a word',
      [['1', HARBOUR]],
      [['1', `Once more: ${HARBOUR}`]],
      'arbour fro',
      { outcome: 'exact', text: 'arbour fro' },
    ],
    [
      'signs alone',
      [['1', 'Ice? … 🧊🧊 Never.']],
      [['1', 'Snow and ice? … 🧊🧊 Never.']],
      '… 🧊🧊',
      { outcome: 'exact', text: '… 🧊🧊' },
    ],
    [
      'marks on letters',
      [['1', 'Zu̇rich im Wȋnter']],
      [['1', 'Damals Zu̇rich im Wȋnter']],
      'Zu̇rich',
      { outcome: 'exact', text: 'Zu̇rich' },
    ],
    [
      'right to left',
      [['1', 'הנמל קפא ביום שני והמעבורות נשארו בנמל']],
      [['1', 'לפי העירייה הנמל קפא ביום שלישי והמעבורות נשארו בנמל']],
      'קפא ביום שני והמעבורות',
      { outcome: 'edited', text: 'קפא ביום שלישי והמעבורות' },
    ],
    [
      'no spaces',
      [['1', '港口在星期一结冰了，渡轮一直停在港内。']],
      [['1', '据市政府说，港口在星期二结冰了，渡轮一直停在港内。']],
      '港口在星期一结冰了',
      { outcome: 'edited', text: '港口在星期二结冰了' },
    ],
    [
      'a paragraph that was written anew beside',
      [
        ['1', HARBOUR],
        ['2', MUSEUM],
      ],
      [
        ['3', 'The harbour froze on Tuesday, and the ferries stayed in port until the ice broke.'],
        ['2', MUSEUM],
      ],
      'the ferries stayed in port until the ice broke',
      { outcome: 'moved', block: '3' },
    ],
  ] as const)('%s', (_case, before, after, quote, expected) => {
    expect(became(revision(...before), revision(...after), quote)).toMatchObject(expected);
  });

  const APRIL = 'In April the council raised the fee for moorings by a tenth, as it had promised to the owners.';
  const MAY = 'In May the council raised the fee for moorings by a fifth, as it had promised to the owners.';
  it.each([
    [
      'beside a look-alike',
      [
        ['1', APRIL],
        ['2', MAY],
      ],
      [['2', MAY]],
      0,
    ],
    ['before a look-alike in its paragraph', [['1', `${APRIL} ${MAY}`]], [['1', MAY]], 0],
    ['after a look-alike in its paragraph', [['1', `${APRIL} ${MAY}`]], [['1', APRIL]], 1],
    [
      'with a look-alike in another section',
      [
        ['a/1', APRIL],
        ['b/2', MAY],
      ],
      [
        ['a/3', HARBOUR],
        ['b/2', MAY],
      ],
      0,
    ],
    [
      'with the same words twice',
      [
        ['1', APRIL],
        ['2', MAY],
        ['3', APRIL],
      ],
      [
        ['2', MAY],
        ['3', APRIL],
      ],
      0,
    ],
  ] as const)('has no place when it is gone %s', (_case, before, after, number) => {
    const [old, now] = [revision(...before), revision(...after)];
    expect(became(old, now, 'the council raised the fee for moorings', number)).toEqual({ outcome: 'orphaned' });
  });

  const FEE =
    'The council raised the fee for moorings by a tenth this spring, against the advice of the harbour master.';
  const NEAR =
    'The council has raised the fee for all moorings by a tenth in spring, against advice of its harbour master.';
  const FAR = 'Against advice, the council will raise its fee for some moorings in spring, perhaps by a tenth.';
  it.each([
    [
      'in its section',
      [
        ['a/1', HARBOUR],
        ['a/9', NEAR],
      ],
      { outcome: 'edited', block: '9', section: 'a' },
    ],
    [
      'in another section, nearly as it was',
      [
        ['a/1', HARBOUR],
        ['b/9', NEAR],
      ],
      { outcome: 'edited', section: 'b' },
    ],
    [
      'in its section, far from what it was',
      [
        ['a/1', HARBOUR],
        ['a/9', FAR],
      ],
      { outcome: 'orphaned' },
    ],
    [
      'in a paragraph that was there before',
      [
        ['a/1', HARBOUR],
        ['b/3', NEAR],
      ],
      { outcome: 'orphaned' },
    ],
  ] as const)(
    'is looked for in new text when its paragraph is gone and it stands reworded %s',
    (_case, after, expected) => {
      const old = revision(['a/1', HARBOUR], ['a/2', FEE], ['b/3', NEAR]);
      const text = FEE.slice(0, -1);
      const without = revision(['a/1', HARBOUR], ['a/2', FEE]);
      const stoodBefore = after.some(([name]) => name === 'b/3');
      expect(became(stoodBefore ? old : without, revision(...after), text)).toMatchObject(expected);
    },
  );

  it.each([
    [190, 'edited'],
    [210, 'orphaned'],
  ])('is looked for in new text up to a length: of %d words it is %s', (count, outcome) => {
    const wording = (reworded: string) =>
      Array.from({ length: count }, (_, at) => `${at % 5 === 4 ? reworded : 'word'}${at}`).join(' ');
    const old = revision(['1', HARBOUR], ['2', wording('word')]);
    expect(became(old, revision(['1', HARBOUR], ['3', wording('term')]), wording('word'))).toMatchObject({ outcome });
  });

  it('has no place when two new ones are as good', () => {
    const old = revision(
      ['1', `${HARBOUR} The council raised the fee for moorings by a tenth this spring.`],
      ['2', BAKERY],
    );
    const now = revision(
      ['1', HARBOUR],
      ['3', 'The council raised its fee for moorings by a tenth in spring.'],
      ['4', 'The council raised its fees for moorings by a tenth in spring.'],
      ['2', BAKERY],
    );
    expect(became(old, now, 'The council raised the fee for moorings by a tenth this spring.')).toEqual({
      outcome: 'orphaned',
    });
  });
});

const words = fc.stringMatching(/^[a-zа-я港一🧊֐é]{1,8}$/u);
const sentence = fc.array(words, { minLength: 3, maxLength: 30 }).map((list) => `${list.join(' ')}.`);
const paragraphs = fc.array(sentence, { minLength: 1, maxLength: 12 });
const asRevision = (texts: readonly string[], ids = texts.map((_, at) => String(at))): QuotableArticle =>
  revision(...texts.map((text, at) => [ids[at] ?? '', text] as const));
/** A passage of an article: touching something that shows, in code points. */
const passageOf = ({ text }: QuotableArticle) => {
  const points = Array.from(text);
  return fc
    .tuple(fc.nat({ max: points.length - 1 }), fc.nat({ max: 200 }))
    .map(([start, length]) => ({ start, end: Math.min(points.length, start + length + 1) }))
    .filter(({ start, end }) => points[start]?.trim() !== '' && points[end - 1]?.trim() !== '');
};

describe('passages of any article', () => {
  it('are where they were when the text is', () => {
    fc.assert(
      fc.property(
        paragraphs.map((texts) => asRevision(texts)).chain((one) => fc.tuple(fc.constant(one), passageOf(one))),
        ([one, passage]) => {
          expect(placePassage(alignRevisions(one, one), passage)).toMatchObject({
            outcome: 'exact',
            score: 1,
            ...passage,
          });
        },
      ),
    );
  });

  it('move with their paragraph and only with it', () => {
    const moves = fc.array(sentence, { minLength: 4, maxLength: 10 }).chain((texts) =>
      fc.record({
        texts: fc.constant(texts),
        from: fc.nat({ max: texts.length - 1 }),
        to: fc.nat({ max: texts.length - 1 }),
      }),
    );
    fc.assert(
      fc.property(
        moves.filter(({ from, to }) => Math.abs(from - to) >= 2),
        ({ texts, from, to }) => {
          const ids = texts.map((_, at) => String(at));
          const order = ids.toSpliced(from, 1).toSpliced(to, 0, String(from));
          const [old, now] = [
            asRevision(texts),
            asRevision(
              order.map((id) => texts[Number(id)] ?? ''),
              order,
            ),
          ];
          const aligned = alignRevisions(old, now);
          for (const { id, start, end } of old.blocks) {
            const there = now.blocks.find((block) => block.id === id);
            const outcome = id === String(from) ? 'moved' : 'exact';
            expect(placePassage(aligned, { start, end })).toMatchObject({ outcome, blockId: id, start: there?.start });
          }
        },
      ),
    );
  });

  it('have a place inside the article and one section, or none, whatever came of it', () => {
    fc.assert(
      fc.property(
        paragraphs.map((texts) => asRevision(texts)).chain((one) => fc.tuple(fc.constant(one), passageOf(one))),
        fc.array(fc.tuple(fc.nat({ max: 14 }), sentence, fc.constantFrom('a/', 'b/', '')), { maxLength: 12 }),
        ([old, passage], others) => {
          const lines = old.text.split('\n');
          const ids = new Map(others.map(([id, text, section]) => [id, [text, section] as const]));
          const now = revision(
            ...Array.from(
              ids,
              ([id, [text, section]]) => [`${section}${id}`, id % 2 ? text : `${text} ${lines[id] ?? ''}`] as const,
            ),
          );
          const placement = placePassage(alignRevisions(old, now), passage);
          if (placement.outcome === 'orphaned') return;
          const block = now.blocks.find(({ id }) => id === placement.blockId);
          expect(block).toMatchObject({ sectionId: placement.sectionId });
          expect(placement.start).toBeGreaterThanOrEqual(block?.start ?? Infinity);
          expect(placement.end).toBeGreaterThan(placement.start);
          const last = now.blocks.find(({ start, end }) => start < placement.end && placement.end <= end);
          expect(last?.sectionId).toBe(placement.sectionId);
          expect(placement.score).toBeGreaterThan(0);
        },
      ),
    );
  });
});
