import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import type {} from './provided.js';
import { cloneName, urlOfDatabase } from './servers/template-database.js';

/** A migrated, empty database of the caller's own. */
export type DatabaseClone = { readonly url: string; readonly name: string; drop(): Promise<void> };

/** PostgreSQL's object_in_use: another worker is copying the template at this moment. */
const templateBusy = '55006';

/** Makes a database from the migrated template (tens of milliseconds). `drop` also ends connections that are still open. */
export async function cloneDatabase(): Promise<DatabaseClone> {
  const { adminUrl, template } = inject('servers');
  const name = cloneName(randomBytes(6).toString('hex'));
  await asAdmin(adminUrl, async (admin) => {
    while (!(await isCloned(admin, name, template))) await delay(20);
  });
  return {
    url: urlOfDatabase(adminUrl, name),
    name,
    drop: () => asAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** The URL of the run's Redis; undefined when this machine has none and the suite is to be skipped. */
export function testRedisUrl(): string | undefined {
  return inject('servers').redisUrl;
}

async function isCloned(admin: pg.Client, name: string, template: string): Promise<boolean> {
  try {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === templateBusy) return false;
    throw error;
  }
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 60_000 });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
