import { describe, expect, it } from 'vitest';
import { relativeTime } from './relative-time.js';

describe(relativeTime, () => {
  it.each([
    [0, 'en', 'now'],
    [59, 'en', 'now'],
    [60, 'en', '1 minute ago'],
    [7199, 'en', '1 hour ago'],
    [86_400, 'en', 'yesterday'],
    [3 * 604_800, 'en', '3 weeks ago'],
    [86_400, 'de', 'gestern'],
  ])('%i seconds ago in %s: %s', (seconds, language, words) => {
    expect(relativeTime(0, seconds * 1000, language)).toBe(words);
  });
});
