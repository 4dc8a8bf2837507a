import { Inject, Injectable } from '@nestjs/common';
import { PostingPlace } from '#discussion';
import { Database } from '#platform';
import { combine, type CompiledRules, screen, type ScreeningFacts, type Verdict, type Vote } from '#screening';
import { screeningFacts, type ScreeningFactsRow } from '../screening/screening-facts.js';
import { SCREENING_FACTS } from '../screening/screening-facts.queries.js';
import { FACTS_THEN } from './past-facts.queries.js';
import type { PastComment } from './past-comments.js';

/** What rules say of a past comment. */
export interface PastJudgement {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  /** Milliseconds of judging, without looking things up. */
  readonly judgeMs: number;
}

/** What was so when the comment was judged. */
interface ThenRow {
  readonly [column: string]: unknown;
  readonly approved: number;
  readonly rejected: number;
  readonly sanction: ScreeningFactsRow['sanction'];
  readonly marked_spam: number;
}

const LOOKED_AT = 20;

/**
 * Judges a past comment by rules of today as they would have judged it then. What happened before it is rebuilt from the rows of comments
 * and decisions. Taken as they are now: the text of the comment's newest revision, the role of its writer, the mode of its article. What
 * providers outside said is taken from the record; nobody is asked again.
 */
@Injectable()
export class PastJudge {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PostingPlace) private readonly places: PostingPlace,
  ) {}

  /** What rules say of a comment; undefined when the comment is gone. Writes nothing. */
  async judge(comment: PastComment, rules: CompiledRules): Promise<PastJudgement | undefined> {
    const facts = await this.factsThen(comment, rules);
    if (facts === undefined) return undefined;
    const startedMs = performance.now();
    const { trace } = screen(facts, rules, { stages: ['fast', 'slow'] }, () => 0);
    const { verdict, reasons } = combine([...trace, ...recordedOutside(comment, rules)], facts.author);
    return { verdict, reasons, judgeMs: performance.now() - startedMs };
  }

  private async factsThen(
    { articleId, commentId, judgedAt }: PastComment,
    rules: CompiledRules,
  ): Promise<ScreeningFacts | undefined> {
    const place = await this.places.of(articleId);
    const lookedAt = LOOKED_AT + 2 * rules.newCommenter.holdFirst;
    const [[now], [then]] = await Promise.all([
      this.database.query<ScreeningFactsRow & Record<string, unknown>>(SCREENING_FACTS, [
        articleId,
        commentId,
        lookedAt,
        rules.repeats.windowSeconds,
      ]),
      this.database.query<ThenRow>(FACTS_THEN, [articleId, commentId, judgedAt, lookedAt]),
    ]);
    if (now === undefined || then === undefined) return undefined;
    return screeningFacts(
      { ...now, ...then },
      { moderation: place.rules.moderation, language: place.site.settings.language },
    );
  }
}

/** What providers said then, where the rules would ask them. */
function recordedOutside({ phases }: PastComment, { akismet, external, shadow }: CompiledRules): Vote[] {
  const isAsked: Readonly<Record<string, boolean>> = { akismet: akismet.isOn, external: external.url !== '' };
  const said = phases.filter(({ phase }) => isAsked[phase] === true);
  return said.map((entry) => ({ ...entry, shadow: shadow.includes(entry.phase) })) as unknown[] as Vote[];
}
