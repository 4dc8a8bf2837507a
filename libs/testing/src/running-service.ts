import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CreateAdmin, CreateApiKey } from '#accounts';
import { CreateSite, type SiteSettingsInput } from '#articles';
import { Database, freePort, migrateQueues } from '#platform';
import { ApiModule } from '../../../apps/api/src/api.module.js';
import { buildHttpDoor } from '../../../apps/api/src/serve.js';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { ColloquyClient } from './colloquy-client.js';
import { cloneDatabase } from './database.js';
import { eventually } from './eventually.js';
import { OPEN_WORK } from './open-work.js';
import { SmtpSink } from './servers/smtp-sink.js';
import { testConfig } from './test-config.js';

/** A site with what its people need. */
export interface JourneySite {
  readonly key: string;
  readonly id: string;
  /** Its publisher's API key. */
  readonly apiKey: string;
}

/** The admin of every site, as who signs in by password. */
export const ADMIN = { email: 'editor@example.org', password: 'a long password for the editor' };

/**
 * The service as it is shipped, api and worker in this process, on a database of its own and an SMTP server that keeps what it is
 * sent. Only the ways in and out are used: HTTP, mail, and SQL to look.
 */
export class RunningService {
  readonly client: ColloquyClient;
  private sites = 0;

  private constructor(
    readonly base: string,
    readonly mails: SmtpSink,
    private readonly api: INestApplicationContext,
    private readonly closers: readonly (() => Promise<unknown>)[],
  ) {
    this.client = new ColloquyClient(base);
  }

  /** Starts it: queues in Redis when a URL is given, in PostgreSQL otherwise. `env` overrides settings by their environment names. */
  static async start(
    redisUrl: string | undefined,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RunningService> {
    const clone = await cloneDatabase();
    await migrateQueues(clone.url);
    const mails = await SmtpSink.start();
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const config = testConfig({
      ...env,
      DATABASE_URL: clone.url,
      REDIS_URL: redisUrl,
      SMTP_URL: mails.url,
      PUBLIC_URL: base,
      PORT: String(port),
    });
    const api = await buildHttpDoor(ApiModule.forRoot(config), config);
    await api.listen(port, '127.0.0.1');
    const worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
      logger: false,
      abortOnError: false,
    });
    await api.get(CreateAdmin, { strict: false }).run(ADMIN);
    const closers = [() => worker.close(), () => api.close(), () => mails.stop(), () => clone.drop()];
    return new RunningService(base, mails, api, closers);
  }

  /** A provider of the api, to look behind the door. */
  get<Value>(type: Type<Value>): Value {
    return this.api.get(type, { strict: false });
  }

  get database(): Database {
    return this.get(Database);
  }

  /** Makes a site with a publisher's key. */
  async site(settings: SiteSettingsInput = {}): Promise<JourneySite> {
    this.sites += 1;
    const site = await this.get(CreateSite).run({ key: `paper-${this.sites}`, name: 'The Paper', settings });
    const { key } = await this.get(CreateApiKey).run(
      { kind: 'system' },
      { siteId: site.id, name: 'publisher', scopes: ['articles'] },
    );
    return { key: site.key, id: site.id, apiKey: key };
  }

  /** Signs the admin in by password. */
  admin(): Promise<string> {
    return this.client.login(ADMIN.email, ADMIN.password);
  }

  /** Makes a moderator of a site, who signs in by password. */
  async moderator(site: JourneySite, name: string): Promise<{ readonly id: string; readonly token: string }> {
    const email = `${randomUUID()}@example.org`;
    const { personId } = await this.get(CreateAdmin).run({ email, password: ADMIN.password, name });
    await this.database.execute(`UPDATE roles SET site_id = $2, role = 'moderator' WHERE person_id = $1`, [
      personId,
      site.id,
    ]);
    return { id: personId, token: await this.client.login(email, ADMIN.password) };
  }

  /** Waits until everything that was to be done is done: a row of the outbox lives until its job is. */
  async drain(): Promise<void> {
    const isDone = async () => (await this.database.query<{ n: number }>(OPEN_WORK))[0]?.n === 0;
    await eventually('the outbox is empty', isDone, 30_000);
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }
}
