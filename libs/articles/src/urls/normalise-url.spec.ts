import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidField } from '../articles.errors.js';
import { normaliseUrl } from './normalise-url.js';
import { urlKey } from './url-key.js';

const NORMAL = 'example.org/news/article';

describe(normaliseUrl.name, () => {
  it.each([
    ['as it is', 'https://example.org/news/article', NORMAL],
    ['http', 'http://example.org/news/article', NORMAL],
    ['scheme in capitals', 'HTTPS://example.org/news/article', NORMAL],
    ['host in capitals', 'https://EXAMPLE.org/news/article', NORMAL],
    ['root dot', 'https://example.org./news/article', NORMAL],
    ['port 443', 'https://example.org:443/news/article', NORMAL],
    ['port 80', 'http://example.org:80/news/article', NORMAL],
    ['port 80 over https', 'https://example.org:80/news/article', NORMAL],
    ['user and password', 'https://user:secret@example.org/news/article', NORMAL],
    ['trailing slash', 'https://example.org/news/article/', NORMAL],
    ['trailing slashes', 'https://example.org/news/article///', NORMAL],
    ['empty query', 'https://example.org/news/article?', NORMAL],
    ['only separators in the query', 'https://example.org/news/article?&&', NORMAL],
    ['slash before the query', 'https://example.org/news/article/?', NORMAL],
    ['fragment', 'https://example.org/news/article#comments', NORMAL],
    ['empty fragment', 'https://example.org/news/article#', NORMAL],
    ['text fragment', 'https://example.org/news/article#:~:text=a%20phrase', NORMAL],
    ['query in the fragment', 'https://example.org/news/article#?a=1', NORMAL],
    ['dot segments', 'https://example.org/./old/../news/article', NORMAL],
    ['encoded dot segments', 'https://example.org/old/%2e%2E/news/article', NORMAL],
    ['backslashes', 'https:\\\\example.org\\news\\article', NORMAL],
    ['white space around', '  https://example.org/news/article\n', NORMAL],
    ['line break inside', 'https://example.org/news/\narticle', NORMAL],
    ['encoded letters', 'https://example.org/%6Eews/%61rticle', NORMAL],
    ['utm_source', 'https://example.org/news/article?utm_source=feed', NORMAL],
    [
      'all utm',
      'https://example.org/news/article?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&utm_id=f',
      NORMAL,
    ],
    ['utm in capitals', 'https://example.org/news/article?UTM_Source=feed', NORMAL],
    ['encoded utm', 'https://example.org/news/article?%75tm_source=feed', NORMAL],
    ['utm without a value', 'https://example.org/news/article?utm_source', NORMAL],
    ['gclid', 'https://example.org/news/article?gclid=abc', NORMAL],
    ['fbclid', 'https://example.org/news/article?fbclid=abc', NORMAL],
    ['mc_cid and mc_eid', 'https://example.org/news/article?mc_cid=a&mc_eid=b', NORMAL],
    ['msclkid', 'https://example.org/news/article?msclkid=a', NORMAL],
    ['_hsenc', 'https://example.org/news/article?_hsenc=a&_hsmi=b', NORMAL],
    ['matomo', 'https://example.org/news/article?mtm_campaign=a&pk_kwd=b', NORMAL],
    ['ref', 'https://example.org/news/article?ref=newsletter', NORMAL],
    ['ref_src', 'https://example.org/news/article?ref_src=twsrc', NORMAL],
    ['tracking, slash and fragment', 'http://EXAMPLE.org:80/news/article/?fbclid=x&utm_source=y#top', NORMAL],
    ['tracking among others', 'https://example.org/news/article?page=2&utm_source=x', `${NORMAL}?page=2`],
    ['parameters in another order', 'https://example.org/news/article?b=2&a=1', `${NORMAL}?a=1&b=2`],
    ['equal names in their order', 'https://example.org/news/article?b=2&a=9&b=1', `${NORMAL}?a=9&b=2&b=1`],
    ['parameter without a value', 'https://example.org/news/article?print', `${NORMAL}?print`],
    ['parameter with an empty value', 'https://example.org/news/article?print=', `${NORMAL}?print=`],
    ['value with an equals sign', 'https://example.org/news/article?q=a=b', `${NORMAL}?q=a=b`],
    ['a name that only begins like one', 'https://example.org/news/article?reference=1', `${NORMAL}?reference=1`],
    ['content parameters', 'https://example.org/?p=123&lang=en', 'example.org?lang=en&p=123'],
    [
      'encoded ampersand in a value',
      'https://example.org/news/article?q=a%26utm_source=b',
      `${NORMAL}?q=a%26utm_source=b`,
    ],
    ['Latin-1 bytes stay apart', 'https://example.org/?q=%e9', 'example.org?q=%E9'],
    ['path in capitals', 'https://example.org/News/Article', 'example.org/News/Article'],
    ['repeated slashes', 'https://example.org//news//article', 'example.org//news//article'],
    ['index.html', 'https://example.org/news/index.html', 'example.org/news/index.html'],
    ['www', 'https://www.example.org/news/article', 'www.example.org/news/article'],
    ['another port', 'https://example.org:8443/news/article', 'example.org:8443/news/article'],
    ['the root', 'https://example.org', 'example.org'],
    ['the root with a slash', 'https://example.org/', 'example.org'],
    ['IDN', 'https://bücher.example/über', 'xn--bcher-kva.example/%C3%BCber'],
    ['IDN in punycode', 'https://xn--bcher-kva.example/%c3%bcber', 'xn--bcher-kva.example/%C3%BCber'],
    ['full-width host', 'https://ｅｘａｍｐｌｅ.org/news/article', NORMAL],
    ['space in the path', 'https://example.org/a b', 'example.org/a%20b'],
    ['encoded slash', 'https://example.org/a%2fb', 'example.org/a%2Fb'],
    ['encoded tilde', 'https://example.org/%7Euser', 'example.org/~user'],
    ['lone percent sign', 'https://example.org/100%', 'example.org/100%25'],
    ['percent sign that decoding would complete', 'https://example.org/%%37%45', 'example.org/%257E'],
    ['IPv4 in other notation', 'http://0x7f.1/a', '127.0.0.1/a'],
    ['IPv6', 'http://[2001:DB8::0:1]:80/a', '[2001:db8::1]/a'],
  ])('%s', (_label, url, expected) => {
    expect(normaliseUrl(url)).toBe(expected);
  });

  it.each([
    '',
    'example.org/news',
    '//example.org',
    '/news',
    'ftp://example.org/a',
    'javascript:alert(1)',
    'mailto:a@example.org',
    'http://',
    'http://a b',
    'data:text/html,x',
  ])('refuses %j', (url) => {
    expect(() => normaliseUrl(url)).toThrow(InvalidField);
  });

  const part = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.stringMatching(/^(%[0-9a-fA-F]{0,2}|[./&=?#:a~+]){0,12}$/),
  );
  const url = fc
    .tuple(
      fc.constantFrom('http://', 'https://', 'HTTP:\\\\'),
      fc.constantFrom('example.org', 'Example.ORG.', 'bücher.example', '127.1', '[::1]', 'u:p@example.org', 'a.1..'),
      fc.constantFrom('', ':80', ':443', ':8080', ':'),
      fc.array(part, { maxLength: 4 }),
      fc.option(fc.array(part, { maxLength: 4 })),
      fc.option(part),
    )
    .map(([scheme, host, port, path, query, fragment]) =>
      [
        scheme,
        host,
        port,
        ...path.map((segment) => `/${segment}`),
        query ? `?${query.join('&')}` : '',
        fragment === null ? '' : `#${fragment}`,
      ].join(''),
    )
    .filter((text) => URL.canParse(text));

  it('never throws on a valid address, and gives its own result back', () => {
    fc.assert(
      fc.property(fc.oneof(url, fc.webUrl({ withQueryParameters: true, withFragments: true })), (text) => {
        const normal = normaliseUrl(text);
        expect(normaliseUrl(`https://${normal}`)).toBe(normal);
        expect(normaliseUrl(`http://${normal}`)).toBe(normal);
      }),
      { numRuns: 500 },
    );
  });

  it('does not see tracking parameters, fragments and trailing slashes', () => {
    fc.assert(
      fc.property(fc.webUrl(), part, (text, value) => {
        const tracked = new URL(text);
        tracked.searchParams.append('utm_source', value);
        tracked.searchParams.append('fbclid', value);
        tracked.hash = value;
        expect(normaliseUrl(tracked.href)).toBe(normaliseUrl(text));
      }),
    );
  });
});

describe(urlKey.name, () => {
  it('is the normal form of an address of usual length', () => {
    expect(urlKey('https://example.org/a/?utm_source=x')).toBe('example.org/a');
  });

  it('fits an index entry however long the address is, and tells long addresses apart', () => {
    const long = (last: string) => `https://example.org/${'記'.repeat(2000)}${last}`;
    const keys = [urlKey(long('a')), urlKey(long('b'))];
    for (const key of keys) expect(Buffer.byteLength(key)).toBeLessThan(1100);
    expect(keys[0]).not.toBe(keys[1]);
    expect(urlKey(long('a'))).toBe(keys[0]);
  });
});
