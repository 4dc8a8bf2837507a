import { xml, xmlDocument, type XmlElement } from './xml.js';

/** Media type of a feed (RFC 4287, 7). */
export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';
const NAMESPACES = { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:thr': 'http://purl.org/syndication/thread/1.0' };

/** A page of a feed. Addresses are absolute. */
export interface AtomFeed {
  /** The uuid that names it for good, on every page alike. */
  readonly id: string;
  readonly title: string;
  readonly language: string;
  /** When it changed, if it has no entry. */
  readonly since: Date;
  /** This page. */
  readonly self: string;
  /** The page for people that shows the same. */
  readonly alternate?: string;
  /** The first page, and the one after this. */
  readonly first: string;
  readonly next: string | undefined;
  readonly entries: readonly AtomEntry[];
}

/** An entry: its markup, and when it last changed. */
export interface AtomEntry {
  readonly updated: Date;
  readonly element: XmlElement;
}

/** A uuid as the IRI that names a thing for good (RFC 9562). */
export function urn(id: string): string {
  return `urn:uuid:${id}`;
}

/** A link of a feed or an entry. */
export function atomLink(rel: string, href: string, more: Readonly<Record<string, string | number>> = {}): XmlElement {
  return xml('link', { rel, href, ...more });
}

/** An instant by its element. */
export function atomTime(name: 'published' | 'updated', at: Date): XmlElement {
  return xml(name, {}, [at.toISOString()]);
}

/** Writes a page of a feed (RFC 4287), which leads to the next one (RFC 5005, 3). */
export function atomFeed(feed: AtomFeed): string {
  const updated = feed.entries.reduce<Date | undefined>(
    (latest, entry) => (latest === undefined || entry.updated > latest ? entry.updated : latest),
    undefined,
  );
  const root = xml('feed', { ...NAMESPACES, 'xml:lang': feed.language }, [
    xml('id', {}, [urn(feed.id)]),
    xml('title', {}, [feed.title]),
    atomTime('updated', updated ?? feed.since),
    xml('generator', {}, ['Colloquy']),
    atomLink('self', feed.self, { type: 'application/atom+xml' }),
    feed.alternate === undefined ? undefined : atomLink('alternate', feed.alternate, { type: 'text/html' }),
    atomLink('first', feed.first, { type: 'application/atom+xml' }),
    feed.next === undefined ? undefined : atomLink('next', feed.next, { type: 'application/atom+xml' }),
    ...feed.entries.map(({ element }) => element),
  ]);
  return xmlDocument(root);
}
