import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize } from '#accounts';
import { RuleSets, SiteDirectory } from '#articles';
import type { ReplayBody, ScreeningSettings } from '#contracts';
import { AuditLog, Database } from '#platform';
import { LongTasks } from '../../tasks/long-tasks.js';
import { SoundRules } from '../sound-rules.js';
import { replayStarted } from './replay.audit.js';
import type { ReplayParams } from './replay-rules.js';
import { REPLAY, Replays } from './replays.js';

/** Has rules tried on past comments. Everybody has one replay at a time on a site. */
@Injectable()
export class StartReplay {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(SoundRules) private readonly sound: SoundRules,
    @Inject(LongTasks) private readonly tasks: LongTasks,
    @Inject(Replays) private readonly replays: Replays,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Starts a replay of rules that are given, of a version, or of those in use. Returns its id.
   * @throws {SiteNotFound} {RuleSetNotFound} {UnsoundRules} {TaskRuns}
   */
  async run(actor: Actor, body: ReplayBody): Promise<string> {
    const { id: siteId } = await this.sites.byKey(body.site);
    authorize(actor, 'rules.write', { siteId });
    const { rules, number } = await this.rulesFor(siteId, body);
    const { days, comments } = body;
    const params: ReplayParams = { number, days, comments };
    const makerId = actorIdOf(actor);
    return this.database.transaction(async () => {
      const { id: taskId } = await this.tasks.start({
        siteId,
        kind: REPLAY,
        subject: makerId ?? '',
        params,
        makerId,
      });
      await this.replays.insert(taskId, siteId, rules);
      const subject = makerId === undefined ? { siteId } : { siteId, actorId: makerId };
      await this.audit.append(replayStarted, subject, { taskId, number, days });
      return taskId;
    });
  }

  private async rulesFor(
    siteId: string,
    { rules, number }: ReplayBody,
  ): Promise<{ rules: ScreeningSettings; number: number | null }> {
    if (rules !== undefined) {
      this.sound.compile(rules);
      return { rules, number: null };
    }
    return number === undefined ? this.ruleSets.active(siteId) : this.ruleSets.byNumber(siteId, number);
  }
}
