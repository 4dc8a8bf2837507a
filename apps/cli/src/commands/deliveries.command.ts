import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option, SubCommand } from 'nest-commander';
import { RecoverDeliveries } from '#notifications';
import { UsageError } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

type State = 'unknown' | 'failed';

interface Options {
  readonly state: State;
  readonly after?: string;
}

const PAGE = 100;

/** `deliveries list --state unknown` */
@SubCommand({
  name: 'list',
  description: 'The oldest first, one per line: id, time, kind, recipient, attempts, reason.',
})
export class ListDeliveriesCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({
    flags: '--state <state>',
    description: 'unknown: perhaps sent, never sent again; failed: refused for good',
    choices: ['unknown', 'failed'],
    required: true,
  })
  parseState(value: string): State {
    if (value !== 'unknown' && value !== 'failed') throw new UsageError('--state is unknown or failed.');
    return value;
  }

  @Option({ flags: '--after <id>', description: 'go on behind this delivery' })
  parseAfter(value: string): string {
    return value;
  }

  override async run(_words: string[], { state, after }: Options): Promise<void> {
    const rows = await this.service.use((rooms) => rooms.get(RecoverDeliveries).list(state, after ?? null, PAGE));
    for (const { id, createdAt, kind, recipient, attempts, reason } of rows) {
      this.terminal.say([id, createdAt.toISOString(), kind, recipient, attempts, reason ?? ''].join('\t'));
    }
    if (rows.length === 0) this.terminal.remark(`No delivery is ${state}.`);
    if (rows.length === PAGE) this.terminal.remark(`More: deliveries list --state ${state} --after ${rows.at(-1)?.id}`);
  }
}

/** `deliveries` */
@Command({
  name: 'deliveries',
  description: 'Mail that wants a look.',
  subCommands: [ListDeliveriesCommand],
})
export class DeliveriesCommand extends CommandRunner {
  override run(): Promise<void> {
    throw new UsageError('Say what to do: deliveries list --state unknown');
  }
}
