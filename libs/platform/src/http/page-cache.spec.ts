import { describe, expect, it } from 'vitest';
import { ManualClock, testConfig } from '#testing';
import { PageCache, type PageToKeep } from './page-cache.js';

const page = (version: number, articleId = 'article', bytes = 10): PageToKeep => ({
  articleId,
  version,
  body: Buffer.alloc(bytes, 'x'),
  etag: `"${articleId}-${version}"`,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=0, must-revalidate' },
});

function cacheWith(env: Record<string, string> = {}) {
  const clock = new ManualClock();
  return { clock, cache: new PageCache(testConfig({ PAGE_CACHE_TTL_MS: '1000', ...env }), clock) };
}

describe(PageCache.name, () => {
  it('gives a page by its exact address only', () => {
    const { cache } = cacheWith();
    cache.put('/a?x=1', page(1));
    expect(cache.get('/a?x=1')?.version).toBe(1);
    expect(cache.get('/a?x=01')).toBeUndefined();
    expect(cache.get('/a')).toBeUndefined();
  });

  it('drops every page of an article that a newer version is known of, and no other', () => {
    const { cache } = cacheWith();
    cache.put('/1', page(1));
    cache.put('/2', page(1));
    cache.put('/3', page(1, 'other'));
    cache.invalidate('article', 2);
    expect([cache.get('/1'), cache.get('/2'), cache.get('/3')?.version]).toEqual([undefined, undefined, 1]);
  });

  it('keeps a page that shows the version the news is about', () => {
    const { cache } = cacheWith();
    cache.put('/1', page(2));
    cache.invalidate('article', 2);
    expect(cache.get('/1')?.version).toBe(2);
  });

  it('refuses an older page that a slow reader puts after a newer version was committed', () => {
    const { cache } = cacheWith();
    cache.invalidate('article', 5);
    cache.put('/1', page(4));
    expect(cache.get('/1')).toBeUndefined();
    cache.put('/1', page(5));
    cache.invalidate('article', 3);
    cache.put('/2', page(4));
    expect([cache.get('/1')?.version, cache.get('/2')]).toEqual([5, undefined]);
  });

  it('does not let an older page replace a newer one', () => {
    const { cache } = cacheWith();
    cache.put('/1', page(5));
    cache.put('/1', page(4));
    expect(cache.get('/1')?.version).toBe(5);
  });

  it('asks one caller to renew a page whose time ran out, and serves the others meanwhile', () => {
    const { cache, clock } = cacheWith();
    cache.put('/1', page(1));
    clock.advance(999);
    expect(cache.get('/1')).toBeDefined();
    clock.advance(1);
    expect(cache.get('/1')).toBeUndefined();
    expect(cache.get('/1')).toBeDefined();
    clock.advance(250);
    expect(cache.get('/1')).toBeUndefined();
  });

  it('makes a page fresh again that shows the version just read', () => {
    const { cache, clock } = cacheWith();
    cache.put('/1', page(1));
    clock.advance(1000);
    expect(cache.revalidate('/1', 2)).toBeUndefined();
    expect(cache.revalidate('/1', 1)?.version).toBe(1);
    clock.advance(999);
    expect(cache.get('/1')).toBeDefined();
  });

  it('stays within its bytes', () => {
    const { cache } = cacheWith({ PAGE_CACHE_BYTES: '100000' });
    for (let n = 0; n < 100; n++) cache.put(`/${n}`, page(1, `article-${n}`, 8000));
    const kept = Array.from({ length: 100 }, (_, n) => cache.get(`/${n}`)).filter((one) => one !== undefined);
    expect(kept.length).toBeGreaterThan(3);
    expect(kept.length).toBeLessThan(12);
    expect(cache.get('/99')).toBeDefined();
  });

  it('keeps nothing when it is switched off', () => {
    const { cache } = cacheWith({ PAGE_CACHE_BYTES: '0' });
    cache.put('/1', page(1));
    expect(cache.get('/1')).toBeUndefined();
  });
});
