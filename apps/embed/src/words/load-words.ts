import { en } from './en.js';
import type { MoreWords } from './more-words.js';
import type { Words } from './words.js';

/** Languages beside English; each is loaded when a page asks for it. */
const OTHERS: Readonly<Record<string, () => Promise<{ readonly words: Words }>>> = {
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  ru: () => import('./ru.js'),
};

/** The words of those who take part; each is loaded when somebody does. */
const MORE: Readonly<Record<string, () => Promise<{ readonly more: MoreWords }>>> = {
  de: () => import('./more/de.js'),
  en: () => import('./more/en.js'),
  es: () => import('./more/es.js'),
  fr: () => import('./more/fr.js'),
  ru: () => import('./more/ru.js'),
};

/** The words for a BCP 47 tag, or English where there are none or they cannot be loaded. */
export async function loadWords(tag: string): Promise<Words> {
  const [primary = ''] = tag.toLowerCase().split('-', 1);
  const load = Object.hasOwn(OTHERS, primary) ? OTHERS[primary] : undefined;
  return (await load?.().catch(() => undefined))?.words ?? en;
}

/** The words of those who take part, in the language of the others. @throws when they cannot be loaded. */
export async function loadMoreWords({ language }: Words): Promise<MoreWords | undefined> {
  return (await MORE[language]?.())?.more;
}
