import { Injectable } from '@nestjs/common';
import { type Actor, SignInRequired } from '#accounts';
import type { Me } from '#contracts';

/** Tells a person who they are signed in as. */
@Injectable()
export class WhoAmI {
  /** @throws {SignInRequired} when nobody is signed in, or the caller is a server with a key. */
  run(actor: Actor): Me {
    if (actor.kind !== 'person') throw new SignInRequired();
    return {
      id: actor.personId,
      name: actor.name,
      kind: actor.personKind,
      roles: actor.roles.map(({ siteId, role }) => ({ site: siteId, role })),
    };
  }
}
