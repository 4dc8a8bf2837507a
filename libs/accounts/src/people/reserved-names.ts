import { skeleton } from '#kernel';

/** Offices that readers trust; a stranger under such a name could speak for the site (field.md, reliability.md A4). */
const RESERVED = [
  'admin',
  'admins',
  'administrator',
  'administration',
  'anonymous',
  'author',
  'colloquy',
  'deleted',
  'editor',
  'editorial',
  'editors',
  'mod',
  'moderation',
  'moderator',
  'moderators',
  'mods',
  'official',
  'owner',
  'root',
  'security',
  'site admin',
  'staff',
  'support',
  'system',
  'team',
  'webmaster',
];

const reservedKeys: ReadonlySet<string> = new Set(RESERVED.map(skeleton));

/**
 * Whether a name looks like an office of the site, judged by its skeleton.
 * @param alsoReserved further names, e.g. the site's own.
 */
export function isReservedName(nameKey: string, alsoReserved: readonly string[] = []): boolean {
  return reservedKeys.has(nameKey) || alsoReserved.some((name) => skeleton(name) === nameKey);
}
