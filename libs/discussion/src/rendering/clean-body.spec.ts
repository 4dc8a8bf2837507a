import { describe, expect, it } from 'vitest';
import { TextNotAllowed } from '../discussion.errors.js';
import { cleanBody, isVisible } from './clean-body.js';

describe(cleanBody, () => {
  it.each([
    ['  a\r\nb  ', 'a\nb'],
    ['a\u202eb\u0000c', 'abc'],
    ['e\u0301', 'é'],
  ])('stores %j as %j', (typed, stored) => {
    expect(cleanBody(typed)).toBe(stored);
  });

  it.each([
    ['nothing', ''],
    ['only invisible characters', ' \u200b\u202e\n'],
    ['10,001 characters', 'a'.repeat(10_001)],
    ['over 40 KB', '😀'.repeat(10_000).concat('') + 'a'.repeat(1000)],
    ['seven quotes in each other', '> > > > > > > a'],
    ['a quote of 201 lines', '> a\n'.repeat(201)],
  ])('refuses %s', (_what, typed) => {
    expect(() => cleanBody(typed)).toThrow(TextNotAllowed);
  });

  it.each([
    ['10,000 characters', 'a'.repeat(10_000)],
    ['six quotes in each other', '>>>>>> a'],
    ['a quote of 200 lines', '> a\n'.repeat(200).trim()],
  ])('takes %s', (_what, typed) => {
    expect(cleanBody(typed)).toBe(typed);
  });

  it('counts characters, not code units, against the limit of the site', () => {
    expect(cleanBody('😀😀😀', 3)).toBe('😀😀😀');
    expect(() => cleanBody('😀😀😀😀', 3)).toThrow(TextNotAllowed);
  });
});

describe(isVisible, () => {
  it.each([
    ['a', true],
    ['؟', true],
    ['😀', true],
    ['', false],
    [' \n\u00a0', false],
    ['\u0301', false],
  ])('%j is visible: %s', (text, expected) => {
    expect(isVisible(text)).toBe(expected);
  });
});
