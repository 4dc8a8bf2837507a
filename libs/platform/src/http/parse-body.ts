import { isUtf8 } from 'node:buffer';
import { findJsonHazard, PROTOTYPE_KEYS } from './json-hazards.js';
import { MalformedBody, UnsupportedMediaType } from './request.errors.js';

/** No message of ours nests deeper than this by far; deeper ones are attacks (reliability.md A19). */
const MAX_DEPTH = 64;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** PostgreSQL stores neither; both only get into a valid JSON text as an escape. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/**
 * Reads a JSON body.
 * @throws {MalformedBody} for text that is empty, not UTF-8, marked with a BOM, nested over 64 levels, that repeats a key, names a
 * prototype, or holds a NUL or half a surrogate pair.
 * @throws {UnsupportedMediaType} for another charset than UTF-8.
 */
export function parseJsonBody(bytes: Buffer, contentType: string | undefined): unknown {
  const charset = CHARSET.exec(contentType ?? '')?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw new UnsupportedMediaType();
  if (bytes.length === 0) throw new MalformedBody('The body is empty; send JSON.');
  if (!isUtf8(bytes) || bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) throw new MalformedBody();
  const text = bytes.toString('utf8');
  switch (findJsonHazard(text, MAX_DEPTH)) {
    case 'too-deep':
      throw new MalformedBody('The body is nested too deeply.');
    case 'duplicate-key':
      throw new MalformedBody('A field of the body is given twice.');
    case 'prototype-key':
      throw new MalformedBody('A field of the body has a name that is not allowed.');
    case undefined:
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new MalformedBody(undefined, { cause });
  }
  if (text.includes('\\u') && holdsUnstorable(value)) {
    throw new MalformedBody('A text of the body holds characters that cannot be stored.');
  }
  return value;
}

function holdsUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, item]) => UNSTORABLE.test(key) || holdsUnstorable(item));
}

/**
 * Reads a query string or a form into an object without a prototype. A name given several times becomes a list, in order.
 * Percent-encoded bytes that are no UTF-8 become U+FFFD. Never throws.
 */
export function parseQuery(text: string): Record<string, string | string[]> {
  const values = Object.create(null) as Record<string, string | string[]>;
  if (text === '') return values;
  for (const [name, value] of new URLSearchParams(text)) {
    const earlier = values[name];
    if (earlier === undefined) values[name] = value;
    else if (Array.isArray(earlier)) earlier.push(value);
    else values[name] = [earlier, value];
  }
  return values;
}

/** Whether a field has a name that no field of ours has; the schemas would pass over it in silence. */
export function namesPrototype(values: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(values).some((name) => PROTOTYPE_KEYS.has(name));
}

/**
 * Reads an HTML form.
 * @throws {MalformedBody} when a field holds a NUL or names a prototype.
 */
export function parseForm(text: string): Record<string, string | string[]> {
  const values = parseQuery(text);
  if (Object.values(values).some((value) => UNSTORABLE.test(String(value)))) {
    throw new MalformedBody('A field of the form holds characters that cannot be stored.');
  }
  if (namesPrototype(values)) throw new MalformedBody('A field of the form has a name that is not allowed.');
  return values;
}
