import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './figure.js';
import type { BenchOptions } from './options.js';

/** Prints a figure as a line of the table. */
export function printFigure(figure: Figure): void {
  process.stdout.write(`${lineOf(cellsOf(figure))}\n`);
}

/** Prints the head of the table. */
export function printHead(): void {
  process.stdout.write(`${lineOf(['figure', 'what', 'ours', 'baseline', 'ratio', 'goal', ''])}\n`);
}

/** Writes everything that was measured. @returns the file. */
export async function writeResults(folder: string, figures: readonly Figure[], options: BenchOptions): Promise<string> {
  const at = new Date();
  const file = join(folder, `${at.toISOString().slice(0, 19).replaceAll(':', '-')}.json`);
  const machine = {
    node: process.version,
    system: `${process.platform} ${release()} ${process.arch}`,
    cores: cpus().length,
    processor: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify({ at, machine, options, figures }, null, 2)}\n`);
  return file;
}

/** What is behind the figures, and which of them fall short. */
export function printNotes(figures: readonly Figure[]): void {
  const notes = [
    ...new Set(figures.flatMap(({ id, note }) => (note === undefined ? [] : [`${id.split(' ')[0]}: ${note}`]))),
  ];
  process.stdout.write(`\n${notes.join('\n')}\n`);
  const short = figures.filter(({ isReached }) => isReached === false);
  const judged = figures.filter(({ isReached }) => isReached !== undefined).length;
  process.stdout.write(`\n${judged - short.length} of ${judged} goals reached.\n`);
}

const WIDTHS = [10, 58, 16, 16, 7, 12, 3];

function cellsOf({ id, what, unit, ours, baseline, ratio, goal, isReached }: Figure): string[] {
  return [
    id,
    what,
    `${shown(ours)} ${unit}`,
    baseline === undefined ? '' : `${shown(baseline)} ${unit}`,
    ratio === undefined ? '' : ratio.toFixed(2),
    goal ?? '',
    isReached === undefined ? '' : isReached ? 'yes' : 'NO',
  ];
}

function lineOf(cells: readonly string[]): string {
  return cells
    .map((cell, at) => (at === 1 || at === 0 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join('  ');
}

function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
