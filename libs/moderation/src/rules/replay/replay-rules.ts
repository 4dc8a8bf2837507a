import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ScreeningRules } from '#discussion';
import { Database } from '#platform';
import type { CompiledRules, Verdict } from '#screening';
import { type LongTask, TaskCannotGoOn, type TaskKind, type TaskStep } from '../../tasks/long-task.js';
import { TaskKinds } from '../../tasks/task-kinds.js';
import { TimeBox } from '../../tasks/time-box.js';
import { type PastBounds, type PastComment, PastComments } from '../past-comments.js';
import { PastJudge } from '../past-judge.js';
import { contradicts, noFigures, type ReplayFigures, withReplayed } from './replay-figures.js';
import { type Flip, REPLAY, Replays } from './replays.js';

/** What a replay was asked to do. */
export interface ReplayParams {
  /** The version that is tried; null for rules that are none. */
  readonly number: number | null;
  readonly days: number;
  /** The most comments that are judged: the newest. */
  readonly comments: number;
}

/** Where the next step begins: the stretch that is left. */
type Place = Pick<PastBounds, 'after' | 'upTo'>;

const BATCH = 50;
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
    @Inject(Database) private readonly database: Database,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(Replays) private readonly replays: Replays,
    @Inject(PastComments) private readonly past: PastComments,
    @Inject(PastJudge) private readonly judge: PastJudge,
  ) {
    kinds.add(this);
  }

  /** The first step finds out what there is to judge, each other judges what half a second allows. */
  async step(task: LongTask, signal: AbortSignal): Promise<TaskStep> {
    if (task.place === null) return this.plan(task);
    const rules = await this.rulesOf(task);
    return this.database.transaction(() => this.goOn(task, rules, new TimeBox(signal)));
  }

  /** Reads in one transaction, on one connection and with plans that are made once. */
  private async goOn(task: LongTask, rules: CompiledRules, box: TimeBox): Promise<TaskStep> {
    const turn = new ReplayTurn({ ...noFigures, ...(task.figures as Partial<ReplayFigures>) });
    const store = (flips: readonly Flip[]) => this.replays.addFlips(task.id, flips);
    let place = task.place as Place;
    for (;;) {
      const batch = await this.past.next(task.siteId, place, BATCH);
      for (const comment of batch) {
        if (box.isOver) return turn.end(place, false, store);
        turn.add(comment, comment.isCurrent ? await this.judge.judgeThen(comment, rules) : undefined);
        place = { ...place, after: comment.decisionId };
        await box.breathe();
      }
      if (batch.length < BATCH) return turn.end(place, true, store);
    }
  }

  private async plan({ siteId, params }: LongTask): Promise<TaskStep> {
    const { days, comments } = params as ReplayParams;
    const { total, ...place } = await this.past.bounds(siteId, days, comments);
    return { done: 0, total, place, figures: noFigures, isLast: total === 0 };
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
class ReplayTurn {
  private done = 0;
  private readonly flips: Flip[] = [];

  constructor(private figures: ReplayFigures) {}

  add(
    comment: PastComment,
    judged: { readonly verdict: Verdict; readonly reasons: readonly string[]; readonly judgeMs: number } | undefined,
  ): void {
    this.done++;
    if (judged === undefined) {
      this.figures = { ...this.figures, skipped: this.figures.skipped + 1 };
      return;
    }
    const { verdict: after, reasons, judgeMs } = judged;
    this.figures = withReplayed(this.figures, { comment, after, judgeMs });
    if (after === comment.verdict || this.figures.flipped > MOST_FLIPS) return;
    this.flips.push({ comment, after, reasons, contradicts: contradicts(after, comment.person) });
  }

  end(place: Place, isLast: boolean, store: (flips: readonly Flip[]) => Promise<void>): TaskStep {
    const { done, figures, flips } = this;
    return { done, place, figures, isLast, write: () => store(flips) };
  }
}
