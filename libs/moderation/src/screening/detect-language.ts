/** More of a text says nothing more about its language. */
const READ = 1000;
const ADDRESSES = /https?:\S+|www\.\S+|\S+@\S+/g;

/**
 * The language of a text by its two letters of ISO 639-1, or undefined when none is sure. The detector takes 85 MB, so it is loaded when
 * the first site names its languages, and in workers only.
 */
export async function detectLanguage(text: string): Promise<string | undefined> {
  const { eld } = await import('eld/extrasmall');
  const found = eld.detect(text.slice(0, READ).replaceAll(ADDRESSES, ' '));
  return found.isReliable() ? found.language : undefined;
}
