import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize, NotFound } from '#accounts';
import { RuleSets, SiteDirectory } from '#articles';
import type { RescreenBody } from '#contracts';
import { AuditLog, Database } from '#platform';
import type { LongTask } from '../../tasks/long-task.js';
import { LongTasks } from '../../tasks/long-tasks.js';
import { ManageTasks } from '../../tasks/manage-tasks.js';
import { RESCREEN, type RescreenParams } from './rescreen-comments.js';
import { noRescreenFigures, type RescreenFigures } from './rescreen-figures.js';
import { rescreenStarted } from './rescreen.audit.js';

/** A re-screening as far as it is. */
export interface RescreenReport {
  readonly task: LongTask;
  readonly params: RescreenParams;
  readonly figures: RescreenFigures;
}

/** Has past comments judged again by the rules in use, with effect (reliability.md, matrix row 48). A site has one at a time. */
@Injectable()
export class StartRescreen {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(LongTasks) private readonly tasks: LongTasks,
    @Inject(ManageTasks) private readonly manage: ManageTasks,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Starts it. Returns its id.
   * @throws {SiteNotFound} {TaskRuns}
   */
  async run(actor: Actor, { site, days, comments, apply }: RescreenBody): Promise<string> {
    const { id: siteId } = await this.sites.byKey(site);
    authorize(actor, 'rules.rescreen', { siteId });
    const { number } = await this.ruleSets.active(siteId);
    const params: RescreenParams = { number, days, comments, apply };
    const makerId = actorIdOf(actor);
    return this.database.transaction(async () => {
      const { id: taskId } = await this.tasks.start({ siteId, kind: RESCREEN, params, makerId });
      const subject = makerId === undefined ? { siteId } : { siteId, actorId: makerId };
      await this.audit.append(rescreenStarted, subject, { taskId, number, days, apply });
      return taskId;
    });
  }

  /** What it has done so far. @throws {SiteNotFound} {NotFound} */
  async report(actor: Actor, named: { site: string; id: string }): Promise<RescreenReport> {
    const task = await this.manage.one(actor, named);
    if (task.kind !== RESCREEN) throw new NotFound();
    const figures = { ...noRescreenFigures, ...(task.figures as Partial<RescreenFigures>) };
    return { task, params: task.params as RescreenParams, figures };
  }
}
