import { SESSION_LIFETIME_MS } from '../sessions/session-token.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** How long this room keeps what, in milliseconds. Whoever removes it and whoever tells people of it read the same figures. */
export const ACCOUNT_RETENTION = {
  sessions: SESSION_LIFETIME_MS,
  /** An ended session may still be asked about in support. */
  endedSessions: 30 * DAY_MS,
  /** How long a mailed code and a mailed link are good for (reliability.md D19). */
  codes: 10 * MINUTE_MS,
  links: 30 * MINUTE_MS,
  /** A used or expired code may still be asked about in support. */
  usedVerifications: DAY_MS,
} as const;
