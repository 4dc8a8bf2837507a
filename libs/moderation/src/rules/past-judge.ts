import { Inject, Injectable } from '@nestjs/common';
import { PostingPlace } from '#discussion';
import { combine, type CompiledRules, screen, type Verdict, type Vote } from '#screening';
import { CommentJudge } from '../screening/comment-judge.js';
import type { PastComment } from './past-comments.js';

/** What rules say of a past comment. */
export interface PastJudgement {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  /** Milliseconds of judging, without looking things up. */
  readonly judgeMs: number;
}

/**
 * Judges a past comment by other rules as they would have judged it then (`CommentJudge` says what is of that time and what is of now).
 * What providers outside said is taken from the record; nobody is asked again.
 */
@Injectable()
export class PastJudge {
  constructor(
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(CommentJudge) private readonly judging: CommentJudge,
  ) {}

  /** What rules say of a comment, in the caller's transaction; undefined when the comment is gone. Writes nothing. */
  async judge(comment: PastComment, rules: CompiledRules): Promise<PastJudgement | undefined> {
    const place = await this.places.of(comment.articleId);
    const row = await this.judging.row(comment, rules, comment.judgedAt);
    if (row === undefined) return undefined;
    const facts = await this.judging.facts(row, place, rules, comment.judgedAt);
    const startedMs = performance.now();
    const { trace } = screen(facts, rules, { stages: ['fast', 'slow'] }, () => 0);
    const { verdict, reasons } = combine([...trace, ...recordedOutside(comment, rules)], facts.author);
    return { verdict, reasons, judgeMs: performance.now() - startedMs };
  }
}

/** What providers said then, where the rules would ask them. */
function recordedOutside({ phases }: PastComment, { akismet, external, shadow }: CompiledRules): Vote[] {
  const isAsked: Readonly<Record<string, boolean>> = { akismet: akismet.isOn, external: external.url !== '' };
  const said = phases.filter(({ phase }) => isAsked[phase] === true);
  return said.map((entry) => ({ ...entry, shadow: shadow.includes(entry.phase) })) as unknown[] as Vote[];
}
