/** Quotation marks and dashes as a typewriter has them, by code unit. */
const FOLDED: ReadonlyMap<number, string> = new Map([
  ...[0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0x2035, 0x02bc, 0x00b4, 0x0060, 0x2039, 0x203a].map(to("'")),
  ...[0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0x2036, 0x00ab, 0x00bb].map(to('"')),
  ...[0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xfe58, 0xfe63, 0xff0d].map(to('-')),
  [0x2026, '...'],
]);
const NOTHING = /[\s\u0085\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/;
/** Up to here a code unit decomposes into itself. */
const PLAIN = 0xc0;

function to(character: string): (unit: number) => readonly [number, string] {
  return (unit) => [unit, character];
}

/**
 * A code unit as passages are compared by: without white space, which pages and the service break differently, without what cannot be
 * seen, decomposed (UAX #15), and with the quotation marks and dashes of a typewriter.
 */
export function squashUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  const folded = FOLDED.get(code);
  if (folded !== undefined) return folded;
  if (NOTHING.test(unit)) return '';
  return code < PLAIN ? unit : unit.normalize('NFD');
}

/** A text as passages are compared by. */
export function squash(text: string): string {
  let squashed = '';
  for (let at = 0; at < text.length; at++) squashed += squashUnit(text.charAt(at));
  return squashed;
}
