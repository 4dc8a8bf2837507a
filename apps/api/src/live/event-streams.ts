import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ShutdownState, TooManyRequests } from '#platform';

/** Streams that one network address may hold (reliability.md A39). */
const STREAMS_PER_ADDRESS = 20;
/** Keeps proxies from closing a quiet stream, and finds readers that are gone. */
const HEARTBEAT_MS = 20_000;
/** A reader that does not take this much is dropped; its browser connects again and reads what it missed. */
const SLOW_READER_BYTES = 65_536;
const RETRY_MS = 3000;

/** One server-sent event. Its id comes back as `Last-Event-ID` when the reader connects again. */
export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: object;
}

/** An open stream. */
export interface EventStream {
  readonly send: (event: StreamEvent) => void;
  /** Ends it; its browser connects again. */
  readonly close: () => void;
  /** Runs once when it has ended, whoever ended it. */
  readonly onClose: (listener: () => void) => void;
}

/** Open streams of server-sent events: capped per address, kept alive, and ended in order when the process ends. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  private readonly perAddress = new Map<string, number>();
  private readonly closers = new Set<() => void>();

  constructor(@Inject(ShutdownState) shutdown: ShutdownState) {
    shutdown.signal.addEventListener('abort', () => {
      this.closeAll();
    });
  }

  /** Takes the connection over. @throws {TooManyRequests} when its address holds too many streams. */
  open(reply: FastifyReply, address: string): EventStream {
    const count = this.perAddress.get(address) ?? 0;
    if (count >= STREAMS_PER_ADDRESS) throw new TooManyRequests(HEARTBEAT_MS / 1000);
    this.perAddress.set(address, count + 1);
    const { raw } = reply;
    reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    raw.write(`retry: ${RETRY_MS}\n\n`);
    const write = (text: string) => {
      if (raw.writableLength > SLOW_READER_BYTES) raw.destroy();
      else raw.write(text);
    };
    const heartbeat = setInterval(() => {
      write(': still here\n\n');
    }, HEARTBEAT_MS);
    const close = () => {
      raw.end();
    };
    this.closers.add(close);
    raw.once('close', () => {
      clearInterval(heartbeat);
      this.closers.delete(close);
      this.release(address);
    });
    return {
      send: ({ id, event, data }) => {
        write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      },
      close,
      onClose: (listener) => {
        raw.once('close', listener);
      },
    };
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
