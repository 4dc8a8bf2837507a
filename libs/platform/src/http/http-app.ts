import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/app-config.js';
import { ShutdownState } from '../health/shutdown-state.js';
import { LiveBus } from '../live/live-bus.js';
import { Logger } from '../logging/logger.js';
import { Metrics } from '../metrics/metrics.js';
import { OriginPolicy } from './cors.js';
import { ErrorFilter } from './error-filter.js';
import { createHttpServer } from './http-server.js';
import { PageCache } from './page-cache.js';
import { type HookServices, addRequestHooks } from './request-hooks.js';
import { answerPagesFirst } from './pages-first.js';
import { RouteTable } from './route-table.js';
import { SecurityHeaders } from './security-headers.js';
import { validationPipe } from './validation.js';

/**
 * The HTTP door: Nest on Fastify with our limits, parsers, headers, error answers and input validation. The module must provide
 * `Logger`, `Metrics`, `PageCache`, `ShutdownState`, a `LiveBus` (its news empty the page cache) and an `OriginPolicy`. The caller adds its own and calls `init` or `listen`.
 */
export async function createHttpApp(module: Type | DynamicModule, config: AppConfig): Promise<NestFastifyApplication> {
  const routes = new RouteTable();
  const security = new SecurityHeaders(config.publicUrl);
  const server = await createHttpServer(config, { security, routes });
  const bound: { services?: HookServices } = {};
  addRequestHooks(server, { publicUrl: config.publicUrl, security, routes }, () => {
    if (bound.services === undefined) throw new Error('A request came before the application was built.');
    return bound.services;
  });
  answerPagesFirst(server.server, () => bound.services);
  const adapter = new FastifyAdapter(server);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  const logger = app.get(Logger);
  bound.services = {
    logger,
    cache: app.get(PageCache),
    origins: app.get(OriginPolicy),
    metrics: app.get(Metrics),
    shutdown: app.get(ShutdownState),
  };
  const { cache } = bound.services;
  app.get(LiveBus).subscribe('*', ({ articleId, version }) => {
    cache.invalidate(articleId, version);
  });
  app.useLogger(logger);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ErrorFilter(logger, routes));
  return app;
}
