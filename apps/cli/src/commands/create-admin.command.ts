import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { CreateAdmin } from '#accounts';
import { loadConfig } from '#platform';
import { UsageError } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

interface Options {
  readonly email?: string;
  readonly password?: string;
  readonly name?: string;
}

/** `create-admin --email ada@example.org` */
@Command({
  name: 'create-admin',
  description: 'Make an admin of every site, or give one a new password.',
})
export class CreateAdminCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({ flags: '--email <address>', description: 'their address (or ADMIN_EMAIL)' })
  parseEmail(value: string): string {
    return value;
  }

  @Option({
    flags: '--password <text>',
    description: 'their password, 12 characters or more; better piped in, or in ADMIN_PASSWORD',
  })
  parsePassword(value: string): string {
    return value;
  }

  @Option({ flags: '--name <name>', description: 'the name shown beside their comments' })
  parseName(value: string): string {
    return value;
  }

  override async run(_words: string[], options: Options): Promise<void> {
    const { adminEmail, adminPassword } = loadConfig();
    const email = options.email ?? adminEmail;
    if (email === undefined) throw new UsageError('Name the admin: --email ada@example.org');
    const password = options.password ?? adminPassword?.reveal() ?? (await this.terminal.pipedLine());
    if (password === '') {
      throw new UsageError(
        `Give a password: echo 'a long password' | npm run cli -- create-admin --email ${email}, or set ADMIN_EMAIL and ADMIN_PASSWORD.`,
      );
    }
    const { personId } = await this.service.use((rooms) =>
      rooms.get(CreateAdmin).run({ email, password, name: options.name }),
    );
    this.terminal.say(`${email} is an admin of every site (person ${personId}).`);
  }
}
