import { emailKey, personName } from '#accounts';
import type { AuthorKind } from '#contracts';
import { newId } from '#kernel';
import { oneOf, type Random } from './random.js';

/** A made-up writer. */
export interface SeedAuthor {
  readonly id: string;
  readonly kind: AuthorKind;
  readonly name: string;
  readonly nameKey: string;
  /** Null on guests, who gave none. */
  readonly email: string | null;
  readonly emailKey: Buffer | null;
}

const FIRST =
  'Ada|Bela|Carmen|Dmitri|Elif|Femi|Greta|Hana|Ivo|Jonas|Kaja|Liam|Mara|Nils|Olga|Pablo|Rosa|Sven|Tara|Wim'.split('|');
const LAST =
  'Berg|Castro|Dahl|Eriksen|Farkas|Gruber|Holm|Ito|Jansen|Kaya|Lind|Moreau|Novak|Okafor|Petrov|Rossi|Silva|Toth|Weber'.split(
    '|',
  );
const COMMENTS_EACH = 5;
const FEWEST = 20;
const MOST = 5000;
const VERIFIED_SHARE = 0.3;

/**
 * Writers for so many comments; three in ten have a confirmed address.
 * @param mark digits that stand in the names nobody else may have, so that a second load does not meet the first. Digits only: of
 * letters many look alike, and names that look alike are one.
 */
export function seedAuthors(comments: number, random: Random, mark: string, secret: string): readonly SeedAuthor[] {
  const wanted = Math.min(MOST, Math.max(FEWEST, Math.ceil(comments / COMMENTS_EACH)));
  return Array.from({ length: wanted }, (_, number) => {
    const typed = `${oneOf(FIRST, random)} ${oneOf(LAST, random)}`;
    const id = newId();
    if (random() >= VERIFIED_SHARE) return { id, kind: 'guest', ...personName(typed), email: null, emailKey: null };
    const email = `reader-${id}@seeded.invalid`;
    const name = personName(`${typed} ${mark}${String(number).padStart(4, '0')}`);
    return { id, kind: 'verified', ...name, email, emailKey: emailKey(secret, email) };
  });
}
