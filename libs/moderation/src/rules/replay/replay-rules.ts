import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ScreeningRules } from '#discussion';
import type { CompiledRules } from '#screening';
import { type LongTask, TaskCannotGoOn, type TaskKind, type TaskStep } from '../../tasks/long-task.js';
import { TaskKinds } from '../../tasks/task-kinds.js';
import type { PastComment } from '../past-comments.js';
import { PastJudge, type PastJudgement } from '../past-judge.js';
import { type PastReach, type PastTurn, PastWalk } from '../past-walk.js';
import { contradicts, noFigures, type ReplayFigures, withReplayed } from './replay-figures.js';
import { type Flip, REPLAY, Replays } from './replays.js';

/** What a replay was asked to do. */
export interface ReplayParams extends PastReach {
  /** The version that is tried; null for rules that are none. */
  readonly number: number | null;
}

/** Flips that are kept to be listed; all are counted. */
const MOST_FLIPS = 10_000;
const COMPILED = 2;

/** Tries rules on past comments. It reads, judges and counts; no status changes and nothing leaves the service. */
@Injectable()
export class ReplayRules implements TaskKind {
  readonly name = REPLAY;
  private readonly compiled = new LRUCache<string, CompiledRules>({ max: COMPILED });

  constructor(
    @Inject(TaskKinds) kinds: TaskKinds,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(Replays) private readonly replays: Replays,
    @Inject(PastWalk) private readonly walk: PastWalk,
    @Inject(PastJudge) private readonly judge: PastJudge,
  ) {
    kinds.add(this);
  }

  /** The first step finds out what there is to judge, each other judges what half a second allows. */
  async step(task: LongTask, signal: AbortSignal): Promise<TaskStep> {
    if (task.place === null) return this.walk.begin(task, task.params as ReplayParams, noFigures);
    const rules = await this.rulesOf(task);
    const judge = (comment: PastComment) => this.judge.judgeThen(comment, rules);
    const store = (flips: readonly Flip[]) => this.replays.addFlips(task.id, flips);
    return this.walk.goOn(task, signal, () => new ReplayTurn(task.figures as Partial<ReplayFigures>, judge, store));
  }

  private async rulesOf({ id, siteId }: LongTask): Promise<CompiledRules> {
    const known = this.compiled.get(id);
    if (known !== undefined) return known;
    const screening = await this.replays.rules(id);
    if (screening === undefined) throw new TaskCannotGoOn('The rules of this replay are gone. Start it again.');
    const rules = await this.rules.of({ id: siteId, settings: { screening } });
    this.compiled.set(id, rules);
    return rules;
  }
}

/** What one step has found. */
class ReplayTurn implements PastTurn {
  readonly isFull = false;
  figures: ReplayFigures;
  private readonly flips: Flip[] = [];

  constructor(
    before: Partial<ReplayFigures>,
    private readonly judge: (comment: PastComment) => Promise<PastJudgement | undefined>,
    private readonly store: (flips: readonly Flip[]) => Promise<void>,
  ) {
    this.figures = { ...noFigures, ...before };
  }

  async meet(comment: PastComment): Promise<void> {
    const judged = comment.isCurrent ? await this.judge(comment) : undefined;
    if (judged === undefined) {
      this.figures = { ...this.figures, skipped: this.figures.skipped + 1 };
      return;
    }
    const { verdict: after, reasons, judgeMs } = judged;
    this.figures = withReplayed(this.figures, { comment, after, judgeMs });
    if (after === comment.verdict || this.figures.flipped > MOST_FLIPS) return;
    this.flips.push({ comment, after, reasons, contradicts: contradicts(after, comment.person) });
  }

  async write(): Promise<void> {
    await this.store(this.flips);
  }
}
