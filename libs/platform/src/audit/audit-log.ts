import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Database } from '../database/database.js';
import type { AuditEntryDefinition } from './define-audit-entry.js';

/** Who did it, and on which site; neither for what the service does to the installation as a whole. */
export interface AuditSubject {
  readonly siteId?: string;
  readonly actorId?: string;
}

/**
 * The append-only log of everything that is not a decision on a comment (reliability.md D32). An entry is written in the
 * transaction of what it tells of, so that neither exists without the other.
 */
@Injectable()
export class AuditLog {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Writes one entry.
   * @returns its id.
   * @throws when there is no open transaction, or when the data is not the entry's.
   */
  async append<Data>(entry: AuditEntryDefinition<Data>, subject: AuditSubject, data: Data): Promise<string> {
    if (!this.database.inTransaction) {
      throw new Error('The audit log is written inside the transaction of what it tells of. Open one first.');
    }
    const id = newId(this.clock.nowMs());
    await this.database.execute(
      'INSERT INTO audit_log (id, site_id, kind, actor_id, data, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [
        id,
        subject.siteId ?? null,
        entry.kind,
        subject.actorId ?? null,
        JSON.stringify(entry.data.parse(data)),
        this.clock.now(),
      ],
    );
    return id;
  }
}
