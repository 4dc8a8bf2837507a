import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column of a COPY may hold. A list is an array of uuids or plain words. */
export type CopyValue = string | number | Date | Buffer | readonly string[] | null;

/** The rows of one table. */
export interface CopyTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly CopyValue[]>;
  /** How many there are, for those who look on. */
  readonly count: number;
}

const CHUNK_CHARACTERS = 65_536;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Loads rows into a table in PostgreSQL's text format (its manual, "COPY", "Text Format"). */
export async function copyRows(
  client: pg.Client,
  { table, columns, rows }: CopyTable,
  onRows: (rows: number) => void,
): Promise<void> {
  const target = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(chunks(rows, onRows)), target);
}

/** One row as a line. */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map(fieldOf).join('\t')}\n`;
}

function* chunks(rows: Iterable<readonly CopyValue[]>, onRows: (rows: number) => void): Generator<string> {
  let text = '';
  let done = 0;
  for (const row of rows) {
    text += copyLine(row);
    done += 1;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    onRows(done);
    text = '';
  }
  yield text;
  onRows(done);
}

function fieldOf(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return `{${value.join(',')}}`;
}

function escaped(text: string): string {
  return /[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? '') : text;
}
