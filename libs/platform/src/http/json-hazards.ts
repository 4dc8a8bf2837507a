/** What makes a JSON text dangerous although it may be valid. */
export type JsonHazard = 'too-deep' | 'duplicate-key' | 'prototype-key';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COLON = 0x3a;
/** Names that reach an object's prototype when they are copied carelessly. No field of ours has one. */
export const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Looks through a JSON text once, before it is parsed, in time linear in its length. `JSON.parse` recurses (a body 100,000 levels
 * deep ends as a stack overflow, reliability.md A19), keeps the last of two equal keys, and readers disagree on which one counts.
 * @returns the first hazard, or undefined. An invalid text is left for `JSON.parse` to refuse.
 */
export function findJsonHazard(text: string, maxDepth: number): JsonHazard | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.length === maxDepth) return 'too-deep';
      open.push(code === OPEN_BRACE ? new Set() : undefined);
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      open.pop();
    } else if (code === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (end === -1) return undefined;
      const keys = open[open.length - 1];
      if (keys !== undefined && followedByColon(text, end + 1)) {
        const key = unescape(text.slice(at + 1, end));
        if (PROTOTYPE_KEYS.has(key)) return 'prototype-key';
        if (keys.has(key)) return 'duplicate-key';
        keys.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

/** Each quote looks back over its own backslashes only, so the whole scan stays linear. */
function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (end - 1 - backslashes >= from && text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
    from = end + 1;
  }
  return -1;
}

function followedByColon(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return code === COLON;
  }
  return false;
}

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
