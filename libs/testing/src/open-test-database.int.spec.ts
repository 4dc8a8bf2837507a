import { describe, expect, it } from 'vitest';
import { openTestDatabase } from './open-test-database.js';

describe(openTestDatabase.name, () => {
  it('opens the migrated schema with transactions that roll back', async () => {
    const { database, close } = await openTestDatabase();
    try {
      const count = () => database.query<{ n: number }>('SELECT count(*)::int AS n FROM sites');
      expect(await count()).toEqual([{ n: 0 }]);
      const failing = database.transaction(async () => {
        await database.execute('CREATE TABLE not_kept ()');
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      expect(await database.query("SELECT to_regclass('not_kept') AS name")).toEqual([{ name: null }]);
    } finally {
      await close();
    }
  });
});
