import { greedyMatching } from './best-matching.js';
import type { ScoredPair } from './best-matching.js';
import { CandidateIndex } from './candidate-index.js';
import type { AssignedSection } from './known-section.js';
import { matchByKey } from './match-by-key.js';
import type { Block, BlockKind, ParsedArticle } from './parsed-article.js';
import { prepareShortText, shortTextSimilarity } from './short-text-similarity.js';
import type { ShortText } from './short-text-similarity.js';
import { printOf, printSimilarity } from './text-print.js';
import type { TextPrint } from './text-print.js';

/** A block as an earlier push left it. */
export interface KnownBlock {
  id: string;
  /** Null before the first heading. */
  sectionId: string | null;
  kind: BlockKind;
  text: string;
}

/** A block of the article now, with an id that is an earlier block's where it is the same block. */
export interface AssignedBlock extends Block {
  id: string;
  /** Null before the first heading. */
  sectionId: string | null;
}

/** Below this share of common words a block is new: half the paragraph is other text. Own choice, tuned by `assign-blocks.spec.ts`. */
const FLOOR = 0.5;
/** What standing in the same section adds; only lets such a block win over an equally similar one elsewhere. */
const SAME_SECTION = 0.05;
/** Longest text in UTF-16 units that is also compared letter by letter, as one word is half of a short list item. */
const SHORT = 200;
/** From this share of common words on, letters are not looked at. */
const CLEAR = 0.8;
/** How many of a text's smallest word hashes serve as features, and how many neighbours in a gap are tried. */
const FEATURES = 8;
const GAP_CANDIDATES = 4;
/** Up to this many pairs of unmatched blocks all are compared; beyond it only those that share a feature or a gap. */
const ALL_PAIRS_LIMIT = 10_000;

interface Prepared {
  sectionId: string | null;
  isHeading: boolean;
  print: TextPrint;
  text: string;
  isShort: boolean;
  /** Prepared when first needed. */
  short?: ShortText;
}

interface Content {
  sectionId: string | null;
  kind: BlockKind;
  text: string;
}

function prepare({ sectionId, kind, text }: Content): Prepared {
  return {
    sectionId,
    isHeading: kind === 'heading',
    print: printOf(text, 1),
    text,
    isShort: text.length <= SHORT,
  };
}

function likeness(left: Prepared, right: Prepared): number {
  left.short ??= prepareShortText(left.text);
  right.short ??= prepareShortText(right.text);
  return shortTextSimilarity(left.short, right.short);
}

function score(left: Prepared, right: Prepared): number {
  if (left.isHeading !== right.isHeading) {
    return 0;
  }
  const byWords = printSimilarity(left.print, right.print);
  const byLetters = byWords < CLEAR && left.isShort && right.isShort ? likeness(left, right) : 0;
  const similarity = Math.max(byWords, byLetters);
  return similarity < FLOOR ? 0 : similarity + (left.sectionId === right.sectionId ? SAME_SECTION : 0);
}

function features({ print }: Prepared): string[] {
  return print.sketch.slice(0, FEATURES).map((value) => `w${value}`);
}

/** For each unmatched block now, the unmatched known blocks that follow the block its nearest matched predecessor was. */
function gapFeatures(
  paired: ReadonlyMap<number, number>,
  current: number,
  used: ReadonlySet<number>,
  known: number,
): Map<number, string[]> {
  const features = new Map<number, string[]>();
  let [after, offset] = [-1, 0];
  for (let index = 0; index < current; index += 1) {
    const left = paired.get(index);
    if (left === undefined) {
      offset += 1;
      const from = after + Math.max(1, offset - GAP_CANDIDATES / 2);
      features.set(
        index,
        Array.from({ length: GAP_CANDIDATES }, (_value, at) => from + at)
          .filter((at) => at < known && !used.has(at))
          .map(String),
      );
    } else {
      [after, offset] = [left, 0];
    }
  }
  return features;
}

function similarPairs(
  known: readonly KnownBlock[],
  current: readonly Content[],
  paired: ReadonlyMap<number, number>,
  used: ReadonlySet<number>,
): ScoredPair[] {
  const lefts = new Map<number, Prepared>();
  const index = new CandidateIndex();
  known.forEach((block, at) => {
    if (!used.has(at)) {
      const left = prepare(block);
      lefts.set(at, left);
      index.add(at, [String(at), ...features(left)]);
    }
  });
  const all = lefts.size * (current.length - paired.size) <= ALL_PAIRS_LIMIT;
  const gaps = gapFeatures(paired, current.length, used, known.length);
  return current.flatMap((block, at): ScoredPair[] => {
    if (paired.has(at) || lefts.size === 0) {
      return [];
    }
    const right = prepare(block);
    const likely = all ? lefts.keys() : index.candidates([...(gaps.get(at) ?? []), ...features(right)]);
    return Array.from(likely, (left) => {
      const candidate = lefts.get(left);
      return { left, right: at, score: candidate ? score(candidate, right) : 0 };
    });
  });
}

/**
 * Gives the blocks of an article their ids: an earlier block's where the text is the same or similar, a new one otherwise. A section's
 * heading keeps its block; then come equal texts in order, first within their section, then anywhere; then similar texts.
 * No id is given twice. Near-linear in the number of blocks: only blocks that share words or a place are compared.
 * @param previous the blocks of the revision before, in the order of the article.
 * @param parsed the article now.
 * @param sections what `assignSections` made of the same article.
 * @param makeId makes an id that no block has.
 */
export function assignBlocks(
  previous: readonly KnownBlock[],
  parsed: ParsedArticle,
  sections: readonly AssignedSection[],
  makeId: () => string,
): AssignedBlock[] {
  const known = [...new Map(previous.map((block) => [block.id, block])).values()];
  const current = parsed.blocks.map((block) => ({ ...block, sectionId: sections[block.sectionOrdinal]?.id ?? null }));
  const paired = new Map<number, number>();
  const used = new Set<number>();

  const headingOf = ({ kind, sectionId }: Content): string | null => (kind === 'heading' ? sectionId : null);
  const inSection = ({ kind, sectionId, text }: Content): string | null =>
    kind === 'heading' ? null : `${sectionId ?? ''}\n${text}`;
  const anywhere = ({ kind, text }: Content): string | null => (kind === 'heading' ? null : text);
  for (const key of [headingOf, inSection, anywhere]) {
    matchByKey<Content, Content>(known, current, paired, used, key, key);
  }
  for (const { left, right } of greedyMatching(similarPairs(known, current, paired, used), FLOOR)) {
    paired.set(right, left);
  }
  return current.map((block, index) => ({ id: known[paired.get(index) ?? -1]?.id ?? makeId(), ...block }));
}
