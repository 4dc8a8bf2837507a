import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#testing';
import { Database } from './database.js';
import { TransactionAborted } from './database-errors.js';

describe(Database.name, () => {
  let room: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    room = await openTestDatabase();
    ({ database } = room);
    await room.dataSource.query('CREATE TABLE things (id int PRIMARY KEY)');
  });
  afterAll(() => room.close());

  const add = (id: number) => database.execute('INSERT INTO things (id) VALUES ($1)', [id]);
  const has = async (id: number) => (await database.query('SELECT 1 FROM things WHERE id = $1', [id])).length > 0;

  it('keeps everything of a transaction, or nothing', async () => {
    await database.transaction(() => Promise.all([add(1), add(2)]));
    const failing = database.transaction(async () => {
      await add(3);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([await has(1), await has(2), await has(3)]).toEqual([true, true, false]);
  });

  it('joins the transaction of the caller', async () => {
    const failing = database.transaction(async () => {
      await database.transaction(() => add(4));
      throw new Error('outer');
    });
    await expect(failing).rejects.toThrow('outer');
    expect(await has(4)).toBe(false);
  });

  it('sends statements in the order of the calls', async () => {
    const [, rows] = await database.transaction(() => Promise.all([add(5), database.query('SELECT id FROM things')]));
    expect(rows).toContainEqual({ id: 5 });
  });

  it('says so when a failure inside was passed over', async () => {
    const careless = database.transaction(async () => {
      await add(6);
      await add(6).catch(() => undefined);
    });
    await expect(careless).rejects.toThrow(TransactionAborted);
    expect(await has(6)).toBe(false);
  });

  it('does what follows a commit once it is made, and never after a rollback', async () => {
    const heard: string[] = [];
    await database.transaction(async () => {
      database.afterCommit(() => heard.push(`in transaction: ${String(database.inTransaction)}`));
      await add(7);
      expect(heard).toEqual([]);
    });
    const failing = database.transaction(async () => {
      database.afterCommit(() => heard.push('rolled back'));
      await add(7);
    });
    await expect(failing).rejects.toThrow('duplicate key');
    expect(heard).toEqual(['in transaction: false']);
  });

  it('outlives a connection that is cut in the middle', async () => {
    const cut = database.transaction(async () => {
      await add(8);
      const [own] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await room.dataSource.query('SELECT pg_terminate_backend($1)', [own?.pid]);
      await add(9);
    });
    await expect(cut).rejects.toThrow();
    expect([await has(8), await has(9)]).toEqual([false, false]);
    await database.transaction(() => add(8));
    expect(await has(8)).toBe(true);
  });

  it('runs what lasts to the end of a transaction once in each', async () => {
    const sql = 'INSERT INTO things SELECT max(id) + 1 FROM (SELECT 77 AS id UNION ALL SELECT id FROM things) x';
    for (let n = 0; n < 2; n++) {
      await database.transaction(async () => {
        await database.once(sql);
        await database.transaction(() => database.once(sql));
      });
    }
    expect(await database.execute('DELETE FROM things WHERE id > 77')).toBe(2);
  });

  it('runs work again that gave way to another transaction', async () => {
    const touch = (id: number) => database.execute('UPDATE things SET id = id WHERE id = $1', [id]);
    const meeting = new Meeting(2);
    const crossing = async (first: number, second: number, other: () => Promise<number>): Promise<number> => {
      let attempts = 0;
      await database.transaction(async () => {
        attempts += 1;
        // Whoever gave way lets the other one end, or they might cross once more.
        if (attempts > 1) await other();
        await touch(first);
        await meeting.arrive();
        await touch(second);
      });
      return attempts;
    };
    const one: Promise<number> = crossing(1, 2, () => two);
    const two: Promise<number> = crossing(2, 1, () => one);
    expect((await Promise.all([one, two])).toSorted()).toEqual([1, 2]);
  });
});

/** Lets nobody go on until everybody has come. */
class Meeting {
  private open: () => void = () => undefined;
  private readonly isComplete = new Promise<void>((resolve) => {
    this.open = resolve;
  });

  constructor(private missing: number) {}

  async arrive(): Promise<void> {
    this.missing -= 1;
    if (this.missing <= 0) this.open();
    await this.isComplete;
  }
}
