import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type QueueEvent, readEvent } from './queue-event.js';
import { QueueNews } from './queue-news.js';

/** A stream that breaks comes back within seconds; who stays away longer reads the list again. */
const REMEMBERED_EVENTS = 500;
const REMEMBERED_SITES = 1000;
/** Processes hear the same events in slightly different orders: so many before the last one seen are told again. */
const OVERLAP = 20;

type Listener = (event: QueueEvent) => void;

/** The latest events of every site's list as this process heard them, and those who listen on. */
@Injectable()
export class QueueFeed implements OnModuleInit, OnModuleDestroy {
  private readonly latest = new LRUCache<string, QueueEvent[]>({ max: REMEMBERED_SITES });
  private readonly listeners = new Map<string, Set<Listener>>();
  private stop: () => void = () => undefined;

  constructor(@Inject(QueueNews) private readonly news: QueueNews) {}

  onModuleInit(): void {
    this.stop = this.news.hear((siteId, data) => this.take(siteId, data));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /**
   * The events after one, oldest first; a few from before it may come again.
   * @returns undefined when that event is not remembered: more may have happened than is known here.
   */
  after(siteId: string, eventId: string): readonly QueueEvent[] | undefined {
    const events = this.latest.get(siteId) ?? [];
    const at = events.findIndex(({ id }) => id === eventId);
    if (at === -1) return undefined;
    return events.slice(Math.max(0, at - OVERLAP)).filter(({ id }) => id !== eventId);
  }

  /** Hears a site's events from now on. Returns how to stop. */
  listen(siteId: string, listener: Listener): () => void {
    const set = this.listeners.get(siteId) ?? new Set();
    set.add(listener);
    this.listeners.set(siteId, set);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(siteId) === set) this.listeners.delete(siteId);
    };
  }

  private take(siteId: string, data: string): void {
    const event = readEvent(data);
    if (event === undefined) return;
    const events = this.latest.get(siteId) ?? [];
    events.push(event);
    if (events.length > REMEMBERED_EVENTS) events.splice(0, events.length - REMEMBERED_EVENTS);
    this.latest.set(siteId, events);
    for (const hear of this.listeners.get(siteId) ?? []) hear(event);
  }
}
