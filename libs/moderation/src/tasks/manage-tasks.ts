import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize, NotFound } from '#accounts';
import { SiteDirectory } from '#articles';
import { CursorCodec } from '#kernel';
import { AuditLog, Database } from '#platform';
import type { LongTask } from './long-task.js';
import { LongTasks } from './long-tasks.js';
import { taskResumed, taskStopped } from './tasks.audit.js';

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A task as a request names it: its site's key and its id. */
export interface NamedTask {
  readonly site: string;
  readonly id: string;
}

/** Shows the long tasks of a site, stops them, and has them go on. */
@Injectable()
export class ManageTasks {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(LongTasks) private readonly tasks: LongTasks,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /**
   * A page of a site's tasks, newest first.
   * @throws {SiteNotFound} {InvalidCursor}
   */
  async page(
    actor: Actor,
    query: { site: string; limit: number; kind?: string | undefined; after?: string | undefined },
  ): Promise<{ items: LongTask[]; next: string | null }> {
    const siteId = await this.siteId(actor, 'tasks.read', query.site);
    const list = `tasks:${siteId}:${query.kind ?? ''}`;
    const [before] = query.after === undefined ? [LAST_ID] : this.cursors.decode(list, query.after);
    const items = await this.tasks.before(siteId, String(before), query.limit + 1, query.kind);
    const shown = items.slice(0, query.limit);
    const last = items.length > query.limit ? shown.at(-1) : undefined;
    return { items: shown, next: last === undefined ? null : this.cursors.encode(list, [last.id]) };
  }

  /** @throws {SiteNotFound} {NotFound} when the site has no such task. */
  async one(actor: Actor, { site, id }: NamedTask): Promise<LongTask> {
    return this.ofSite(await this.siteId(actor, 'tasks.read', site), id);
  }

  /**
   * Has a task stop before its next step, which is a second away at the most. One that has ended stays as it is.
   * @throws {SiteNotFound} {NotFound}
   */
  async stop(actor: Actor, { site, id }: NamedTask): Promise<LongTask> {
    const siteId = await this.siteId(actor, 'tasks.manage', site);
    const { kind, endedAt } = await this.ofSite(siteId, id);
    if (endedAt === null) {
      await this.database.transaction(async () => {
        await this.tasks.askToStop(id, siteId);
        await this.audit.append(taskStopped, { siteId, ...by(actor) }, { taskId: id, kind });
      });
    }
    return this.ofSite(siteId, id);
  }

  /**
   * Has a task go on that was stopped or failed, from where it was.
   * @throws {SiteNotFound} {NotFound} {TaskRuns}
   */
  async resume(actor: Actor, { site, id }: NamedTask): Promise<LongTask> {
    const siteId = await this.siteId(actor, 'tasks.manage', site);
    const { kind, state } = await this.ofSite(siteId, id);
    if (state === 'stopped' || state === 'failed') {
      await this.database.transaction(async () => {
        await this.tasks.resume(id, siteId);
        await this.audit.append(taskResumed, { siteId, ...by(actor) }, { taskId: id, kind });
      });
    }
    return this.ofSite(siteId, id);
  }

  private async siteId(actor: Actor, permission: 'tasks.read' | 'tasks.manage', key: string): Promise<string> {
    const { id } = await this.sites.byKey(key);
    authorize(actor, permission, { siteId: id });
    return id;
  }

  private async ofSite(siteId: string, id: string): Promise<LongTask> {
    const task = await this.tasks.byId(id);
    if (task?.siteId !== siteId) throw new NotFound();
    return task;
  }
}

function by(actor: Actor): { actorId?: string } {
  const actorId = actorIdOf(actor);
  return actorId === undefined ? {} : { actorId };
}
