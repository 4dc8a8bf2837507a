import type { CommentStatus } from '#contracts';
import { type Random, seededRandom } from './random.js';

/** How threads branch. */
export type ThreadShape = 'usual' | 'even' | 'flat' | 'deep';

/** A thread of comments by number, in the order they were written: a reply's number is above its parent's. */
export interface ThreadTree {
  readonly size: number;
  /** -1 on a root. */
  readonly parents: Int32Array;
  readonly roots: Int32Array;
  readonly depths: Uint8Array;
  readonly statuses: readonly CommentStatus[];
  /** Direct replies that are shown: public ones, and tombstones over such. */
  readonly replyCounts: Int32Array;
  /** Public comments below. */
  readonly descendantCounts: Int32Array;
  readonly published: number;
}

/** What a shape decides for one comment. */
interface Growing {
  readonly size: number;
  readonly parents: Int32Array;
  readonly depths: Uint8Array;
  readonly random: Random;
  readonly takesReplies: (comment: number) => boolean;
}

interface ShapeRules {
  readonly parentOf: (comment: number, thread: Growing) => number;
  /** Whether all comments are public. */
  readonly isClean: boolean;
}

const ROOT = -1;
const ROOT_SHARE = 0.55;
const DEEPEST = 8;
const DEEPEST_CHAIN = 100;
/** People answer what was written of late. */
const RECENT = 60;
/** The most replies of the one comment that everybody answers. */
const MOST_POPULAR = 10_000;
const GROUP = 5;
const LAST_OF_GROUP = GROUP - 1;

/** The shapes by name. */
export const threadShapes: Readonly<Record<ThreadShape, ShapeRules>> = {
  usual: { parentOf: usualParent, isClean: false },
  even: { parentOf: evenParent, isClean: true },
  flat: { parentOf: () => ROOT, isClean: false },
  deep: { parentOf: chainParent, isClean: true },
};

/** Grows a thread of a size with its counters. */
export function growThread(size: number, shape: ThreadShape, seed = 1): ThreadTree {
  const random = seededRandom(seed);
  const parents = new Int32Array(size).fill(ROOT);
  const roots = new Int32Array(size);
  const depths = new Uint8Array(size);
  const statuses: CommentStatus[] = [];
  const takesReplies = (comment: number): boolean => statuses[comment] !== 'pending' && statuses[comment] !== 'spam';
  const growing: Growing = { size, parents, depths, random, takesReplies };
  const { parentOf, isClean } = threadShapes[shape];
  for (let comment = 0; comment < size; comment += 1) {
    const wanted = comment === 0 ? ROOT : parentOf(comment, growing);
    const parent = wanted >= 0 && takesReplies(wanted) ? wanted : ROOT;
    parents[comment] = parent;
    roots[comment] = parent === ROOT ? comment : (roots[parent] ?? 0);
    depths[comment] = parent === ROOT ? 0 : (depths[parent] ?? 0) + 1;
    statuses.push(isClean || comment === 0 ? 'published' : statusOf(random()));
  }
  return { size, parents, roots, depths, statuses, ...count(parents, statuses) };
}

/** The ancestors of a comment, topmost first. */
export function pathOf({ parents }: ThreadTree, comment: number): number[] {
  const path: number[] = [];
  for (let above = parents[comment] ?? ROOT; above !== ROOT; above = parents[above] ?? ROOT) path.push(above);
  return path.reverse();
}

/** Counts from the newest to the oldest: whatever stands below a comment has been counted when it is its turn. */
function count(
  parents: Int32Array,
  statuses: readonly CommentStatus[],
): Pick<ThreadTree, 'replyCounts' | 'descendantCounts' | 'published'> {
  const replyCounts = new Int32Array(parents.length);
  const descendantCounts = new Int32Array(parents.length);
  let published = 0;
  for (let comment = parents.length - 1; comment >= 0; comment -= 1) {
    const isPublic = statuses[comment] === 'published';
    if (isPublic) published += 1;
    const parent = parents[comment] ?? ROOT;
    if (parent === ROOT) continue;
    const shown = isPublic || (replyCounts[comment] ?? 0) > 0 ? 1 : 0;
    replyCounts[parent] = (replyCounts[parent] ?? 0) + shown;
    descendantCounts[parent] = (descendantCounts[parent] ?? 0) + (descendantCounts[comment] ?? 0) + (isPublic ? 1 : 0);
  }
  return { replyCounts, descendantCounts, published };
}

function statusOf(chance: number): CommentStatus {
  if (chance < 0.955) return 'published';
  if (chance < 0.97) return 'pending';
  if (chance < 0.98) return 'rejected';
  return chance < 0.988 ? 'spam' : 'withdrawn';
}

/** Every so-manyth comment answers the first one, until it has its share of replies. */
function answersFirst(comment: number, { size }: Growing, everyNth: number): boolean {
  const wanted = Math.min(MOST_POPULAR, Math.floor(size / 20));
  if (wanted === 0) return false;
  const gap = Math.max(1, Math.floor(size / wanted / everyNth)) * everyNth;
  return comment % gap === everyNth - 1 && comment < gap * wanted;
}

/** Slightly more than half are roots; the others answer something recent, at most 8 deep, and a popular first comment. */
function usualParent(comment: number, thread: Growing): number {
  if (answersFirst(comment, thread, 1)) return 0;
  const popular = Math.min(MOST_POPULAR, Math.floor(thread.size / 20)) / thread.size;
  if (thread.random() < ROOT_SHARE / (1 - popular)) return ROOT;
  const back = 1 + Math.floor(Math.min(comment, RECENT) * thread.random() ** 2);
  return notDeeper(comment - Math.min(back, comment), DEEPEST, thread);
}

/** Groups of five: a root, three replies to it, and one that goes deeper or answers the popular first comment. */
function evenParent(comment: number, thread: Growing): number {
  const place = comment % GROUP;
  if (place === 0) return ROOT;
  if (place < LAST_OF_GROUP) return comment - place;
  if (answersFirst(comment, thread, GROUP)) return 0;
  const before = comment - GROUP;
  const isGoingOn = before >= 0 && thread.random() < 0.5 && (thread.depths[before] ?? 0) > 1;
  return notDeeper(isGoingOn ? before : comment - 1, DEEPEST, thread);
}

/** Long conversations of two, a hundred deep. */
function chainParent(comment: number, { depths }: Growing): number {
  return (depths[comment - 1] ?? 0) >= DEEPEST_CHAIN ? ROOT : comment - 1;
}

function notDeeper(comment: number, deepest: number, { parents, depths }: Growing): number {
  return (depths[comment] ?? 0) >= deepest ? (parents[comment] ?? ROOT) : comment;
}
