import { Inject, Injectable } from '@nestjs/common';
import { type Place, PostingPlace, useGenericPlans } from '#discussion';
import { Database } from '#platform';
import type { Rules, ScreeningFacts } from '#screening';
import { FactsOnDemand } from './facts-on-demand.js';
import { screeningFacts, type ScreeningFactsRow } from './screening-facts.js';
import { PAST_SCREENING_FACTS, SCREENING_FACTS, SCREENING_FACTS_AGAIN } from './screening-facts.queries.js';

/** How many of a writer's newest comments make their record, beside twice as many as must have been published: as when it was posted. */
const LOOKED_AT = 20;

const ONCE_MORE = { then: PAST_SCREENING_FACTS, again: SCREENING_FACTS_AGAIN } as const;

/**
 * When a comment was judged that is judged once more. `then`: by what was known then, as a replay asks. `again`: by what is known now, as
 * a re-screening asks.
 */
export interface JudgedBefore {
  readonly as: 'then' | 'again';
  readonly at: Date;
}

/**
 * Gathers what a comment is judged by, now or once more. Of an earlier time are the writer's record and how many new people there were on
 * the article, and for `then` also sanctions and what people had called spam. The text is that of the newest revision, and as they are
 * now stay the writer's role and address, the rules of the article, and its words.
 */
@Injectable()
export class CommentJudge {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(FactsOnDemand) private readonly more: FactsOnDemand,
  ) {}

  /** What the database knows of a comment, with plans that are made once in the caller's transaction. */
  async row(
    comment: { readonly articleId: string; readonly commentId: string },
    { newCommenter, repeats, similar, recentRejections }: Rules,
    before?: JudgedBefore,
  ): Promise<ScreeningFactsRow | undefined> {
    const looked = LOOKED_AT + 2 * newCommenter.holdFirst;
    const looksNear = similar.holdFrom > 0 || similar.spamFrom > 0;
    const values = [
      ...[comment.articleId, comment.commentId, looked, repeats.windowSeconds],
      ...[looksNear, recentRejections.days],
    ];
    const [, [row]] = await Promise.all([
      useGenericPlans(this.database),
      before === undefined
        ? this.database.query<ScreeningFactsRow>(SCREENING_FACTS, values)
        : this.database.query<ScreeningFactsRow>(ONCE_MORE[before.as], [...values, before.at]),
    ]);
    return row;
  }

  /** What the phases will ask of the comment. */
  async facts(row: ScreeningFactsRow, place: Place, rules: Rules, at?: Date): Promise<ScreeningFacts> {
    const { site, rules: inForce } = this.places.at(place, { sectionId: row.section_id, above: row.path });
    const known = screeningFacts(row, { moderation: inForce.moderation, language: site.settings.language });
    return this.more.complete(known, rules, place, at);
  }
}
