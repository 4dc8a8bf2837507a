import { Inject, Injectable } from '@nestjs/common';
import { SignInRequired } from '../accounts.errors.js';
import type { Actor } from '../actor.js';
import { Sessions } from './sessions.js';

/** Ends the session that the request came with. */
@Injectable()
export class Logout {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  /** @throws {SignInRequired} when the actor has no session. */
  async run(actor: Actor): Promise<void> {
    if (actor.kind !== 'person') throw new SignInRequired();
    await this.sessions.revoke(actor.sessionId);
  }
}
