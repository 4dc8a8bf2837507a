import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readExamples } from '../../../apps/cli/src/train/examples.js';
import { holdBack, weigh } from '../../../apps/cli/src/train/held-back.js';
import { measureHolds } from './held-share.js';
import { measureElsewhere } from './leave-out.js';
import { measureSets } from './per-set.js';
import { say } from './table.js';

const USAGE = 'npm run bench:screening -- [--data ../shared/data] [--seed 1] [--unseen]';

/**
 * Prints how well the recipe of the shipped model screens texts that were held back from it, beside plain baselines on the same
 * folds: in less than four minutes on two processors. `--unseen` adds sources of whose spam nothing was learnt, a minute more.
 */
function main(words: readonly string[]): void {
  const valueOf = (name: string, usual: string): string => {
    const at = words.indexOf(name);
    return at < 0 ? usual : (words[at + 1] ?? usual);
  };
  const data = resolve(valueOf('--data', '../shared/data'));
  const seed = Number(valueOf('--seed', '1'));
  if (!existsSync(resolve(data, 'corpora')) || !Number.isSafeInteger(seed)) throw new Error(`Usage: ${USAGE}`);
  const texts = readExamples(data, seed);
  say(
    `${texts.length} texts. Folds keep near-duplicates, threads and videos together; every score is of a text held back.`,
  );
  const held = holdBack(texts, seed, (line) => process.stderr.write(`${line}\n`));
  const weighing = weigh(held);
  measureSets(held, weighing);
  measureHolds(held, weighing);
  if (words.includes('--unseen')) measureElsewhere(texts, seed);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
