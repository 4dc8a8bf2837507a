import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { RuleSets } from '#articles';
import type { ScreeningSettings } from '#contracts';
import { ScreeningRules } from '#discussion';
import type { CompiledRules } from '#screening';
import { type LongTask, TaskCannotGoOn, type TaskKind, type TaskStep } from '../../tasks/long-task.js';
import { TaskKinds } from '../../tasks/task-kinds.js';
import type { PastComment } from '../past-comments.js';
import { PastJudge } from '../past-judge.js';
import { type PastReach, type PastTurn, PastWalk } from '../past-walk.js';
import { changeOf, noRescreenFigures, type RescreenApply, type RescreenFigures } from './rescreen-figures.js';
import { type Rescreened, SettleRescreened } from './settle-rescreened.js';

/** The kind of long task that a re-screening is. */
export const RESCREEN = 'rules.rescreen';

/** What a re-screening was asked to do. */
export interface RescreenParams extends PastReach {
  /** The version in use when it was started. */
  readonly number: number;
  readonly apply: RescreenApply;
}

type Found = Rescreened | 'unchanged' | 'left-alone';

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
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(PastWalk) private readonly walk: PastWalk,
    @Inject(PastJudge) private readonly judge: PastJudge,
    @Inject(SettleRescreened) private readonly settle: SettleRescreened,
  ) {
    kinds.add(this);
  }

  /** The first step finds out what there is to judge, each other judges and settles what half a second allows. */
  async step(task: LongTask, signal: AbortSignal): Promise<TaskStep> {
    const params = task.params as RescreenParams;
    if (task.place === null) return this.walk.begin(task, params, noRescreenFigures);
    const rules = await this.rulesOf(task);
    const judge = (comment: PastComment) => this.judged(comment, rules, params.apply);
    const settle = (changes: readonly Rescreened[]) => this.settle.run(task.siteId, changes);
    return this.walk.goOn(
      task,
      signal,
      () => new RescreenTurn(task.figures as Partial<RescreenFigures>, judge, settle),
    );
  }

  private async judged(comment: PastComment, rules: CompiledRules, apply: RescreenApply): Promise<Found> {
    if (!mayChange(comment)) return 'left-alone';
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
class RescreenTurn implements PastTurn {
  figures: RescreenFigures;
  private readonly changes: Rescreened[] = [];

  constructor(
    before: Partial<RescreenFigures>,
    private readonly judge: (comment: PastComment) => Promise<Found>,
    private readonly settle: (changes: readonly Rescreened[]) => Promise<void>,
  ) {
    this.figures = { ...noRescreenFigures, ...before };
  }

  get isFull(): boolean {
    return this.changes.length >= MOST_CHANGES;
  }

  async meet(comment: PastComment): Promise<void> {
    const found = await this.judge(comment);
    const { judged, leftAlone, changed, changes } = this.figures;
    if (found === 'left-alone') {
      this.figures = { ...this.figures, leftAlone: leftAlone + 1 };
    } else if (found === 'unchanged') {
      this.figures = { ...this.figures, judged: judged + 1 };
    } else {
      this.changes.push(found);
      const change = `${comment.status}>${found.to}`;
      this.figures = {
        judged: judged + 1,
        leftAlone,
        changed: changed + 1,
        changes: { ...changes, [change]: (changes[change] ?? 0) + 1 },
      };
    }
  }

  async write(): Promise<void> {
    await this.settle(this.changes);
  }
}
