import { fileURLToPath } from 'node:url';
import { fill } from './content.js';
import type { Figure } from './figure.js';
import { measureAnchors } from './figures/anchor-figures.js';
import { measureDesk } from './figures/desk-figures.js';
import { measureEmbed } from './figures/embed-figures.js';
import { measureFanOut } from './figures/fan-out-figures.js';
import { measureGrowth } from './figures/growth-figures.js';
import { measurePipeline } from './figures/pipeline-figures.js';
import { isWanted, measureCached, measureUncached } from './figures/read-figures.js';
import { measureScreening } from './figures/screening-figures.js';
import { measureStarts } from './figures/start-figures.js';
import { measureWay } from './figures/way-figures.js';
import { measurePosts } from './figures/write-figures.js';
import { Ground } from './ground.js';
import { type BenchOptions, readOptions } from './options.js';
import { printFigure, printHead, printNotes, writeResults } from './report.js';

/** The sources' folder, not that of the compiled program. */
const RESULTS = fileURLToPath(new URL('../../../test/bench/results/', import.meta.url));
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Measures what is asked for; every figure is printed as soon as it is known. */
async function measure(ground: Ground, options: BenchOptions, tell: (figure: Figure) => void): Promise<void> {
  const isAnyWanted = (...ids: string[]): boolean =>
    ids.some((id) => isWanted(id, options) || options.only.some((one) => one.startsWith(id)));
  if (isAnyWanted('M3')) measurePipeline(options, tell);
  if (isAnyWanted('P1')) measureAnchors(options, tell);
  if (isAnyWanted('E1')) await measureEmbed(ground, options, tell);
  if (isAnyWanted('U1')) await measureStarts(ground, options, tell);
  if (!isAnyWanted('R1', 'R2', 'R3', 'R4', 'W1', 'M1', 'M2', 'S1', 'Q1')) return;
  const content = await fill(
    ground,
    isAnyWanted('R3') ? options.sizes : isAnyWanted('Q1') ? [10_000, ...options.sizes.slice(-1)] : [10_000],
    say,
  );
  if (isAnyWanted('R1')) await measureCached(ground, content, options, tell);
  if (isAnyWanted('R2', 'R4')) await measureUncached(ground, content, options, tell);
  if (isAnyWanted('R3')) await measureGrowth(ground, content, options, tell);
  if (isAnyWanted('S1')) await measureFanOut(ground, content, options, tell);
  if (isAnyWanted('W1')) await measurePosts(ground, content, options, tell);
  if (isAnyWanted('M1')) await measureWay(ground, content, options, tell);
  if (isAnyWanted('M2')) await measureScreening(ground, content, options, tell);
  if (isAnyWanted('Q1')) await measureDesk(ground, content, options, tell);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const started = performance.now();
  const figures: Figure[] = [];
  const ground = await Ground.lay();
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= ground.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().finally(() => process.exit(1)));
  }
  printHead();
  try {
    await measure(ground, options, (figure) => {
      figures.push(figure);
      printFigure(figure);
    });
  } finally {
    await stop();
  }
  printNotes(figures);
  const file = await writeResults(RESULTS, figures, options);
  say(`${Math.round((performance.now() - started) / 1000)} s, written to ${file}`);
}

try {
  await main();
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
