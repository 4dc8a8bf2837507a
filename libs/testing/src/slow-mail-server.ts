import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/**
 * A mail server that takes its time between reading a message and accepting it, as real ones do, and keeps of each message only what
 * tells it apart. A message counts as received once it was read to its end, whether or not the sender lived to hear so.
 */
export class SlowMailServer {
  /** `Message-ID recipient` of every message, as often as it came. */
  readonly received: string[] = [];
  /** Messages that were read and not yet answered. */
  pending = 0;

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  /** @param answerAfterMs milliseconds from the end of a message to the answer. */
  static async start(answerAfterMs: number): Promise<SlowMailServer> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('error', answer);
        stream.once('end', () => {
          const id = /^message-id:\s*(<[^>]+>)/imu.exec(Buffer.concat(chunks).toString('utf8'))?.[1] ?? '';
          sink.received.push(`${id} ${session.envelope.rcptTo.map(({ address }) => address).join(',')}`);
          sink.pending += 1;
          setTimeout(() => {
            sink.pending -= 1;
            answer();
          }, answerAfterMs);
        });
      },
    });
    // A client that is killed resets its connection.
    server.on('error', () => undefined);
    const listener = server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const sink = new SlowMailServer(server, `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
    return sink;
  }

  /** How often each message came. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const one of this.received) counts.set(one, (counts.get(one) ?? 0) + 1);
    return counts;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }
}
