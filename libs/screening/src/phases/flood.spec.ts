import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { flood } from './flood.js';

const rules = compileRules(defaultRules);

describe('flood', () => {
  it.each([
    [6, 6, 6, 'no-opinion', undefined],
    [7, 7, 7, 'hold', 'flood'],
    [1, 60, 1, 'no-opinion', undefined],
    [1, 61, 1, 'hold', 'flood'],
    [1, undefined, 20, 'no-opinion', undefined],
    [1, undefined, 21, 'hold', 'flood_network'],
  ])('%i in a minute, %s in an hour, %i from the network: %s (%s)', (minute, hour, network, verdict, reason) => {
    const hourly = hour === undefined ? {} : { byAuthorInHour: hour };
    const facts = someFacts({ recent: { byAuthorInWindow: minute, ...hourly, byNetworkInWindow: network } });
    const result = flood.judge(facts, rules);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it('leaves edits alone', () => {
    const facts = someFacts({ comment: { isEdit: true }, recent: { byAuthorInWindow: 99 } });
    expect(flood.judge(facts, rules).verdict).toBe('no-opinion');
  });

  it('is switched off by zeros', () => {
    const off = compileRules({ ...defaultRules, flood: { perMinute: 0, perHour: 0, networkPerMinute: 0 } });
    const facts = someFacts({ recent: { byAuthorInWindow: 99, byAuthorInHour: 999, byNetworkInWindow: 999 } });
    expect(flood.judge(facts, off).verdict).toBe('no-opinion');
  });

  it('says that it was skipped without facts', () => {
    expect(flood.judge(someFacts(), rules)).toMatchObject({ verdict: 'no-opinion', detail: { skipped: 'recent' } });
  });
});
