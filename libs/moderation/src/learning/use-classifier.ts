import { Inject, Injectable } from '@nestjs/common';
import { type Actor, actorIdOf, authorize, NotFound } from '#accounts';
import { SiteDirectory } from '#articles';
import type { UseClassifierBody } from '#contracts';
import { baseClassifier } from '#discussion';
import { AuditLog, Database } from '#platform';
import { ClassifierChanged, LearntOnAnother } from '../moderation.errors.js';
import { ClassifierVersions } from './classifier-versions.js';
import { classifierChanged } from './learning.audit.js';

/**
 * Puts a version of what a site learnt to use, or the base model alone: the way back. Whoever goes back has later versions wait as drafts,
 * until the newest that was ever in use is in use again.
 */
@Injectable()
export class UseClassifier {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ClassifierVersions) private readonly versions: ClassifierVersions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Changes nothing where the version is in use already.
   * @throws {SiteNotFound} {NotFound} {ClassifierChanged} when another one is in use than the caller saw. {LearntOnAnother}
   */
  async run(actor: Actor, { site: key, number, basedOn }: UseClassifierBody): Promise<void> {
    const { id: siteId } = await this.sites.byKey(key);
    authorize(actor, 'rules.write', { siteId });
    const actorId = actorIdOf(actor);
    await this.database.transaction(async () => {
      const before = await this.versions.lock(siteId);
      if (before !== basedOn) throw new ClassifierChanged(before);
      if (before === number) return;
      await this.assertUsable(siteId, number);
      await this.versions.use(siteId, number, actorId ?? null);
      await this.audit.append(classifierChanged, actorId === undefined ? { siteId } : { siteId, actorId }, {
        number,
        before,
      });
    });
  }

  private async assertUsable(siteId: string, number: number | null): Promise<void> {
    if (number === null) return;
    const version = await this.versions.byNumber(siteId, number);
    if (version === undefined) throw new NotFound();
    if (version.base !== baseClassifier().version) throw new LearntOnAnother();
  }
}
