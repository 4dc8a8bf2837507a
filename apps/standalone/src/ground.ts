import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SystemClock } from '#kernel';
import { type AppConfig, EmbeddedPostgres, loadConfig, migrate, migrateQueues } from '#platform';
import { appSecret } from './app-secret.js';
import { MailCapture } from './mailbox/mail-capture.js';

/** What one machine needs beside the application itself. */
export interface Ground {
  readonly config: AppConfig;
  /** None when a mail server is configured. */
  readonly mail: MailCapture | undefined;
  /** Ends it, after the application. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts what is not configured: PostgreSQL in the data folder, a mail server that captures, a secret. What is configured is used as it
 * is. The database is brought to this build's schema.
 */
export async function layGround(): Promise<Ground> {
  const given = loadConfig();
  const dataDir = resolve(given.dataDir);
  await mkdir(dataDir, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };
  try {
    let databaseUrl = given.databaseUrl;
    if (databaseUrl === '') {
      const server = new EmbeddedPostgres({ folder: join(dataDir, 'postgres') });
      databaseUrl = await server.start();
      stops.push(() => server.stop());
    }
    let mail: MailCapture | undefined;
    let smtpUrl = given.smtpUrl;
    if (smtpUrl === undefined) {
      mail = new MailCapture(join(dataDir, 'mail'), new SystemClock());
      smtpUrl = await mail.start();
      stops.push(() => mail?.stop() ?? Promise.resolve());
    }
    const secret = given.secret.reveal() === '' ? await appSecret(dataDir) : given.secret.reveal();
    await migrate(databaseUrl);
    await migrateQueues(databaseUrl);
    const config = given.with({ DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, APP_SECRET: secret, DATA_DIR: dataDir });
    return { config, mail, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
