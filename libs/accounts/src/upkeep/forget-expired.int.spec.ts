import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { ManualClock, openTestDatabase, type TestDatabase } from '#testing';
import { ForgetExpired } from './forget-expired.js';

const DAY_MS = 86_400_000;

describe(ForgetExpired.name, () => {
  const clock = new ManualClock();
  let room: TestDatabase;
  beforeAll(async () => {
    room = await openTestDatabase();
  });
  afterAll(() => room.close());

  const daysAgo = (days: number) => new Date(clock.nowMs() - days * DAY_MS);

  it('removes what has run out and keeps what can still be used', async () => {
    const personId = newId();
    await room.database.execute(
      `INSERT INTO people (id, kind, name, name_key, created_at, updated_at) VALUES ($1, 'guest', 'A', 'a', $2, $2)`,
      [personId, daysAgo(200)],
    );
    const session = (expires: Date, revoked: Date | null) =>
      room.database.execute(
        `INSERT INTO sessions (id, person_id, kind, token_hash, created_at, expires_at, revoked_at) VALUES ($1, $2, 'guest', $3, $4, $5, $6)`,
        [newId(), personId, Buffer.from(newId()), daysAgo(100), expires, revoked],
      );
    await session(daysAgo(31), null);
    await session(daysAgo(-30), daysAgo(31));
    await session(daysAgo(-30), null);
    await session(daysAgo(10), null);
    const verification = (expires: Date) =>
      room.database.execute(
        `INSERT INTO verifications (id, purpose, email, email_key, code_hash, link_hash, code_expires_at, link_expires_at, created_at)
         VALUES ($1, 'sign-in', 'a@example.org', $2, $2, $3, $4, $4, $4)`,
        [newId(), Buffer.from('key'), Buffer.from(newId()), expires],
      );
    await verification(daysAgo(2));
    await verification(daysAgo(-1));
    let finished = 0;
    await new ForgetExpired(room.database, clock).run(() => {
      finished++;
      return Promise.resolve();
    });
    const count = async (table: string) =>
      (await room.dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n;
    expect([await count('sessions'), await count('verifications'), finished]).toEqual([2, 1, 1]);
  });
});
