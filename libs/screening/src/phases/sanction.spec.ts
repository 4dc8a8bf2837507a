import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { sanction } from './sanction.js';

const rules = compileRules(defaultRules);

describe('sanction', () => {
  it.each([
    ['mute', 'hold', 'muted'],
    ['suspension', 'reject', 'suspended'],
    ['ban', 'reject', 'banned'],
  ] as const)('%s: %s (%s)', (kind, verdict, reason) => {
    expect(sanction.judge(someFacts({ author: { sanction: { kind } } }), rules)).toMatchObject({ verdict, reason });
  });

  it('names the end', () => {
    const facts = someFacts({ author: { sanction: { kind: 'mute', endsAt: '2030-01-01T00:00:00Z' } } });
    expect(sanction.judge(facts, rules).explanation).toContain('2030-01-01');
  });

  it('has no opinion on anybody else', () => {
    expect(sanction.judge(someFacts(), rules)).toEqual({ verdict: 'no-opinion' });
  });
});
