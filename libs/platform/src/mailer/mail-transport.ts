import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '#kernel';
import { AppConfig } from '../config/app-config.js';
import { safeText } from '../logging/safe-fields.js';
import { CircuitBreaker } from '../outside/circuit-breaker.js';
import { buildMessage } from './build-message.js';
import { type OutgoingMail, UnsendableMail } from './outgoing-mail.js';
import { type SmtpServer, smtpServer } from './smtp-options.js';
import { type SendProgress, type SmtpFailure, SmtpSession } from './smtp-session.js';

/**
 * How a send ended (reliability.md D8). `refused-…`: the server said no. `not-sent`: nothing of the message left us, try again.
 * `unknown`: the server had asked for the message and then fell silent; it may have been delivered.
 */
export interface SendResult {
  readonly result: 'sent' | 'refused-temporary' | 'refused-permanent' | 'not-sent' | 'unknown';
  /** The server's reply code, or a code of ours or the network's. */
  readonly code?: string;
  /** One line for the operator, without addresses. */
  readonly reason?: string;
}

/** What the sender does on the way. */
export interface SendHooks {
  /** Runs when the server asks for the message (354), before its first byte. When it throws, nothing is sent. */
  onData(): Promise<void>;
}

const KEPT_CONNECTIONS = 3;
/** All of one message: a server that drips a byte now and then never meets the silence timeout. */
const DEADLINE_TIMEOUTS = 4;
const PERMANENT = 500;

/** The way out for mail: one server, few connections kept, a circuit breaker. Never throws for what the server or network does. */
@Injectable()
export class MailTransport implements OnModuleDestroy {
  private readonly server: SmtpServer | undefined;
  private readonly deadlineMs: number;
  private readonly breaker: CircuitBreaker;
  private readonly idle: SmtpSession[] = [];
  private closed = false;

  constructor(
    @Inject(AppConfig) config: Pick<AppConfig, 'smtpUrl' | 'smtpTimeoutMs' | 'publicUrl'>,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.server = config.smtpUrl === undefined ? undefined : smtpServer(config, config.smtpUrl);
    this.deadlineMs = config.smtpTimeoutMs * DEADLINE_TIMEOUTS;
    this.breaker = new CircuitBreaker(clock);
  }

  /** Sends one mail to one recipient. The hook's own failure is not hidden: it comes back as `not-sent` with code `EHOOK`. */
  async send(mail: OutgoingMail, hooks: SendHooks): Promise<SendResult> {
    let message: Buffer;
    try {
      message = await buildMessage(mail, this.clock.now());
    } catch (error) {
      if (!(error instanceof UnsendableMail)) throw error;
      return { result: 'refused-permanent', code: 'EMESSAGE', reason: error.message };
    }
    if (this.server === undefined) {
      return { result: 'not-sent', code: 'ENOSERVER', reason: 'No mail server is configured.' };
    }
    if (!this.breaker.allows()) {
      return {
        result: 'not-sent',
        code: 'EBREAKER',
        reason: 'The mail server kept failing; it is left alone for a while.',
      };
    }
    return this.deliver(this.server, { from: mail.from.address, to: mail.to.address }, message, hooks);
  }

  onModuleDestroy(): void {
    this.closed = true;
    for (const session of this.idle.splice(0)) session.close();
  }

  private async deliver(
    server: SmtpServer,
    envelope: { readonly from: string; readonly to: string },
    message: Buffer,
    hooks: SendHooks,
  ): Promise<SendResult> {
    for (;;) {
      const kept = this.takeIdle();
      const progress: SendProgress = { dataBegan: false, hookFailed: false };
      let session: SmtpSession | undefined = kept;
      try {
        session ??= await SmtpSession.open(server, this.deadlineMs);
        await session.send(envelope, message, { progress, onData: () => hooks.onData(), deadlineMs: this.deadlineMs });
        this.breaker.succeeded();
        this.keep(session);
        return { result: 'sent' };
      } catch (error) {
        const failure = error as SmtpFailure;
        const answered = failure.responseCode !== undefined;
        // The server may have ended a kept connection since its last use; that says nothing about the server.
        const isStale = kept !== undefined && !answered && !progress.dataBegan;
        await this.giveBack(session, answered && !progress.hookFailed);
        if (isStale) continue;
        const result = resultOf(failure, progress, session !== undefined);
        this.count(result, answered);
        return result;
      }
    }
  }

  private count(result: SendResult, answered: boolean): void {
    const serverIsUp = result.code === 'EHOOK' || (answered && result.result !== 'not-sent');
    if (serverIsUp) this.breaker.succeeded();
    else this.breaker.failed();
  }

  private takeIdle(): SmtpSession | undefined {
    for (let session = this.idle.pop(); session !== undefined; session = this.idle.pop()) {
      if (session.isOpen) return session;
    }
    return undefined;
  }

  private keep(session: SmtpSession): void {
    if (this.closed || this.idle.length >= KEPT_CONNECTIONS || !session.isOpen) session.close();
    else this.idle.push(session);
  }

  private async giveBack(session: SmtpSession | undefined, reusable: boolean): Promise<void> {
    if (session === undefined) return;
    if (reusable && (await session.reset(this.deadlineMs))) this.keep(session);
    else session.close();
  }
}

function resultOf(failure: SmtpFailure, progress: SendProgress, wasConnected: boolean): SendResult {
  if (progress.hookFailed) {
    return { result: 'not-sent', code: 'EHOOK', reason: 'The mail could not be marked as going out.' };
  }
  const reason = safeText(failure.message).replace(/\s+/g, ' ').slice(0, 300);
  if (failure.responseCode !== undefined) {
    const code = String(failure.responseCode);
    if (!wasConnected) return { result: 'not-sent', code, reason };
    return { result: failure.responseCode >= PERMANENT ? 'refused-permanent' : 'refused-temporary', code, reason };
  }
  return { result: progress.dataBegan ? 'unknown' : 'not-sent', code: failure.code ?? 'ECONNECTION', reason };
}
