import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize, can, Forbidden, NotFound } from '#accounts';
import { SiteDirectory } from '#articles';
import type { DecisionResult, DecisionsBody, SiteSettings } from '#contracts';
import { type SettlementOfMany, type Settled, SettleComments, WAITING } from '#discussion';
import { Database } from '#platform';
import { AlreadyDecided } from '../desk.errors.js';
import { DecidedTwice, MayNotDecide, UnknownComment } from '../moderation.errors.js';
import { assertKnownReason } from '../reasons/public-reasons.js';
import { DECIDABLE, OVERTAKEN_BY } from './decide.queries.js';
import { type DecidedComment, ReviewItems } from './review-items.js';

type Item = DecisionsBody['items'][number];

interface DecidableRow {
  readonly article_id: string;
  readonly id: string;
  readonly site_id: string;
  readonly author_id: string;
  readonly author_is_admin: boolean;
  readonly is_public: boolean;
}

interface OvertakenRow {
  readonly comment_id: string;
  readonly body: string;
  readonly body_html: string;
  readonly decision_id: string | null;
  readonly maker_id: string | null;
  readonly maker_name: string | null;
  readonly to_status: string | null;
  readonly created_at: Date | null;
}

const STATUS_OF = { publish: 'published', reject: 'rejected', spam: 'spam' } as const;
const SECOND_MS = 1000;

/**
 * A person's decisions. Each names the revision that was read; one about an older text is `stale` and changes nothing. The list is
 * all or nothing as to who may decide: one comment that is not there, or not the moderator's, refuses the whole and is named
 * (reliability.md A42). What leaves the service because of them waits, so that an undo leaves no trace outside.
 */
@Injectable()
export class Decide {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SettleComments) private readonly settle: SettleComments,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {}

  /**
   * Decides up to 500 comments in one transaction.
   * @returns a result for each item, in the order given; a stale one comes with the newest text, and with the decision that was first.
   * @throws {DecidedTwice} {UnknownComment} {MayNotDecide} naming the comment; {UnknownReason}; {SignInRequired} when nobody is
   * signed in.
   */
  async run(actor: Actor, { items }: DecisionsBody): Promise<DecisionResult[]> {
    assertEachOnce(items);
    return this.database.transaction(async () => {
      const settings = await this.settingsOf(await this.assertMayDecide(actor, items));
      const settlements = items.map((item) => settlementOf(actor, item, settings(item.commentId)));
      const settled = await this.settle.run(settlements);
      await this.items.resolve(items.flatMap(({ commentId }, n) => offTheList(commentId, settled[n])));
      const overtaken = await this.overtaken(items.filter((_, n) => settled[n]?.result === 'stale'));
      return items.flatMap(({ commentId }, n) => resultOf(commentId, settled[n], overtaken.get(commentId)));
    });
  }

  private async assertMayDecide(actor: Actor, items: readonly Item[]): Promise<Map<string, DecidableRow>> {
    const rows = await this.database.query<DecidableRow>(DECIDABLE, [
      items.map((item) => item.articleId),
      items.map((item) => item.commentId),
    ]);
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const { commentId } of items) {
      const row = found.get(commentId);
      if (row === undefined) throw new UnknownComment(commentId);
      assertMayDecideOn(actor, row);
    }
    return found;
  }

  /** The settings of the site of each comment. */
  private async settingsOf(found: ReadonlyMap<string, DecidableRow>): Promise<(commentId: string) => SiteSettings> {
    const siteIds = [...new Set([...found.values()].map((row) => row.site_id))];
    const sites = new Map<string, SiteSettings>();
    for (const siteId of siteIds) sites.set(siteId, (await this.sites.byId(siteId)).settings);
    return (commentId) => {
      const settings = sites.get(found.get(commentId)?.site_id ?? '');
      if (settings === undefined) throw new UnknownComment(commentId);
      return settings;
    };
  }

  private async overtaken(items: readonly Item[]): Promise<Map<string, OvertakenRow>> {
    if (items.length === 0) return new Map();
    const rows = await this.database.query<OvertakenRow>(OVERTAKEN_BY, [
      items.map((item) => item.articleId),
      items.map((item) => item.commentId),
    ]);
    return new Map(rows.map((row) => [row.comment_id, row]));
  }
}

function settlementOf(actor: Actor, item: Item, settings: SiteSettings): SettlementOfMany {
  const { articleId, commentId, revision, reason, note } = item;
  assertKnownReason(reason, settings);
  return {
    articleId,
    commentId,
    revision,
    to: STATUS_OF[item.outcome],
    cause: 'moderator',
    reasons: reason === undefined ? [] : [reason],
    outsideAfterMs: settings.undoSeconds * SECOND_MS,
    ...(actor.kind === 'person' ? { makerId: actor.personId } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

/** Says no in the words of `authorize`, and of which comment. */
function assertMayDecideOn(actor: Actor, row: DecidableRow): void {
  const facts = {
    siteId: row.site_id,
    authorId: row.author_id,
    authorIsAdmin: row.author_is_admin,
    isPublic: row.is_public,
  };
  if (can(actor, 'comment.decide', facts)) return;
  try {
    authorize(actor, 'comment.decide', facts);
  } catch (error) {
    if (error instanceof NotFound) throw new UnknownComment(row.id);
    if (error instanceof Forbidden) throw new MayNotDecide(row.id);
    throw error;
  }
}

function assertEachOnce(items: readonly Item[]): void {
  const seen = new Set<string>();
  for (const { commentId } of items) {
    if (seen.has(commentId)) throw new DecidedTwice(commentId);
    seen.add(commentId);
  }
}

/** What was decided waits no more, and neither does what its writer has withdrawn meanwhile. */
function offTheList(commentId: string, settled: Settled | undefined): DecidedComment[] {
  if (settled === undefined) return [];
  const { result, from, to, revision } = settled;
  if (result !== 'stale') return [{ commentId, status: to, revision }];
  return from === 'published' || WAITING.has(from) ? [] : [{ commentId, status: from, revision }];
}

function resultOf(commentId: string, settled: Settled | undefined, row: OvertakenRow | undefined): DecisionResult[] {
  if (settled === undefined) return [];
  const { result, from, to, revision, decisionId, isContested } = settled;
  const plain = { commentId, revision, decisionId: decisionId ?? null };
  if (result !== 'stale') return [{ ...plain, result: 'applied', status: to }];
  return [
    {
      ...plain,
      result: 'stale',
      status: from,
      ...(row === undefined ? {} : { current: { body: row.body, bodyHtml: row.body_html } }),
      ...(isContested ? standingOf(row) : {}),
    },
  ];
}

function standingOf(row: OvertakenRow | undefined): Pick<DecisionResult, 'standing'> {
  if (!row?.decision_id || !row.to_status || !row.created_at) return {};
  const by = row.maker_id === null ? null : { id: row.maker_id, name: row.maker_name ?? '' };
  return { standing: { id: row.decision_id, by, status: row.to_status, at: row.created_at.toISOString() } };
}

/**
 * Makes an error of the one decision of a list that came too late because another moderator was first (F16). In a longer list the
 * others stand, and the late ones say whose decision they met.
 * @throws {AlreadyDecided}
 */
export function refuseContested(results: DecisionResult[]): DecisionResult[] {
  const [only, ...others] = results;
  if (others.length === 0 && only?.standing !== undefined) throw new AlreadyDecided(only.standing);
  return results;
}
