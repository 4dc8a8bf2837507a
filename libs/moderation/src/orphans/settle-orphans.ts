import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { type Alignment, passageLikeness, readPassage, sectionCandidates } from '#anchoring';
import { AnchorSource, ArticleDirectory, RevisionTexts } from '#articles';
import type { SettledOrphans, SettleOrphansBody } from '#contracts';
import { AnchorLedger, Alignments, type FollowedAnchor, type LedgerEntry } from '#discussion';
import { AuditLog, Database } from '#platform';
import { ArticleRevised } from '../desk.errors.js';
import { orphansSettled } from './orphans.audit.js';
import { type ChosenPlace, ChosenPlaces } from './chosen-places.js';

type Item = SettleOrphansBody['items'][number];
type PlaceItem = Extract<Item, { action: 'place' }>;

/** What moderators do with remarks that have lost their place: put them somewhere, or let them rest. */
@Injectable()
export class SettleOrphans {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(AnchorSource) private readonly source: AnchorSource,
    @Inject(RevisionTexts) private readonly texts: RevisionTexts,
    @Inject(ChosenPlaces) private readonly places: ChosenPlaces,
    @Inject(AnchorLedger) private readonly ledger: AnchorLedger,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Settles up to 500 orphans of one article in one transaction. A remark that is no orphan by then is left as it is; of one that is named twice the first counts.
   * @throws {ArticleRevised} when the article has another text than the one that was looked at.
   * @throws {ArticleNotFound} {QuoteNotFound} {SectionNotFound} {InvalidField}, and what `authorize` throws. Then nothing is settled.
   */
  async run(actor: Actor, articleId: string, { revision, items }: SettleOrphansBody): Promise<SettledOrphans> {
    const { siteId } = await this.articles.byId(articleId);
    authorize(actor, 'thread.manage', { siteId });
    const chosen = await this.places.of(articleId, revision, items.filter(isPlaced));
    return this.database.transaction(async () => {
      if ((await this.source.hold(articleId)) !== revision) throw new ArticleRevised();
      const orphans = await this.orphans(articleId, revision, items);
      const first = items.filter((item, at) => items.findIndex(({ commentId }) => commentId === item.commentId) === at);
      const applied = first.filter(({ commentId }) => orphans.has(commentId));
      const idsOf = (action: Item['action']) =>
        applied.flatMap((item) => (item.action === action ? item.commentId : []));
      const actorId = actor.kind === 'person' ? actor.personId : undefined;
      const entries = await this.entries(articleId, revision, applied.filter(isPlaced), orphans, chosen);
      await this.ledger.write(articleId, entries, { personId: actorId ?? null });
      await this.ledger.retire(articleId, idsOf('retire'), true);
      await this.ledger.retire(articleId, idsOf('restore'), false);
      if (applied.length > 0) {
        const lists = { placed: idsOf('place'), retired: idsOf('retire'), restored: idsOf('restore') };
        const by = { siteId, ...(actorId === undefined ? {} : { actorId }) };
        await this.audit.append(orphansSettled, by, { articleId, revision, ...lists });
      }
      return {
        items: items.map((item) => ({
          commentId: item.commentId,
          result: applied.includes(item) ? 'applied' : 'stale',
        })),
      };
    });
  }

  /** Those of the list that are orphans of the newest text, held. A remark that the job has not looked for yet may still find its place. */
  private async orphans(
    articleId: string,
    revision: number,
    items: readonly Item[],
  ): Promise<Map<string, FollowedAnchor>> {
    const ids = items.map(({ commentId }) => commentId);
    const anchors = await this.ledger.hold(articleId, ids);
    const orphaned = anchors.filter(
      ({ outcome, placedRevision }) => outcome === 'orphaned' && placedRevision === revision,
    );
    return new Map(orphaned.map((anchor) => [anchor.commentId, anchor]));
  }

  private async entries(
    articleId: string,
    revision: number,
    items: readonly PlaceItem[],
    orphans: ReadonlyMap<string, FollowedAnchor>,
    chosen: ReadonlyMap<PlaceItem, ChosenPlace>,
  ): Promise<LedgerEntry[]> {
    const alignments = new Alignments(this.texts, articleId);
    const entries: LedgerEntry[] = [];
    for (const item of items) {
      const [anchor, place] = [orphans.get(item.commentId), chosen.get(item)];
      if (anchor === undefined || place === undefined) continue;
      const from = (anchor.stood ?? anchor.written).revision;
      entries.push(entryOf(anchor, place, revision, await alignments.between(from, revision)));
    }
    return entries;
  }
}

function isPlaced(item: Item): item is PlaceItem {
  return item.action === 'place';
}

function entryOf(anchor: FollowedAnchor, place: ChosenPlace, revision: number, alignment: Alignment): LedgerEntry {
  const { start, end, blockId, sectionId } = place;
  const stood = anchor.stood ?? anchor.written;
  const at = { sectionId, blockId, start, end };
  if (start === null || end === null) {
    const share =
      sectionId === null || stood.sectionId === null
        ? undefined
        : sectionCandidates(alignment, stood.sectionId, Infinity);
    const score = share?.find((one) => one.sectionId === sectionId)?.score ?? 0;
    return { anchor, revision, placement: { ...at, outcome: 'moved', score }, quote: null };
  }
  const old = stood.start === null || stood.end === null ? undefined : { start: stood.start, end: stood.end };
  const score = old === undefined ? 0 : passageLikeness(alignment, old, { start, end });
  const placement = { ...at, outcome: score === 1 ? 'moved' : 'edited', score } as const;
  return { anchor, revision, placement, quote: readPassage(alignment, { start, end }) };
}
