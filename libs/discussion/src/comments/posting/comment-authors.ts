import { Inject, Injectable } from '@nestjs/common';
import { type Actor, Guests, isStaffOf, People, RequestCommentVerification } from '#accounts';
import type { AuthorKind, Badge, GuestInput } from '#contracts';
import { sameBytes } from '#kernel';
import { InputNotAllowed } from '../../discussion.errors.js';
import type { Place } from './posting-place.js';

/** Who a comment is by, as it is stored with it. */
export interface CommentAuthor {
  readonly id: string;
  readonly name: string;
  readonly kind: AuthorKind;
  readonly badges: readonly Badge[];
  /** The session of a guest who was made for this comment. */
  readonly editToken?: string;
  /** An address that answers can go to is known. */
  readonly hasAddress: boolean;
  /** The address has to be confirmed before the comment goes on. */
  readonly confirm?: { readonly email: string };
}

/** Finds or makes the writer of a comment. */
@Injectable()
export class CommentAuthors {
  constructor(
    @Inject(Guests) private readonly guests: Guests,
    @Inject(People) private readonly people: People,
    @Inject(RequestCommentVerification) private readonly verification: RequestCommentVerification,
  ) {}

  /**
   * Refuses what is said about a guest when there is one already, or nothing when there is none.
   * @throws {InputNotAllowed}
   */
  check(actor: Actor, guest: GuestInput | undefined, { rules }: Place): void {
    if (actor.kind === 'person') {
      if (guest !== undefined)
        throw new InputNotAllowed('guest', 'You are signed in. Leave the guest out, or sign out.');
      return;
    }
    if (guest === undefined) throw new InputNotAllowed('guest', 'Give a name, or sign in.');
    if (rules.guests === 'await-verification' && guest.email === undefined) {
      throw new InputNotAllowed('guest.email', 'Give an e-mail address: comments here wait until it is confirmed.');
    }
  }

  /**
   * The writer; a new guest is made in the caller's transaction.
   * @param seed what a new guest's token is made of.
   * @throws {NameReserved} {InvalidName} {InvalidEmail} {InvalidWebsite} {InputNotAllowed}
   */
  async of(
    actor: Actor,
    guest: GuestInput | undefined,
    place: Place,
    seed: string | undefined,
  ): Promise<CommentAuthor> {
    if (actor.kind === 'person') return this.known(actor, place);
    if (guest === undefined) throw new InputNotAllowed('guest', 'Give a name, or sign in.');
    const made = await this.guests.create(guest, seed);
    const { email } = guest;
    return {
      id: made.personId,
      name: made.name,
      kind: 'guest',
      badges: [],
      editToken: made.token,
      hasAddress: email !== undefined,
      ...(place.rules.guests === 'await-verification' && email !== undefined ? { confirm: { email } } : {}),
    };
  }

  /** Asks a guest to confirm the address their comment waits for. In the caller's transaction. */
  async requestConfirmation(author: CommentAuthor, articleId: string): Promise<void> {
    if (author.confirm === undefined) return;
    await this.verification.run({ guestId: author.id, name: author.name, email: author.confirm.email, articleId });
  }

  /** The token of the guest whom an earlier post with this seed has made. */
  tokenOf(seed: string): string {
    return this.guests.tokenOf(seed);
  }

  private async known(actor: Actor & { kind: 'person' }, place: Place): Promise<CommentAuthor> {
    const { authorEmailKey } = place.article;
    const isConfirmed = actor.personKind !== 'guest';
    const mustConfirm = !isConfirmed && place.rules.guests === 'await-verification';
    const person =
      mustConfirm || !isConfirmed || authorEmailKey !== undefined ? await this.people.byId(actor.personId) : undefined;
    const email = person?.email ?? undefined;
    if (mustConfirm && email === undefined) {
      throw new InputNotAllowed(
        'guest.email',
        'Comments here wait until an e-mail address is confirmed. Sign in with one.',
      );
    }
    const isArticleAuthor =
      isConfirmed && authorEmailKey !== undefined && !!person?.emailKey && sameBytes(person.emailKey, authorEmailKey);
    return {
      id: actor.personId,
      name: actor.name,
      kind: actor.personKind,
      badges: [
        ...(isStaffOf(actor, place.site.id) ? (['staff'] as const) : []),
        ...(isArticleAuthor ? (['author'] as const) : []),
        ...(isConfirmed ? (['verified'] as const) : []),
      ],
      hasAddress: isConfirmed || email !== undefined,
      ...(mustConfirm && email !== undefined ? { confirm: { email } } : {}),
    };
  }
}
