import { ownScript } from './own-script.js';

/** How many articles one request may ask for (the api's own bound). */
const MOST = 100;

/*
 * Fills `<span data-colloquy-count data-site="demo" data-article="key">` with the number of comments. An element whose number is not
 * known keeps what the page wrote into it.
 */
async function fill(base: string): Promise<void> {
  const bySite = new Map<string, HTMLElement[]>();
  for (const place of document.querySelectorAll<HTMLElement>('[data-colloquy-count]')) {
    const site = place.dataset['site'] ?? '';
    bySite.set(site, [...(bySite.get(site) ?? []), place]);
  }
  for (const [site, places] of bySite) {
    for (let from = 0; from < places.length; from += MOST) await fillSome(base, site, places.slice(from, from + MOST));
  }
}

async function fillSome(base: string, site: string, places: readonly HTMLElement[]): Promise<void> {
  const query = new URLSearchParams({ site });
  for (const { dataset } of places) query.append('key', dataset['article'] ?? '');
  const answer = await fetch(new URL(`/api/v1/counts?${query.toString()}`, base));
  if (!answer.ok) return;
  const counts = (await answer.json()) as Record<string, { total: number } | undefined>;
  for (const place of places) {
    const total = counts[place.dataset['article'] ?? '']?.total;
    if (total !== undefined)
      place.textContent = new Intl.NumberFormat(document.documentElement.lang || 'en').format(total);
  }
}

const script = ownScript('/count.js');
if (script !== undefined) {
  fill(script).catch((error: unknown) => {
    console.warn('The numbers of comments could not be read.', error);
  });
}
