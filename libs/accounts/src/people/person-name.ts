import { cleanText, containsForbidden, graphemeLength, skeleton } from '#kernel';
import { InvalidName } from '../accounts.errors.js';

/** The longest name, in characters a reader sees. */
export const MAX_NAME_LENGTH = 40;
const SPACES = /\s+/gu;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A name fit to show, and its skeleton, by which look-alikes are found (reliability.md D16, A4). */
export interface PersonName {
  readonly name: string;
  readonly nameKey: string;
}

/**
 * Cleans a name as it was typed.
 * @throws {InvalidName} when nothing visible is left, when it is over 40 characters, or when it holds what cannot be stored.
 */
export function personName(typed: string): PersonName {
  const fault = containsForbidden(typed);
  if (fault === 'nul' || fault === 'lone-surrogate') throw new InvalidName();
  const name = cleanText(typed, { multiline: false }).replace(SPACES, ' ').trim();
  const nameKey = skeleton(name);
  if (nameKey === '' || graphemeLength(name) > MAX_NAME_LENGTH) throw new InvalidName();
  return { name, nameKey };
}

/** The name with a number behind it, shortened so that both fit: `Ada Lovelace 2`. */
export function numberedName({ name }: PersonName, number: number): PersonName {
  const suffix = ` ${number}`;
  const kept = Array.from(graphemes.segment(name), ({ segment }) => segment).slice(0, MAX_NAME_LENGTH - suffix.length);
  const numbered = `${kept.join('').trimEnd()}${suffix}`;
  return { name: numbered, nameKey: skeleton(numbered) };
}
