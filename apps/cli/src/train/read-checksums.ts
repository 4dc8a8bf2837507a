import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { THREAD_FILES } from './examples.js';
import { PATTERNS_FILE } from './wordpress-patterns.js';

/** SHA-256 of every file that the model is learnt from, so that it can be told whether another machine has the same. */
export function readChecksums(data: string): Record<string, string> {
  const corpora = ['corpora/abuse', 'corpora/spam'].flatMap((folder) =>
    readdirSync(join(data, folder))
      .toSorted()
      .map((file) => `${folder}/${file}`),
  );
  const files = [...corpora, ...THREAD_FILES.map((file) => `threads/${file}.jsonl`), PATTERNS_FILE];
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(data, file)))
        .digest('hex'),
    ]),
  );
}
