import type { SanctionRecord } from '#accounts';
import type { Sanction } from '#contracts';

/**
 * A sanction as a site's staff see it. Who imposed one everywhere from another site, and what they noted, stays there.
 * @param now decides whether it is in force.
 */
export function presentSanction(row: SanctionRecord, siteId: string, now: Date): Sanction {
  const isOurs = row.imposedOn === siteId;
  return {
    id: row.id,
    kind: row.kind,
    scope: row.siteId === null ? 'everywhere' : 'site',
    reason: row.reason,
    note: isOurs ? row.note : null,
    publicText: row.publicText,
    isInForce: row.liftedAt === null && (row.endsAt === null || row.endsAt > now),
    imposedBy: isOurs ? row.imposedBy : null,
    imposedAt: row.imposedAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    liftedAt: row.liftedAt?.toISOString() ?? null,
    liftedBy: isOurs ? row.liftedBy : null,
    liftReason: row.liftReason,
  };
}
