import { describe, expect, it } from 'vitest';
import { ManualClock } from '#testing';
import { CircuitBreaker } from './circuit-breaker.js';

function brokenBreaker() {
  const clock = new ManualClock();
  const breaker = new CircuitBreaker(clock);
  for (let failure = 0; failure < 5; failure++) {
    expect(breaker.allows()).toBe(true);
    breaker.failed();
  }
  return { clock, breaker };
}

describe(CircuitBreaker.name, () => {
  it('opens after five failures in a row, for 30 seconds', () => {
    const { clock, breaker } = brokenBreaker();
    expect(breaker.allows()).toBe(false);
    expect(breaker.retryAfterMs()).toBe(30_000);
    clock.advance(29_999);
    expect(breaker.allows()).toBe(false);
  });

  it('lets one probe through when half open, and closes when it succeeds', () => {
    const { clock, breaker } = brokenBreaker();
    clock.advance(30_000);
    expect(breaker.allows()).toBe(true);
    expect(breaker.allows()).toBe(false);
    breaker.succeeded();
    expect(breaker.allows()).toBe(true);
    expect(breaker.retryAfterMs()).toBe(0);
  });

  it('stays open for another 30 seconds when the probe fails', () => {
    const { clock, breaker } = brokenBreaker();
    clock.advance(30_000);
    breaker.allows();
    breaker.failed();
    clock.advance(29_999);
    expect(breaker.allows()).toBe(false);
    clock.advance(1);
    expect(breaker.allows()).toBe(true);
  });

  it('does not count failures that a success interrupts', () => {
    const breaker = new CircuitBreaker(new ManualClock());
    for (let round = 0; round < 10; round++) {
      for (let failure = 0; failure < 4; failure++) breaker.failed();
      breaker.succeeded();
    }
    expect(breaker.allows()).toBe(true);
  });
});
