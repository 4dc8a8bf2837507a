import { describe, expect, it } from 'vitest';
import { isInRange } from './node-version.mjs';
import { countTests } from './test-report.mjs';

describe(isInRange.name, () => {
  it.each([
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['21.7.0', false],
    ['22.12.9', false],
    ['22.13.0', true],
    ['23.11.0', false],
    ['24.10.9', false],
    ['24.11.0', true],
    ['26.0.0', true],
    ['24.11.0-nightly2026', true],
    ['9.20.0', false],
  ])('%s is allowed: %s', (version, expected) => {
    expect(isInRange(version, '^20.19.0 || ^22.13.0 || >=24.11.0')).toBe(expected);
  });
});

describe(countTests.name, () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  });

  it.each([
    ['all kinds', [file('failed', 'passed', 'failed', 'skipped', 'todo', 'pending')], [1, 1, 3]],
    ['a file that did not load', [file('failed'), file('passed', 'passed')], [1, 1, 0]],
    ['a file whose hook failed after a pass', [file('failed', 'passed')], [1, 1, 0]],
    ['nothing', [], [0, 0, 0]],
  ])('counts %s', (_label, testResults, expected) => {
    expect(Object.values(countTests({ testResults }))).toEqual(expected);
  });

  it('counts a missing report as a failure', () => {
    expect(countTests(undefined).failed).toBe(1);
  });
});
