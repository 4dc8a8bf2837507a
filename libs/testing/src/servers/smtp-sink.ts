import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

/** A mail as it arrived. `headers` has lower-case names; a header that came more than once has its values in order. */
export type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly raw: string;
};

/**
 * What the server does with a mail: `accept`; `refuse` at RCPT TO with an SMTP code (4xx may be tried again, 5xx not);
 * `reject` after DATA with a code; `drop` the connection after the whole mail was read, without an answer, so that the sender cannot
 * know; `hang` after the whole mail was read and never answer.
 */
export type SmtpBehaviour =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly code: number }
  | { readonly kind: 'reject'; readonly code: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

/** A mail server for tests that keeps what it is sent. It starts on a free port of 127.0.0.1 and accepts everything. */
export class SmtpSink {
  /** Accepted mails, oldest first. */
  readonly received: ReceivedMail[] = [];
  /** Mails that were read to the end but dropped or left hanging, oldest first. */
  readonly unanswered: ReceivedMail[] = [];
  /** How often a sender named a recipient, accepted or not. */
  attempts = 0;
  private behaviour: SmtpBehaviour = { kind: 'accept' };
  private readonly watchers = new Set<() => void>();

  private constructor(private readonly server: SMTPServer) {}

  static async start(port = 0): Promise<SmtpSink> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onRcptTo: (_address, _session, answer) => answer(sink.verdictOnRecipient()),
      onData: (stream, session, answer) => {
        sink.read(stream, session, answer).catch((error: unknown) => answer(error as Error));
      },
    });
    const sink: SmtpSink = new SmtpSink(server);
    server.on('error', () => undefined);
    const listener = server.listen(port, '127.0.0.1');
    await once(listener, 'listening');
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Changes what happens to the mails that come from now on. */
  behave(behaviour: SmtpBehaviour): void {
    this.behaviour = behaviour;
  }

  /** Forgets everything received. */
  clear(): void {
    this.received.length = 0;
    this.unanswered.length = 0;
    this.attempts = 0;
  }

  /**
   * Resolves with the first accepted mail that `isWanted`, now or later. Rejects after `timeoutMs` milliseconds with the list of
   * what came instead.
   */
  async waitFor(isWanted: (mail: ReceivedMail) => boolean, timeoutMs = 10_000): Promise<ReceivedMail> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        this.watchers.delete(look);
        finish();
      };
      const look = () => {
        const found = this.received.find(isWanted);
        if (found !== undefined) settle(() => resolve(found));
      };
      const timer = setTimeout(() => {
        const seen = this.received.map((mail) => `${mail.to.join(', ')}: ${mail.subject}`).join('\n');
        settle(() => reject(new Error(`The awaited mail did not come within ${timeoutMs} ms. Received:\n${seen}`)));
      }, timeoutMs);
      this.watchers.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
  }

  private verdictOnRecipient(): Error | null {
    this.attempts += 1;
    return this.behaviour.kind === 'refuse' ? smtpError(this.behaviour.code) : null;
  }

  private async read(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    answer: (error?: Error | null) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const mail = await parseMail(Buffer.concat(chunks), session);
    const { behaviour } = this;
    switch (behaviour.kind) {
      case 'reject':
        return answer(smtpError(behaviour.code));
      case 'drop':
        this.unanswered.push(mail);
        return this.cut(session);
      case 'hang':
        this.unanswered.push(mail);
        return;
      case 'refuse':
      case 'accept':
        this.received.push(mail);
        for (const watcher of this.watchers) watcher();
        answer();
    }
  }

  /** smtp-server keeps its connections in a set and offers no way to break one. */
  private cut(session: SMTPServerSession): void {
    type Connection = { readonly id: string; readonly _socket: { destroy(): void } };
    const { connections } = this.server as unknown as { connections: Set<Connection> };
    for (const connection of connections) if (connection.id === session.id) connection._socket.destroy();
  }
}

async function parseMail(source: Buffer, session: SMTPServerSession): Promise<ReceivedMail> {
  const parsed = await simpleParser(source);
  const headers: Record<string, string[]> = {};
  for (const { key, line } of parsed.headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n(?=[ \t])/gu, '')
      .trim();
    (headers[key] ??= []).push(value);
  }
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: typeof parsed.html === 'string' ? parsed.html : '',
    headers,
    raw: source.toString('utf8'),
  };
}

function smtpError(code: number): Error {
  return Object.assign(new Error(code < 500 ? 'Try again later' : 'No such mailbox'), { responseCode: code });
}
