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

/** A comment of which the facts are asked. */
export interface CommentToJudge {
  readonly articleId: string;
  readonly commentId: string;
}

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

  /** What the database knows of a comment, in the caller's transaction. */
  async row(comment: CommentToJudge, rules: Rules, before?: JudgedBefore): Promise<ScreeningFactsRow | undefined> {
    const statement = before === undefined ? SCREENING_FACTS : ONCE_MORE[before.as];
    return (await this.ask(statement, [{ ...comment, rules, at: before?.at }]))[0];
  }

  /** The same of several at once, in any order, without those that are gone. */
  async rows(comments: readonly (CommentToJudge & { readonly rules: Rules })[]): Promise<ScreeningFactsRow[]> {
    return this.ask(SCREENING_FACTS, comments);
  }

  /** With plans that are made once in the caller's transaction. */
  private async ask(
    statement: string,
    comments: readonly (CommentToJudge & { readonly rules: Rules; readonly at?: Date | undefined })[],
  ): Promise<ScreeningFactsRow[]> {
    const [, rows] = await Promise.all([
      useGenericPlans(this.database),
      this.database.query<ScreeningFactsRow>(statement, [
        comments.map(({ articleId }) => articleId),
        comments.map(({ commentId }) => commentId),
        comments.map(({ rules }) => LOOKED_AT + 2 * rules.newCommenter.holdFirst),
        comments.map(({ rules }) => rules.repeats.windowSeconds),
        comments.map(({ rules: { similar } }) =>
          similar.holdFrom > 0 || similar.spamFrom > 0 ? similar.percent : null,
        ),
        comments.map(({ rules }) => rules.recentRejections.days),
        comments.map(({ at }) => at ?? null),
      ]),
    ]);
    return rows;
  }

  /** What the phases will ask of the comment. */
  async facts(row: ScreeningFactsRow, place: Place, rules: Rules, at?: Date): Promise<ScreeningFacts> {
    const { site, rules: inForce } = this.places.at(place, { sectionId: row.section_id, above: row.path });
    const known = screeningFacts(row, { moderation: inForce.moderation, language: site.settings.language });
    return this.more.complete(known, rules, place, at);
  }
}
