import { Inject, Injectable } from '@nestjs/common';
import type { Role } from '#contracts';
import { Database } from '#platform';
import { Clock, newId } from '#kernel';
import type { GrantedRole } from '../actor.js';
import { ActorCache } from '../actor-cache.js';

/** Roles of people on sites. */
@Injectable()
export class Roles {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ActorCache) private readonly cache: ActorCache,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The roles of a person, at most one for each site and one for all sites. */
  async of(personId: string): Promise<GrantedRole[]> {
    return this.database.query<GrantedRole>('SELECT site_id AS "siteId", role FROM roles WHERE person_id = $1', [
      personId,
    ]);
  }

  /** Which of these people are admins of a site or of every site. One query. */
  async adminsAmong(personIds: readonly string[], siteId: string): Promise<ReadonlySet<string>> {
    if (personIds.length === 0) return new Set();
    const rows = await this.database.query<{ person_id: string }>(
      `SELECT person_id FROM roles
       WHERE person_id = ANY($1::uuid[]) AND role = 'admin' AND (site_id IS NULL OR site_id = $2::uuid)`,
      [[...new Set(personIds)], siteId],
    );
    return new Set(rows.map((row) => row.person_id));
  }

  /** Whether the installation has an owner: an admin of every site. */
  async hasOwner(): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 AS one FROM roles WHERE role = 'admin' AND site_id IS NULL LIMIT 1`,
    );
    return rows.length > 0;
  }

  /**
   * Gives a person a role on a site, or on every site when `siteId` is null, in place of the one they had there. Who may do so is
   * for the caller to decide.
   */
  async grant(personId: string, siteId: string | null, role: Role): Promise<void> {
    await this.database.execute(
      `INSERT INTO roles (id, person_id, site_id, role, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (person_id, site_id) DO UPDATE SET role = EXCLUDED.role`,
      [newId(), personId, siteId, role, this.clock.now()],
    );
    this.database.afterCommit(() => this.cache.forgetPerson(personId));
  }

  /** Takes a person's role on a site, or the one on every site when `siteId` is null. */
  async revoke(personId: string, siteId: string | null): Promise<void> {
    await this.database.execute('DELETE FROM roles WHERE person_id = $1 AND site_id IS NOT DISTINCT FROM $2::uuid', [
      personId,
      siteId,
    ]);
    this.database.afterCommit(() => this.cache.forgetPerson(personId));
  }
}
