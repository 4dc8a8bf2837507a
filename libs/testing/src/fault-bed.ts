import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Article, SiteSettings } from '#contracts';
import {
  type AppConfig,
  Database,
  dataSourceOptions,
  EmbeddedPostgres,
  freePort,
  migrate,
  migrateQueues,
  Notifier,
} from '#platform';
import type { z } from 'zod';
import { type BuiltSite, buildSite } from './build-article.js';
import { type BuiltPerson, buildApiKey, buildPerson, type PersonParts } from './build-person.js';
import { ColloquyClient } from './colloquy-client.js';
import { eventually } from './eventually.js';
import { OPEN_WORK } from './open-work.js';
import { RedisServer } from './servers/redis-server.js';
import { ServiceProcess } from './service-process.js';
import { testConfig } from './test-config.js';
import { ownArticle } from './two-revisions.js';

const TEMPLATE = 'colloquy_faults_test_template';
/** A small machine's server, with every promise of durability kept. */
const SMALL = { shared_buffers: '64MB', max_connections: 150 };
const SECRET = 'the secret of the test suite, 32 characters';
const LEFT = `
SELECT name, sent_at IS NOT NULL AS sent, sweeps, count(*)::int AS n, max(clock_timestamp() - available_at)::text AS since,
  (SELECT jsonb_object_agg(state, n) FROM (SELECT state || coalesce(': ' || reason, '') AS state, count(*) AS n FROM deliveries GROUP BY 1) d) AS deliveries
FROM outbox GROUP BY 1, 2, 3`;

/** A durable PostgreSQL of the fault suite's own, on which every scenario gets a fresh database. */
export class FaultBed {
  private scenarios = 0;

  private constructor(
    private readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
  ) {}

  static async open(): Promise<FaultBed> {
    const folder = await mkdtemp(join(tmpdir(), 'colloquy-faults-'));
    const postgres = new EmbeddedPostgres({ folder: join(folder, 'postgres'), profile: 'durable', settings: SMALL });
    await postgres.start();
    const bed = new FaultBed(folder, postgres);
    await bed.sql(`CREATE DATABASE ${TEMPLATE}`);
    await migrate(bed.urlOf(TEMPLATE));
    await migrateQueues(bed.urlOf(TEMPLATE));
    return bed;
  }

  /** A fresh database, and a Redis of its own when asked for. Whatever was started in it ends with `close`. */
  async scenario(options: {
    isRedis: boolean;
    smtpUrl?: string;
    env?: Readonly<Record<string, string>>;
  }): Promise<Scenario> {
    this.scenarios += 1;
    const name = `colloquy_faults_test_${this.scenarios}`;
    await this.sql(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
    const redis = options.isRedis ? await RedisServer.start(join(this.folder, `redis-${this.scenarios}`)) : undefined;
    const config = testConfig({ DATABASE_URL: this.urlOf(name), APP_SECRET: SECRET, DB_POOL_SIZE: '20' });
    const source = new DataSource(dataSourceOptions(config, 'worker'));
    await source.initialize();
    const notifier = new Notifier(config);
    const env = {
      DATABASE_URL: this.urlOf(name),
      APP_SECRET: SECRET,
      SMTP_URL: options.smtpUrl ?? 'smtp://127.0.0.1:9',
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
      ...options.env,
    };
    return new Scenario(env, new Database(source, notifier), redis, config, async () => {
      await notifier.onModuleDestroy();
      await source.destroy();
      await redis?.stop();
    });
  }

  async close(): Promise<void> {
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private urlOf(database: string): string {
    const url = new URL(this.postgres.url);
    url.pathname = `/${database}`;
    return url.href;
  }

  private async sql(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

/** A site with an article in it, pushed through the door, and a moderator. */
export interface FaultPlace {
  readonly site: BuiltSite;
  readonly article: Article;
  readonly moderator: BuiltPerson;
}

/** One scenario: its database, its processes, and SQL to look behind the door. */
export class Scenario {
  private readonly processes: ServiceProcess[] = [];

  constructor(
    private readonly env: Readonly<Record<string, string>>,
    readonly database: Database,
    readonly redis: RedisServer | undefined,
    readonly config: AppConfig,
    private readonly end: () => Promise<void>,
  ) {}

  /** A started api and a client of it; ready when it is returned. */
  async api(env: Readonly<Record<string, string>> = {}): Promise<{ process: ServiceProcess; client: ColloquyClient }> {
    const port = String(await freePort());
    const base = `http://127.0.0.1:${port}`;
    const one = this.add(new ServiceProcess('api', { ...this.env, PORT: port, PUBLIC_URL: base, ...env }));
    const client = new ColloquyClient(base);
    await one.start().until('is ready', () => isReady(client));
    return { process: one, client };
  }

  /** A started worker; it may still be on its way. */
  worker(env: Readonly<Record<string, string>> = {}): ServiceProcess {
    return this.add(new ServiceProcess('worker', { ...this.env, PUBLIC_URL: 'http://127.0.0.1:3000', ...env })).start();
  }

  /** A started worker that misbehaves where a comment tells it to. */
  poisonedWorker(env: Readonly<Record<string, string>> = {}): ServiceProcess {
    const settings = { ...this.env, PUBLIC_URL: 'http://127.0.0.1:3000', ...env };
    return this.add(new ServiceProcess('poisoned-worker', settings)).start();
  }

  /** Makes the site, its people and its article. */
  async place(client: ColloquyClient, settings: z.input<typeof SiteSettings> = {}): Promise<FaultPlace> {
    const site = await buildSite(this.database, { settings });
    const key = await buildApiKey(this.database, site.id, ['articles'], new Date());
    const article = await client.putArticle(site.key, 'ferry', key.token, ownArticle.first);
    return { site, article, moderator: await this.person({ roles: [{ siteId: site.id, role: 'moderator' }] }) };
  }

  /** A person with an open session. */
  person(parts: PersonParts = {}): Promise<BuiltPerson> {
    return buildPerson(this.database, { at: new Date(), secret: SECRET, ...parts });
  }

  /**
   * Waits until nothing is left to be done. @returns how long that took, in milliseconds.
   * @throws naming what is left.
   */
  async drain(timeoutMs: number): Promise<number> {
    const startedMs = performance.now();
    try {
      await eventually('the outbox is empty', async () => (await this.count(OPEN_WORK)) === 0, timeoutMs);
    } catch (cause) {
      const left = await this.database.query(LEFT);
      throw new Error(`Not done after ${timeoutMs} ms: ${JSON.stringify(left)}`, { cause });
    }
    return Math.round(performance.now() - startedMs);
  }

  /** The number `n` that a statement gives. */
  async count(sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(sql, values);
    return row?.n ?? -1;
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.kill()));
    await this.end();
  }

  private add(one: ServiceProcess): ServiceProcess {
    this.processes.push(one);
    return one;
  }
}

/** Whether an api answers that it can serve. */
export async function isReady(client: ColloquyClient): Promise<boolean> {
  return client.send('GET', '/health/ready').then(
    ({ status }) => status === 200,
    () => false,
  );
}
