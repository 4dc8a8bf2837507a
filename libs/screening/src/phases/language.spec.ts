import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { language } from './language.js';

const TEXT = 'The second paragraph forgets the port of Aktau entirely.';
const judge = (allowed: string[], detected?: string, text = TEXT) =>
  language.judge(
    someFacts({ comment: { body: text, text, ...(detected === undefined ? {} : { detected }) } }),
    compileRules({ ...defaultRules, language: { allowed, minLength: 40 } }),
  );

describe('language', () => {
  it.each<[string[], string | undefined, string]>([
    [[], 'ru', 'no-opinion'],
    [['en'], 'en', 'no-opinion'],
    [['en'], 'ru', 'hold'],
    [['en', 'ru'], 'ru', 'no-opinion'],
    [['en'], undefined, 'no-opinion'],
    [['id'], 'ms', 'no-opinion'],
    [['hr'], 'sr', 'no-opinion'],
    [['id'], 'en', 'hold'],
    [['kk'], 'ru', 'no-opinion'],
    [['en', 'kk'], 'ru', 'no-opinion'],
  ])('a site that reads %j, a text in %s: %s', (allowed, detected, verdict) => {
    expect(judge(allowed, detected).verdict).toBe(verdict);
  });

  it('says what it did not judge, and says nothing of short texts', () => {
    expect(judge(['kk'], 'ru').explanation).toContain('"kk"');
    expect(judge(['en']).detail).toEqual({ skipped: 'comment.detected' });
    expect(judge(['en'], 'ru', 'Ура!')).toEqual({ verdict: 'no-opinion' });
  });
});
