import type { FastifyReply } from 'fastify';

/** What may wait for a reader; whoever falls behind further is dropped, connects again and reads what it missed. */
const SLOW_READER_BYTES = 65_536;
const RETRY_MS = 3000;

/** One server-sent event. Its id comes back as `Last-Event-ID` when the reader connects again. */
export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: object;
}

/** An event as it is sent (HTML standard, "Server-sent events", 9.2.6). */
export function encodeEvent({ id, event, data }: StreamEvent): Buffer {
  return Buffer.from(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** An open stream of server-sent events. */
export class EventStream {
  private newest: Buffer | undefined;
  /** What the reader had taken when it was last looked at, while something waited for it. */
  private taken: number | undefined;

  /** Takes the answer over and begins it. */
  constructor(private readonly raw: FastifyReply['raw']) {
    // The connection ends with the stream, so that no chunk needs a length.
    raw.useChunkedEncodingByDefault = false;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'close',
    });
    raw.write(`retry: ${RETRY_MS}\n\n`);
    raw.on('drain', () => {
      const { newest } = this;
      this.newest = undefined;
      if (newest !== undefined) this.sendEncoded(newest);
    });
  }

  /** Sends an event. */
  send(event: StreamEvent): void {
    this.sendEncoded(encodeEvent(event));
  }

  /**
   * Sends an event that says all that those before it said. While the reader is behind, only the newest waits for it.
   * @param encoded by `encodeEvent`, once for all readers.
   */
  sendNewest(encoded: Buffer): void {
    if (this.raw.writableNeedDrain) this.newest = encoded;
    else this.sendEncoded(encoded);
  }

  /** Keeps proxies from closing a quiet stream, and finds readers that are gone. */
  beat(): void {
    if (!this.raw.writableNeedDrain) this.raw.write(': still here\n\n');
  }

  /** Drops a reader that has taken nothing of what waits for it since it was last looked at. */
  dropIfStuck(): void {
    const { socket } = this.raw;
    if (socket === null || socket.writableLength === 0) {
      this.taken = undefined;
      return;
    }
    const taken = socket.bytesWritten - socket.writableLength;
    if (taken === this.taken) this.raw.destroy();
    else this.taken = taken;
  }

  /** Ends it; its browser connects again. */
  close(): void {
    this.raw.end();
  }

  /** Runs once when it has ended, whoever ended it. */
  onClose(listener: () => void): void {
    this.raw.once('close', listener);
  }

  private sendEncoded(encoded: Buffer): void {
    if (this.raw.writableLength > SLOW_READER_BYTES) this.raw.destroy();
    else this.raw.write(encoded);
  }
}
