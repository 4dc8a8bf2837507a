import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { ScreeningSettings } from '#contracts';
import { baseModel } from '#discussion';
import { compileRules, defaultRules, LearntClassifier, type Rules } from '#screening';
import { UsageError } from '../cli.errors.js';
import { screenLine } from '../screen/screen-line.js';
import { Terminal } from '../terminal.js';

interface Options {
  readonly place?: Rules['classifier']['place'];
}

/** `screen [--place video] < comments.jsonl` */
@Command({
  name: 'screen',
  description:
    'Judge comments from standard input, one JSON object { id, text, author?, email?, url?, lang? } a line, with the shipped model and the default rules.',
})
export class ScreenCommand extends CommandRunner {
  constructor(@Inject(Terminal) private readonly terminal: Terminal) {
    super();
  }

  @Option({
    flags: '--place <kind>',
    description: 'what the comments are most like: blog, video, messages, chat, or any',
  })
  parsePlace(value: string): Rules['classifier']['place'] {
    const given = ScreeningSettings.shape.classifier.safeParse({ place: value }).data;
    if (given === undefined) throw new UsageError('Say --place blog, video, messages, chat or any.');
    return given.place;
  }

  /** Answers in order, line by line; memory does not grow with the input. */
  override async run(_words: string[], { place }: Options): Promise<void> {
    const { classifier } = defaultRules;
    const given = { ...defaultRules, classifier: { ...classifier, place: place ?? classifier.place } };
    const rules = compileRules(given, new LearntClassifier(baseModel()));
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
