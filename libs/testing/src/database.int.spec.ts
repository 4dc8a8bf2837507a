import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { cloneDatabase } from './database.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe(cloneDatabase.name, () => {
  it('gives every caller a migrated database of its own, also when many ask at once', async () => {
    const clones = await Promise.all(Array.from({ length: 4 }, () => cloneDatabase()));
    try {
      expect(new Set(clones.map(({ url }) => url)).size).toBe(4);
      const [first, second] = clones;
      await query(first?.url ?? '', 'CREATE TABLE mine ()');
      expect(await query(second?.url ?? '', "SELECT to_regclass('mine') AS mine")).toEqual([{ mine: null }]);
      expect(await query(second?.url ?? '', "SELECT to_regclass('comments') AS name")).toEqual([{ name: 'comments' }]);
    } finally {
      for (const clone of clones) await clone.drop();
    }
  });

  it('drops a clone that is still connected to', async () => {
    const clone = await cloneDatabase();
    const client = new pg.Client({ connectionString: clone.url });
    client.on('error', () => undefined);
    await client.connect();
    await clone.drop();
    await expect(query(clone.url, 'SELECT 1')).rejects.toThrow(/does not exist/u);
    await expect(client.query('SELECT 1')).rejects.toThrow();
  });
});
