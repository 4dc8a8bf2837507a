import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A labelled text of a corpus (`../shared/data/README.md`). */
export interface CorpusRow {
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly lang?: string | undefined;
  readonly author?: string | undefined;
  readonly website?: string | undefined;
  readonly thread?: string | undefined;
  readonly date?: string | undefined;
}

/** Reads a file of JSON lines, packed or not. The order is that of the file. */
export function readRows(root: string, file: string): CorpusRow[] {
  const bytes = readFileSync(join(root, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CorpusRow);
}
