import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainExcerpt } from './plain-excerpt.js';

describe(plainExcerpt.name, () => {
  it.each([
    ['an address', 'See https://evil.example/path?a=b now', 'See [link] now'],
    ['a host alone', 'buy at cheap-pills.example today', 'buy at [link] today'],
    ['www', 'go to www.example', 'go to [link]'],
    ['an e-mail address', 'write to me@example.org please', 'write to [link] please'],
    ['another scheme', 'javascript:alert(1) and data:text/html,x', '[link] and [link]'],
    ['a host of another script', 'смотри пример.рф сегодня', 'смотри [link] сегодня'],
    ['a host with another dot', 'see example\u3002com', 'see [link]'],
    [
      'a host behind invisible characters',
      'see evil\u200b.example or \u202eelpmaxe.live',
      'see evil .example or [link]',
    ],
    ['half a character', 'one\ud83d two', 'one two'],
    ['several lines', 'one\n\ntwo\tthree', 'one two three'],
    ['template syntax, which stays as it is', '{{name}} ${x} <%= y %>', '{{name}} ${x} <%= y %>'],
  ])('takes out %s', (_label, text, expected) => {
    expect(plainExcerpt(text)).toBe(expected);
  });

  it('is never longer than 300 characters, and never cuts one in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
        const excerpt = plainExcerpt(text);
        expect(Array.from(excerpt).length).toBeLessThanOrEqual(300);
        expect(excerpt).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])…$/);
      }),
    );
  });

  it('never leaves a scheme with two slashes', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string(), (url, text) => {
        expect(plainExcerpt(`${text} ${url}`)).not.toMatch(/https?:\/\//);
      }),
    );
  });
});
