import { describe, expect, it } from 'vitest';
import { baseClassifier } from '#discussion';
import { compileRules, defaultRules } from '#screening';
import { screenLine } from './screen-line.js';

const rules = compileRules(defaultRules, baseClassifier());
const screen = (line: unknown) => screenLine(typeof line === 'string' ? line : JSON.stringify(line), 7, rules);

describe(screenLine, () => {
  it('publishes an honest comment and says how it scored', () => {
    const text = 'The second paragraph forgets the port of Aktau, which the railway reached in 1980.';
    expect(screen({ id: 'a', text, author: 'Anna Berg' })).toMatchObject({
      id: 'a',
      verdict: 'publish',
      reasons: ['post_moderation'],
      explanations: [],
    });
  });

  it('stops plain spam and says why in words', () => {
    const text = 'Buy cheap viagra online without prescription http://cheap-viagra-online.com/ best price pharmacy';
    const answer = screen({ id: 2, text, author: 'buy viagra online', url: 'http://cheap-viagra-online.com/' });
    expect(answer).toMatchObject({ id: 2 });
    expect('verdict' in answer && answer.verdict).not.toBe('publish');
    expect('spamScore' in answer && answer.spamScore).toBeGreaterThan(0.8);
    expect('explanations' in answer && answer.explanations.join(' ')).toMatch(/viagra/i);
  });

  it('holds abuse and never rejects it', () => {
    const answer = screen({
      id: 3,
      text: 'You are a fucking idiot, shut your stupid mouth, you worthless piece of shit.',
    });
    expect(answer).toMatchObject({ verdict: 'hold', reasons: ['may_be_abuse'] });
    expect('abuseScore' in answer && answer.abuseScore).toBeGreaterThan(0.8);
  });

  it.each([
    ['{', /not JSON/],
    ['"text"', /object/],
    ['[]', /object/],
    [{ text: 'x' }, /^id/],
    [{ id: 'b' }, /^text/],
    [{ id: 'b', text: 7 }, /^text/],
    [{ id: 'b', text: 'x', author: 7 }, /^author/],
    [{ id: 'b', text: 'x'.repeat(100_001) }, /^text/],
  ])('answers %j with an error that names the line', (line, words) => {
    const answer = screen(line);
    expect(answer).toMatchObject({ line: 7 });
    expect('error' in answer && answer.error).toMatch(words);
  });

  it('takes null for what is not known, and texts of nothing', () => {
    const answer = screen({ id: 'c', text: '', author: null, email: null, url: null, lang: null });
    expect(answer).toMatchObject({ id: 'c', verdict: 'publish' });
  });

  it('keeps the identifier of a line whose text it cannot read', () => {
    expect(screen({ id: 'd', text: null })).toMatchObject({ id: 'd', line: 7 });
  });
});
