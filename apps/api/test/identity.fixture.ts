import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { verificationCode, verificationLinkToken } from '#accounts';
import { Clock } from '#kernel';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld } from '../../../libs/testing/src/door-world.js';

/** Opened before the first test of the spec that calls `openForIdentity`. */
export let door: Door;
/** Two sites, and one of every role towards the first. */
export let world: DoorWorld;
let count = 0;

/** A door with a world behind it, whose clock is right again after each test. */
export function openForIdentity(): void {
  beforeAll(async () => {
    door = await openDoor();
    world = await buildDoorWorld(door);
  });
  afterAll(() => door.close());
  afterEach(() => {
    vi.restoreAllMocks();
  });
}

/** An address that no test has used. */
export const newAddress = () => `reader-${String(++count)}@mail.example`;
/** Asks for a code. */
export const start = (email: string, more: object = {}) =>
  door.call('POST', '/api/v1/auth/email/start', { json: { email, ...more } });
/** Signs in with what the mail said. */
export const verify = (body: unknown, as?: string) =>
  door.call('POST', '/api/v1/auth/email/verify', { json: body, as });
/** Who a token is. */
export const me = (as: string) => door.call('GET', '/api/v1/me', { as });

/** What the mail would say: the code and the token follow from the verification that is in the outbox. */
export async function secretsFor(email: string): Promise<{ code: string; token: string }> {
  const [row] = await door.database.query<{ id: string }>(
    'SELECT id FROM verifications WHERE email = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [email],
  );
  const id = row?.id ?? '';
  const secret = door.config.secret.reveal();
  return { code: verificationCode(secret, id), token: verificationLinkToken(secret, id) };
}

/** A code and a link on their way to an address. */
export async function issued(email = newAddress()) {
  expect((await start(email)).status).toBe(202);
  return { email, ...(await secretsFor(email)) };
}

/** Lets the door believe that so much time has passed. */
export function later(milliseconds: number): void {
  const clock = door.get<Clock>(Clock as never);
  const now = Date.now() + milliseconds;
  vi.spyOn(clock, 'now').mockImplementation(() => new Date(now));
  vi.spyOn(clock, 'nowMs').mockImplementation(() => now);
}
