import { Inject, Injectable } from '@nestjs/common';
import type { AuthorKind } from '#contracts';
import { NotFound } from '../accounts.errors.js';
import type { GrantedRole, SessionKind } from '../actor.js';
import { People } from '../people/people.queries.js';
import { Roles } from '../roles/roles.js';
import { Sessions } from './sessions.js';

/** Somebody who has just signed in: their new session and who they are. */
export interface SignedInPerson {
  readonly token: string;
  readonly expiresAt: Date;
  readonly sessionKind: SessionKind;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly kind: AuthorKind;
    readonly roles: readonly GrantedRole[];
  };
}

/** Opens a session and tells whose it is. */
@Injectable()
export class SignIns {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(People) private readonly people: People,
    @Inject(Roles) private readonly roles: Roles,
  ) {}

  /**
   * Signs a person in.
   * @param kindFor chooses the session's kind by the person's roles.
   * @throws {NotFound} when the person was erased meanwhile.
   */
  async open(personId: string, kindFor: (roles: readonly GrantedRole[]) => SessionKind): Promise<SignedInPerson> {
    const person = await this.people.byId(personId);
    if (person === undefined) throw new NotFound();
    const roles = await this.roles.of(personId);
    const sessionKind = kindFor(roles);
    const { token, expiresAt } = await this.sessions.open(personId, sessionKind);
    return { token, expiresAt, sessionKind, person: { id: person.id, name: person.name, kind: person.kind, roles } };
  }
}
