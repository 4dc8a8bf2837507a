import { createHash } from 'node:crypto';
import { keyedHash } from '#kernel';

/** Where a row of the log stands. */
export type LogSource = 'decision' | 'audit';

/** A row as it is sealed. */
export interface SealedRow {
  readonly source: LogSource;
  readonly rowId: string;
  /** The row without what may be erased, as the canonical text of `ROW_TEXT`. */
  readonly text: string;
  readonly noteHash: Buffer | null;
  readonly traceHash: Buffer | null;
}

/** What the first link follows. */
export const CHAIN_START = Buffer.alloc(32);

/**
 * A link of the chain: SHA-256 over the link before it and the row (reliability.md D32). A row that was changed, moved, put in or
 * taken out makes every later link another one.
 */
export function linkHash(previous: Buffer, row: SealedRow): Buffer {
  const hex = (hash: Buffer | null) => hash?.toString('hex') ?? '-';
  return createHash('sha256')
    .update(previous)
    .update([row.source, row.rowId, hex(row.noteHash), hex(row.traceHash), row.text].join('\n'))
    .digest();
}

/**
 * What the chain keeps of a text that may be erased one day: notes and traces hold people's words. The seal stays valid without the
 * text, and a text that is there is held against it. Keyed, so that a short note cannot be guessed from it once it is gone.
 */
export function erasableHash(secret: string, field: 'note' | 'trace', rowId: string, text: string | null) {
  return text === null ? null : keyedHash(secret, 'log-erasable', field, rowId, text);
}

/** The end of the chain, to be kept outside the database. */
export interface LogHead {
  readonly position: number;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** A head as it is published: `1234:9f86…`. */
export function writeHead({ position, hash }: LogHead): string {
  return `${position}:${hash}`;
}

/** A published head; undefined when the text is none. */
export function readHead(text: string): LogHead | undefined {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return position === undefined || hash === undefined
    ? undefined
    : { position: Number(position), hash: hash.toLowerCase() };
}
