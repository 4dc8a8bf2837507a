import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Authenticator, Forbidden, isStaffAnywhere, SignInRequired } from '#accounts';
import { type AppConfig, marksOf } from '#platform';
import { bearerOf } from './credentials.js';

/**
 * Routes that take larger bodies than others read them only from publishers' servers and from staff: to read some megabytes of JSON costs
 * more than the guard, which comes after it, should let anybody ask for. Whether the caller may do what the route does, the guard decides.
 */
export function keepLargeBodiesToStaff(app: NestFastifyApplication, config: AppConfig): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', async (request, _reply, payload) => {
      if (!mayBeLarge(request, config.bodyLimitBytes)) return payload;
      const actor = await app.get(Authenticator, { strict: false }).resolve(bearerOf(request));
      if (actor.kind === 'anonymous') throw new SignInRequired();
      if (actor.kind === 'person' && !isStaffAnywhere(actor)) throw new Forbidden();
      return payload;
    });
}

/** A body without a length may be of any. */
function mayBeLarge(request: FastifyRequest, usual: number): boolean {
  const { bodyLimitBytes } = marksOf(request);
  if (bodyLimitBytes === undefined || bodyLimitBytes <= usual) return false;
  const length = request.headers['content-length'];
  return length === undefined ? request.headers['transfer-encoding'] !== undefined : Number(length) > usual;
}
