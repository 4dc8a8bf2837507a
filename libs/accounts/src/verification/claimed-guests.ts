import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '#platform';
import { sameBytes } from '#kernel';
import { personVerified } from '../accounts.events.js';
import type { Actor } from '../actor.js';
import { People, type Person } from '../people/people.queries.js';
import { Sanctions } from '../sanctions/sanctions.js';
import type { SpentVerification } from './verifications.js';

/**
 * Which guests turn out to be the person who has confirmed an address. A guest who merely wrote the same address is not among them:
 * anybody can write it, and their words must not become the owner's (reliability.md A4).
 */
@Injectable()
export class ClaimedGuests {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Sanctions) private readonly sanctions: Sanctions,
  ) {}

  /** The guest whose waiting comment the mail asked about, and the guest who is calling, when the address they gave is this one. */
  async of(actor: Actor, spent: SpentVerification): Promise<Person[]> {
    const callerId = actor.kind === 'person' && actor.personKind === 'guest' ? actor.personId : undefined;
    const ids = [spent.guestId, callerId].filter((id) => typeof id === 'string');
    const people = await this.people.byIds(ids);
    return [...new Set(ids)].flatMap((id) => {
      const guest = people.get(id);
      if (guest?.kind !== 'guest') return [];
      const isCallers = guest.emailKey !== null && sameBytes(guest.emailKey, spent.emailKey);
      return id === spent.guestId || isCallers ? [guest] : [];
    });
  }

  /** Tells the other rooms whose comments now are the person's, in the caller's transaction. Sanctions go along with them. */
  async handOver(guests: readonly Person[], personId: string, spent: SpentVerification): Promise<void> {
    for (const { id: guestId } of guests) {
      await this.sanctions.handOver(guestId, personId);
      const isWaiting = guestId === spent.guestId && spent.articleId !== null;
      await this.outbox.publish(personVerified, {
        personId,
        guestId,
        ...(isWaiting ? { articleId: spent.articleId } : {}),
      });
    }
  }
}
