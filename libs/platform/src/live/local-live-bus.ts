import { LRUCache } from 'lru-cache';
import { Logger } from '@nestjs/common';
import { LiveBus, type LiveChange, type LiveListener } from './live-bus.js';

const REMEMBERED_ARTICLES = 10_000;
/** Changes of one article this close together are one for other processes. */
const COALESCE_MS = 25;

/** Delivery inside this process. What goes to and comes from other processes is the subclass's matter. */
export abstract class LocalLiveBus extends LiveBus {
  private readonly logger = new Logger('Live');
  private readonly listeners = new Map<string, Set<LiveListener>>();
  private readonly heard = new LRUCache<string, number>({ max: REMEMBERED_ARTICLES });
  private readonly waiting = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  override publish(change: LiveChange): void {
    this.deliver(change);
    this.waiting.set(change.articleId, Math.max(change.version, this.waiting.get(change.articleId) ?? 0));
    this.timer ??= setTimeout(() => this.flush(), COALESCE_MS);
  }

  override subscribe(articleId: string, listener: LiveListener): () => void {
    const set = this.listeners.get(articleId) ?? new Set();
    set.add(listener);
    this.listeners.set(articleId, set);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(articleId) === set) this.listeners.delete(articleId);
    };
  }

  /** Sends changes to the other processes. */
  protected abstract send(payloads: readonly string[]): void;

  /** Takes `<article>:<version>` from another process, or back from this one's own sending. */
  protected receive(payload: string): void {
    const [articleId, version] = payload.split(':');
    const number = Number(version);
    if (articleId !== undefined && Number.isSafeInteger(number)) this.deliver({ articleId, version: number });
  }

  /** Sends nothing more. */
  protected stopSending(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
  }

  private deliver(change: LiveChange): void {
    if (change.version <= (this.heard.get(change.articleId) ?? -1)) return;
    this.heard.set(change.articleId, change.version);
    for (const key of [change.articleId, '*']) {
      for (const hear of this.listeners.get(key) ?? []) this.tell(hear, change);
    }
  }

  private tell(hear: LiveListener, change: LiveChange): void {
    try {
      hear(change);
    } catch (error) {
      this.logger.error(`A live listener failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private flush(): void {
    this.timer = undefined;
    const payloads = [...this.waiting].map(([articleId, version]) => `${articleId}:${version}`);
    this.waiting.clear();
    this.send(payloads);
  }
}
