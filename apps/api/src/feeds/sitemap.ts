import { setImmediate } from 'node:timers/promises';
import { xml, xmlDocument, XmlElement } from './xml.js';

/** Media type of a site map. */
export const SITEMAP_TYPE = 'application/xml; charset=utf-8';
/** A whole file takes some 150 ms to write; other requests are served after so many places. */
const PLACES_AT_A_TIME = 2000;
const NAMESPACE = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' };

/** An absolute address, and when what is there last changed. */
export interface SitemapPlace {
  readonly address: string;
  readonly changedAt: Date;
}

/** A file of a site map: up to 50,000 pages (https://www.sitemaps.org/protocol.html). */
export function sitemap(pages: readonly SitemapPlace[]): Promise<string> {
  return document('urlset', 'url', pages);
}

/** The index of a site map in several files. */
export function sitemapIndex(files: readonly SitemapPlace[]): Promise<string> {
  return document('sitemapindex', 'sitemap', files);
}

async function document(root: string, item: string, places: readonly SitemapPlace[]): Promise<string> {
  const parts: XmlElement[] = [];
  for (let at = 0; at < places.length; at += PLACES_AT_A_TIME) {
    const items = places
      .slice(at, at + PLACES_AT_A_TIME)
      .map(({ address, changedAt }) =>
        xml(item, {}, [xml('loc', {}, [address]), xml('lastmod', {}, [changedAt.toISOString()])]),
      );
    parts.push(new XmlElement(items.map(({ markup }) => markup).join('')));
    await setImmediate();
  }
  return xmlDocument(xml(root, NAMESPACE, parts));
}
