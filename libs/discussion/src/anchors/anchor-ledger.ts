import { Inject, Injectable } from '@nestjs/common';
import type { AnchorOutcome, ReadPassage } from '#anchoring';
import { Clock } from '#kernel';
import { Database, LiveBus } from '#platform';
import {
  ANCHORS,
  HOLD_ANCHORS,
  HOLD_ROOTS,
  MOVE_THREADS,
  OUTCOMES,
  type PlaceColumns,
  RETIRE,
  UNPLACED,
  type UnplacedColumns,
  WRITE,
} from './anchor-ledger.queries.js';
import type { AnchorPlace, FollowedAnchor, FollowedPlacement } from './followed-anchor.js';

/** What is written of an anchor in a revision. */
export interface LedgerEntry {
  readonly anchor: FollowedAnchor;
  readonly revision: number;
  readonly placement: FollowedPlacement;
  /** How the passage reads there with what stands around it; null where it reads as it was written, in its place. */
  readonly quote: ReadPassage | null;
}

/** How far an article's anchors have been followed into one of its revisions. */
export type AnchorProgress = Readonly<Record<AnchorOutcome | 'written' | 'waiting', number>>;

/** What became of every anchor in every revision of its article (product.md 1). */
@Injectable()
export class AnchorLedger {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LiveBus) private readonly live: LiveBus,
  ) {}

  /** Anchors that have not been looked for in a revision or in one before it; held until the caller's transaction ends. */
  async unplaced(articleId: string, revision: number, limit: number): Promise<FollowedAnchor[]> {
    return (await this.database.query<UnplacedColumns>(UNPLACED, [articleId, revision, limit])).map(toFollowed);
  }

  /** The anchors of comments; those that have none are left out. */
  async read(articleId: string, commentIds: readonly string[]): Promise<FollowedAnchor[]> {
    return (await this.database.query<UnplacedColumns>(ANCHORS, [articleId, commentIds])).map(toFollowed);
  }

  /** The anchors of comments, held until the caller's transaction ends; those that have none are left out. */
  async hold(articleId: string, commentIds: readonly string[]): Promise<FollowedAnchor[]> {
    return (await this.database.query<UnplacedColumns>(HOLD_ANCHORS, [articleId, commentIds])).map(toFollowed);
  }

  /** Says that nobody looks for these orphans any more, or does again. They come back by themselves when their text does. */
  async retire(articleId: string, commentIds: readonly string[], isRetired: boolean): Promise<void> {
    await this.database.execute(RETIRE, [articleId, commentIds, isRetired ? this.clock.now() : null]);
  }

  /**
   * Writes placements in the caller's transaction: into the ledger, onto the anchors, and where a remark is now in another section its thread goes along
   * with its counts. Readers hear of it when something they see is another.
   * @param choice whose choice the places are; left out where they were found by the words.
   */
  async write(
    articleId: string,
    entries: readonly LedgerEntry[],
    choice?: { readonly personId: string | null },
  ): Promise<void> {
    if (entries.length === 0) return;
    const values = [articleId, this.clock.now(), choice?.personId ?? null, ...columns(entries), choice !== undefined];
    await this.database.execute(WRITE, values);
    const moved = entries.filter(isInOtherSection);
    if (moved.length === 0 && !entries.some(isSeen)) return;
    const roots = moved.map(({ anchor }) => anchor.commentId);
    const sections = moved.map(({ placement }) => ('sectionId' in placement ? placement.sectionId : null));
    if (roots.length > 0) await this.database.query(HOLD_ROOTS, [articleId, roots]);
    const [row] = await this.database.query<{ version: string }>(MOVE_THREADS, [articleId, roots, sections]);
    if (row !== undefined) {
      this.database.afterCommit(() => this.live.publish({ articleId, version: Number(row.version) }));
    }
  }

  /** How many anchors had which outcome in a revision, how many were written on it, and how many are still to be looked for. */
  async progress(articleId: string, revision: number): Promise<AnchorProgress> {
    const rows = await this.database.query<{ name: keyof AnchorProgress; n: number }>(OUTCOMES, [articleId, revision]);
    const none: AnchorProgress = { exact: 0, moved: 0, edited: 0, split: 0, orphaned: 0, written: 0, waiting: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ name, n }) => [name, n])) };
  }
}

function isInOtherSection({ anchor, placement }: LedgerEntry): boolean {
  return placement.outcome !== 'orphaned' && placement.sectionId !== anchor.sectionId;
}

function isSeen({ anchor, placement }: LedgerEntry): boolean {
  return placement.outcome !== 'exact' || anchor.outcome !== 'exact';
}

function columns(entries: readonly LedgerEntry[]): unknown[][] {
  const placements = entries.map(({ placement }) => (placement.outcome === 'orphaned' ? null : placement));
  return [
    entries.map(({ anchor }) => anchor.commentId),
    entries.map(({ revision }) => revision),
    entries.map(({ placement }) => placement.outcome),
    entries.map(({ placement }) => placement.score),
    placements.map((place) => place?.sectionId ?? null),
    placements.map((place) => place?.blockId ?? null),
    placements.map((place) => place?.start ?? null),
    placements.map((place) => place?.end ?? null),
    entries.map(({ quote }) => quote?.exact ?? null),
    entries.map(({ quote }) => quote?.prefix ?? null),
    entries.map(({ quote }) => quote?.suffix ?? null),
  ];
}

function toFollowed(row: UnplacedColumns): FollowedAnchor {
  return {
    commentId: row.comment_id,
    isPassage: row.is_passage,
    written: {
      revision: row.article_revision,
      outcome: 'exact',
      score: 1,
      sectionId: row.section_id,
      start: row.start_offset,
      end: row.end_offset,
    },
    chosen: toPlace(row.chosen),
    stood: toPlace(row.stood),
    placedRevision: row.placed_revision,
    outcome: row.outcome,
    score: row.score,
    sectionId: row.thread_section,
  };
}

function toPlace(place: PlaceColumns | null): AnchorPlace | null {
  if (place === null) return null;
  const { revision, outcome, score, section_id: sectionId, start_offset: start, end_offset: end } = place;
  return { revision, outcome, score, sectionId, start, end };
}
