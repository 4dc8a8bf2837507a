import { Body, Controller, Get, Module, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, expect } from 'vitest';
import { z } from 'zod';
import { Clock, SystemClock } from '#kernel';
import { testConfig } from '#testing';
import { AppConfig } from '../config/app-config.js';
import { currentContext, currentRequestId } from '../context/request-context.js';
import { ShutdownState } from '../health/shutdown-state.js';
import { LiveBus, type LiveChange, type LiveListener } from '../live/live-bus.js';
import { Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { TooManyRequests } from '../rate-limits/too-many-requests.js';
import { OriginPolicy, OriginSet } from './cors.js';
import { createHttpApp } from './http-app.js';
import { PageCache } from './page-cache.js';
import { BodyLimit, Page, TakesForm } from './route-marks.js';

const Note = z.strictObject({ text: z.string().min(1), tags: z.array(z.string()).optional() });
const Filter = z.strictObject({ key: z.union([z.string(), z.array(z.string())]).optional() });

@Controller()
class NoteController {
  @Get('notes/:id')
  read(@Param('id') id: string, @Query({ schema: Filter }) filter: z.infer<typeof Filter>) {
    return { id, filter, requestId: currentRequestId() };
  }

  @Post('notes')
  async write(@Body({ schema: Note }) note: z.infer<typeof Note>) {
    await Promise.resolve();
    return { text: note.text, requestId: currentRequestId() };
  }

  @Put('large')
  @BodyLimit(200_000)
  large(@Body() body: { text: string }) {
    return { length: body.text.length };
  }

  @Get('fails/:how')
  fail(@Param('how') how: string): never {
    if (how === 'limit') throw new TooManyRequests(12);
    if (how === 'database') throw Object.assign(new Error('canary'), { code: '57P01' });
    throw new Error('canary: SELECT secret FROM people');
  }

  @Get('limited')
  limited() {
    currentContext().limit = { name: 'vote', quota: 20, remaining: 7, resetSeconds: 30, windowSeconds: 60 };
    return {};
  }

  @Get('page')
  @Page()
  page(@Query('fail') fail?: string) {
    if (fail !== undefined) throw new TooManyRequests(5);
    return 'ok';
  }

  @Post('page')
  @Page({ token: true })
  send(@Body() body: Record<string, string>) {
    return { got: body['name'] };
  }

  @Post('one-click')
  @TakesForm()
  oneClick(@Body() body: Record<string, string>) {
    return { got: body['List-Unsubscribe'] };
  }

  @Get('policy')
  policy(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.header('content-security-policy', "default-src 'self'");
    return {};
  }
}

class Origins extends OriginPolicy {
  private readonly set = new OriginSet(['https://blog.example']);

  async isAllowed(origin: string): Promise<boolean> {
    await Promise.resolve();
    return this.set.has(origin);
  }
}

class LocalBus extends LiveBus {
  private readonly listeners: LiveListener[] = [];

  publish(change: LiveChange): void {
    for (const listener of this.listeners) listener(change);
  }

  subscribe(_articleId: string, listener: LiveListener): () => void {
    this.listeners.push(listener);
    return () => undefined;
  }

  signal(): void {
    throw new Error('No page waits for signals.');
  }

  hear(): () => void {
    return () => undefined;
  }
}

/** What the application has logged. */
export const lines: string[] = [];
const config = testConfig({ LOG_LEVEL: 'info', TRUSTED_PROXIES: '10.0.0.0/8', PAGE_CACHE_TTL_MS: '60000' });

@Module({
  controllers: [NoteController],
  providers: [
    { provide: AppConfig, useValue: config },
    { provide: Clock, useClass: SystemClock },
    { provide: Logger, useFactory: () => new Logger(config, { write: (line) => void lines.push(line) }) },
    { provide: OriginPolicy, useClass: Origins },
    { provide: LiveBus, useClass: LocalBus },
    Metrics,
    PageCache,
    ShutdownState,
  ],
})
class TestModule {}

/** Listens before the first test of the spec that calls `startHttpApp`. */
export let app: NestFastifyApplication;
/** Where it listens. */
export let port: number;

/** One application for all tests of a spec. */
export function startHttpApp(): void {
  beforeAll(async () => {
    app = await createHttpApp(TestModule, config);
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as { port: number }).port;
  });
  afterAll(async () => {
    await app.close();
  });
}

/** The body of every error of the JSON surface. */
export interface ErrorAnswerBody {
  error: { code: string; message: string; requestId: string; details?: { issues?: { path: string }[] } };
}

/** What a request may differ in. */
export type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

/** One request; every answer is checked for what all answers have in common. */
export async function ask(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const answer = await app.inject({
    method: method as 'GET',
    url: path,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['content-security-policy']).toBeDefined();
  expect(answer.headers['x-request-id']).toMatch(/^[\w.:-]{8,}$/);
  expect(answer.headers['server']).toBeUndefined();
  expect(answer.headers['x-powered-by']).toBeUndefined();
  return answer;
}

/** The headers of a body of JSON. */
export const json = { 'content-type': 'application/json' };
