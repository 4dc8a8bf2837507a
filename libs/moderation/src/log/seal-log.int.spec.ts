import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel';
import { AuditLog, defineAuditEntry } from '#platform';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { PublishLogHead } from './publish-log-head.js';
import { SealLog } from './seal-log.js';
import { VerifyLog } from './verify-log.js';

const lampLit = defineAuditEntry({ kind: 'lamp.lit', data: z.strictObject({ lamp: z.int() }) });
let room: WorkRoom;

beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());

const verify = () => room.get(VerifyLog).run();
const light = (lamp: number) =>
  room.database.transaction(() => room.get(AuditLog).append(lampLit, { siteId: newId() }, { lamp }));
const position = async () => (await room.get(SealLog).head())?.position ?? 0;

describe(SealLog, () => {
  it('seals a transaction that commits late after it has committed, and each row once', async () => {
    await room.get(SealLog).run();
    const before = await position();
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const late = room.database.transaction(async () => {
      await room.get(AuditLog).append(lampLit, {}, { lamp: 1 });
      written();
      await gate;
    });
    await isWritten;
    await light(2);
    expect(await room.get(SealLog).run()).toBe(1);
    expect(await room.get(SealLog).run()).toBe(0);
    release();
    await late;
    const counts = await Promise.all([1, 2, 3, 4].map(() => room.get(SealLog).run()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(await verify()).toMatchObject({ sealed: before + 2, unsealed: 0, fault: undefined });
  });

  it('seals what many processes write while many seal, each row once', async () => {
    const before = await position();
    await Promise.all(
      Array.from({ length: 40 }, async (_, lamp) => {
        await light(lamp);
        await room.get(SealLog).run();
      }),
    );
    await room.get(SealLog).run();
    const { sealed, unsealed, fault } = await verify();
    expect({ unsealed, fault }).toEqual({ unsealed: 0, fault: undefined });
    expect(sealed - before).toBeGreaterThanOrEqual(40);
  });

  it('leaves what was not sealed yet to the next time, and says so', async () => {
    await room.get(SealLog).run();
    const before = await position();
    await light(3);
    expect(await verify()).toMatchObject({ sealed: before, unsealed: 1, fault: undefined });
    await room.get(PublishLogHead).run();
    expect(await position()).toBe(before + 1);
  });

  it('seals the same whatever zone the session is in', async () => {
    await light(4);
    await room.database.transaction(async () => {
      await room.database.query(`SELECT set_config('TimeZone', 'Asia/Kathmandu', true)`);
      await room.get(SealLog).run();
    });
    expect((await verify()).fault).toBeUndefined();
  });
});

describe('the log', () => {
  it.each(['decisions', 'audit_log', 'log_chain'])('refuses UPDATE, DELETE and TRUNCATE of %s', async (table) => {
    for (const statement of [`UPDATE ${table} SET hash = hash`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
      const valid = table === 'log_chain' ? statement : statement.replace('hash = hash', 'id = id');
      await expect(room.database.execute(valid)).rejects.toThrow('append-only');
    }
  });
});
