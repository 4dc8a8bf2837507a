import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option, SubCommand } from 'nest-commander';
import { isId } from '#kernel';
import { DeadLetters } from '#platform';
import { UsageError } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

/** `dead-letters list` */
@SubCommand({ name: 'list', description: 'The newest first, one per line: id, time, job, attempts, reason.' })
export class ListDeadLettersCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({ flags: '--after <cursor>', description: 'go on where an earlier list ended' })
  parseAfter(value: string): string {
    return value;
  }

  override async run(_words: string[], options: { readonly after?: string }): Promise<void> {
    const page = await this.service.use((rooms) =>
      rooms.get(DeadLetters).list(options.after === undefined ? {} : { cursor: options.after }),
    );
    for (const { id, createdAt, queue, name, attempts, reason } of page.items) {
      this.terminal.say([id, createdAt.toISOString(), `${queue}/${name}`, attempts, oneLine(reason)].join('\t'));
    }
    if (page.items.length === 0) this.terminal.remark('No job was given up.');
    if (page.nextCursor !== undefined) this.terminal.remark(`More: dead-letters list --after ${page.nextCursor}`);
  }
}

/** `dead-letters retry <id…>` */
@SubCommand({ name: 'retry', arguments: '<id...>', description: 'Have the jobs done again.' })
export class RetryDeadLetterCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  override async run(ids: string[]): Promise<void> {
    await this.service.use(async (rooms) => {
      for (const id of checked(ids)) {
        await rooms.get(DeadLetters).retry(id);
        this.terminal.say(`${id} is done again.`);
      }
    });
  }
}

/** `dead-letters discard <id…>` */
@SubCommand({ name: 'discard', arguments: '<id...>', description: 'Forget the jobs for good.' })
export class DiscardDeadLetterCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  override async run(ids: string[]): Promise<void> {
    await this.service.use(async (rooms) => {
      for (const id of checked(ids)) {
        await rooms.get(DeadLetters).discard(id);
        this.terminal.say(`${id} is forgotten.`);
      }
    });
  }
}

/** `dead-letters` */
@Command({
  name: 'dead-letters',
  description: 'Jobs that were given up: list, retry, discard.',
  subCommands: [ListDeadLettersCommand, RetryDeadLetterCommand, DiscardDeadLetterCommand],
})
export class DeadLettersCommand extends CommandRunner {
  override run(words: string[]): Promise<void> {
    throw new UsageError(
      `${words[0] === undefined ? 'Say what to do' : `There is no "${words[0]}"`}: list, retry or discard.`,
    );
  }
}

function checked(ids: readonly string[]): readonly string[] {
  const wrong = ids.find((id) => !isId(id));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no id. \`dead-letters list\` shows them.`);
  return ids;
}

/** One record, one line. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
