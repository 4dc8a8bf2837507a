import { describe, expect, it } from 'vitest';
import { Gathering } from './gathering.js';

/** A gathering whose lots end when they are told to. */
function bed({ most = 3, lots = 1, fails = (_items: readonly string[]): boolean => false } = {}) {
  const begun: string[] = [];
  const gates: (() => void)[] = [];
  const gathering = new Gathering<string>(
    async (items) => {
      begun.push(items.join('+'));
      await new Promise<void>((open) => gates.push(open));
      if (fails(items)) throw new Error(`no ${items.join('+')}`);
    },
    { most, lots },
  );
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const end = async () => {
    for (const open of gates.splice(0)) open();
    await turn();
  };
  return { gathering, begun, turn, end };
}

describe(Gathering, () => {
  it('does one alone at once, and what comes meanwhile together', async () => {
    const { gathering, begun, turn, end } = bed();
    const all = [gathering.add('a')];
    await turn();
    all.push(...['b', 'c', 'd', 'e'].map((item) => gathering.add(item)));
    await turn();
    expect(begun).toEqual(['a']);
    await end();
    await end();
    expect(begun).toEqual(['a', 'b+c+d', 'e']);
    await end();
    await Promise.all(all);
  });

  it('does what comes in one turn together', async () => {
    const { gathering, begun, turn, end } = bed();
    const all = ['a', 'b'].map((item) => gathering.add(item));
    await turn();
    await end();
    expect(begun).toEqual(['a+b']);
    await Promise.all(all);
  });

  it('has as many lots at work as it may', async () => {
    const { gathering, begun, turn, end } = bed({ lots: 2, most: 1 });
    const all = ['a', 'b', 'c'].map((item) => gathering.add(item));
    await turn();
    expect(begun).toEqual(['a', 'b']);
    await end();
    expect(begun).toEqual(['a', 'b', 'c']);
    await end();
    await Promise.all(all);
  });

  it('does the items of a lot that failed one by one, and each fails for itself', async () => {
    const { gathering, begun, turn, end } = bed({ fails: (items) => items.includes('bad') });
    const all = ['a', 'bad', 'c'].map((item) => gathering.add(item));
    const settled = Promise.allSettled(all);
    await turn();
    await end();
    await end();
    expect(begun).toEqual(['a+bad+c', 'a', 'bad', 'c']);
    expect((await settled).map((one) => (one.status === 'rejected' ? String(one.reason) : one.status))).toEqual([
      'fulfilled',
      'Error: no bad',
      'fulfilled',
    ]);
    const next = gathering.add('d');
    await turn();
    await end();
    await next;
  });
});
