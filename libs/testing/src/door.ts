import 'reflect-metadata';
import { subscribe as listenTo, unsubscribe } from 'node:diagnostics_channel';
import { Writable } from 'node:stream';
import { Global, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import supertest from 'supertest';
import { type AppConfig, Database } from '#platform';
import { ApiModule } from '../../../apps/api/src/api.module.js';
import { buildHttpDoor } from '../../../apps/api/src/serve.js';
import { cloneDatabase } from './database.js';
import { type Answer, type CallOptions, HttpCaller } from './http-caller.js';
import { testConfig } from './test-config.js';

/** A route as the router has it. */
export interface RouterRoute {
  readonly method: string;
  readonly path: string;
}

/** The whole api on a free port, over a database of its own. There is no worker: what it would do is in the outbox. */
export interface Door {
  readonly app: NestFastifyApplication;
  readonly config: AppConfig;
  readonly database: Database;
  readonly databaseUrl: string;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Every route of the router, HEAD included, in the order they were added. */
  readonly routes: readonly RouterRoute[];
  readonly agent: () => supertest.Agent;
  /** Sends a request as it is given: the path is not made canonical on the way. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  readonly get: <Value>(type: Type<Value>) => Value;
  /** What the process has logged so far. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/**
 * Opens one. `env` overrides settings by their environment names, e.g. `{ RATE_LIMITS: 'on' }`.
 * @param beside another door whose database it shares, as a second process of the api does; it is to be closed before that one.
 */
export async function openDoor(env: Readonly<Record<string, string>> = {}, beside?: Door): Promise<Door> {
  const clone = beside === undefined ? await cloneDatabase() : { url: beside.databaseUrl, drop: async () => undefined };
  const config = testConfig({ DB_POOL_SIZE: '6', ...env, DATABASE_URL: clone.url });
  const lines: string[] = [];
  const routes: RouterRoute[] = [];
  const app = await withRoutes(routes, () => buildHttpDoor(processOf(config, lines), config));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const caller = new HttpCaller(url);
  return {
    app,
    config,
    database: app.get(Database),
    databaseUrl: clone.url,
    url,
    routes,
    agent: () => supertest.agent(url),
    call: (method, path, options) => caller.call(method, path, options),
    get: (type) => app.get(type, { strict: false }),
    log: () => lines.join(''),
    close: async () => {
      caller.close();
      await app.close();
      await clone.drop();
    },
  };
}

/** Notes what is added to the router while the application is built. */
async function withRoutes<Value>(routes: RouterRoute[], build: () => Promise<Value>): Promise<Value> {
  const note = (message: unknown) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, path: url });
    });
  };
  listenTo('fastify.initialization', note);
  try {
    return await build();
  } finally {
    unsubscribe('fastify.initialization', note);
  }
}

function processOf(config: AppConfig, lines: string[]): Type {
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });

  @Global()
  @Module({
    providers: [{ provide: 'colloquy:log-destination', useValue: destination }],
    exports: ['colloquy:log-destination'],
  })
  class CapturedLog {}
  @Module({ imports: [CapturedLog, ApiModule.forRoot(config)] })
  class Process {}
  return Process;
}
