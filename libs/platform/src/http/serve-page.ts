import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.js';
import { type OriginPolicy, corsHeaders } from './cors.js';
import type { CachedPage, PageCache } from './page-cache.js';

/** Requests answered from the cache, so that the end of the request counts and logs them as such. */
const served = new WeakSet<FastifyRequest>();

/** Whether a request was answered from the page cache. */
export function wasServedFromCache(request: FastifyRequest): boolean {
  return served.has(request);
}

/**
 * Whether `If-None-Match` names this tag (RFC 9110 section 13.1.2: weak comparison, `*` names any).
 * @param etag with its quotes.
 */
export function namesTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag) return true;
  const strong = withoutWeak(etag);
  return ifNoneMatch.split(',').some((tag) => tag.trim() === '*' || withoutWeak(tag.trim()) === strong);
}

function withoutWeak(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}

/** What answering from the cache needs. */
export interface PageServices {
  readonly cache: PageCache;
  readonly metrics: Metrics;
}

/**
 * Answers a GET from the page cache before the router sees it, so that a hit costs hardly more than its bytes (bar.md R1). Requests
 * with credentials go the long way, because a session that ended must be told so; those of another origin are for `servePage`.
 * @returns true when the request is answered.
 */
export function servePageEarly(request: IncomingMessage, response: ServerResponse, services: PageServices): boolean {
  if (request.method !== 'GET') return false;
  const { headers } = request;
  if (hasCredentials(headers) || headers.origin !== undefined) return false;
  const page = services.cache.get(request.url ?? '');
  if (page === undefined) return false;
  write(headers, response, page, { metrics: services.metrics, requestId: randomUUID });
  return true;
}

/**
 * Answers a GET of another origin from the page cache, once it is known whether that origin may read it.
 * @returns true when the request is answered or will be.
 */
export function servePage(
  request: FastifyRequest,
  reply: FastifyReply,
  services: PageServices & { readonly origins: OriginPolicy },
): boolean {
  const { headers } = request;
  const { origin } = headers;
  if (request.method !== 'GET' || origin === undefined || hasCredentials(headers)) return false;
  const page = services.cache.get(request.raw.url ?? '');
  if (page === undefined) return false;
  served.add(request);
  reply.hijack();
  const answer = (isAllowed: boolean) => {
    const allowedOrigin = isAllowed ? origin : undefined;
    write(headers, reply.raw, page, { metrics: services.metrics, requestId: () => request.id, allowedOrigin });
  };
  const allowed = origin !== 'null' && services.origins.isAllowed(origin, request);
  if (typeof allowed === 'boolean') answer(allowed);
  else {
    allowed.then(answer, () => {
      answer(false);
    });
  }
  return true;
}

function hasCredentials(headers: IncomingHttpHeaders): boolean {
  return headers.authorization !== undefined || headers.cookie !== undefined;
}

/** An unchanged page is told in its validators alone: what is the same for the client needs no id to ask about. */
function write(
  asking: IncomingHttpHeaders,
  response: ServerResponse,
  page: CachedPage,
  parts: { readonly metrics: Metrics; readonly requestId: () => string; readonly allowedOrigin?: string | undefined },
): void {
  const asked = asking['if-none-match'];
  const isKnown = asked !== undefined && namesTag(asked, page.etag);
  const headers = isKnown ? [...page.notModified] : [...page.full, 'x-request-id', parts.requestId()];
  if (parts.allowedOrigin !== undefined) headers.push(...corsHeaders(parts.allowedOrigin));
  const status = isKnown ? 304 : 200;
  response.writeHead(status, headers);
  if (isKnown) response.end();
  else response.end(page.body);
  parts.metrics.servedPage(status);
}
