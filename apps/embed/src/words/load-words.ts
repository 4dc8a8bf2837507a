import { en } from './en.js';
import type { Words } from './words.js';

/** Languages beside English; each is loaded when a page asks for it. */
const OTHERS: Readonly<Record<string, () => Promise<Words>>> = {};

/** The words for a BCP 47 tag, or English where there are none or they cannot be loaded. */
export async function loadWords(tag: string): Promise<Words> {
  const [primary = ''] = tag.toLowerCase().split('-', 1);
  const load = Object.hasOwn(OTHERS, primary) ? OTHERS[primary] : undefined;
  return (await load?.().catch(() => undefined)) ?? en;
}
