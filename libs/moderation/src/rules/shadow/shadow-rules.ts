import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { RuleSets, type Site } from '#articles';
import type { ScreeningSettings } from '#contracts';
import { type Place, ScreeningRules } from '#discussion';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type CompiledRules, type OutsideFacts, screen, type Verdict } from '#screening';
import { CommentJudge } from '../../screening/comment-judge.js';
import { TimedCache } from '../../screening/timed-cache.js';
import { INSERT_VERDICT, RUNNING_SHADOW } from './shadows.queries.js';

/** A revision that the rules in use have judged. */
export interface DecidedRevision {
  readonly articleId: string;
  readonly commentId: string;
  readonly revision: number;
  readonly verdict: Verdict;
}

/** A shadow begins and ends so much later at most. */
const FRESH_MS = 5000;
const SITES = 1000;
const KEPT = 10;

/**
 * Lets a rule set on trial say its word on a comment that is screened. It costs one look-up and one run of the phases more, and a site
 * without one costs a query every five seconds.
 */
@Injectable()
export class ShadowRules {
  private readonly running: TimedCache<{ readonly number: number | null }>;
  private readonly settings = new LRUCache<string, ScreeningSettings>({ max: KEPT });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(CommentJudge) private readonly judging: CommentJudge,
  ) {
    this.running = new TimedCache(clock, FRESH_MS, SITES);
  }

  /**
   * Stores what the rule set on trial would have decided, in the caller's transaction and before it decides.
   * @param outside what providers said, where the rules in use asked them; the trial asks nobody.
   */
  async run(
    { articleId, commentId, revision, verdict }: DecidedRevision,
    place: Place,
    outside?: OutsideFacts,
  ): Promise<void> {
    const rules = await this.onTrial(place.site);
    if (rules === undefined) return;
    const startedMs = performance.now();
    const row = await this.judging.row({ articleId, commentId }, rules);
    if (row === undefined) return;
    const facts = await this.judging.facts(row, place, rules);
    const whole = outside === undefined ? facts : { ...facts, outside };
    const would = screen(whole, rules, { stages: ['fast', 'slow'] }, () => 0);
    await this.database.execute(INSERT_VERDICT, [
      place.site.id,
      commentId,
      revision,
      verdict,
      would.verdict,
      would.reasons,
      performance.now() - startedMs,
      this.clock.now(),
    ]);
  }

  private async onTrial(site: Site): Promise<CompiledRules | undefined> {
    const { number } = await this.running.get(site.id, async () => {
      const [row] = await this.database.query<{ number: number }>(RUNNING_SHADOW, [site.id, this.clock.now()]);
      return { number: row?.number ?? null };
    });
    if (number === null) return undefined;
    const key = `${site.id}:${number}`;
    const screening = this.settings.get(key) ?? (await this.ruleSets.byNumber(site.id, number)).rules;
    this.settings.set(key, screening);
    return this.rules.of({ id: site.id, settings: { screening } });
  }
}
