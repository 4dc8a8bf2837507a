import { once } from 'node:events';
import { Injectable } from '@nestjs/common';
import { UsageError } from './cli.errors.js';

const LONGEST_LINE = 10_000;
/** Longest line of a stream, in UTF-16 units. */
const LONGEST_STREAM_LINE = 1_000_000;

/** A line of a stream, without its end. A line that is too long comes without its text. */
export interface StreamLine {
  readonly text: string;
  readonly isTooLong: boolean;
}

/** Where the command line speaks and listens: answers on standard output, remarks and errors on standard error. */
@Injectable()
export class Terminal {
  /** Writes a line of the answer. */
  say(line: string): void {
    process.stdout.write(`${line}\n`);
  }

  /** Writes a remark that is not part of the answer. */
  remark(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  /** Writes over the line before it where a person looks on; a pipe or log gets whole lines. */
  progress(line: string): void {
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Whether progress may be told as often as one likes. */
  get isWatched(): boolean {
    return process.stderr.isTTY;
  }

  /**
   * The first line piped into the command; empty when nobody pipes.
   * @throws {UsageError} when the line does not end.
   */
  async pipedLine(): Promise<string> {
    if (process.stdin.isTTY) return '';
    let text = '';
    for await (const chunk of process.stdin) {
      text += String(chunk);
      if (text.includes('\n')) break;
      if (text.length > LONGEST_LINE) throw new UsageError('The text on standard input is too long.');
    }
    return text.split(/\r?\n/, 1)[0] ?? '';
  }

  /** Writes a line of a long answer and waits while its reader is slower than the writer. */
  async answer(line: string): Promise<void> {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
  }

  /** The lines piped into the command, one after another, in memory that does not grow with them. */
  async *pipedLines(): AsyncGenerator<StreamLine> {
    if (process.stdin.isTTY) return;
    process.stdin.setEncoding('utf8');
    let rest = '';
    let isTooLong = false;
    for await (const chunk of process.stdin as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        yield lineOf(line, isTooLong);
        isTooLong = false;
      }
      if (rest.length > LONGEST_STREAM_LINE) {
        rest = '';
        isTooLong = true;
      }
    }
    if (rest !== '' || isTooLong) yield lineOf(rest, isTooLong);
  }
}

function lineOf(line: string, isTooLong: boolean): StreamLine {
  if (isTooLong || line.length > LONGEST_STREAM_LINE) return { text: '', isTooLong: true };
  return { text: line.endsWith('\r') ? line.slice(0, -1) : line, isTooLong: false };
}
