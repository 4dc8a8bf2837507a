import { type Document, DOMParser, type Element } from '@xmldom/xmldom';

/** Namespaces of what we write. */
export const NAMESPACES = {
  atom: 'http://www.w3.org/2005/Atom',
  thread: 'http://purl.org/syndication/thread/1.0',
  sitemap: 'http://www.sitemaps.org/schemas/sitemap/0.9',
} as const;

/** Characters that no XML 1.0 document may hold, as they are or by number; the parser lets some of them pass. */

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const REFERENCE = /&#(?:x([0-9a-f]+)|(\d+));/gi;

/** Reads an XML document. Throws at everything that a strict parser does not take, warnings included. */
export function readXml(text: string): Document {
  const resolved = text.replace(REFERENCE, (_, hex?: string, decimal?: string) =>
    String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
  );
  const found = FORBIDDEN.exec(resolved);
  if (found !== null) throw new Error(`A character that XML does not allow, at ${found.index}.`);
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  return parser.parseFromString(text, 'text/xml');
}

/** The children of an element with a name, in their order. */
export function childrenOf(parent: Element | null, namespace: string, name: string): Element[] {
  return Array.from(parent?.childNodes ?? []).filter(
    (node): node is Element => node.nodeType === 1 && node.namespaceURI === namespace && node.localName === name,
  );
}

/** The words of the one child with a name; undefined when there is none. Throws when there are several. */
export function textOf(parent: Element | null, namespace: string, name: string): string | undefined {
  const [child, second] = childrenOf(parent, namespace, name);
  if (second !== undefined) throw new Error(`Several ${name}.`);
  return child === undefined ? undefined : (child.textContent ?? '');
}
