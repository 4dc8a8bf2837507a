import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { LiveBus, ShutdownState, TooManyRequests } from '#platform';

/** Streams that one network address may hold (reliability.md A39). */
const STREAMS_PER_ADDRESS = 20;
/** Keeps proxies from closing a quiet stream, and finds readers that are gone. */
const HEARTBEAT_MS = 20_000;
/** A reader that does not take this much is dropped; its browser connects again and reads what it missed. */
const SLOW_READER_BYTES = 65_536;
const RETRY_MS = 3000;

interface Stream {
  readonly articleId: string;
  readonly version: number;
  readonly address: string;
  readonly lastSeen: string | string[] | undefined;
}

/**
 * Open event streams. An event carries the discussion's version alone; its id is that version, so that a reader who comes back with
 * `Last-Event-ID` is told at once whether something changed meanwhile.
 */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly perAddress = new Map<string, number>();
  private readonly closers = new Set<() => void>();

  constructor(
    @Inject(LiveBus) private readonly live: LiveBus,
    @Inject(ShutdownState) shutdown: ShutdownState,
  ) {
    shutdown.signal.addEventListener('abort', () => {
      this.closeAll();
    });
  }

  /** Takes the connection over. @throws {TooManyRequests} when its address holds too many streams. */
  open(reply: FastifyReply, stream: Stream): void {
    const count = this.perAddress.get(stream.address) ?? 0;
    if (count >= STREAMS_PER_ADDRESS) throw new TooManyRequests(HEARTBEAT_MS / 1000);
    this.perAddress.set(stream.address, count + 1);
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    raw.write(`retry: ${RETRY_MS}\n\n`);
    const send = (text: string) => {
      if (raw.writableLength > SLOW_READER_BYTES) raw.destroy();
      else raw.write(text);
    };
    let sent = Number(stream.lastSeen ?? Number.NaN);
    const tell = (version: number) => {
      if (version <= sent) return;
      sent = version;
      send(`id: ${version}\nevent: version\ndata: ${JSON.stringify({ version })}\n\n`);
    };
    const stop = this.live.subscribe(stream.articleId, ({ version }) => {
      tell(version);
    });
    tell(stream.version);
    const heartbeat = setInterval(() => {
      send(': still here\n\n');
    }, HEARTBEAT_MS);
    const close = () => {
      raw.end();
    };
    this.closers.add(close);
    raw.once('close', () => {
      clearInterval(heartbeat);
      stop();
      this.closers.delete(close);
      this.release(stream.address);
    });
  }

  onModuleDestroy(): void {
    this.closeAll();
  }

  private closeAll(): void {
    for (const close of [...this.closers]) close();
  }

  private release(address: string): void {
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(address, left);
    else this.perAddress.delete(address);
  }
}
