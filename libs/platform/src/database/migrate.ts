import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrations } from '#migrations';
import { migrationDataSource } from './data-source.js';

/** Any number, the same in every version: one migrator at a time (reliability.md D34). */
const MIGRATION_LOCK = 727_001;
const LOCK_TRIES = 5;

/** The schema is older or newer than this build; the process must not serve on it. */
export class SchemaBehind extends Error {
  constructor(missing: readonly string[]) {
    super(
      `The database schema is behind this build. Run \`npm run db:migrate\` first. Missing: ${missing.join(', ')}.`,
    );
    this.name = SchemaBehind.name;
  }
}

/**
 * Brings a database to the schema of this build. Safe to run from several processes: one works, the others wait and find nothing
 * to do. A table that somebody holds locked for over 2 s fails the try; five tries are made.
 * @returns the names of the migrations that were run.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const guard = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5000,
    application_name: 'colloquy-migrate-lock',
  });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (let attempt = 1; ; attempt++) {
      try {
        return await runMigrations(databaseUrl);
      } catch (error) {
        if (!isLockTimeout(error) || attempt === LOCK_TRIES) throw error;
      }
    }
  } finally {
    await guard.end();
  }
}

async function runMigrations(databaseUrl: string): Promise<string[]> {
  const source = migrationDataSource(databaseUrl);
  await source.initialize();
  try {
    await source.query(`SET lock_timeout = '2s'`);
    const ran = await source.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

/**
 * Refuses a schema that lacks a migration of this build.
 * @throws {SchemaBehind} naming what is missing.
 */
export async function assertSchemaIsCurrent(source: DataSource): Promise<void> {
  const known = await source.query<{ exists: boolean }[]>(`SELECT to_regclass('migrations') IS NOT NULL AS exists`);
  const done = known[0]?.exists === true ? await source.query<{ name: string }[]>('SELECT name FROM migrations') : [];
  const names = new Set(done.map((row) => row.name));
  const missing = migrations.map((migration) => migration.name).filter((name) => !names.has(name));
  if (missing.length > 0) throw new SchemaBehind(missing);
}
