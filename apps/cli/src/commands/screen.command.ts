import { Inject } from '@nestjs/common';
import { Command, CommandRunner } from 'nest-commander';
import { baseModel } from '#discussion';
import { compileRules, defaultRules, LearntClassifier } from '#screening';
import { screenLine } from '../screen/screen-line.js';
import { Terminal } from '../terminal.js';

/** `screen < comments.jsonl` */
@Command({
  name: 'screen',
  description:
    'Judge comments from standard input, one JSON object { id, text, author?, email?, url?, lang? } a line, with the shipped model and the default rules.',
})
export class ScreenCommand extends CommandRunner {
  constructor(@Inject(Terminal) private readonly terminal: Terminal) {
    super();
  }

  /** Answers in order, line by line; memory does not grow with the input. */
  override async run(): Promise<void> {
    const rules = compileRules(defaultRules, new LearntClassifier(baseModel()));
    let number = 0;
    for await (const line of this.terminal.pipedLines()) {
      number++;
      if (line.text === '' && !line.isTooLong) continue;
      const answer = line.isTooLong
        ? { line: number, error: 'The line is longer than a megabyte.' }
        : screenLine(line.text, number, rules);
      await this.terminal.answer(JSON.stringify(answer));
    }
  }
}
