import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize } from '#accounts';
import { RuleSets, SiteDirectory } from '#articles';
import type { ShadowBody } from '#contracts';
import { Clock } from '#kernel';
import { AuditLog, Database } from '#platform';
import type { Verdict } from '#screening';
import { NoShadow } from '../../moderation.errors.js';
import type { PastComment } from '../past-comments.js';
import { type BeforeAfter, contradicts } from '../replay/replay-figures.js';
import { shadowStarted, shadowStopped } from './shadow.audit.js';
import { COMPARE, FORGET_VERDICTS, SHADOW, START_SHADOW, STOP_SHADOW } from './shadows.queries.js';

/** What a rule set on trial has said beside the rules in use. */
export interface ShadowReport {
  readonly number: number;
  readonly startedBy: string | null;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly isRunning: boolean;
  readonly judged: number;
  readonly otherwise: number;
  /** From what was decided to what would have been, with how often. */
  readonly moves: Readonly<Record<string, number>>;
  readonly people: Readonly<{ decided: number; contradicted: BeforeAfter }>;
  readonly tookMsEach: number;
}

interface ShadowRow {
  readonly [column: string]: unknown;
  readonly number: number;
  readonly started_by: string | null;
  readonly started_at: Date;
  readonly ends_at: Date;
}

interface CompareRow {
  readonly [column: string]: unknown;
  readonly decided: Verdict;
  readonly would: Verdict;
  readonly person: PastComment['person'];
  readonly count: number;
  readonly took_ms: number;
}

const DAY_MS = 86_400_000;

/** Puts a rule set on trial beside the rules in use, ends that, and compares. */
@Injectable()
export class ManageShadow {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Begins a trial; one that runs ends, and what it said is forgotten.
   * @throws {SiteNotFound} {RuleSetNotFound}
   */
  async start(actor: Actor, { site, number, days }: ShadowBody): Promise<ShadowReport> {
    const { id: siteId } = await this.sites.byKey(site);
    authorize(actor, 'rules.write', { siteId });
    await this.ruleSets.byNumber(siteId, number);
    const actorId = actorIdOf(actor);
    const now = this.clock.now();
    await this.database.transaction(async () => {
      const values = [siteId, number, actorId ?? null, now, new Date(now.getTime() + days * DAY_MS)];
      await this.database.execute(START_SHADOW, values);
      await this.database.execute(FORGET_VERDICTS, [siteId]);
      await this.audit.append(shadowStarted, subject(siteId, actorId), { number, days });
    });
    return this.reportOf(siteId);
  }

  /** Ends the trial that runs. What it said stays. @throws {SiteNotFound} {NoShadow} */
  async stop(actor: Actor, site: string): Promise<ShadowReport> {
    const { id: siteId } = await this.sites.byKey(site);
    authorize(actor, 'rules.write', { siteId });
    const { number } = await this.reportOf(siteId);
    await this.database.transaction(async () => {
      const stopped = await this.database.execute(STOP_SHADOW, [siteId, this.clock.now()]);
      if (stopped > 0) await this.audit.append(shadowStopped, subject(siteId, actorIdOf(actor)), { number });
    });
    return this.reportOf(siteId);
  }

  /** How the last trial compares. @throws {SiteNotFound} {NoShadow} */
  async report(actor: Actor, site: string): Promise<ShadowReport> {
    const { id: siteId } = await this.sites.byKey(site);
    authorize(actor, 'rules.read', { siteId });
    return this.reportOf(siteId);
  }

  private async reportOf(siteId: string): Promise<ShadowReport> {
    const [shadow] = await this.database.query<ShadowRow>(SHADOW, [siteId]);
    if (shadow === undefined) throw new NoShadow();
    const rows = await this.database.query<CompareRow>(COMPARE, [siteId]);
    const sum = (holds: (row: CompareRow) => boolean) =>
      rows.filter(holds).reduce((total, { count }) => total + count, 0);
    const judged = sum(() => true);
    const moves: Record<string, number> = {};
    for (const { decided, would, count } of rows) {
      if (decided !== would) moves[`${decided}>${would}`] = (moves[`${decided}>${would}`] ?? 0) + count;
    }
    return {
      number: shadow.number,
      startedBy: shadow.started_by,
      startedAt: shadow.started_at,
      endsAt: shadow.ends_at,
      isRunning: shadow.ends_at > this.clock.now(),
      judged,
      otherwise: sum(({ decided, would }) => decided !== would),
      moves,
      people: {
        decided: sum(({ person }) => person !== null),
        contradicted: {
          before: sum(({ decided, person }) => contradicts(decided, person)),
          after: sum(({ would, person }) => contradicts(would, person)),
        },
      },
      tookMsEach: rows.reduce((total, { took_ms }) => total + took_ms, 0) / Math.max(1, judged),
    };
  }
}

function subject(siteId: string, actorId: string | undefined) {
  return actorId === undefined ? { siteId } : { siteId, actorId };
}
