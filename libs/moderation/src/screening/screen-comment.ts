import { Inject, Injectable } from '@nestjs/common';
import {
  type HeldRow,
  type Place,
  PostingPlace,
  ScreeningRules,
  type Settled,
  SettleComments,
  type SettlementOfMany,
} from '#discussion';
import { currentContext, Database, type RequestContext, runWithContext } from '#platform';
import { type CompiledRules, type OutsideFacts, screen, type Screening, type ScreeningFacts } from '#screening';
import { type DecidedComment, ReviewItems, type WaitingComment } from '../review/review-items.js';
import { ShadowRules } from '../rules/shadow/shadow-rules.js';
import { CommentJudge } from './comment-judge.js';
import { AskProviders, asksOutside } from './providers/ask-providers.js';
import { Gathering } from './gathering.js';
import type { ScreeningFactsRow } from './screening-facts.js';

/** One revision of a comment. */
export interface RevisionToScreen {
  readonly articleId: string;
  readonly commentId: string;
  readonly revision: number;
}

const STATUS_OF = { publish: 'published', hold: 'pending', reject: 'rejected', spam: 'spam' } as const;

/** A revision on its way, with what it takes to judge it and to end its job. */
interface Job {
  readonly payload: RevisionToScreen;
  readonly place: Place;
  readonly rules: CompiledRules;
  readonly outside: OutsideFacts | undefined;
  readonly finish: () => Promise<void>;
  /** What its logs and the jobs that follow from it are known by. */
  readonly context: RequestContext;
}

interface Judged {
  readonly job: Job;
  readonly row: ScreeningFactsRow;
  readonly screening: Screening;
}

/** Lots are judged between two answers of the event loop, and hold the locks of their comments meanwhile. */
const TOGETHER = { most: 16, lots: 2 };

/**
 * Judges revisions with every phase and decides. It decides each revision once, whatever the queue delivers twice, and says
 * nothing about a text that is no longer the newest. Jobs that come together are done in one transaction, because on its own each
 * would wait four times for the database and once for its disk.
 */
@Injectable()
export class ScreenComment {
  private readonly together = new Gathering<Job>((jobs) => this.decideAll(jobs), TOGETHER);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PostingPlace) private readonly places: PostingPlace,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(SettleComments) private readonly settle: SettleComments,
    @Inject(ReviewItems) private readonly items: ReviewItems,
    @Inject(CommentJudge) private readonly judging: CommentJudge,
    @Inject(ShadowRules) private readonly shadow: ShadowRules,
    @Inject(AskProviders) private readonly providers: AskProviders,
  ) {}

  /**
   * One transaction, shared with the jobs that come together: the decision, the status with its counters, the review item, and the end of
   * the job. Providers outside are asked before the transaction, where the site has switched one on.
   */
  async run(payload: RevisionToScreen, finish: () => Promise<void>): Promise<void> {
    const place = await this.places.of(payload.articleId);
    const rules = await this.rules.of(place.site);
    const outside = asksOutside(rules) ? await this.askOutside(payload, place, rules) : undefined;
    await this.together.add({ payload, place, rules, outside, finish, context: currentContext() });
  }

  /**
   * All comments are locked before any is judged, in the order of every such list; a second delivery waits there for this one. What all
   * ask for travels together, in one statement for all of them.
   */
  private async decideAll(jobs: readonly Job[]): Promise<void> {
    const payloads = jobs.map(({ payload }) => payload);
    await this.database.transaction(async () => {
      const [held, judged] = await allOf([
        this.settle.hold(payloads),
        this.judgeAll(jobs),
        ...jobs.map((job) => job.finish()),
      ]);
      await this.settleAll(judged, held);
    });
  }

  /** Without those that are no longer the newest text, and each comment once. */
  private async judgeAll(jobs: readonly Job[]): Promise<Judged[]> {
    const rows = await this.judging.rows(jobs.map(({ payload, rules }) => ({ ...payload, rules })));
    const waiting = new Map(rows.map((row) => [row.id, row]));
    const judged: Promise<Judged>[] = [];
    for (const job of jobs) {
      const row = waiting.get(job.payload.commentId);
      if (row?.revision !== job.payload.revision) continue;
      waiting.delete(row.id);
      judged.push(runWithContext(job.context, () => this.judged(job, row)));
    }
    return allOf(judged);
  }

  private async judged(job: Job, row: ScreeningFactsRow): Promise<Judged> {
    const { payload, place, rules, outside } = job;
    const facts = await this.judging.facts(row, place, rules);
    const screening = judge(outside === undefined ? facts : { ...facts, outside }, rules);
    await this.shadow.run({ ...payload, verdict: screening.verdict }, place, outside);
    return { job, row, screening };
  }

  /** Nobody is asked about staff, nor about a text that is no longer the newest. */
  private async askOutside(
    payload: RevisionToScreen,
    place: Place,
    rules: CompiledRules,
  ): Promise<OutsideFacts | undefined> {
    const known = await this.database.transaction(async () => {
      const row = await this.judging.row(payload, rules);
      return row?.revision === payload.revision
        ? { row, facts: await this.judging.facts(row, place, rules) }
        : undefined;
    });
    if (known === undefined || known.facts.author.kind === 'staff') return undefined;
    const { row, facts } = known;
    const { commentId, revision } = payload;
    const question = { place, commentId, revision, facts, writtenAt: row.created_at, email: row.email ?? undefined };
    return this.providers.run(question, rules);
  }

  private async settleAll(judged: readonly Judged[], held: readonly HeldRow[]): Promise<void> {
    if (judged.length === 0) return;
    const settled = await this.settle.run(judged.map(settlementOf), held);
    const opened: WaitingComment[] = [];
    const ended: DecidedComment[] = [];
    for (const [n, { job, row, screening }] of judged.entries()) {
      const outcome = settled[n];
      if (outcome?.result !== 'applied') continue;
      const { verdict, reasons, trace } = screening;
      if (verdict === 'hold' && awaitsPerson(outcome)) {
        const item = { siteId: row.site_id, status: 'pending', reasons, goodness: goodnessOf(trace) };
        opened.push({ ...job.payload, ...item });
      } else if (row.has_item) {
        ended.push({ ...job.payload, status: outcome.to });
      }
    }
    await allOf([this.items.open(opened), this.items.settle(ended)]);
  }
}

function settlementOf({ job: { payload, context }, screening }: Judged): SettlementOfMany {
  const { verdict, reasons, rulesVersion, trace } = screening;
  return {
    ...payload,
    to: STATUS_OF[verdict],
    cause: 'screening',
    reasons,
    trace: { verdict, reasons, rulesVersion, phases: trace },
    rulesVersion,
    requestId: context.requestId,
  };
}

/** Waits for all, also when one fails: nothing may go on in a transaction that is over. */
async function allOf<const Work extends readonly Promise<unknown>[]>(
  work: Work,
): Promise<{ -readonly [N in keyof Work]: Awaited<Work[N]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** A comment that is held, or a held edit of one whose older text stays public. */
function awaitsPerson(settled: Settled): boolean {
  return settled.to === 'pending' || settled.isEdit;
}

/** What the classifier thinks of it, where it spoke. */
function goodnessOf(trace: Screening['trace']): number | undefined {
  const spam = trace.find(({ phase }) => phase === 'classifier')?.score;
  return spam === undefined ? undefined : Math.min(1, Math.max(0, 1 - spam));
}

function judge(facts: ScreeningFacts, rules: CompiledRules): Screening {
  return screen(facts, rules, { stages: ['fast', 'slow'] }, () => performance.now());
}
