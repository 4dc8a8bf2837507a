import { Inject, Injectable } from '@nestjs/common';
import { PostingPlace } from '#discussion';
import { combine, type CompiledRules, screen, type Screening, type TraceEntry } from '#screening';
import { CommentJudge, type JudgedBefore } from '../screening/comment-judge.js';
import type { PastComment } from './past-comments.js';

/** What rules say of a past comment. */
export type PastJudgement = Screening &
  Readonly<{
    /** Milliseconds of judging, without looking things up. */
    judgeMs: number;
  }>;

/**
 * Judges past comments by other rules: as they would have judged then, or again by what is known now (`CommentJudge` says what is of which time).
 * What providers outside said is taken from the record; nobody is asked again.
 */
@Injectable()
export class PastJudge {
  constructor(
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(CommentJudge) private readonly judging: CommentJudge,
  ) {}

  /** What rules would have said of a comment then, in the caller's transaction; undefined when it is gone. Writes nothing. */
  async judgeThen(comment: PastComment, rules: CompiledRules): Promise<PastJudgement | undefined> {
    return this.judge(comment, rules, 'then');
  }

  /** What rules say of a comment by what is known now, in the caller's transaction; undefined when it is gone. Writes nothing. */
  async judgeAgain(comment: PastComment, rules: CompiledRules): Promise<PastJudgement | undefined> {
    return this.judge(comment, rules, 'again');
  }

  private async judge(
    comment: PastComment,
    rules: CompiledRules,
    as: JudgedBefore['as'],
  ): Promise<PastJudgement | undefined> {
    const place = await this.places.of(comment.articleId);
    const row = await this.judging.row(comment, rules, { as, at: comment.judgedAt });
    if (row === undefined) return undefined;
    const facts = await this.judging.facts(row, place, rules, comment.judgedAt);
    const startedMs = performance.now();
    const screening = screen(facts, rules, { stages: ['fast', 'slow'] }, () => performance.now());
    const trace = withRecorded(screening.trace, comment, rules);
    const combined = combine(trace, facts.author);
    return { ...screening, ...combined, trace, judgeMs: performance.now() - startedMs };
  }
}

/** A trace in which providers say what they said then, where the rules would ask them. */
function withRecorded(
  trace: readonly TraceEntry[],
  { phases }: PastComment,
  { akismet, external, shadow }: CompiledRules,
): TraceEntry[] {
  const isAsked: Readonly<Record<string, boolean>> = { akismet: akismet.isOn, external: external.url !== '' };
  return trace.map((entry) => {
    const said = isAsked[entry.phase] === true ? phases.find(({ phase }) => phase === entry.phase) : undefined;
    return said === undefined ? entry : { ...said, shadow: shadow.includes(entry.phase) };
  });
}
