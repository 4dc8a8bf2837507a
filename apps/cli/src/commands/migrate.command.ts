import { Inject } from '@nestjs/common';
import { Command, CommandRunner } from 'nest-commander';
import { migrate, migrateQueues } from '#platform';
import { cliConfig } from '../ground/cli-config.js';
import { Terminal } from '../terminal.js';

/** `migrate` */
@Command({ name: 'migrate', description: "Bring the database to this build's schema, the queues' too." })
export class MigrateCommand extends CommandRunner {
  constructor(@Inject(Terminal) private readonly terminal: Terminal) {
    super();
  }

  override async run(): Promise<void> {
    const { databaseUrl } = await cliConfig();
    const ran = await migrate(databaseUrl);
    const version = await migrateQueues(databaseUrl);
    for (const name of ran) this.terminal.say(`ran ${name}`);
    this.terminal.say(
      `${ran.length === 0 ? 'The schema was current.' : 'The schema is current.'} Queue schema version ${version}.`,
    );
  }
}
