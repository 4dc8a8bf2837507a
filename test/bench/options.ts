/** How a bench runs. */
export interface BenchOptions {
  readonly isQuick: boolean;
  /** Figures by the start of their id; all when empty. */
  readonly only: readonly string[];
  /** Comments on the articles that growth is measured over. */
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly seconds: number;
  /** Posts that one screening run decides. */
  readonly jobs: number;
}

const USAGE = 'npm run bench -- [--quick] [--only R1,W1] [--runs 5]';

/** Reads the command line. @throws {Error} with the usage. */
export function readOptions(words: readonly string[]): BenchOptions {
  const given = [...words];
  const isQuick = given.includes('--quick');
  const only = valueOf(given, '--only')?.split(',') ?? [];
  const runs = Number(valueOf(given, '--runs') ?? (isQuick ? 3 : 5));
  const known = new Set(['--quick', '--only', '--runs']);
  const wrong = given.find((word, at) => !known.has(word) && !['--only', '--runs'].includes(given[at - 1] ?? ''));
  if (wrong !== undefined || !Number.isInteger(runs) || runs < 1) throw new Error(`Usage: ${USAGE}`);
  return {
    ...{ isQuick, only, runs },
    sizes: isQuick ? [100, 10_000] : [100, 10_000, 1_000_000],
    seconds: isQuick ? 1 : 3,
    jobs: isQuick ? 1000 : 3000,
  };
}

function valueOf(words: readonly string[], name: string): string | undefined {
  const at = words.indexOf(name);
  return at < 0 ? undefined : words[at + 1];
}
