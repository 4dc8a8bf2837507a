import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '#kernel';
import { SignInRequired } from './accounts.errors.js';
import type { Actor } from './actor.js';
import { ActorCache, type KnownActor } from './actor-cache.js';
import { ApiKeys } from './api-keys/api-keys.js';
import { Sessions } from './sessions/sessions.js';

/** Longer than any token or key that is given out; hashing more would only cost. */
const MAX_TOKEN_LENGTH = 512;

/** Tells who a request comes from. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ApiKeys) private readonly apiKeys: ApiKeys,
    @Inject(ActorCache) private readonly cache: ActorCache,
  ) {}

  /**
   * The actor of a bearer token, without the word `Bearer`. None is anonymous; a wrong one is not, so that nobody acts as a
   * stranger unawares.
   * @param networkKey the network an anonymous actor is counted by.
   * @throws {SignInRequired} when the token is no session and no API key that is valid now.
   */
  async resolve(token: string | undefined, networkKey?: string): Promise<Actor> {
    if (token === undefined)
      return networkKey === undefined ? { kind: 'anonymous' } : { kind: 'anonymous', networkKey };
    if (token === '' || token.length > MAX_TOKEN_LENGTH) throw new SignInRequired();
    const hash = sha256(token);
    const actor = await this.cache.find(hash.toString('hex'), () => this.load(hash));
    if (actor === undefined) throw new SignInRequired();
    return actor;
  }

  /** The actor of a token as the database has it at this moment, for who stays connected; anonymous when it is nobody's any more. */
  async resolveNow(token: string): Promise<Actor> {
    return (await this.load(sha256(token)))?.actor ?? { kind: 'anonymous' };
  }

  private async load(hash: Buffer): Promise<KnownActor | undefined> {
    return (await this.sessions.byTokenHash(hash)) ?? (await this.apiKeys.byKeyHash(hash));
  }
}
