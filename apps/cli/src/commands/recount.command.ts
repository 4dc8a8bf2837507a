import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { CheckCounters } from '#discussion';
import { CommandFailed, UsageError } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

/** `recount --check` */
@Command({ name: 'recount', description: 'Whether counters are what they count. Reads every comment.' })
export class RecountCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({ flags: '--check', description: 'name what is wrong and change nothing' })
  parseCheck(): boolean {
    return true;
  }

  override async run(_words: string[], options: { readonly check?: boolean }): Promise<void> {
    if (options.check !== true)
      throw new UsageError('Say --check: counters are counted anew and compared, not changed.');
    const wrong = await this.service.use((rooms) => rooms.get(CheckCounters).run());
    for (const { counter, of, stored, truth } of wrong) this.terminal.say([counter, of, stored, truth].join('\t'));
    if (wrong.length > 0) throw new CommandFailed('These counters are wrong: what, of what, stored, counted anew.');
    this.terminal.say('Every counter is what it counts.');
  }
}
