import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '#kernel';
import { AppConfig } from '../config/app-config.js';
import { type FlatHeaders, SecurityHeaders } from './security-headers.js';

/** A page as a handler gives it. `headers` are its own ones, e.g. `content-type` and `cache-control`, names in lower case. */
export interface PageToKeep {
  readonly articleId: string;
  /** The article's version that the page shows. */
  readonly version: number;
  readonly body: Buffer;
  /** With its quotes. */
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A page ready to be written: every header of both answers made beforehand. A 304 has no content to protect and leaves the headers that
 * the client keeps as they are (RFC 9110, 15.4.5), so it carries the validators alone.
 */
export interface CachedPage extends PageToKeep {
  readonly full: FlatHeaders;
  readonly notModified: FlatHeaders;
}

interface Entry {
  readonly page: CachedPage;
  freshUntil: number;
}

/** While one request renews a page that ran out, the others go on with it for so long. */
const RENEWAL_MS = 250;
/** The newest version of an article is remembered for longer than any request that might still put an older page. */
const VERSION_MEMORY_MS = 120_000;
const VERSION_MEMORY_ENTRIES = 100_000;
const ENTRY_OVERHEAD_BYTES = 2048;

/**
 * Public pages in memory, by exact address. Only a handler of a public route may put one, and only an answer that is the same for
 * everybody. A page goes when a newer version of its article is known; without such news (the live bus may lose some) it is served
 * for `pageCacheTtlMs`, then its version is asked for again.
 */
@Injectable()
export class PageCache {
  private readonly entries: LRUCache<string, Entry> | undefined;
  private readonly urls = new Map<string, Set<string>>();
  private readonly newest: LRUCache<string, number>;
  private readonly security: SecurityHeaders;
  private readonly freshMs: number;

  constructor(
    @Inject(AppConfig) config: Pick<AppConfig, 'pageCacheBytes' | 'pageCacheTtlMs' | 'publicUrl'>,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.freshMs = config.pageCacheTtlMs;
    this.security = new SecurityHeaders(config.publicUrl);
    this.newest = new LRUCache({ max: VERSION_MEMORY_ENTRIES, ttl: VERSION_MEMORY_MS });
    if (config.pageCacheBytes > 0) {
      this.entries = new LRUCache<string, Entry>({
        maxSize: config.pageCacheBytes,
        maxEntrySize: Math.ceil(config.pageCacheBytes / 8),
        sizeCalculation: (entry, url) => entry.page.body.length + url.length * 2 + ENTRY_OVERHEAD_BYTES,
        dispose: (entry, url) => {
          this.forget(entry.page.articleId, url);
        },
        noDisposeOnSet: true,
      });
    }
  }

  /** The page of an address if it may be served as it is. One caller gets undefined when its time has run out, and renews it. */
  get(url: string): CachedPage | undefined {
    const entry = this.entries?.get(url);
    if (entry === undefined) return undefined;
    const now = this.clock.nowMs();
    if (now < entry.freshUntil) return entry.page;
    entry.freshUntil = now + RENEWAL_MS;
    return undefined;
  }

  /**
   * The page of an address if it shows exactly this version, which the caller has just read; it is fresh again then. Saves
   * building a page that did not change.
   */
  revalidate(url: string, version: number): CachedPage | undefined {
    const entry = this.entries?.get(url);
    if (entry?.page.version !== version || this.isOutdated(entry.page.articleId, version)) return undefined;
    entry.freshUntil = this.clock.nowMs() + this.freshMs;
    return entry.page;
  }

  /** Keeps a page, unless a newer version of its article is known already. */
  put(url: string, page: PageToKeep): void {
    if (this.entries === undefined || this.isOutdated(page.articleId, page.version)) return;
    const kept = this.entries.peek(url);
    if (kept !== undefined && kept.page.articleId === page.articleId && kept.page.version > page.version) return;
    this.entries.delete(url);
    this.entries.set(url, { page: this.prepare(page), freshUntil: this.clock.nowMs() + this.freshMs });
    if (!this.entries.has(url)) return;
    const urls = this.urls.get(page.articleId) ?? new Set();
    this.urls.set(page.articleId, urls.add(url));
  }

  /** Drops the pages of an article that show an older version than this one. */
  invalidate(articleId: string, version: number): void {
    if (!this.isOutdated(articleId, version)) this.newest.set(articleId, version);
    for (const url of [...(this.urls.get(articleId) ?? [])]) {
      const page = this.entries?.peek(url)?.page;
      if (page === undefined || page.version < version) this.entries?.delete(url);
    }
  }

  private isOutdated(articleId: string, version: number): boolean {
    return version < (this.newest.get(articleId) ?? version);
  }

  private forget(articleId: string, url: string): void {
    const urls = this.urls.get(articleId);
    urls?.delete(url);
    if (urls?.size === 0) this.urls.delete(articleId);
  }

  private prepare(page: PageToKeep): CachedPage {
    const isHtml = page.headers['content-type']?.startsWith('text/html') === true;
    const own = Object.entries({ ...page.headers, etag: page.etag, vary: 'Origin' });
    const security = isHtml ? this.security.page : this.security.api;
    const shared: string[] = [];
    for (let at = 0; at < security.length; at += 2) {
      const name = security[at] ?? '';
      if (!(name in page.headers)) shared.push(name, security[at + 1] ?? '');
    }
    return {
      ...page,
      full: [...own.flat(), ...shared, 'content-length', String(page.body.length)],
      notModified: own.filter(([name]) => name !== 'content-type').flat(),
    };
  }
}
