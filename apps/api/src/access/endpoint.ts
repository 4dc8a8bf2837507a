import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiDefaultResponse, ApiExcludeEndpoint, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor, Permission } from '#accounts';
import { ErrorBody } from '#contracts';
import type { LimitName } from '#platform';

/**
 * Who may call a route. `public` routes answer everyone alike and never look at the caller; `anyone` routes know the caller when
 * there is one; every other policy names a permission of the one permission map.
 */
export type Policy = 'public' | 'anyone' | Permission;

/** Metadata key under which the global guard finds what a route says about itself. */
export const ENDPOINT = Symbol('colloquy:endpoint');

/** What a route says about itself. */
export interface EndpointOptions {
  readonly summary: string;
  readonly policy: Policy;
  /** Schema of the answer; left out for pages and streams, which are not part of the OpenAPI document. */
  readonly response?: z.ZodType;
  /** Status of success, 200 when left out. */
  readonly status?: number;
  /** The limit that a call counts against. */
  readonly limit?: LimitName | ((actor: Actor) => LimitName);
  /**
   * Where the session is looked for: the dashboard has a cookie, everything else a bearer token. `either` takes the cookie when there
   * is no token, for a browser's EventSource, which sends no headers of its own; only for routes that change nothing.
   */
  readonly session?: 'bearer' | 'cookie' | 'either';
}

/** Everything a route says about itself: its policy, its limit, its status and its place in the OpenAPI document. */
export function Endpoint(options: EndpointOptions): MethodDecorator {
  const status = options.status ?? 200;
  const decorators: MethodDecorator[] = [SetMetadata(ENDPOINT, options), HttpCode(status)];
  if (options.response === undefined) return applyDecorators(...decorators, ApiExcludeEndpoint());
  decorators.push(
    ApiOperation({ summary: options.summary }),
    ApiDefaultResponse({ description: 'An error.', standardSchema: ErrorBody }),
    ApiResponse({ status, description: options.summary, standardSchema: options.response }),
  );
  if (options.policy !== 'public') decorators.push(ApiBearerAuth());
  return applyDecorators(...decorators);
}
