/** Writes a line of the result. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes rows under a head, in columns. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((word, at) => Math.max(word.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((word, at) => (at === 0 ? word.padEnd(widths[at] ?? 0) : word.padStart(widths[at] ?? 0))).join('  ');
  say('');
  say(line(head));
  say(widths.map((width) => '-'.repeat(width)).join('  '));
  rows.forEach((row) => say(line(row)));
}

/** A share in percent with one digit. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
