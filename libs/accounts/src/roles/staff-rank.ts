import type { GrantedRole } from '../actor.js';

/** What somebody is on a site, lowest first. */
export const STAFF_RANKS = ['none', 'moderator', 'admin', 'owner'] as const;

/** One of them. */
export type StaffRank = (typeof STAFF_RANKS)[number];

/** The height of a rank. */
export function rankOf(rank: StaffRank): number {
  return STAFF_RANKS.indexOf(rank);
}

/** What these roles make of their holder on a site. Roles of other sites count for nothing. */
export function rankOn(roles: readonly GrantedRole[], siteId: string): StaffRank {
  const here = roles.filter((granted) => granted.siteId === null || granted.siteId === siteId);
  if (here.some(({ siteId: on, role }) => on === null && role === 'admin')) return 'owner';
  if (here.some(({ role }) => role === 'admin')) return 'admin';
  return here.some(({ role }) => role === 'moderator') ? 'moderator' : 'none';
}
