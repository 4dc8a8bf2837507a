import { randomBytes } from 'node:crypto';
import type { SessionKind } from '../actor.js';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a session lasts, in milliseconds. Staff sign in daily; guests keep what lets them edit and follow their comments. */
export const SESSION_LIFETIME_MS: Readonly<Record<SessionKind, number>> = {
  guest: 180 * DAY_MS,
  reader: 90 * DAY_MS,
  staff: 12 * HOUR_MS,
};

/** A new opaque token: 256 random bits in base64url, 43 characters (reliability.md D22). */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}
