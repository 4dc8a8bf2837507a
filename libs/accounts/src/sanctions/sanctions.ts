import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { Clock } from '#kernel';
import type { SanctionKind } from './sanction.entity.js';

/** A sanction in force. `siteId` null: on every site; `endsAt` null: until it is lifted. */
export interface ActiveSanction {
  readonly id: string;
  readonly siteId: string | null;
  readonly kind: SanctionKind;
  readonly reason: string;
  readonly endsAt: Date | null;
}

/** Reads sanctions. */
@Injectable()
export class Sanctions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The sanctions that are in force against a person on a site now, gravest and longest first. Empty is the usual answer. */
  async activeFor(personId: string, siteId: string): Promise<ActiveSanction[]> {
    return this.database.query<ActiveSanction>(
      `SELECT id, site_id AS "siteId", kind, reason, ends_at AS "endsAt" FROM sanctions
       WHERE person_id = $1 AND lifted_at IS NULL AND (site_id IS NULL OR site_id = $2) AND (ends_at IS NULL OR ends_at > $3)
       ORDER BY array_position(ARRAY['ban', 'suspension', 'mute'], kind), ends_at DESC NULLS FIRST
       LIMIT 20`,
      [personId, siteId, this.clock.now()],
    );
  }
}
