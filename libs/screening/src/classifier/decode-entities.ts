const ENTITY = /&(?:#(\d{2,6})|#x([0-9a-f]{2,6})|(lt|gt|quot|amp|nbsp|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: ' ', apos: "'" };

/** A text whose HTML entities are read: markup that was escaped on its way is markup all the same. Unknown ones stay. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
    const point = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return point > 0 && point < 0x110000 && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : all;
  });
}
