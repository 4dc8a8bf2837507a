import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Actor, actorIdOf, authorize } from '#accounts';
import { SiteDirectory } from '#articles';
import { baseModel, isBaseInOrder } from '#discussion';
import { AuditLog, Database } from '#platform';
import { NothingToLearnFrom, TaskRuns } from '../moderation.errors.js';
import { LongTasks } from '../tasks/long-tasks.js';
import { HumanDecisions } from './human-decisions.js';
import { SITES_TO_LEARN } from './human-decisions.queries.js';
import { learningStarted } from './learning.audit.js';
import { LEARN, type LearningParams } from './learning-params.js';

/** New decisions that are worth learning anew (own choice: a day of a busy desk). */
const FRESH = 50;

/** Has sites learn from their moderators' decisions: when somebody asks for it, and by itself. A site learns once at a time. */
@Injectable()
export class StartLearning {
  private readonly logger = new Logger('Classifier');

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(HumanDecisions) private readonly decisions: HumanDecisions,
    @Inject(LongTasks) private readonly tasks: LongTasks,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Starts it for a site. Returns the task's id.
   * @throws {SiteNotFound} {NothingToLearnFrom} {TaskRuns}
   */
  async run(actor: Actor, site: string): Promise<string> {
    const { id: siteId } = await this.sites.byKey(site);
    authorize(actor, 'rules.write', { siteId });
    const makerId = actorIdOf(actor);
    return this.database.transaction(async () => {
      const taskId = await this.start(siteId, makerId);
      if (taskId === undefined) throw new NothingToLearnFrom();
      await this.audit.append(learningStarted, makerId === undefined ? { siteId } : { siteId, actorId: makerId }, {
        taskId,
      });
      return taskId;
    });
  }

  /** Starts it for every site that has enough new decisions, and for those whose base model is another one by now. */
  async ofAll(): Promise<void> {
    if (!isBaseInOrder()) return;
    const sites = await this.database.query<{ id: string }>(SITES_TO_LEARN, [FRESH, baseModel().version, LEARN]);
    for (const { id } of sites) {
      try {
        await this.start(id);
      } catch (error) {
        if (!(error instanceof TaskRuns)) throw error;
        this.logger.debug(`Site ${id} is learning already.`);
      }
    }
  }

  private async start(siteId: string, makerId?: string): Promise<string | undefined> {
    const upTo = await this.decisions.newest(siteId);
    if (upTo === undefined) return undefined;
    const params: LearningParams = { upTo };
    return (await this.tasks.start({ siteId, kind: LEARN, params, makerId })).id;
  }
}
