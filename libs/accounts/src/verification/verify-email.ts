import { Inject, Injectable } from '@nestjs/common';
import { VerifyEmailBody } from '#contracts';
import { Database } from '#platform';
import { InvalidCode } from '../accounts.errors.js';
import type { Actor } from '../actor.js';
import { ConfirmedPeople } from '../people/confirmed-people.js';
import { type SignedInPerson, SignIns } from '../sessions/sign-ins.js';
import { ClaimedGuests } from './claimed-guests.js';
import { Verifications } from './verifications.js';

/** Confirms an address by the code or the link of a mail, and signs its owner in. */
@Injectable()
export class VerifyEmail {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Verifications) private readonly verifications: Verifications,
    @Inject(ConfirmedPeople) private readonly confirmedPeople: ConfirmedPeople,
    @Inject(ClaimedGuests) private readonly claimedGuests: ClaimedGuests,
    @Inject(SignIns) private readonly signIns: SignIns,
  ) {}

  /**
   * Spends the verification, finds or makes the person, and opens a reader's session: all of it or nothing. A session by mail is
   * never a staff session, whatever roles its owner has.
   * @param actor who calls; a guest who gave this address takes their comments along.
   * @param networkKey the network that tries, for its limit.
   * @throws {InvalidCode} {InvalidToken} for anything that is not a code or token that is right and open (reliability.md A1, A2).
   * @throws {TooManyRequests} when the network tries too many codes.
   */
  async run(actor: Actor, input: VerifyEmailBody, networkKey?: string): Promise<SignedInPerson> {
    const { data: checked } = VerifyEmailBody.safeParse(input);
    if (checked === undefined) throw new InvalidCode();
    if ('token' in checked) return this.complete(actor, () => this.verifications.spendLink(checked.token));
    const id = await this.verifications.tryCode(checked.email, checked.code, networkKey);
    return this.complete(actor, () => this.verifications.spend(id));
  }

  private complete(actor: Actor, spend: () => ReturnType<Verifications['spend']>): Promise<SignedInPerson> {
    return this.database.transaction(async () => {
      const spent = await spend();
      const guests = await this.claimedGuests.of(actor, spent);
      const [guest] = guests;
      const name = spent.name ?? guest?.name;
      const { email, emailKey } = spent;
      const personId = await this.confirmedPeople.findOrMake({ email, emailKey, name, website: guest?.website });
      await this.claimedGuests.handOver(guests, personId, spent);
      return this.signIns.open(personId, () => 'reader');
    });
  }
}
