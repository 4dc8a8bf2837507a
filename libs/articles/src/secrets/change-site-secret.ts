import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, authorize } from '#accounts';
import { SiteSecretName } from '#contracts';
import { Clock } from '#kernel';
import { AppConfig, AuditLog, Database, defineAuditEntry } from '#platform';
import { SiteDirectory } from '../sites/site-directory.js';
import { seal } from './seal.js';
import { sealName, SiteSecrets } from './site-secrets.js';

/** A key or secret of a site was set, or removed; its value is in no log. */
export const siteSecretChanged = defineAuditEntry({
  kind: 'site.secret-changed',
  data: z.strictObject({ name: SiteSecretName, isSet: z.boolean() }),
});

const SET = `
INSERT INTO site_secrets (site_id, name, sealed, set_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (site_id, name) DO UPDATE SET sealed = excluded.sealed, set_at = excluded.set_at`;
const REMOVE = 'DELETE FROM site_secrets WHERE site_id = $1 AND name = $2';

/** Sets or removes a key or secret of a site. */
@Injectable()
export class ChangeSiteSecret {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(SiteSecrets) private readonly secrets: SiteSecrets,
  ) {}

  /**
   * @param input.value left out, the secret is removed.
   * @throws {SiteNotFound}, and what `authorize` throws.
   */
  async run(actor: Actor, input: { site: string; name: SiteSecretName; value?: string }): Promise<void> {
    const { name, value } = input;
    const site = await this.sites.byKey(input.site);
    authorize(actor, 'settings.write', { siteId: site.id });
    await this.database.transaction(async () => {
      if (value === undefined) await this.database.execute(REMOVE, [site.id, name]);
      else {
        const sealed = seal(this.config.secret.reveal(), sealName(site.id, name), value);
        await this.database.execute(SET, [site.id, name, sealed, this.clock.now()]);
      }
      const actorId = actor.kind === 'person' ? actor.personId : actor.kind === 'key' ? actor.keyId : undefined;
      const subject = { siteId: site.id, ...(actorId === undefined ? {} : { actorId }) };
      await this.audit.append(siteSecretChanged, subject, { name, isSet: value !== undefined });
      this.database.afterCommit(() => this.secrets.forget(site.id, name));
    });
  }
}
