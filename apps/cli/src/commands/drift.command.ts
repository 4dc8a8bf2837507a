import { Inject } from '@nestjs/common';
import { Command, CommandRunner } from 'nest-commander';
import { DataSource } from 'typeorm';
import { findSchemaDrift } from '#platform';
import { CommandFailed } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

/** `drift` */
@Command({ name: 'drift', description: 'Whether the code and the database agree on the tables.' })
export class DriftCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  override async run(): Promise<void> {
    const drift = await this.service.use((rooms) => findSchemaDrift(rooms.get(DataSource)));
    if (drift.length > 0) throw new CommandFailed(drift.join('\n'));
    this.terminal.say('The code and the database agree.');
  }
}
