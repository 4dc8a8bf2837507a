import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from './smtp-options.js';

/** An SMTP error as nodemailer gives it; `responseCode` when the server said it. */
export interface SmtpFailure extends Error {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
}

/** How far one message got. */
export interface SendProgress {
  /** The server asked for the message (354) and the hook was called. */
  dataBegan: boolean;
  /** The hook failed, so not one byte of the message was sent. */
  hookFailed: boolean;
}

/** One connection to the mail server, used for one message at a time. */
export class SmtpSession {
  private constructor(private readonly connection: SMTPConnection) {}

  /**
   * Connects, upgrades to TLS and signs in.
   * @throws {SmtpFailure} when any of it fails or takes too long.
   */
  static async open(server: SmtpServer, deadlineMs: number): Promise<SmtpSession> {
    const connection = new SMTPConnection(server.options);
    const { auth } = server;
    await untilDeadline(connection, deadlineMs, (done) => {
      connection.once('error', done);
      connection.connect((failed) => {
        if (failed || auth === undefined) done(failed);
        else connection.login(auth, done);
      });
    }).catch((error: unknown) => {
      connection.close();
      throw error;
    });
    connection.removeAllListeners('error');
    // A kept connection that the server ends later has nobody to tell; it is found closed at its next use.
    connection.on('error', () => undefined);
    return new SmtpSession(connection);
  }

  get isOpen(): boolean {
    return !this.connection.destroyed;
  }

  /**
   * Sends one message. The message is a stream that nodemailer begins to read only when the server's 354 has arrived, so `onData`
   * runs after it and before the first byte goes out (reliability.md D8; pinned by a test against a real server).
   * @throws {SmtpFailure} when the server refused it or the connection broke; `progress` says how far it got.
   */
  async send(
    envelope: { readonly from: string; readonly to: string },
    message: Buffer,
    steps: { readonly progress: SendProgress; readonly onData: () => Promise<void>; readonly deadlineMs: number },
  ): Promise<void> {
    const body = Readable.from(lazily(message, steps.progress, steps.onData), { objectMode: false });
    await untilDeadline(this.connection, steps.deadlineMs, (done) => {
      this.connection.send({ from: envelope.from, to: [envelope.to], size: message.length }, body, done);
    });
  }

  /** Ends an unfinished transaction so that the connection can be used again. False when it cannot. */
  async reset(deadlineMs: number): Promise<boolean> {
    if (!this.isOpen) return false;
    return untilDeadline(this.connection, deadlineMs, (done) => {
      this.connection.once('error', done);
      this.connection.reset(done);
    }).then(
      () => true,
      () => false,
    );
  }

  /** Closes the connection; a message under way is cut off before its end, so that the server drops it. */
  close(): void {
    this.connection.close();
  }
}

/** Runs one step of the conversation; a server that drips bytes to keep the silence timeout away is cut off at the deadline. */
async function untilDeadline(
  connection: SMTPConnection,
  deadlineMs: number,
  step: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(Object.assign(new Error('The mail server took too long.'), { code: 'ETIMEDOUT' }));
      }, deadlineMs);
      step((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  } catch (error) {
    if (!(error as SmtpFailure).responseCode) connection.close();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function* lazily(message: Buffer, progress: SendProgress, onData: () => Promise<void>): AsyncGenerator<Buffer> {
  progress.dataBegan = true;
  try {
    await onData();
  } catch (error) {
    progress.hookFailed = true;
    throw error;
  }
  yield message;
}
