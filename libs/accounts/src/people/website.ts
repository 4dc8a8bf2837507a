import { InvalidWebsite } from '../accounts.errors.js';

const MAX_LENGTH = 2048;

/**
 * A person's website as an absolute http or https address without credentials (reliability.md D14).
 * @throws {InvalidWebsite} for anything else.
 */
export function readWebsite(typed: string): string {
  const url = URL.canParse(typed.trim()) ? new URL(typed.trim()) : undefined;
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === undefined || !isWeb || url.username !== '' || url.password !== '' || url.href.length > MAX_LENGTH) {
    throw new InvalidWebsite();
  }
  return url.href;
}
