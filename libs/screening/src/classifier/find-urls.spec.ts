import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUrls } from './find-urls.js';

const hosts = (text: string) => findUrls(text).map(({ host, isMail }) => (isMail ? `@${host}` : host));

describe(findUrls, () => {
  it.each([
    ['see https://example.org/a?b=c.', ['example.org']],
    ['see www.example.org!', ['example.org']],
    ['see example.com/page', ['example.com']],
    ['<a href="http://a.example/x">x</a>', ['a.example']],
    ['[url=http://a.example]x[/url]', ['a.example']],
    ['(http://a.example/) and http://b.example:80/', ['a.example', 'b.example']],
    ['write to someone@gmail.com', ['@gmail.com']],
    ['http://user:secret@evil.example/', ['evil.example']],
    ['http://192.0.2.1/x', ['192.0.2.1']],
    ['hxxp://a.example/', ['a.example']],
    ['the end.Next sentence', []],
    ['file.txt and System.Web', []],
    ['... and 3.14', []],
    ['', []],
  ])('finds in %j the hosts %j', (text, found) => {
    expect(hosts(text)).toEqual(found);
  });

  it('says where an address stands and what its path is', () => {
    const text = 'see http://a.example/some/page now';
    const [url] = findUrls(text);
    expect(text.slice(url?.start, url?.end)).toBe('http://a.example/some/page');
    expect(url).toMatchObject({ path: '/some/page', isBare: false, isMail: false });
  });

  it('keeps addresses apart and in order, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', '/', ':', 'h', 't', 'p', ' ', '@', 'com', '<') }),
        (text) => {
          const urls = findUrls(text);
          urls.forEach(({ start, end }, at) => {
            expect(start).toBeGreaterThanOrEqual(urls[at - 1]?.end ?? 0);
            expect(end).toBeGreaterThan(start);
          });
        },
      ),
    );
  });
});
