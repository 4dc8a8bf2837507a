import { Inject, Injectable } from '@nestjs/common';
import { type Place, PostingPlace, ScreeningRules, type Settled, SettleComment } from '#discussion';
import { Database } from '#platform';
import { screen, type Screening } from '#screening';
import { FactsOnDemand } from './facts-on-demand.js';
import { ReviewItems } from '../review/review-items.js';
import { screeningFacts, type ScreeningFactsRow } from './screening-facts.js';
import { SCREENING_FACTS, USE_GENERIC_PLANS } from './screening-facts.queries.js';

/** One revision of a comment. */
export interface RevisionToScreen {
  readonly articleId: string;
  readonly commentId: string;
  readonly revision: number;
}

/** How many of a writer's newest comments make their record, beside twice as many as must have been published: as when it was posted. */
const LOOKED_AT = 20;

const STATUS_OF = { publish: 'published', hold: 'pending', reject: 'rejected', spam: 'spam' } as const;

/**
 * Judges one revision with every phase and decides. It decides each revision once, whatever the queue delivers twice, and says
 * nothing about a text that is no longer the newest.
 */
@Injectable()
export class ScreenComment {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(SettleComment) private readonly settle: SettleComment,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(FactsOnDemand) private readonly more: FactsOnDemand,
  ) {}

  /** One transaction: the decision, the status with its counters, the review item, and the end of the job. */
  async run(payload: RevisionToScreen, finish: () => Promise<void>): Promise<void> {
    const place = await this.places.of(payload.articleId);
    await this.database.transaction(async () => {
      const row = await this.facts(payload, place);
      if (row?.revision === payload.revision) await this.decide(payload, row, await this.judge(row, place));
      await finish();
    });
  }

  private async facts(payload: RevisionToScreen, { site }: Place): Promise<ScreeningFactsRow | undefined> {
    const { newCommenter, repeats, similar, recentRejections } = site.settings.screening;
    const looked = LOOKED_AT + 2 * newCommenter.holdFirst;
    const looksNear = similar.holdFrom > 0 || similar.spamFrom > 0;
    const values = [
      ...[payload.articleId, payload.commentId, looked, repeats.windowSeconds],
      ...[looksNear, recentRejections.days],
    ];
    const [, [row]] = await Promise.all([
      this.database.query(USE_GENERIC_PLANS),
      this.database.query<ScreeningFactsRow>(SCREENING_FACTS, values),
    ]);
    return row;
  }

  private async judge(row: ScreeningFactsRow, place: Place): Promise<Screening> {
    const { site, rules } = this.places.at(place, { sectionId: row.section_id, above: row.path });
    const compiled = this.rules.of(site);
    const known = screeningFacts(row, { moderation: rules.moderation, language: site.settings.language });
    const facts = await this.more.complete(known, compiled, place);
    return screen(facts, compiled, { stages: ['fast', 'slow'] }, () => performance.now());
  }

  private async decide(payload: RevisionToScreen, row: ScreeningFactsRow, screening: Screening): Promise<void> {
    const { verdict, reasons, rulesVersion, trace } = screening;
    const settled = await this.settle.run({
      ...payload,
      to: STATUS_OF[verdict],
      cause: 'screening',
      reasons,
      trace: { verdict, reasons, rulesVersion, phases: trace },
      rulesVersion,
    });
    if (settled.result !== 'applied') return;
    if (verdict === 'hold' && awaitsPerson(settled)) {
      await this.items.open({ ...payload, siteId: row.site_id, status: 'pending', reasons });
    } else if (row.has_item) {
      await this.items.settle({ ...payload, status: settled.to });
    }
  }
}

/** A comment that is held, or a held edit of one whose older text stays public. */
function awaitsPerson(settled: Settled): boolean {
  return settled.to === 'pending' || settled.isEdit;
}
