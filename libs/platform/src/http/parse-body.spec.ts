import { describe, expect, it } from 'vitest';
import { parseForm, parseJsonBody, parseQuery } from './parse-body.js';
import { MalformedBody, UnsupportedMediaType } from './request.errors.js';

const json = 'application/json';

describe(parseJsonBody.name, () => {
  it('reads JSON in UTF-8, with surrogate pairs in either form', () => {
    const text = String.raw`{"a":"naïve \ud83d\ude00 😀","b":[1,null]}`;
    expect(parseJsonBody(Buffer.from(text), 'application/json; charset=UTF-8')).toEqual({
      a: 'naïve 😀 😀',
      b: [1, null],
    });
  });

  it.each([
    ['an empty body', ''],
    ['broken JSON', '{"a":'],
    ['a byte order mark', '\ufeff{}'],
    ['a NUL escape', String.raw`{"a":"x\u0000"}`],
    ['half a surrogate pair', String.raw`{"a":"\ud800"}`],
    ['half a surrogate pair in a key', String.raw`{"\udfff":1}`],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['32,000 levels', '{"a":'.repeat(32_000)],
    ['a repeated key', '{"a":1,"a":2}'],
    ['a prototype key', '{"__proto__":1}'],
  ])('refuses %s', (_label, text) => {
    expect(() => parseJsonBody(Buffer.from(text), json)).toThrow(MalformedBody);
  });

  it('refuses bytes that are no UTF-8', () => {
    expect(() => parseJsonBody(Buffer.from([0x22, 0xc3, 0x28, 0x22]), json)).toThrow(MalformedBody);
  });

  it('refuses another charset', () => {
    expect(() => parseJsonBody(Buffer.from('{}'), 'application/json; charset=utf-7')).toThrow(UnsupportedMediaType);
  });
});

describe(parseQuery.name, () => {
  it.each([
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['key=x&key=y&key=z', { key: ['x', 'y', 'z'] }],
    ['a', { a: '' }],
    ['a=%FF', { a: '\ufffd' }],
    ['a=1+2%203', { a: '1 2 3' }],
  ])('reads %s', (text, values) => {
    expect({ ...parseQuery(text) }).toEqual(values);
  });

  it('never touches a prototype', () => {
    const values = parseQuery('__proto__=x&constructor=y&__proto__=z');
    expect(Object.getPrototypeOf(values)).toBeNull();
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe(parseForm.name, () => {
  it('refuses a NUL', () => {
    expect(() => parseForm('body=a%00b')).toThrow(MalformedBody);
  });
});
