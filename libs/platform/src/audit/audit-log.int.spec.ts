import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId, SystemClock } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#testing';
import { AuditLog } from './audit-log.js';
import { defineAuditEntry } from './define-audit-entry.js';

const doorPainted = defineAuditEntry({ kind: 'door.painted', data: z.strictObject({ colour: z.string() }) });

describe(AuditLog.name, () => {
  let room: TestDatabase;
  let log: AuditLog;
  beforeAll(async () => {
    room = await openTestDatabase();
    log = new AuditLog(room.database, new SystemClock());
  });
  afterAll(() => room.close());

  const entries = async (siteId: string) =>
    room.dataSource.query<{ kind: string; actor_id: string; data: unknown }[]>(
      'SELECT kind, actor_id, data FROM audit_log WHERE site_id = $1',
      [siteId],
    );

  it('keeps what was done, by whom and where', async () => {
    const [siteId, actorId] = [newId(), newId()];
    await room.database.transaction(() => log.append(doorPainted, { siteId, actorId }, { colour: 'green' }));
    expect(await entries(siteId)).toEqual([{ kind: 'door.painted', actor_id: actorId, data: { colour: 'green' } }]);
  });

  it('is gone with the transaction of what it tells of', async () => {
    const siteId = newId();
    const failing = room.database.transaction(async () => {
      await log.append(doorPainted, { siteId }, { colour: 'red' });
      throw new Error('paint ran out');
    });
    await expect(failing).rejects.toThrow('paint ran out');
    expect(await entries(siteId)).toEqual([]);
  });

  it('refuses to write outside a transaction', async () => {
    await expect(log.append(doorPainted, {}, { colour: 'blue' })).rejects.toThrow('inside the transaction');
  });

  it.each(['UPDATE audit_log SET kind = kind', 'DELETE FROM audit_log', 'TRUNCATE audit_log'])(
    'refuses %s',
    async (sql) => {
      await expect(room.dataSource.query(sql)).rejects.toThrow('append-only');
    },
  );
});
