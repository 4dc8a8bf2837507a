import { describe, expect, it } from 'vitest';
import { SuspectLane } from './suspect-lane.js';

describe(SuspectLane, () => {
  it('runs one at a time, those that were least often at a death first, and goes on after a failure', async () => {
    const lane = new SuspectLane();
    const done: string[] = [];
    let running = 0;
    const work = (name: string) => async () => {
      running += 1;
      expect(running).toBe(1);
      await Promise.resolve();
      running -= 1;
      done.push(name);
      if (name === 'failing') throw new Error('no');
      return name;
    };
    const all = [
      lane.run(3, work('first there')),
      lane.run(2, work('twice')),
      lane.run(0, work('never')),
      lane.run(1, work('failing')),
      lane.run(0, work('never either')),
    ];
    const results = await Promise.allSettled(all);
    expect(done).toEqual(['first there', 'never', 'never either', 'failing', 'twice']);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await lane.run(9, work('later'))).toBe('later');
  });
});
