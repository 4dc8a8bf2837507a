import { setImmediate } from 'node:timers/promises';

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How much is done together. */
export interface GatheringLimits {
  /** The most items at a time. */
  readonly most: number;
  /** How many lots are at work beside each other. */
  readonly lots: number;
}

/**
 * Does together what comes together: whatever arrives while earlier items are at work makes the next lot. A lone item waits for nobody. A
 * lot that fails is done again item by item, so that none fails for another.
 */
export class Gathering<Item> {
  private waiting: Waiting<Item>[] = [];
  private atWork = 0;

  /** @param work does some items, all or none of them; it may be called again with those of a lot that failed. */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<void>,
    private readonly limits: GatheringLimits,
  ) {}

  /** Has an item done. Settles when it is done, or fails with its own error. */
  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.atWork < this.limits.lots) void this.goOn();
    });
  }

  private async goOn(): Promise<void> {
    this.atWork += 1;
    // What else arrives in this turn of the event loop comes along.
    await setImmediate();
    while (this.waiting.length > 0) await this.doLot(this.waiting.splice(0, this.limits.most));
    this.atWork -= 1;
  }

  private async doLot(lot: readonly Waiting<Item>[]): Promise<void> {
    const items = lot.map(({ item }) => item);
    try {
      await this.work(items);
      for (const { resolve } of lot) resolve();
    } catch (error) {
      if (lot.length === 1) lot[0]?.reject(error);
      else await Promise.all(lot.map((one) => this.work([one.item]).then(one.resolve, one.reject)));
    }
  }
}
