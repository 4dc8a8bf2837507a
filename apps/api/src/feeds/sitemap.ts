import { xml, xmlDocument } from './xml.js';

/** Media type of a site map. */
export const SITEMAP_TYPE = 'application/xml; charset=utf-8';
const NAMESPACE = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' };

/** An absolute address, and when what is there last changed. */
export interface SitemapPlace {
  readonly address: string;
  readonly changedAt: Date;
}

/** A file of a site map: up to 50,000 pages (https://www.sitemaps.org/protocol.html). */
export function sitemap(pages: readonly SitemapPlace[]): string {
  return document('urlset', 'url', pages);
}

/** The index of a site map in several files. */
export function sitemapIndex(files: readonly SitemapPlace[]): string {
  return document('sitemapindex', 'sitemap', files);
}

function document(root: string, item: string, places: readonly SitemapPlace[]): string {
  const items = places.map(({ address, changedAt }) =>
    xml(item, {}, [xml('loc', {}, [address]), xml('lastmod', {}, [changedAt.toISOString()])]),
  );
  return xmlDocument(xml(root, NAMESPACE, items));
}
