import { describe, expect, it } from 'vitest';
import { UsageError } from '../cli.errors.js';
import { type StreamLine, Terminal } from '../terminal.js';
import { ScreenCommand } from './screen.command.js';

const LINES = [
  { id: 1, text: 'check out my channel and subscribe please, i make covers' },
  { id: 2, text: 'help me reach 100 please' },
  { id: 3, text: 'The second paragraph forgets the port, which the railway reached in 1980.' },
];

class PipedTerminal extends Terminal {
  readonly answers: Readonly<Record<string, unknown>>[] = [];
  override async *pipedLines(): AsyncGenerator<StreamLine> {
    for (const line of LINES) yield { text: JSON.stringify(line), isTooLong: false };
    yield { text: '', isTooLong: false };
    yield { text: '', isTooLong: true };
  }
  override async answer(line: string): Promise<void> {
    this.answers.push(JSON.parse(line) as Record<string, unknown>);
  }
}

describe('screen', () => {
  it('answers every line in order, and one that is too long with an error', async () => {
    const terminal = new PipedTerminal();
    await new ScreenCommand(terminal).run([], {});
    expect(terminal.answers).toEqual([
      expect.objectContaining({ id: 1, verdict: 'spam' }),
      expect.objectContaining({ id: 2, verdict: 'publish' }),
      expect.objectContaining({ id: 3, verdict: 'publish' }),
      expect.objectContaining({ line: 5, error: expect.stringMatching(/longer than a megabyte/) as string }),
    ]);
  });

  it('judges by what is usual in the kind of place that it is told', async () => {
    const scores = async (place?: string) => {
      const terminal = new PipedTerminal();
      const command = new ScreenCommand(terminal);
      await command.run([], place === undefined ? {} : { place: command.parsePlace(place) });
      return terminal.answers.map((answer) => answer['spamScore']);
    };
    const [any, video] = [await scores(), await scores('video')];
    expect(await scores('any')).toEqual(any);
    expect(Number(video[1])).toBeGreaterThan(Number(any[1]) + 0.3);
    expect(() => new ScreenCommand(new Terminal()).parsePlace('gambling')).toThrow(UsageError);
  });
});
