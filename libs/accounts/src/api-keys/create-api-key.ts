import { Inject, Injectable } from '@nestjs/common';
import { cleanText, Clock, newId } from '#kernel';
import { InvalidApiKey } from '../accounts.errors.js';
import type { Actor } from '../actor.js';
import { authorize } from '../authorize.js';
import { newToken } from '../sessions/session-token.js';
import { ApiKeys } from './api-keys.js';
import { API_SCOPES, type ApiScope } from './api-scope.js';

const MAX_NAME_LENGTH = 100;

/** A key that an admin wants. Without `expiresAt` it has no end. */
export interface CreateApiKeyInput {
  readonly siteId: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly expiresAt?: Date | undefined;
}

/** A new key. This is the only time that it can be read. */
export interface CreatedApiKey {
  readonly id: string;
  readonly key: string;
}

/** Gives a site an API key (reliability.md D25). */
@Injectable()
export class CreateApiKey {
  constructor(
    @Inject(ApiKeys) private readonly apiKeys: ApiKeys,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * @throws {InvalidApiKey} when name, scopes or end are not usable.
   * @throws {SignInRequired} {Forbidden} {NotFound} when the actor is no admin of the site.
   */
  async run(actor: Actor, input: CreateApiKeyInput): Promise<CreatedApiKey> {
    authorize(actor, 'api-keys.manage', { siteId: input.siteId });
    const name = cleanText(input.name);
    const scopes = [...new Set(input.scopes)];
    const hasUsableScopes = scopes.length > 0 && scopes.every((scope) => API_SCOPES.includes(scope));
    const hasEnded = input.expiresAt !== undefined && input.expiresAt.getTime() <= this.clock.nowMs();
    if (name === '' || name.length > MAX_NAME_LENGTH || !hasUsableScopes || hasEnded) throw new InvalidApiKey();
    const id = newId();
    const key = `cq_${id.replaceAll('-', '')}.${newToken()}`;
    await this.apiKeys.insert({ id, siteId: input.siteId, name, key, scopes, expiresAt: input.expiresAt });
    return { id, key };
  }
}
