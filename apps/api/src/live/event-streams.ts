import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppConfig, ShutdownState, TooManyRequests } from '#platform';
import { EventStream } from './event-stream.js';
import { StreamsAreFull } from './streams-are-full.js';

/** Streams that one network address may hold (reliability.md A39). */
const STREAMS_PER_ADDRESS = 20;
/** How often all streams are looked at: a reader that takes nothing is gone after two looks (A39: 30 s). */
const LOOK_EVERY_MS = 10_000;
/** Every second look sends something; proxies close what is quiet for a minute. */
const LOOKS_PER_BEAT = 2;

/** Open streams of server-sent events: capped per address and in all, kept alive, and ended in order when the process ends. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly perAddress = new Map<string, number>();
  private readonly open = new Set<EventStream>();
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;

  constructor(
    @Inject(ShutdownState) shutdown: ShutdownState,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {
    shutdown.signal.addEventListener('abort', () => {
      this.closeAll();
    });
  }

  /**
   * Takes the connection over.
   * @throws {TooManyRequests} when its address holds too many streams.
   * @throws {StreamsAreFull} when the process does.
   */
  take(reply: FastifyReply, address: string): EventStream {
    const count = this.perAddress.get(address) ?? 0;
    if (count >= STREAMS_PER_ADDRESS) throw new TooManyRequests(LOOK_EVERY_MS / 1000);
    if (this.open.size >= this.config.liveStreams) throw new StreamsAreFull();
    this.perAddress.set(address, count + 1);
    reply.hijack();
    const stream = new EventStream(reply.raw);
    this.open.add(stream);
    this.timer ??= setInterval(() => {
      this.look();
    }, LOOK_EVERY_MS);
    stream.onClose(() => {
      this.open.delete(stream);
      this.release(address);
    });
    return stream;
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.closeAll();
  }

  private look(): void {
    this.looks += 1;
    const isBeat = this.looks % LOOKS_PER_BEAT === 0;
    for (const stream of this.open) {
      stream.dropIfStuck();
      if (isBeat) stream.beat();
    }
  }

  private closeAll(): void {
    for (const stream of [...this.open]) stream.close();
  }

  private release(address: string): void {
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }
}
