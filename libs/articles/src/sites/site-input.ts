import { SiteKey, SiteSettings } from '#contracts';
import type { z } from 'zod';
import { cleanText } from '#kernel';
import { InvalidField } from '../articles.errors.js';
import { exactOrigin } from './exact-origin.js';

/** Settings as they are sent; what is left out takes its default. */
export type SiteSettingsInput = z.input<typeof SiteSettings>;

/** A new site as an operator names it. */
export interface NewSite {
  readonly key: string;
  readonly name: string;
  readonly origins?: readonly string[] | undefined;
  readonly settings?: SiteSettingsInput | undefined;
}

const LONGEST_NAME = 200;
const MOST_ORIGINS = 100;

/** @throws {InvalidField} when the key is not 1 to 63 lower-case letters, digits and hyphens. */
export function siteKey(key: string): string {
  if (!SiteKey.safeParse(key).success) {
    throw new InvalidField('key', 'A site key is 1 to 63 lower-case letters, digits and hyphens, like my-paper.');
  }
  return key;
}

/** @throws {InvalidField} when nothing is left of the name or it is longer than 200 characters. */
export function siteName(name: string): string {
  const cleaned = cleanText(name);
  if (cleaned === '' || cleaned.length > LONGEST_NAME) {
    throw new InvalidField('name', `A site's name has 1 to ${LONGEST_NAME} characters.`);
  }
  return cleaned;
}

/** Exact origins, each once. @throws {InvalidField} when one is no origin, or there are more than 100. */
export function siteOrigins(origins: readonly string[]): string[] {
  if (origins.length > MOST_ORIGINS) throw new InvalidField('origins', `A site has at most ${MOST_ORIGINS} origins.`);
  return [...new Set(origins.map(exactOrigin))];
}

/** Settings completed with their defaults. @throws {InvalidField} naming the first setting that is wrong. */
export function siteSettings(settings: SiteSettingsInput): SiteSettings {
  const parsed = SiteSettings.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidField(
    ['settings', ...(issue?.path ?? [])].join('.'),
    issue?.message ?? 'This setting is not valid.',
  );
}
