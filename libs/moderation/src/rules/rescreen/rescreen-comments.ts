import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { RuleSets } from '#articles';
import type { ScreeningSettings } from '#contracts';
import { ScreeningRules } from '#discussion';
import { Database } from '#platform';
import type { CompiledRules } from '#screening';
import { type LongTask, TaskCannotGoOn, type TaskKind, type TaskStep } from '../../tasks/long-task.js';
import { TaskKinds } from '../../tasks/task-kinds.js';
import { TimeBox } from '../../tasks/time-box.js';
import { type PastBounds, type PastComment, PastComments } from '../past-comments.js';
import { PastJudge } from '../past-judge.js';
import { changeOf, noRescreenFigures, type RescreenApply, type RescreenFigures } from './rescreen-figures.js';
import { type Rescreened, SettleRescreened } from './settle-rescreened.js';

/** The kind of long task that a re-screening is. */
export const RESCREEN = 'rules.rescreen';

/** What a re-screening was asked to do. */
export interface RescreenParams {
  /** The version in use when it was started. */
  readonly number: number;
  readonly days: number;
  /** The most comments that are judged: the newest. */
  readonly comments: number;
  readonly apply: RescreenApply;
}

type Place = Pick<PastBounds, 'after' | 'upTo'>;

const BATCH = 50;
/** Changes of one step: they hold the locks of so many comments until its commit. */
const MOST_CHANGES = 50;
const KEPT = 2;

/**
 * Judges past comments by the rules in use, as they are now, and settles those that come out otherwise. What a person decided stands, and
 * what was refused stays refused. Providers outside are not asked again: what they said then counts.
 */
@Injectable()
export class RescreenComments implements TaskKind {
  readonly name = RESCREEN;
  private readonly settings = new LRUCache<string, ScreeningSettings>({ max: KEPT });

  constructor(
    @Inject(TaskKinds) kinds: TaskKinds,
    @Inject(Database) private readonly database: Database,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(PastComments) private readonly past: PastComments,
    @Inject(PastJudge) private readonly judge: PastJudge,
    @Inject(SettleRescreened) private readonly settle: SettleRescreened,
  ) {
    kinds.add(this);
  }

  /** The first step finds out what there is to judge, each other judges and settles what half a second allows. */
  async step(task: LongTask, signal: AbortSignal): Promise<TaskStep> {
    const { days, comments } = task.params as RescreenParams;
    if (task.place === null) {
      const { total, ...place } = await this.past.bounds(task.siteId, days, comments);
      return { done: 0, total, place, figures: noRescreenFigures, isLast: total === 0 };
    }
    const rules = await this.rulesOf(task);
    return this.database.transaction(() => this.goOn(task, rules, new TimeBox(signal)));
  }

  private async goOn(task: LongTask, rules: CompiledRules, box: TimeBox): Promise<TaskStep> {
    const { apply } = task.params as RescreenParams;
    const turn = new RescreenTurn({ ...noRescreenFigures, ...(task.figures as Partial<RescreenFigures>) });
    const write = (changes: readonly Rescreened[]) => this.settle.run(task.siteId, changes);
    let place = task.place as Place;
    for (;;) {
      const batch = await this.past.next(task.siteId, place, BATCH);
      for (const comment of batch) {
        if (box.isOver || turn.isFull) return turn.end(place, false, write);
        turn.add(comment, mayChange(comment) ? await this.judged(comment, rules, apply) : 'left-alone');
        place = { ...place, after: comment.decisionId };
        await box.breathe();
      }
      if (batch.length < BATCH) return turn.end(place, true, write);
    }
  }

  private async judged(
    comment: PastComment,
    rules: CompiledRules,
    apply: RescreenApply,
  ): Promise<Rescreened | 'unchanged' | 'left-alone'> {
    const screening = await this.judge.judgeAgain(comment, rules);
    if (screening === undefined) return 'left-alone';
    const to = changeOf(comment.status, screening.verdict, apply);
    return to === undefined ? 'unchanged' : { comment, to, screening };
  }

  /** Rules that are no longer in use decide nothing more. */
  private async rulesOf({ siteId, params }: LongTask): Promise<CompiledRules> {
    const { number } = params as RescreenParams;
    if ((await this.ruleSets.activeNumber(siteId)) !== number) {
      throw new TaskCannotGoOn('Other rules are in use by now. Start it again to judge by those.');
    }
    const key = `${siteId}:${number}`;
    const screening = this.settings.get(key) ?? (await this.ruleSets.byNumber(siteId, number)).rules;
    this.settings.set(key, screening);
    return this.rules.of({ id: siteId, settings: { screening } });
  }
}

/** Screening's own decisions alone are taken again. */
function mayChange({ isCurrent, isHiddenByFlags, person, status }: PastComment): boolean {
  return isCurrent && !isHiddenByFlags && person === null && (status === 'published' || status === 'pending');
}

/** What one step has found. */
class RescreenTurn {
  private done = 0;
  private readonly changes: Rescreened[] = [];

  constructor(private figures: RescreenFigures) {}

  get isFull(): boolean {
    return this.changes.length >= MOST_CHANGES;
  }

  add({ status }: PastComment, found: Rescreened | 'unchanged' | 'left-alone'): void {
    const { judged, leftAlone, changed, changes } = this.figures;
    this.done++;
    if (found === 'left-alone') {
      this.figures = { ...this.figures, leftAlone: leftAlone + 1 };
    } else if (found === 'unchanged') {
      this.figures = { ...this.figures, judged: judged + 1 };
    } else {
      this.changes.push(found);
      const change = `${status}>${found.to}`;
      this.figures = {
        judged: judged + 1,
        leftAlone,
        changed: changed + 1,
        changes: { ...changes, [change]: (changes[change] ?? 0) + 1 },
      };
    }
  }

  end(place: Place, isLast: boolean, settle: (changes: readonly Rescreened[]) => Promise<void>): TaskStep {
    const { done, figures, changes } = this;
    return { done, place, figures, isLast, write: () => settle(changes) };
  }
}
