import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { type Clock, newId } from '#kernel';
import type { CapturedMail } from './captured-mail.js';

/** Older mail is removed beyond this number: the box is for trying things out. */
const KEPT = 500;
const LARGEST_BYTES = 5_000_000;

/**
 * The mail server of a machine that has none: a real SMTP server on the loopback address that keeps what it is given in a folder,
 * one `.eml` file a message, so that captured mail survives a restart.
 */
export class MailCapture {
  private readonly mails: CapturedMail[] = [];
  private server: SMTPServer | undefined;

  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** Reads what an earlier run kept and starts to listen on a free port. Returns the address to send mail to. */
  async start(): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).sort();
    for (const name of names.slice(-KEPT)) {
      this.mails.unshift(await this.read(name.slice(0, -'.eml'.length), await readFile(join(this.folder, name))));
    }
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: LARGEST_BYTES,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('error', done);
        stream.on('end', () => {
          this.keep(Buffer.concat(chunks)).then(() => done(), done);
        });
      },
    });
    server.on('error', () => undefined);
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  }

  /** What was captured, newest first. */
  list(): readonly CapturedMail[] {
    return this.mails;
  }

  /** Stops listening. Mail that is being received is received to its end. */
  async stop(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    await new Promise<void>((resolve) => server.close(resolve));
  }

  private async keep(bytes: Buffer): Promise<void> {
    const id = newId(this.clock.nowMs());
    const partial = join(this.folder, `${id}.partial`);
    await writeFile(partial, bytes, { flush: true });
    await rename(partial, join(this.folder, `${id}.eml`));
    this.mails.unshift(await this.read(id, bytes));
    for (const old of this.mails.splice(KEPT)) await rm(join(this.folder, `${old.id}.eml`), { force: true });
  }

  private async read(id: string, bytes: Buffer): Promise<CapturedMail> {
    const mail = await simpleParser(bytes, { skipImageLinks: true });
    const to = mail.to === undefined ? [] : [mail.to].flat();
    const lines = mail.headerLines.map(
      ({ key, line }) =>
        [
          key,
          line
            .slice(key.length + 1)
            .replace(/\r?\n\s+/g, ' ')
            .trim(),
        ] as const,
    );
    return {
      id,
      to: to.flatMap((group) => group.value.map((address) => address.address ?? '')),
      from: mail.from?.text ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html === false ? '' : (mail.html ?? ''),
      headers: Object.fromEntries(lines),
      receivedAt: receivedAt(id).toISOString(),
    };
  }
}

/** A version 7 uuid begins with its instant: 48 bits of milliseconds (RFC 9562). */
function receivedAt(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
