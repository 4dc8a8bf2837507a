/** What XML 1.0 has no place for, not even escaped: most controls, lone surrogates, U+FFFE and U+FFFF (https://www.w3.org/TR/xml/#charsets). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
/** A carriage return is escaped too, because a parser would make a line feed of it (2.11); in an attribute it makes spaces of all (3.3.3). */
const IN_CONTENT = /[&<>\r]/g;
const IN_ATTRIBUTE = /[&<>"\t\n\r]/g;

/** Markup that was made by `xml`, one element or several in a row: the only kind that goes into a document as it is. */
export class XmlElement {
  constructor(readonly markup: string) {}
}

/** What an element holds: elements, and words that are escaped. What is undefined is left out. */
export type XmlContent = readonly (XmlElement | string | undefined)[];

/**
 * Makes an element. Words and values of attributes are escaped; names are ours and are not.
 * @param attributes those that are undefined are left out.
 */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  content: XmlContent = [],
): XmlElement {
  const written = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === undefined ? [] : [` ${attribute}="${escapeXml(String(value), IN_ATTRIBUTE)}"`],
  );
  const inner = content
    .map((part) => (part instanceof XmlElement ? part.markup : escapeXml(part ?? '', IN_CONTENT)))
    .join('');
  return new XmlElement(`<${name}${written.join('')}${inner === '' ? '/>' : `>${inner}</${name}>`}`);
}

/** A document with this root, in UTF-8. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.markup}\n`;
}

function escapeXml(text: string, special: RegExp): string {
  return text.replace(FORBIDDEN, '').replace(special, (character) => `&#${character.charCodeAt(0)};`);
}
