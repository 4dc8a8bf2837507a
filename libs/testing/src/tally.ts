/** The words in which Jepsen's total-queue checker judges a history: what goes in must come out, once. */
export interface Tally {
  /** Operations that were begun. */
  readonly attempted: number;
  /** Operations that the service said it had done. */
  readonly acknowledged: number;
  /** Acknowledged, and their effect is there exactly once. */
  readonly ok: number;
  /** Acknowledged, and the effect is not there. */
  readonly lost: number;
  /** Effects beyond the first of an operation. */
  readonly duplicated: number;
  /** Operations whose first try had no good answer, and whose effect is there. */
  readonly recovered: number;
}

/** One operation as its client saw it. */
export interface Operation {
  readonly id: string;
  readonly isAcknowledged: boolean;
  /** How often it was tried. */
  readonly tries: number;
}

/** Judges a history by how often each operation's effect was found. */
export function tallyOf(operations: readonly Operation[], effects: ReadonlyMap<string, number>): Tally {
  const found = (one: Operation) => effects.get(one.id) ?? 0;
  const acknowledged = operations.filter((one) => one.isAcknowledged);
  return {
    attempted: operations.length,
    acknowledged: acknowledged.length,
    ok: acknowledged.filter((one) => found(one) === 1).length,
    lost: acknowledged.filter((one) => found(one) === 0).length,
    duplicated: [...effects.values()].reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    recovered: operations.filter((one) => (one.tries > 1 || !one.isAcknowledged) && found(one) > 0).length,
  };
}

/** Prints what a scenario found, one line, figures in the order given. */
export function report(scenario: string, figures: Readonly<Record<string, number | string>> | Tally): void {
  const parts = Object.entries(figures).map(([name, value]) => `${name} ${String(value)}`);
  process.stdout.write(`  ${scenario}: ${parts.join(', ')}\n`);
}
