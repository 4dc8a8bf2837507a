import { bestMatching, greedyMatching } from './best-matching.js';
import type { ScoredPair } from './best-matching.js';
import { CandidateIndex } from './candidate-index.js';
import type { AssignedSection, KnownSection } from './known-section.js';
import { matchByKey } from './match-by-key.js';
import type { ParsedArticle } from './parsed-article.js';
import { sectionBodies } from './section-bodies.js';
import { prepareShortText, shortTextSimilarity } from './short-text-similarity.js';
import type { ShortText } from './short-text-similarity.js';
import { printOf, printSimilarity } from './text-print.js';

/**
 * What speaks for two sections being the same. Own choice, tuned by the table in `assign-sections.spec.ts`: the body decides
 * against heading and id together when the two disagree, as publishers' ids are often counted (`notes-2`) or made from the
 * heading; the order only breaks ties. What neither side has (no ids, no bodies) is left out and the rest scaled up.
 */
const WEIGHTS = { body: 0.5, heading: 0.27, headingId: 0.18, order: 0.05 };

/** Below this score a section is new. A kept id alone, or a kept heading over other text under another id, stays below it. */
const FLOOR = 0.35;

/** Words per shingle of a body. */
const SHINGLE_WORDS = 3;

/** Up to this many unmatched sections on both sides all pairs are scored; beyond it only pairs that share a feature. */
const ALL_PAIRS_LIMIT = 300;

/** How many of a body's smallest shingle hashes serve as features. */
const BODY_FEATURES = 4;

type SectionContent = Omit<KnownSection, 'id'>;

interface Prepared {
  section: SectionContent;
  heading: ShortText;
  /** Place in the article, 0 to 1. */
  place: number;
  before: string;
  after: string;
}

function prepare(sections: readonly SectionContent[]): Prepared[] {
  return sections.map((section, index) => ({
    section,
    heading: prepareShortText(section.heading),
    place: sections.length > 1 ? index / (sections.length - 1) : 0,
    before: sections[index - 1]?.heading ?? '',
    after: sections[index + 1]?.heading ?? '',
  }));
}

function score(left: Prepared, right: Prepared): number {
  const neighbours = (Number(left.before === right.before) + Number(left.after === right.after)) / 2;
  const order = (1 - Math.abs(left.place - right.place) + neighbours) / 2;
  let sum = WEIGHTS.heading * shortTextSimilarity(left.heading, right.heading) + WEIGHTS.order * order;
  let weight = WEIGHTS.heading + WEIGHTS.order;
  if (left.section.headingId !== null && right.section.headingId !== null) {
    sum += left.section.headingId === right.section.headingId ? WEIGHTS.headingId : 0;
    weight += WEIGHTS.headingId;
  }
  if (left.section.print.shingles > 0 || right.section.print.shingles > 0) {
    sum += WEIGHTS.body * printSimilarity(left.section.print, right.section.print);
    weight += WEIGHTS.body;
  }
  return sum / weight;
}

/** Sections with one key have not changed at all. */
function wholeKey({ heading, headingId, print }: SectionContent): string {
  return JSON.stringify([heading, headingId, print.shingles, print.sketch]);
}

function features({ section, heading, place }: Prepared, count: number): string[] {
  return [
    ...(section.headingId === null ? [] : [`i${section.headingId}`]),
    `h${heading.folded}`,
    `p${Math.round(place * count)}`,
    ...section.print.sketch.slice(0, BODY_FEATURES).map((value) => `b${value}`),
  ];
}

function candidatePairs(lefts: readonly Prepared[], rights: readonly Prepared[]): ScoredPair[] {
  const index = new CandidateIndex();
  const count = Math.max(lefts.length, rights.length);
  lefts.forEach((left, at) => index.add(at, features(left, count)));
  return rights.flatMap((right, at) =>
    Array.from(index.candidates(features(right, count)), (left) => {
      const candidate = lefts[left];
      return { left, right: at, score: candidate ? score(candidate, right) : 0 };
    }),
  );
}

function pairRemaining(lefts: readonly Prepared[], rights: readonly Prepared[]): ScoredPair[] {
  if (lefts.length > ALL_PAIRS_LIMIT || rights.length > ALL_PAIRS_LIMIT) {
    return greedyMatching(candidatePairs(lefts, rights), FLOOR);
  }
  return bestMatching(lefts.length, rights.length, FLOOR, (left, right) => {
    const [a, b] = [lefts[left], rights[right]];
    return a && b ? score(a, b) : 0;
  });
}

/**
 * Gives the sections of an article their ids: an earlier section's where it is the same section with its heading reworded, its
 * body edited or its place changed, a new one otherwise. Unchanged sections are paired first, in order; the others one to one
 * by the greatest total of id, heading, body and order. No id is given twice.
 * @param previous the sections known so far in the order of the article; those of older revisions may follow.
 * @param parsed the article now.
 * @param makeId makes an id that no section has.
 */
export function assignSections(
  previous: readonly KnownSection[],
  parsed: ParsedArticle,
  makeId: () => string,
): AssignedSection[] {
  const known = [...new Map(previous.map((section) => [section.id, section])).values()];
  const bodies = sectionBodies(parsed);
  const current = parsed.headings.map(({ text, headingId, level }, position): SectionContent => ({
    heading: text,
    headingId: headingId ?? null,
    level,
    position,
    print: printOf(bodies[position] ?? '', SHINGLE_WORDS),
  }));
  const paired = new Map<number, number>();
  const used = new Set<number>();
  matchByKey(known, current, paired, used, wholeKey, wholeKey);

  const lefts = [...prepare(known).entries()].filter(([index]) => !used.has(index));
  const rights = [...prepare(current).entries()].filter(([index]) => !paired.has(index));
  const pairs = pairRemaining(
    lefts.map(([, left]) => left),
    rights.map(([, right]) => right),
  );
  for (const { left, right } of pairs) {
    const [from, to] = [lefts[left]?.[0], rights[right]?.[0]];
    if (from !== undefined && to !== undefined) {
      paired.set(to, from);
    }
  }
  return current.map((section, index) => ({ id: known[paired.get(index) ?? -1]?.id ?? makeId(), ...section }));
}
