import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIKENESS_HASHES, likenessOf } from './likeness.js';

const REMARK =
  'The second paragraph forgets the port of Aktau, through which most of what the country sells abroad has gone since spring.';
const OTHER =
  'I read the report of the ministry again, and nowhere does it say who paid for the trains that stood still in May.';

function alike(one: string, other: string): number {
  const [a, b] = [likenessOf(one, 's'), likenessOf(other, 's')];
  if (!a || !b) return -1;
  return (a.bytes.filter((byte, at) => byte === b.bytes[at]).length / LIKENESS_HASHES) * 100;
}
function share(one: string, other: string): boolean {
  const bands = likenessOf(other, 's')?.bands ?? [];
  return (likenessOf(one, 's')?.bands ?? []).some((band) => bands.includes(band));
}

describe(likenessOf.name, () => {
  it.each([
    ['the same', REMARK, REMARK],
    ['in capitals and disguise', REMARK, REMARK.toUpperCase().replaceAll('A', 'А')],
    ['with another name at its end', REMARK, `${REMARK} Regards, Anna`],
    ['with one word changed', REMARK, REMARK.replace('spring', 'summer')],
    ['with a greeting before', REMARK, `Dear all! ${REMARK}`],
  ])('finds a text again %s', (_, one, other) => {
    expect(share(one, other)).toBe(true);
    expect(alike(one, other)).toBeGreaterThanOrEqual(75);
  });

  it('keeps texts apart that only share words, and scopes from one another', () => {
    expect(share(REMARK, OTHER)).toBe(false);
    expect(alike(REMARK, OTHER)).toBeLessThan(40);
    expect(likenessOf(REMARK, 'one')?.bands).not.toEqual(likenessOf(REMARK, 'two')?.bands);
  });

  it('says nothing of short texts', () => {
    expect(likenessOf('Thank you for this article!', 's')).toBeUndefined();
    expect(likenessOf('!'.repeat(500), 's')).toBeUndefined();
  });

  it('gives four keys that a bigint takes and twelve bytes, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 60, maxLength: 300 }), (text) => {
        const likeness = likenessOf(text, 's');
        if (likeness === undefined) return;
        expect(likeness.bytes).toHaveLength(12);
        expect(likeness.bands).toHaveLength(4);
        for (const band of likeness.bands) expect(BigInt.asIntN(64, BigInt(band)).toString()).toBe(band);
        expect(likenessOf(text, 's')).toEqual(likeness);
      }),
    );
  });
});
