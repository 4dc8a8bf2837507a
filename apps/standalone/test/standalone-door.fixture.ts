import 'reflect-metadata';
import { Writable } from 'node:stream';
import { Global, Module, type Type } from '@nestjs/common';
import supertest from 'supertest';
import { Database, freePort, migrateQueues } from '#platform';
import { cloneDatabase } from '../../../libs/testing/src/database.js';
import { testConfig } from '../../../libs/testing/src/test-config.js';
import { buildHttpDoor } from '../../api/src/serve.js';
import { SeedDemo } from '../src/demo/seed-demo.js';
import { StandaloneModule } from '../src/standalone.module.js';

/** The standalone process over a database of its own, its jobs included, with the demo in it. */
export interface StandaloneDoor {
  readonly url: string;
  readonly database: Database;
  /** What the seeding gave as the address of the demo. */
  readonly demoUrl: string;
  readonly agent: () => supertest.Agent;
  readonly get: <Value>(type: Type<Value>) => Value;
  readonly close: () => Promise<void>;
}

/** Opens one. It has no mail server and captures no mail. */
export async function openStandalone(): Promise<StandaloneDoor> {
  const clone = await cloneDatabase();
  await migrateQueues(clone.url);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = testConfig({
    DATABASE_URL: clone.url,
    PUBLIC_URL: url,
    PORT: String(port),
    SMTP_URL: 'smtp://127.0.0.1:9',
    SITE_API_KEY: 'a-key-for-the-demo-site-0123456789',
  });
  const destination = new Writable({ write: (_chunk, _encoding, done) => done() });

  @Global()
  @Module({
    providers: [{ provide: 'colloquy:log-destination', useValue: destination }],
    exports: ['colloquy:log-destination'],
  })
  class QuietLog {}
  @Module({ imports: [QuietLog, StandaloneModule.forRoot(config, undefined)] })
  class Process {}
  const app = await buildHttpDoor(Process, config);
  const demoUrl = await app.get(SeedDemo, { strict: false }).run();
  await app.listen(port, '127.0.0.1');
  return {
    url,
    demoUrl,
    database: app.get(Database),
    agent: () => supertest.agent(url),
    get: (type) => app.get(type, { strict: false }),
    close: async () => {
      await app.close();
      await clone.drop();
    },
  };
}
