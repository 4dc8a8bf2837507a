import { Inject, Injectable } from '@nestjs/common';
import { type Alignment, readPassage } from '#anchoring';
import { AnchorSource, RevisionTexts } from '#articles';
import { Database, Outbox } from '#platform';
import { placeAnchors } from '../discussion.jobs.js';
import { Alignments } from './alignments.js';
import { AnchorLedger, type LedgerEntry } from './anchor-ledger.js';
import { followAnchor } from './follow-anchor.js';
import type { FollowedAnchor, FollowedPlacement } from './followed-anchor.js';

/** Anchors of one commit: few enough that threads which move with them are not held for long. */
const BATCH = 500;
/** Commits of one job; what is left goes on in another, so that none runs into its time limit. */
const BATCHES = 20;

/** Follows an article's anchors into its newest text (product.md 1). */
@Injectable()
export class PlaceAnchors {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AnchorLedger) private readonly ledger: AnchorLedger,
    @Inject(AnchorSource) private readonly source: AnchorSource,
    @Inject(RevisionTexts) private readonly texts: RevisionTexts,
  ) {}

  /**
   * Places every anchor that is behind, one revision after another, in commits of 500. What was placed stays placed: killed anywhere and run again, it goes on
   * with the rest; two at once share the work.
   * @param finish ends the job in the last of its commits.
   */
  async run(
    { articleId }: { readonly articleId: string },
    finish: () => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    const alignments = new Alignments(this.texts, articleId);
    for (let batch = 0; batch < BATCHES; batch++) {
      signal?.throwIfAborted();
      const isDone = await this.database.transaction(async () => {
        const placed = await this.placeSome(articleId, alignments);
        if (placed === 0) await finish();
        return placed === 0;
      });
      if (isDone) return;
    }
    await this.database.transaction(async () => {
      await this.outbox.add(placeAnchors, { articleId });
      await finish();
    });
  }

  private async placeSome(articleId: string, alignments: Alignments): Promise<number> {
    const newest = await this.source.revision(articleId);
    if (newest === undefined) return 0;
    const anchors = await this.ledger.unplaced(articleId, newest, BATCH);
    const entries: LedgerEntry[] = [];
    for (const anchor of anchors) {
      const revision = anchor.placedRevision + 1;
      const from = (older: number) => alignments.between(older, revision);
      const placement = await followAnchor(anchor, from);
      const quote = isToBeRead(anchor, placement) ? readNow(placement, await from(anchor.placedRevision)) : null;
      entries.push({ anchor, revision, placement, quote });
    }
    await this.ledger.write(articleId, entries);
    return anchors.length;
  }
}

/** Whether readers could not find the passage by what was quoted. */
function isToBeRead({ isPassage }: FollowedAnchor, { outcome }: FollowedPlacement): boolean {
  return isPassage && outcome !== 'exact' && outcome !== 'orphaned';
}

function readNow(placement: FollowedPlacement, alignment: Alignment): LedgerEntry['quote'] {
  if (placement.outcome === 'orphaned' || placement.start === null || placement.end === null) return null;
  return readPassage(alignment, { start: placement.start, end: placement.end });
}
