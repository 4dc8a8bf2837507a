import { Injectable } from '@nestjs/common';
import { UsageError } from './cli.errors.js';

const LONGEST_LINE = 10_000;

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
}
