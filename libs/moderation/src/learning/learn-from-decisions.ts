import { Inject, Injectable } from '@nestjs/common';
import { SiteDirectory } from '#articles';
import { baseClassifier, baseModel, isBaseInOrder } from '#discussion';
import { AuditLog } from '#platform';
import {
  encodeSiteWeights,
  type Head,
  type HeldBack,
  isWorthUsing,
  learningFigures,
  placeOf,
  type SiteHead,
} from '#screening';
import { type LongTask, TaskCannotGoOn, type TaskKind, type TaskStep } from '../tasks/long-task.js';
import { TaskKinds } from '../tasks/task-kinds.js';
import { TimeBox } from '../tasks/time-box.js';
import { ClassifierVersions, type VersionFigures } from './classifier-versions.js';
import { HumanDecisions } from './human-decisions.js';
import { type HeadExamples, examplesOf, holdBack, learnHead, LEAST_OF_EACH } from './learning-folds.js';
import { classifierLearnt } from './learning.audit.js';
import { LEARN, type LearningParams } from './learning-params.js';

/** Each fold is held back once. */
const FOLDS = 5;

/** The texts that were held back so far, as [label, base, site]. */
type Held = Partial<Record<Head, (readonly [0 | 1, number, number])[]>>;
type Place = Readonly<{ fold: number; held: Held }>;

/**
 * Learns from a site's decisions what its comments have that the base model does not know. First each fifth of the decisions, by writer, is
 * held back once and judged by what the others teach, which gives the figures; then the version is learnt from all of them. It is put to
 * use where it is worth it for each head that it has, unless somebody has gone back to an older one: then it waits as a draft.
 */
@Injectable()
export class LearnFromDecisions implements TaskKind {
  readonly name = LEARN;

  constructor(
    @Inject(TaskKinds) kinds: TaskKinds,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(HumanDecisions) private readonly decisions: HumanDecisions,
    @Inject(ClassifierVersions) private readonly versions: ClassifierVersions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {
    kinds.add(this);
  }

  /** A fold a step, and a last one that learns from everything. */
  async step(task: LongTask, signal: AbortSignal): Promise<TaskStep> {
    const { fold, held } = (task.place as Place | null) ?? { fold: 0, held: {} };
    if (!isBaseInOrder()) throw new TaskCannotGoOn('The model that ships cannot be read. Install this release again.');
    const examples = await this.examples(task, new TimeBox(signal));
    if (headsOf(examples).length === 0) return tooLittle(task);
    if (fold === FOLDS) return this.end(task, examples, held);
    const more = { ...held };
    for (const head of headsOf(examples)) {
      const judged = holdBack(head, examples[head], { fold, folds: FOLDS }).map(
        ({ label, base, site }) => [label, rounded(base), rounded(site)] as const,
      );
      more[head] = [...(held[head] ?? []), ...judged];
    }
    return { done: 1, total: FOLDS + 1, place: { fold: fold + 1, held: more }, figures: {}, isLast: false };
  }

  private async examples({ siteId, params }: LongTask, box: TimeBox): Promise<HeadExamples> {
    const { upTo } = params as LearningParams;
    const { settings } = await this.sites.byId(siteId);
    const place = placeOf(settings.screening);
    const decisions = await this.decisions.upTo(siteId, upTo);
    const told = decisions.map((decision) => ({ ...decision, input: { ...decision.input, place } }));
    return examplesOf(told, baseClassifier(), () => box.breathe());
  }

  private async end(task: LongTask, examples: HeadExamples, held: Held): Promise<TaskStep> {
    const { classifier } = (await this.sites.byId(task.siteId)).settings.screening;
    const thresholds: Readonly<Record<Head, number>> = {
      spam: classifier.holdFrom || classifier.spamFrom,
      abuse: classifier.abuseHoldFrom,
    };
    const heads: VersionFigures['heads'] = Object.fromEntries(
      headsOf(examples).map((head) => [head, learningFigures((held[head] ?? []).map(toHeldBack), thresholds[head])]),
    );
    const worthy = headsOf(examples).filter((head) => heads[head] && isWorthUsing(heads[head]));
    const weights: Partial<Record<Head, SiteHead>> = {};
    for (const head of worthy) weights[head] = learnHead(head, examples[head], baseModel().calibration[head]);
    const figures = { decisions: Math.max(...headsOf(examples).map((head) => examples[head].length)), heads };
    return {
      done: 1,
      place: null,
      figures: { ...figures, used: worthy },
      isLast: true,
      write: () => this.store(task, figures, weights),
    };
  }

  /** A version in which no head is worth it is kept as a draft, for its figures. */
  private async store(
    { siteId, params, madeBy }: LongTask,
    figures: VersionFigures,
    weights: Partial<Record<Head, SiteHead>>,
  ): Promise<void> {
    await this.versions.lock(siteId);
    const wentBack = await this.versions.wentBack(siteId);
    const number = await this.versions.make(siteId, {
      base: baseModel().version,
      weights: encodeSiteWeights(weights),
      upTo: (params as LearningParams).upTo,
      figures,
      makerId: madeBy,
    });
    const isInUse = !wentBack && Object.keys(weights).length > 0;
    if (isInUse) await this.versions.use(siteId, number, null);
    await this.audit.append(classifierLearnt, { siteId }, { number, decisions: figures.decisions, isInUse });
  }
}

/** Whoever asked for it is told; a site that tried by itself tries again when there is more. */
function tooLittle({ madeBy }: LongTask): TaskStep {
  if (madeBy === null) return { done: 0, place: null, figures: { tooLittle: true }, isLast: true };
  throw new TaskCannotGoOn(
    `There is too little to learn from yet: it takes ${LEAST_OF_EACH} comments that moderators took for spam, or for abuse, and as many that they let pass.`,
  );
}

function headsOf(examples: HeadExamples): Head[] {
  return (['spam', 'abuse'] as const).filter((head) => examples[head].length > 0);
}

function toHeldBack([label, base, site]: readonly [0 | 1, number, number]): HeldBack {
  return { label, base, site };
}

function rounded(probability: number): number {
  return Number(probability.toFixed(5));
}
