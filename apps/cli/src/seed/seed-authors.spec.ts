import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.js';
import { seedAuthors } from './seed-authors.js';

describe('seedAuthors', () => {
  it.each([
    [1, 20],
    [1000, 200],
    [1_000_000, 5000],
  ])('makes writers for %i comments: %i', (comments, wanted) => {
    const authors = seedAuthors(comments, seededRandom(1), '0123456789', 'a secret');
    expect(authors).toHaveLength(wanted);
  });

  it('gives people with a confirmed address names that nobody else has, also beside those of another load', () => {
    const [one, two] = ['1111111110', '1111111111'].map((mark) =>
      seedAuthors(1_000_000, seededRandom(1), mark, 'a secret'),
    );
    const known = [...(one ?? []), ...(two ?? [])].filter(({ kind }) => kind !== 'guest');
    expect(known.length).toBeGreaterThan(2500);
    expect(new Set(known.map(({ nameKey }) => nameKey)).size).toBe(known.length);
    expect(known.every(({ email, emailKey }) => email !== null && emailKey?.length === 32)).toBe(true);
  });
});
