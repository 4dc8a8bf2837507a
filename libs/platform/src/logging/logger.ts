import { Inject, Injectable, type LoggerService, Optional } from '@nestjs/common';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { AppConfig } from '../config/app-config.js';
import { currentContext } from '../context/request-context.js';
import { safeError, safeFields, safeText } from './safe-fields.js';

/** A level of the log, least urgent first; Nest's `log` is `info`, its `verbose` is `trace`. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** JSON escapes C0 itself; DEL, C1 and the line and direction controls reach a terminal unless they are escaped too (A52). */
const TERMINAL_CONTROLS = /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const escapeControl = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * The log: one JSON line per event on standard output, with the ids of the request or job that runs. Credentials and mail
 * addresses are masked by field name and shape; texts that people wrote are never given to it.
 */
@Injectable()
export class Logger implements LoggerService {
  private readonly sink: PinoLogger;

  constructor(
    @Inject(AppConfig) config: Pick<AppConfig, 'logLevel'>,
    @Optional() @Inject('colloquy:log-destination') destination?: DestinationStream,
  ) {
    const options = {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const { requestId, jobId } = currentContext();
        return { ...(requestId === undefined ? {} : { requestId }), ...(jobId === undefined ? {} : { jobId }) };
      },
      formatters: { level: (level: string) => ({ level }) },
      hooks: { streamWrite: (line: string) => line.replace(TERMINAL_CONTROLS, escapeControl) },
    };
    this.sink = destination === undefined ? pino(options) : pino(options, destination);
  }

  /** Whether lines of this level are written; ask before building costly fields. */
  writes(level: LogLevel): boolean {
    return this.sink.isLevelEnabled(level);
  }

  /** Writes one line with its fields. An `Error` under any name is written with its class, message and stack only. */
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void {
    if (!this.writes(level)) return;
    if (fields === undefined) this.sink[level](safeText(message));
    else this.sink[level](safeFields(fields), safeText(message));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.fromNest('info', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.fromNest('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.fromNest('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.fromNest('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.fromNest('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.fromNest('trace', message, rest);
  }

  /** Nest passes (message, …, context) and, for errors, (message, stack, context); callers of ours pass (message, fields). */
  private fromNest(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    const fields: Record<string, unknown> = {};
    const texts = rest.filter((item) => typeof item === 'string');
    if (texts.length > 0) fields['context'] = texts[texts.length - 1];
    if (texts.length > 1) fields['stack'] = texts[0];
    for (const item of rest) {
      if (item instanceof Error) fields['error'] = safeError(item);
      else if (typeof item === 'object' && item !== null) Object.assign(fields, item);
    }
    if (message instanceof Error) {
      this.write(level, message.message, { ...fields, error: message });
    } else if (typeof message === 'object' && message !== null) {
      this.write(level, 'event', { ...fields, ...message });
    } else {
      this.write(level, String(message), fields);
    }
  }
}
