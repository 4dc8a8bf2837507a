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

/**
 * Answers a GET from the page cache before anything else is done for it, so that a hit costs hardly more than the bytes (bar.md
 * R1). Requests with credentials go the long way: a session that ended must be told so.
 * @returns true when the request is answered or will be.
 */
export function servePage(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: { readonly cache: PageCache; readonly origins: OriginPolicy; readonly metrics: Metrics },
): boolean {
  if (request.method !== 'GET') return false;
  const { headers } = request;
  if (headers.authorization !== undefined || headers.cookie !== undefined) return false;
  const page = parts.cache.get(request.raw.url ?? '');
  if (page === undefined) return false;
  served.add(request);
  reply.hijack();
  const { origin } = headers;
  if (origin === undefined) {
    write(request, reply, page, parts.metrics);
    return true;
  }
  const allowed = origin === 'null' ? false : parts.origins.isAllowed(origin, request);
  if (typeof allowed === 'boolean') {
    write(request, reply, page, parts.metrics, allowed ? origin : undefined);
    return true;
  }
  allowed.then(
    (yes) => write(request, reply, page, parts.metrics, yes ? origin : undefined),
    () => write(request, reply, page, parts.metrics),
  );
  return true;
}

function write(
  request: FastifyRequest,
  reply: FastifyReply,
  page: CachedPage,
  metrics: Metrics,
  allowedOrigin?: string,
): void {
  const asked = request.headers['if-none-match'];
  const status = asked !== undefined && namesTag(asked, page.etag) ? 304 : 200;
  const headers = [...(status === 200 ? page.full : page.notModified), 'x-request-id', request.id];
  if (allowedOrigin !== undefined) headers.push(...corsHeaders(allowedOrigin));
  reply.raw.writeHead(status, headers);
  if (status === 200) reply.raw.end(page.body);
  else reply.raw.end();
  metrics.servedPage(status);
}
