import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import formbody from '@fastify/formbody';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { newId } from '#kernel';
import type { AppConfig } from '../config/app-config.js';
import { answerTo } from './error-answer.js';
import { errorBody, sendError } from './error-filter.js';
import { parseForm, parseJsonBody, parseQuery } from './parse-body.js';
import { requestIdSource } from './request-id.js';
import './route-marks.js';
import type { RouteTable } from './route-table.js';
import type { FlatHeaders, SecurityHeaders } from './security-headers.js';
import { endUnusedConnections } from './unused-connections.js';

/** A request that has not arrived whole after this time is cut off, however slowly its bytes drip (reliability.md A19). */
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than the 60 s of common load balancers, so that it is never us who close a connection they are about to use. */
const KEEP_ALIVE_MS = 72_000;
/** An article's key has at most 200 characters, three times that percent-encoded. */
const MAX_PARAM_LENGTH = 600;

/** The Fastify server of the door with its limits and parsers, before Nest adds the routes. */
export async function createHttpServer(
  config: AppConfig,
  parts: { readonly security: SecurityHeaders; readonly routes: RouteTable },
): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: config.bodyLimitBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: 1000 },
    return503OnClosing: false,
    exposeHeadRoutes: true,
    genReqId: requestIdSource(config.trustedProxies),
    routerOptions: {
      caseSensitive: true,
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
      maxParamLength: MAX_PARAM_LENGTH,
      querystringParser: parseQuery,
    },
    frameworkErrors: (error, request, reply) => {
      refuseUnrouted(error, request, reply, parts.security.api);
    },
    clientErrorHandler: (error, socket) => {
      refuseUnreadable(error, socket, parts.security.api);
    },
  });
  server.addHook('onRoute', (route) => {
    const methods = typeof route.method === 'string' ? [route.method] : route.method;
    parts.routes.add(route.url, methods);
    const limit = route.config?.bodyLimitBytes;
    if (limit !== undefined) route.bodyLimit = limit;
  });
  endUnusedConnections(server);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, parseJsonBody(body as Buffer, request.headers['content-type']));
    } catch (error) {
      done(error as Error);
    }
  });
  await server.register(formbody, { parser: parseForm });
  return server;
}

/** The router answers an address it cannot decode before any hook runs. */
function refuseUnrouted(error: Error, request: FastifyRequest, reply: FastifyReply, security: FlatHeaders): void {
  for (let at = 0; at < security.length; at += 2) reply.raw.setHeader(security[at] ?? '', security[at + 1] ?? '');
  reply.raw.setHeader('x-request-id', request.id);
  sendError(request, reply, { ...answerTo(error), message: 'The address cannot be read.', code: 'validation_failed' });
}

/** What is no HTTP at all, has too large headers, or did not arrive in time. Nothing of it is repeated. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket, security: FlatHeaders): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const requestId = newId();
  const body = errorBody(answerTo(Object.assign(new Error(), { statusCode: status })), requestId);
  const headers = [
    ...security,
    ...['content-type', 'application/json; charset=utf-8'],
    ...['content-length', String(Buffer.byteLength(body))],
    ...['cache-control', 'no-store'],
    ...['x-request-id', requestId],
    ...['connection', 'close'],
  ];
  const lines: string[] = [];
  for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at] ?? ''}: ${headers[at + 1] ?? ''}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
