import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** What a route says about itself to the parts of the door that run before its handler. */
export interface RouteMarks {
  /** The route answers HTML; errors are rendered as pages. `token` when its address holds a secret. */
  readonly page?: { readonly token: boolean };
  /** The route takes an HTML form from anywhere, as RFC 8058's one-click unsubscribe does. */
  readonly takesForm?: boolean;
  /** The largest body of this route in bytes, instead of the configured one. */
  readonly bodyLimitBytes?: number;
}

declare module 'fastify' {
  interface FastifyContextConfig extends RouteMarks {
    readonly url?: string;
  }
}

const ROUTE_CONFIG = '__fastify_route_config__';

/** Adds marks to a handler; `RouteConfig` alone would replace those of another decorator. */
function mark(marks: RouteMarks): MethodDecorator {
  return (target, key, descriptor: PropertyDescriptor) => {
    const handler = descriptor.value as object;
    const earlier = (Reflect.getMetadata(ROUTE_CONFIG, handler) ?? {}) as RouteMarks;
    RouteConfig({ ...earlier, ...marks })(target, key, descriptor);
  };
}

/**
 * Marks a handler as an HTML page: it may take forms of our own pages, gets the page headers, and its errors are pages too.
 * @param options `token` when the address holds a secret, so that no Referer carries it away (reliability.md D18).
 */
export function Page(options: { readonly token?: boolean } = {}): MethodDecorator {
  return mark({ page: { token: options.token ?? false } });
}

/** Marks a handler that takes `application/x-www-form-urlencoded` from any origin and without credentials (RFC 8058). */
export function TakesForm(): MethodDecorator {
  return mark({ takesForm: true });
}

/** Sets the largest body of a handler in bytes. */
export function BodyLimit(bytes: number): MethodDecorator {
  return mark({ bodyLimitBytes: bytes });
}

/** The marks of the route a request matched; none for an unknown address. */
export function marksOf(request: FastifyRequest): RouteMarks {
  return request.routeOptions.config;
}
