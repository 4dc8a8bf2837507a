import {
  alignRevisions,
  assignBlocks,
  assignSections,
  type AssignedBlock,
  type AssignedSection,
  parseArticle,
  placePassage,
} from '#anchoring';
import { seededRandom } from '../../../apps/cli/src/seed/random.js';
import { bounded, type Figure, median } from '../figure.js';
import type { BenchOptions } from '../options.js';

const CHARACTERS = 200_000;
const ANCHORS = 10_000;
/** One paragraph in so many is gone, moved or reworded in the second revision. */
const CHANGED = 10;
const LONGEST_ANCHOR = 120;
const BOUND_MS = 2000;
const VOWELS = 'aeiou';
const CONSONANTS = 'bdfgklmnprstvz';

interface Pushed {
  readonly text: string;
  readonly sections: AssignedSection[];
  readonly blocks: AssignedBlock[];
}

/** P1: anchors of a long article that are placed in its next revision. */
export function measureAnchors(options: BenchOptions, tell: (figure: Figure) => void): void {
  const [before, after] = revisions();
  const random = seededRandom(2);
  const length = Array.from(before.text).length;
  const passages = Array.from({ length: ANCHORS }, () => {
    const start = Math.floor(random() * (length - LONGEST_ANCHOR));
    return { start, end: start + 1 + Math.floor(random() * LONGEST_ANCHOR) };
  });
  const runs = Array.from({ length: options.runs }, () => {
    const started = performance.now();
    const alignment = alignRevisions(before, after);
    for (const passage of passages) placePassage(alignment, passage);
    return performance.now() - started;
  });
  const what = `${ANCHORS.toLocaleString('en')} anchors placed in the next revision of ${CHARACTERS.toLocaleString('en')} characters`;
  const note = `one paragraph in ${CHANGED} gone, moved or reworded; without database.`;
  tell(bounded({ id: 'P1', what, unit: 'ms', ours: median(runs), note, runs: { ours: runs } }, BOUND_MS));
}

function revisions(): [Pushed, Pushed] {
  const random = seededRandom(1);
  const pick = (letters: string): string => letters[Math.floor(random() * letters.length)] ?? '';
  const words = Array.from({ length: 3000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(CONSONANTS) + pick(VOWELS)).join(''),
  );
  const word = (): string => words[Math.floor(words.length * random() ** 3)] ?? '';
  const paragraphs: string[] = [];
  for (let size = 0; size < CHARACTERS; size += paragraphs.at(-1)?.length ?? 0) {
    paragraphs.push(`${Array.from({ length: 90 }, word).join(' ')}.`);
  }
  const changed = paragraphs.flatMap((text, at) => {
    if (at % CHANGED !== 0) return [text];
    if (random() < 0.3) return [];
    return [
      text
        .split(' ')
        .map((old) => (random() < 0.2 ? word() : old))
        .join(' '),
    ];
  });
  for (let at = CHANGED - 1; at < changed.length; at += 5 * CHANGED) changed.push(...changed.splice(at, 1));
  const first = push({ text: '', sections: [], blocks: [] }, paragraphs);
  return [first, push(first, changed)];
}

function push(previous: Pushed, paragraphs: readonly string[]): Pushed {
  const html = paragraphs.map((text, at) =>
    at % 20 === 0 ? `<h2>Part ${text.slice(0, 12)}</h2><p>${text}</p>` : `<p>${text}</p>`,
  );
  const parsed = parseArticle(html.join(''));
  let made = previous.blocks.length;
  const makeId = (): string => `id${made++}`;
  const sections = assignSections(previous.sections, parsed, makeId);
  return { text: parsed.text, sections, blocks: assignBlocks(previous.blocks, parsed, sections, makeId) };
}
