import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { AppConfig } from '../config/app-config.js';

/** How to reach the mail server. */
export interface SmtpServer {
  readonly options: SMTPConnectionOptions;
  readonly auth: SMTPConnectionAuth | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The mail server of `SMTP_URL`: `smtps:` speaks TLS from the start, `smtp:` takes STARTTLS when it is offered and checks the
 * certificate. A password only goes over TLS, except to this machine itself, where TLS protects nothing and certificates are
 * rarely valid.
 */
export function smtpServer(config: Pick<AppConfig, 'smtpTimeoutMs' | 'publicUrl'>, smtpUrl: string): SmtpServer {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const isLocal = LOOPBACK.test(url.hostname);
  const user = decodeURIComponent(url.username);
  const timeout = config.smtpTimeoutMs;
  return {
    options: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      secure,
      ignoreTLS: !secure && isLocal,
      requireTLS: !secure && !isLocal && user !== '',
      name: new URL(config.publicUrl).hostname,
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      dnsTimeout: timeout,
      socketCloseTimeout: 1000,
      logger: false,
    },
    auth: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
  };
}
