import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Actor, Authenticator, authorize, SignInRequired } from '#accounts';
import { AppConfig, clientAddress, networkKey, RateLimiter } from '#platform';
import { bearerOf, staffCookie } from './credentials.js';
import { DOOR_CHECKS } from './door-checks.js';
import { ENDPOINT, type EndpointOptions, type Policy } from './endpoint.js';
import { RequestSite } from './request-site.js';

/** A request after the guard: who it is from, and the hashed network it came by. */
export interface GuardedRequest extends FastifyRequest {
  actor?: Actor;
  networkKey?: Buffer;
}

/**
 * The one place where access is decided at the door (reliability.md A5). It knows every route's policy; what depends on an object
 * that only a verb loads (whose comment it is) is decided by the verb, over the same permission map.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
    @Inject(RateLimiter) private readonly limiter: RateLimiter,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(RequestSite) private readonly site: RequestSite,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<EndpointOptions | undefined>(ENDPOINT, context.getHandler());
    if (endpoint === undefined) return false;
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const address = clientAddress(request);
    if (endpoint.policy === 'public') {
      await this.limit(endpoint, { kind: 'anonymous' }, address);
      return true;
    }
    request.networkKey = networkKey(address, this.config.secret.reveal());
    const actor = await this.actorOf(endpoint, request, request.networkKey.toString('base64url'));
    request.actor = actor;
    await this.limit(endpoint, actor, address);
    await this.check(endpoint.policy, actor, request);
    return true;
  }

  /** A cookie that has run out, or holds anything but a staff session, is nobody's: the page leads to the sign-in, not to an error. */
  private async actorOf(endpoint: EndpointOptions, request: GuardedRequest, network: string): Promise<Actor> {
    const { session = 'bearer' } = endpoint;
    const bearer = session === 'cookie' ? undefined : bearerOf(request);
    if (session === 'bearer' || bearer !== undefined) return this.authenticator.resolve(bearer, network);
    const actor = await this.authenticator.resolve(staffCookie(request), network).catch((error: unknown) => {
      if (error instanceof SignInRequired) return undefined;
      throw error;
    });
    return actor?.kind === 'person' && actor.sessionKind === 'staff' ? actor : { kind: 'anonymous' };
  }

  private async limit(endpoint: EndpointOptions, actor: Actor, address: string): Promise<void> {
    const limit = typeof endpoint.limit === 'function' ? endpoint.limit(actor) : endpoint.limit;
    if (limit === undefined) return;
    if (actor.kind === 'person' && actor.personKind !== 'guest') await this.limiter.consume(limit, actor.personId);
    else if (actor.kind === 'key') await this.limiter.consume(limit, actor.keyId);
    else await this.limiter.consumeAddress(limit, address);
  }

  private async check(policy: Exclude<Policy, 'public'>, actor: Actor, request: GuardedRequest): Promise<void> {
    if (policy === 'anyone') return;
    const check = DOOR_CHECKS[policy];
    if (check === 'person' && actor.kind === 'anonymous') throw new SignInRequired();
    if (check === 'owner') authorize(actor, policy as 'metrics.read', {});
    if (check === 'site') {
      if (actor.kind === 'anonymous') throw new SignInRequired();
      authorize(actor, policy as 'moderation.queue', { siteId: await this.site.of(request) });
    }
  }
}
