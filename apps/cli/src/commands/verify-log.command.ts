import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { type LogHead, readHead, VerifyLog, writeHead } from '#moderation';
import { CommandFailed, UsageError } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

/** `verify-log [--head POSITION:HASH]` */
@Command({ name: 'verify-log', description: 'Whether the log of decisions and actions is as it was written.' })
export class VerifyLogCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({ flags: '--head <position:hash>', description: 'a head that the worker wrote into its own log' })
  parseHead(value: string): LogHead {
    const head = readHead(value);
    if (head === undefined) {
      throw new UsageError(
        `"${value}" is no head. It is a number, a colon and 64 hexadecimal digits, as in the worker's log.`,
      );
    }
    return head;
  }

  override async run(_words: string[], options: { readonly head?: LogHead }): Promise<void> {
    const { fault, sealed, unsealed, erased, head } = await this.service.use((rooms) =>
      rooms.get(VerifyLog).run(options.head),
    );
    if (erased > 0) this.terminal.remark(`${erased} notes or traces were erased; their seals are valid.`);
    if (unsealed > 0) this.terminal.remark(`${unsealed} rows wait for their seal.`);
    if (fault !== undefined) {
      const where = fault.position === undefined ? 'Outside the chain' : `At position ${fault.position}`;
      const what = fault.rowId === undefined ? '' : ` ${fault.source ?? ''} ${fault.rowId}`;
      throw new CommandFailed(`${where}:${what}: ${fault.why}. ${sealed} rows before it are right.`);
    }
    this.terminal.say(`${sealed} rows are as they were written. The head is ${writeHead(head)}`);
  }
}
