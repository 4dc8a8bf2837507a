import type { SanctionKind } from '#accounts';

/** What moderators may impose without an admin (reliability.md, matrix (e) row 31). */
const MODERATORS_MOST_MS = 30 * 86_400_000;
/** A client's clock may be some seconds off when it asks for exactly 30 days. */
const LEEWAY_MS = 60_000;

/** Whether only admins decide on such a sanction: a ban, or a suspension of more than 30 days. */
export function isGrave(kind: SanctionKind, endsAt: Date | null, from: Date): boolean {
  if (kind !== 'suspension') return kind === 'ban';
  return endsAt === null || endsAt.getTime() - from.getTime() > MODERATORS_MOST_MS + LEEWAY_MS;
}
