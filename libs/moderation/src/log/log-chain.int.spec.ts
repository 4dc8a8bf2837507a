import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { AuditLog, defineAuditEntry } from '#platform';
import { z } from 'zod';
import { openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import type { LogHead } from './log-link.js';
import { SealLog } from './seal-log.js';
import { VerifyLog } from './verify-log.js';

const ACTIONS = 10_000;
const lampLit = defineAuditEntry({ kind: 'lamp.lit', data: z.strictObject({ lamp: z.int() }) });

/** Decisions in bulk, half of them by a person with a note; every 97th with a trace. $1 how many, $2 site */
const ACT = `
INSERT INTO decisions (id, article_id, comment_id, site_id, revision, cause, maker_id, from_status, to_status, reasons, note, trace, created_at)
SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $2::uuid, 1, CASE WHEN n % 2 = 0 THEN 'moderator' ELSE 'operator' END,
  CASE WHEN n % 2 = 0 THEN $2::uuid END, 'pending', CASE WHEN n % 3 = 0 THEN 'rejected' ELSE 'published' END, ARRAY['words'],
  CASE WHEN n % 2 = 0 THEN 'Note ' || n END, CASE WHEN n % 97 = 0 THEN jsonb_build_object('score', n / 7.0) END, now()
FROM generate_series(1, $1::int) n`;

let room: WorkRoom;
let head: LogHead;

beforeAll(async () => {
  room = await openWorkRoom();
  await room.database.execute(ACT, [ACTIONS, newId()]);
  for (let lamp = 0; lamp < 20; lamp++) {
    await room.database.transaction(() => room.get(AuditLog).append(lampLit, { siteId: newId() }, { lamp }));
  }
  await room.get(SealLog).run();
  head = (await room.get(SealLog).head()) ?? { position: 0, hash: '' };
});
afterAll(() => room.close());

class Undone extends Error {}

/** Does what only a superuser can, with the triggers off, looks at what comes of it, and takes it back. */
async function tampered(look: (tamper: (...statements: string[]) => Promise<void>) => Promise<void>): Promise<void> {
  const tamper = async (...statements: string[]) => {
    await room.database.query(`SELECT set_config('session_replication_role', 'replica', true)`);
    for (const statement of statements) await room.database.execute(statement);
  };
  const work = room.database.transaction(async () => {
    await look(tamper);
    throw new Undone();
  });
  await expect(work).rejects.toThrow(Undone);
}

const verify = (published?: LogHead) => room.get(VerifyLog).run(published);
const rowAt = async (position: number) => {
  const [row] = await room.database.query<{ row_id: string }>('SELECT row_id FROM log_chain WHERE position = $1', [
    position,
  ]);
  return row?.row_id ?? '';
};

describe(VerifyLog, () => {
  it('finds an untouched log right, with its published head and with an older one', async () => {
    expect(head.position).toBe(ACTIONS + 20);
    const check = await verify(head);
    expect(check).toEqual({ sealed: ACTIONS + 20, head, unsealed: 0, erased: 0, fault: undefined });
    const [older] = await room.database.query<{ hash: Buffer }>('SELECT hash FROM log_chain WHERE position = 17');
    expect((await verify({ position: 17, hash: older?.hash.toString('hex') ?? '' })).fault).toBeUndefined();
  });

  it.each([
    ['a status', `UPDATE decisions SET to_status = 'spam' WHERE id = '$row'`],
    ['a reason by one byte', `UPDATE decisions SET reasons = ARRAY['wordt'] WHERE id = '$row'`],
    ['its maker', `UPDATE decisions SET maker_id = gen_random_uuid() WHERE id = '$row'`],
    [
      'its time by a microsecond',
      `UPDATE decisions SET created_at = created_at + interval '1 microsecond' WHERE id = '$row'`,
    ],
    ['a byte of its note', `UPDATE decisions SET note = 'Noteworthy' WHERE id = '$row'`],
    ['a trace where there was none', `UPDATE decisions SET trace = '{"score": 1}' WHERE id = '$row'`],
    ['a bit of its link', `UPDATE log_chain SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE row_id = '$row'`],
  ])('names the row when %s was changed', async (_what, statement) => {
    const rowId = await decisionNear(4321);
    await tampered(async (tamper) => {
      await tamper(statement.replace('$row', rowId.id));
      const { fault, sealed } = await verify();
      expect(fault).toMatchObject({ position: rowId.position, source: 'decision', rowId: rowId.id });
      expect(sealed).toBe(rowId.position - 1);
    });
  });

  it('names an entry of the audit log that was changed', async () => {
    await tampered(async (tamper) => {
      await tamper(`UPDATE audit_log SET data = '{"lamp": 99}' WHERE data->>'lamp' = '7'`);
      const { fault } = await verify();
      expect(fault).toMatchObject({ source: 'audit', why: 'it is not what was sealed' });
    });
  });

  it('names a row that was deleted, and the place where its link was', async () => {
    const rowId = await rowAt(5000);
    await tampered(async (tamper) => {
      await tamper(`DELETE FROM decisions WHERE id = '${rowId}'`, `DELETE FROM audit_log WHERE id = '${rowId}'`);
      expect((await verify()).fault).toMatchObject({ position: 5000, rowId, why: 'the row is gone' });
      await tamper(`DELETE FROM log_chain WHERE position = 5000`);
      expect((await verify()).fault).toMatchObject({
        position: 5001,
        why: expect.stringContaining('5000, is missing') as string,
      });
      await tamper(
        'UPDATE log_chain SET position = -position WHERE position > 5000',
        'UPDATE log_chain SET position = -position - 1 WHERE position < 0',
      );
      expect((await verify()).fault).toMatchObject({ position: 5000, why: 'it is not what was sealed' });
    });
  });

  it('names the first of two rows that were swapped, in the log and in the chain', async () => {
    const [first, second] = [await decisionNear(3000), await decisionNear(7000)];
    const swap = (table: string, column: string) =>
      `UPDATE ${table} SET ${column} = CASE ${column} WHEN '${first.id}' THEN '${second.id}' ELSE '${first.id}' END::uuid
       WHERE ${column} IN ('${first.id}', '${second.id}')`;
    await tampered(async (tamper) => {
      await tamper('ALTER TABLE decisions DROP CONSTRAINT decisions_pkey CASCADE', swap('decisions', 'id'));
      expect((await verify()).fault).toMatchObject({ position: first.position, rowId: first.id });
      await tamper(swap('decisions', 'id'), 'ALTER TABLE decisions ADD PRIMARY KEY (id)');
      expect((await verify()).fault).toBeUndefined();
      await tamper('ALTER TABLE log_chain DROP CONSTRAINT log_chain_row_id_key', swap('log_chain', 'row_id'));
      expect((await verify()).fault).toMatchObject({ position: first.position, rowId: second.id });
      await tamper(swap('log_chain', 'row_id'), 'ALTER TABLE log_chain ADD UNIQUE (row_id)');
    });
  });

  it('finds a tail that was cut, rows and links, by the published head alone', async () => {
    await tampered(async (tamper) => {
      await tamper(
        `DELETE FROM decisions WHERE id IN (SELECT row_id FROM log_chain WHERE position > ${ACTIONS - 100})`,
        `DELETE FROM audit_log WHERE id IN (SELECT row_id FROM log_chain WHERE position > ${ACTIONS - 100})`,
        `DELETE FROM log_chain WHERE position > ${ACTIONS - 100}`,
      );
      expect((await verify()).fault).toBeUndefined();
      expect((await verify(head)).fault).toMatchObject({
        position: ACTIONS - 99,
        why: expect.stringContaining('is cut off') as string,
      });
    });
  });

  it('finds a chain that was written anew by the published head', async () => {
    const rowId = await decisionNear(9000);
    await tampered(async (tamper) => {
      await tamper(
        `UPDATE decisions SET to_status = 'spam' WHERE id = '${rowId.id}'`,
        'INSERT INTO log_unsealed SELECT row_id, source FROM log_chain',
        'DELETE FROM log_chain',
      );
      await room.get(SealLog).run();
      expect((await verify()).fault).toBeUndefined();
      expect((await verify(head)).fault?.why).toContain('written anew');
    });
  });

  it('names a row that was never sealed, and one that was gone before it was', async () => {
    await tampered(async (tamper) => {
      await tamper(
        `INSERT INTO decisions SELECT (jsonb_populate_record(d, jsonb_build_object('id', '00000000-0000-7000-8000-000000000001'))).* FROM decisions d LIMIT 1`,
      );
      expect((await verify(head)).fault).toMatchObject({
        position: undefined,
        rowId: '00000000-0000-7000-8000-000000000001',
      });
      await tamper(
        `DELETE FROM decisions WHERE id = '00000000-0000-7000-8000-000000000001'`,
        `INSERT INTO log_unsealed VALUES ('00000000-0000-7000-8000-000000000002', 'decision')`,
      );
      expect((await verify(head)).fault?.why).toContain('gone before');
      expect(await room.get(SealLog).run()).toBe(0);
    });
  });

  it('holds after notes and traces were erased, and says how many', async () => {
    await tampered(async (tamper) => {
      await tamper('UPDATE decisions SET note = NULL, trace = NULL');
      const { fault, erased } = await verify(head);
      expect(fault).toBeUndefined();
      expect(erased).toBe(ACTIONS / 2 + Math.floor(ACTIONS / 97));
    });
  });
});

/** A decision at this position or a little after it, which has no trace. */
async function decisionNear(position: number): Promise<{ id: string; position: number }> {
  const [row] = await room.database.query<{ id: string; position: number }>(
    `SELECT d.id, c.position::int FROM log_chain c JOIN decisions d ON d.id = c.row_id
     WHERE c.position >= $1 AND d.note IS NOT NULL AND d.trace IS NULL ORDER BY c.position LIMIT 1`,
    [position],
  );
  return row ?? { id: '', position: 0 };
}
