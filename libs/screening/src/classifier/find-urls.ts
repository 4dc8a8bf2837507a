/** An address found in a text: a web address or a mailbox, in UTF-16 units, end exclusive. */
export type FoundUrl = Readonly<{
  start: number;
  end: number;
  host: string;
  path: string;
  isMail: boolean;
  isBare: boolean;
}>;

const DOT = 0x2e;
/** Addresses that are read; a text with more says the same. */
const MOST_URLS = 40;
/** Longest piece without spaces that is looked at for an address. */
const LONGEST_PIECE = 2000;

/** Endings that make `name.ending` an address although it has no scheme; others are taken for missing spaces or file names. */
const BARE_ENDINGS = new Set(
  (
    'com net org info biz co io me tv cc ru su ua by kz cn in uk de fr it es nl pl cz br pk bd vn id my ph us ca au eu ' +
    'top xyz site online shop store club live pro vip win bet fun icu link click buzz space website tech blog news app dev ' +
    'tk ml ga cf gq pw ws gd ly gl'
  ).split(' '),
);

/** The addresses in a text, in order. Linear: it looks only around dots. */
export function findUrls(text: string): FoundUrl[] {
  const found: FoundUrl[] = [];
  for (let dot = text.indexOf('.'); dot >= 0 && found.length < MOST_URLS; dot = text.indexOf('.', dot + 1)) {
    if (!isHostUnit(text.charCodeAt(dot - 1)) || !isHostUnit(text.charCodeAt(dot + 1))) continue;
    const start = startOf(text, dot, found.at(-1)?.end ?? 0);
    const end = endOf(text, dot);
    const url = read(text, start, end);
    if (url) found.push(url);
    if (url || end - dot > LONGEST_PIECE) dot = end - 1;
  }
  return found;
}

function startOf(text: string, dot: number, from: number): number {
  let start = dot;
  while (start > from && dot - start < LONGEST_PIECE && !isEdge(text.charCodeAt(start - 1))) start--;
  return start;
}

function endOf(text: string, dot: number): number {
  let end = dot;
  while (end < text.length && !isEdge(text.charCodeAt(end))) end++;
  while (end > dot && isTrailing(text.charCodeAt(end - 1))) end--;
  return end;
}

const SCHEME = /(?:https?|ftp|hxxps?):\/\/+/i;

function read(text: string, start: number, end: number): FoundUrl | undefined {
  const piece = text.slice(start, Math.min(end, start + LONGEST_PIECE));
  const scheme = SCHEME.exec(piece);
  const from = scheme ? scheme.index + scheme[0].length : 0;
  const slash = piece.indexOf('/', from);
  const authority = piece.slice(from, slash < 0 ? undefined : slash).replace(/[?#].*$/s, '');
  const sign = authority.lastIndexOf('@');
  const host = authority
    .slice(sign + 1)
    .replace(/:.*$/s, '')
    .toLowerCase();
  const isBare = !scheme;
  if (!isHost(host, isBare)) return undefined;
  const begin = start + (scheme ? scheme.index : 0);
  return {
    start: begin,
    end: Math.max(end, begin + 1),
    host: host.startsWith('www.') ? host.slice(4) : host,
    path: slash < 0 ? '' : piece.slice(slash),
    isMail: isBare && sign > 0,
    isBare: isBare && !host.startsWith('www.'),
  };
}

function isHost(host: string, isBare: boolean): boolean {
  const labels = host.split('.');
  const ending = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => label === '' || label.length > 63)) return false;
  return !isBare || host.startsWith('www.') || BARE_ENDINGS.has(ending);
}

/** White space, quotes, brackets: what an address does not hold, so that one in HTML or BBCode is found too. */
function isEdge(unit: number): boolean {
  return (
    unit <= 0x20 ||
    unit === 0x22 ||
    unit === 0x27 ||
    unit === 0x28 ||
    unit === 0x29 ||
    unit === 0x2c ||
    unit === 0x3c ||
    unit === 0x3d ||
    unit === 0x3e ||
    unit === 0x5b ||
    unit === 0x5d ||
    unit === 0x60 ||
    unit === 0x7b ||
    unit === 0x7c ||
    unit === 0x7d ||
    unit === 0xa0 ||
    unit === 0x3000
  );
}

function isTrailing(unit: number): boolean {
  return unit === DOT || unit === 0x21 || unit === 0x3a || unit === 0x3b || unit === 0x3f;
}

function isHostUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit > 0x7f
  );
}
