import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteTable } from './route-table.js';

/** Which origins may read answers from a browser. The api implements it over the sites' registered origins. */
export abstract class OriginPolicy {
  /** Whether scripts of this origin may read the answer to this request. `origin` is the header as it came. */
  abstract isAllowed(origin: string, request: FastifyRequest): Promise<boolean> | boolean;
}

/** An exact set of origins. Comparison is on the whole serialised origin: no suffix, no pattern, no `null` (reliability.md A14). */
export class OriginSet {
  private readonly origins: ReadonlySet<string>;

  /** @param origins origins or addresses as an operator writes them; what is no http(s) address is left out. */
  constructor(origins: readonly string[]) {
    const list: string[] = [];
    for (const text of origins) {
      if (!URL.canParse(text)) continue;
      const url = new URL(text);
      if (url.protocol === 'https:' || url.protocol === 'http:') list.push(url.origin);
    }
    this.origins = new Set(list);
  }

  /** Whether an `Origin` header is exactly one of the set. */
  has(origin: string): boolean {
    return this.origins.has(origin);
  }
}

const ALLOWED_HEADERS = 'authorization, content-type, idempotency-key, if-none-match, last-event-id';
const EXPOSED_HEADERS = 'etag, location, ratelimit, ratelimit-policy, retry-after, x-request-id';
const PREFLIGHT_SECONDS = '600';

/** The CORS headers of an answer to an allowed origin, names and values in turn. Bearer only: credentials mode is never allowed. */
export function corsHeaders(origin: string): string[] {
  return ['access-control-allow-origin', origin, 'access-control-expose-headers', EXPOSED_HEADERS];
}

/**
 * Sets the CORS headers and answers preflights (reliability.md D23).
 * @returns true when the request is answered.
 */
export async function applyCors(
  request: FastifyRequest,
  reply: FastifyReply,
  policy: OriginPolicy,
  routes: RouteTable,
): Promise<boolean> {
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  // No route takes OPTIONS, so the router has not read the address; the policy asks it for the site.
  if (isPreflight) request.params = routes.paramsAt(request.url);
  const allowed = origin !== 'null' && (await policy.isAllowed(origin, request));
  if (allowed) setAll(reply, corsHeaders(origin));
  if (!isPreflight) return false;
  const methods = routes.methodsAt(request.url);
  if (methods.length === 0) return false;
  if (allowed) {
    setAll(reply, [
      ...['access-control-allow-methods', methods.join(', ')],
      ...['access-control-allow-headers', ALLOWED_HEADERS],
      ...['access-control-max-age', PREFLIGHT_SECONDS],
    ]);
  }
  reply.raw.setHeader('vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers');
  void reply.code(204).send();
  return true;
}

function setAll(reply: FastifyReply, headers: readonly string[]): void {
  for (let at = 0; at < headers.length; at += 2) reply.raw.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
}
