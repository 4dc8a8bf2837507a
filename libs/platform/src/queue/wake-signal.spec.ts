import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WakeSignal } from './wake-signal.js';

const HOUR_MS = 3_600_000;

describe(WakeSignal.name, () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends a wait when it rings, and leaves no timer behind', async () => {
    const signal = new WakeSignal();
    const wait = signal.wait(HOUR_MS);
    signal.ring();
    await wait;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps one ring for the next wait', async () => {
    const signal = new WakeSignal();
    signal.ring();
    signal.ring();
    await signal.wait(HOUR_MS);
    const second = vi.fn();
    void signal.wait(HOUR_MS).then(second);
    await vi.advanceTimersByTimeAsync(HOUR_MS - 1);
    expect(second).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(second).toHaveBeenCalledOnce();
  });
});
