/** Who flags, as far as it counts. `agreed` and `disagreed`: how moderators decided on comments they flagged before. */
export interface Flagger {
  readonly isGuest: boolean;
  readonly isStaff: boolean;
  readonly isTrusted: boolean;
  readonly agreed: number;
  readonly disagreed: number;
}

/** The arithmetic of Discourse (field.md b.5), with our roles for its trust levels. */
const BASE = 1;
const TRUST = { staff: 5, trusted: 1, none: 0 } as const;
/** So many handled flags say something about who raised them. */
const ENOUGH_HANDLED = 5;
const AXIS = 0.7;
const BONUS_BASE = 4;
const BONUS_FACTOR = 5;
/** Names cost a guest nothing: the n-th guest's flag weighs 0.2 / n, so that fifty are less than one reader (reliability.md A36). */
const GUEST = 0.2;

/** What a flag weighs, 0 or more. Of a guest's the first; `guestWeight` gives the others. */
export function flagWeight(flagger: Flagger): number {
  if (flagger.isGuest) return GUEST;
  const trust = flagger.isStaff ? TRUST.staff : flagger.isTrusted ? TRUST.trusted : TRUST.none;
  return Math.max(0, BASE + trust + accuracyBonus(flagger));
}

/** What the n-th guest's flag on one comment weighs, from 1. */
export function guestWeight(nth: number): number {
  return GUEST / nth;
}

/** What being right, or wrong, often adds: nothing up to 5 handled flags, then more with their number. */
export function accuracyBonus({ agreed, disagreed }: Pick<Flagger, 'agreed' | 'disagreed'>): number {
  const total = agreed + disagreed;
  if (total <= ENOUGH_HANDLED) return 0;
  const share = agreed / total;
  const distance = share >= AXIS ? (share - AXIS) / (1 - AXIS) : (share - AXIS) / AXIS;
  return distance * (Math.log(total) / Math.log(BONUS_BASE)) * BONUS_FACTOR;
}

/** The flags on a comment since a moderator last looked. `known`: the part of the weight that comes from people who are known. */
export interface FlagSum {
  readonly weight: number;
  readonly known: number;
}

/** Newcomers and guests together count for at most this share of what hides. */
const NEWCOMERS_SHARE = 0.5;

/**
 * Whether flags hide a comment: those of known people, and of the others up to half of what is needed. However many new accounts
 * and guests there are, alone they hide nothing (reliability.md A36).
 * @param hideFrom the site's threshold; 0 never hides.
 */
export function flagsHide({ weight, known }: FlagSum, hideFrom: number): boolean {
  if (hideFrom === 0) return false;
  const newcomers = Math.max(0, weight - known);
  return known + Math.min(newcomers, hideFrom * NEWCOMERS_SHARE) >= hideFrom;
}

/** Whether flags put a comment before the moderators. Flags of people who were always wrong weigh nothing and do not. */
export function flagsQueue({ weight }: Pick<FlagSum, 'weight'>, queueFrom: number): boolean {
  return weight > 0 && weight >= queueFrom;
}
