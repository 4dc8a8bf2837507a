import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#platform';

const migrationsFolder = join(import.meta.dirname, '../../../../migrations');
const prefix = 'colloquy_test_';
const clonePrefix = `${prefix}clone_`;
const staleAfterMs = 2 * 3600_000;
/** Any number will do; it only has to be the same in every run against one server. */
const buildLock = 7_261_904;

/** A connection URL of the same server for another database. */
export function urlOfDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** The name of a clone of its own for each call of each worker of each run; it says when it was made. */
export function cloneName(unique: string): string {
  return `${clonePrefix}${Date.now().toString(36)}_${unique}`;
}

/**
 * Makes sure that the server has the migrated template for the migrations of this tree, and drops what runs of hours ago left.
 * Returns the template's name. A half-built template has another name, so a killed run does no harm.
 */
export async function prepareTemplate(adminUrl: string): Promise<string> {
  const template = `${prefix}${await hashOfMigrations()}`;
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [buildLock]);
    await dropStale(admin);
    if (!(await isThere(admin, template))) await build(admin, adminUrl, template);
    return template;
  } finally {
    await admin.end();
  }
}

async function build(admin: pg.Client, adminUrl: string, template: string): Promise<void> {
  const draft = `${template}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${draft} TEMPLATE template0 ENCODING 'UTF8'`);
  await migrate(urlOfDatabase(adminUrl, draft));
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
}

async function dropStale(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE datname LIKE $1',
    [`${clonePrefix.replaceAll('_', '\\_')}%`],
  );
  for (const { name } of rows) {
    const madeAt = Number.parseInt(name.slice(clonePrefix.length), 36);
    if (madeAt < Date.now() - staleAfterMs) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function isThere(admin: pg.Client, database: string): Promise<boolean> {
  return (await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])).rowCount === 1;
}

async function hashOfMigrations(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrationsFolder)).filter((file) => file.endsWith('.ts')).sort()) {
    hash.update(name).update(await readFile(join(migrationsFolder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
