import { LRUCache } from 'lru-cache';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { LiveBus, type LiveChange, type LiveListener, type LiveSignal, type SignalListener } from './live-bus.js';

const REMEMBERED_ARTICLES = 10_000;
const REMEMBERED_SIGNALS = 10_000;
/** Changes of one article this close together are one for other processes. */
const COALESCE_MS = 25;
/** How a signal begins on its way; an article's id never does. */
const SIGNAL_MARK = '{';
const Signal = z.strictObject({ topic: z.string(), id: z.string(), data: z.string() });

/** Delivery inside this process. What goes to and comes from other processes is the subclass's matter. */
export abstract class LocalLiveBus extends LiveBus {
  private readonly logger = new Logger('Live');
  private readonly listeners = new Map<string, Set<LiveListener>>();
  private readonly signalListeners = new Map<string, Set<SignalListener>>();
  private readonly heard = new LRUCache<string, number>({ max: REMEMBERED_ARTICLES });
  private readonly heardSignals = new LRUCache<string, true>({ max: REMEMBERED_SIGNALS });
  private readonly waiting = new Map<string, number>();
  private waitingSignals: string[] = [];
  private timer: NodeJS.Timeout | undefined;

  override publish(change: LiveChange): void {
    this.deliver(change);
    this.waiting.set(change.articleId, Math.max(change.version, this.waiting.get(change.articleId) ?? 0));
    this.timer ??= setTimeout(() => this.flush(), COALESCE_MS);
  }

  override subscribe(articleId: string, listener: LiveListener): () => void {
    return addTo(this.listeners, articleId, listener);
  }

  override signal(signal: LiveSignal): void {
    this.deliverSignal(signal);
    this.waitingSignals.push(JSON.stringify(signal));
    this.timer ??= setTimeout(() => this.flush(), COALESCE_MS);
  }

  override hear(topic: string, listener: SignalListener): () => void {
    return addTo(this.signalListeners, topic, listener);
  }

  /** Sends changes to the other processes. */
  protected abstract send(payloads: readonly string[]): void;

  /** Takes `<article>:<version>` or a signal from another process, or back from this one's own sending. */
  protected receive(payload: string): void {
    if (payload.startsWith(SIGNAL_MARK)) {
      const signal = readSignal(payload);
      if (signal !== undefined) this.deliverSignal(signal);
      return;
    }
    const [articleId, version] = payload.split(':');
    const number = Number(version);
    if (articleId !== undefined && Number.isSafeInteger(number)) this.deliver({ articleId, version: number });
  }

  /** Sends nothing more. */
  protected stopSending(): void {
    clearTimeout(this.timer);
    this.waiting.clear();
    this.waitingSignals = [];
  }

  private deliver(change: LiveChange): void {
    if (change.version <= (this.heard.get(change.articleId) ?? -1)) return;
    this.heard.set(change.articleId, change.version);
    this.tellAll(this.listeners, change.articleId, change);
  }

  private deliverSignal(signal: LiveSignal): void {
    if (this.heardSignals.has(signal.id)) return;
    this.heardSignals.set(signal.id, true);
    this.tellAll(this.signalListeners, signal.topic, signal);
  }

  private tellAll<News>(listeners: ReadonlyMap<string, Set<(news: News) => void>>, key: string, news: News): void {
    for (const one of [key, '*']) {
      for (const hear of listeners.get(one) ?? []) this.tell(hear, news);
    }
  }

  private tell<News>(hear: (news: News) => void, news: News): void {
    try {
      hear(news);
    } catch (error) {
      this.logger.error(`A live listener failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private flush(): void {
    this.timer = undefined;
    const payloads = [...this.waiting].map(([articleId, version]) => `${articleId}:${version}`);
    payloads.push(...this.waitingSignals);
    this.waiting.clear();
    this.waitingSignals = [];
    this.send(payloads);
  }
}

function addTo<Listener>(listeners: Map<string, Set<Listener>>, key: string, listener: Listener): () => void {
  const set = listeners.get(key) ?? new Set();
  set.add(listener);
  listeners.set(key, set);
  return () => {
    set.delete(listener);
    if (set.size === 0 && listeners.get(key) === set) listeners.delete(key);
  };
}

function readSignal(payload: string): LiveSignal | undefined {
  try {
    return Signal.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
