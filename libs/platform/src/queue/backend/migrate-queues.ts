import { runMigrations } from 'bullmq';
import pg from 'pg';

/** The PostgreSQL schema that BullMQ's tables live in. */
export const QUEUE_SCHEMA = 'bullmq';

/**
 * Brings the queue schema to the version of this build's BullMQ. Safe to run from several processes. On a connection of its own,
 * because the `search_path` it sets would leak from a pooled one (reliability.md D5).
 * @returns the version the schema is at.
 */
export async function migrateQueues(databaseUrl: string): Promise<number> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5000,
    application_name: 'colloquy-migrate-queues',
  });
  await client.connect();
  try {
    return await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.end();
  }
}
