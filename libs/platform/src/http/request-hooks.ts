import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentContext, runWithContext } from '../context/request-context.js';
import type { ShutdownState } from '../health/shutdown-state.js';
import type { Logger } from '../logging/logger.js';
import type { Metrics } from '../metrics/metrics.js';
import { type OriginPolicy, applyCors } from './cors.js';
import type { PageCache } from './page-cache.js';
import { namesPrototype } from './parse-body.js';
import { ForeignForm, UnsupportedMediaType, ValidationFailed } from './request.errors.js';
import { marksOf } from './route-marks.js';
import type { RouteTable } from './route-table.js';
import { isOwnForm } from './same-origin.js';
import type { FlatHeaders, SecurityHeaders } from './security-headers.js';
import { servePage, wasServedFromCache } from './serve-page.js';

/** What the hooks work with; there once Nest has built its providers, before the first request. */
export interface HookServices {
  readonly cache: PageCache;
  readonly origins: OriginPolicy;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly shutdown: ShutdownState;
}

/** What the hooks know from the start. */
export interface HookSettings {
  readonly publicUrl: string;
  readonly security: SecurityHeaders;
  readonly routes: RouteTable;
}

const FORM = /^\s*application\/x-www-form-urlencoded/i;
const QUIET = /^\/(health|metrics)(\/|$)/;

/**
 * Hangs the door's own steps on the server, in order: cached pages, security headers and the request context, CORS; at the end the
 * limit headers, one log line and the metrics. They are added before Nest's, so that they see every request, unknown addresses too.
 */
export function addRequestHooks(server: FastifyInstance, settings: HookSettings, services: () => HookServices): void {
  const publicOrigin = new URL(settings.publicUrl).origin;

  server.addHook('onRequest', (request, reply, done) => {
    const parts = services();
    if (parts.shutdown.isShuttingDown || !servePage(request, reply, parts)) done();
  });

  server.addHook('onRequest', (request, reply, done) => {
    setRaw(reply, request.is404 ? settings.security.api : settings.security.of(marksOf(request)));
    reply.raw.setHeader('x-request-id', request.id);
    reply.raw.setHeader('vary', 'Origin');
    const refusal = refusalOf(request, publicOrigin);
    runWithContext({ requestId: request.id }, () => {
      done(refusal);
    });
  });

  server.addHook('onRequest', (request, reply, done) => {
    applyCors(request, reply, services().origins, settings.routes).then((answered) => {
      if (!answered) done();
    }, done);
  });

  server.addHook('onSend', (_request, reply, payload, done) => {
    // What a handler says nothing about may be somebody's own (reliability.md A41).
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    // Also of a request that came before the shutdown: a connection that is kept after its last answer would hold up the end.
    if (services().shutdown.isShuttingDown) void reply.header('connection', 'close');
    const { limit } = currentContext();
    if (limit !== undefined) {
      void reply.header('ratelimit', `"${limit.name}";r=${limit.remaining};t=${limit.resetSeconds}`);
      void reply.header('ratelimit-policy', `"${limit.name}";q=${limit.quota};w=${limit.windowSeconds}`);
    }
    done(null, payload);
  });

  server.addHook('onResponse', (request, reply, done) => {
    finish(request, reply, services());
    done();
  });
}

/** Requests that no route may see. */
function refusalOf(request: FastifyRequest, publicOrigin: string): Error | undefined {
  const { headers } = request;
  if (request.url.includes('%00')) {
    return new ValidationFailed([], 'The address holds a character that is not allowed.');
  }
  if (namesPrototype(request.query as Record<string, unknown>)) {
    return new ValidationFailed([], 'The address holds a name that is not allowed.');
  }
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    return new UnsupportedMediaType('Send the body without a content encoding.');
  }
  if (request.is404 || !FORM.test(headers['content-type'] ?? '')) return undefined;
  const marks = marksOf(request);
  if (marks.takesForm === true) return undefined;
  if (marks.page === undefined) return new UnsupportedMediaType();
  return isOwnForm(headers, publicOrigin) ? undefined : new ForeignForm();
}

/** One line per request: the route's pattern, never the address with its query, and nothing about the person. */
function finish(request: FastifyRequest, reply: FastifyReply, { metrics, logger }: HookServices): void {
  const fromCache = wasServedFromCache(request);
  const route = request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown');
  const ms = reply.elapsedTime;
  const status = reply.raw.statusCode;
  if (!fromCache) metrics.answered({ method: request.method, route, status, ms });
  const level = fromCache || QUIET.test(route) ? 'debug' : 'info';
  if (!logger.writes(level)) return;
  const line = { requestId: request.id, method: request.method, route, status, ms: Math.round(ms * 10) / 10 };
  logger.write(level, 'request', fromCache ? { ...line, cached: true } : line);
}

function setRaw(reply: FastifyReply, headers: FlatHeaders): void {
  for (let at = 0; at < headers.length; at += 2) reply.raw.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
}
