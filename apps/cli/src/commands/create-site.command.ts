import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { API_SCOPES, CreateApiKey } from '#accounts';
import { CreateSite } from '#articles';
import { Database } from '#platform';
import { Service } from '../ground/service.js';
import { Terminal } from '../terminal.js';

interface Options {
  readonly key: string;
  readonly name: string;
  readonly origin?: readonly string[];
}

const SYSTEM = { kind: 'system' } as const;

/** `create-site --key paper --name 'The Paper'` */
@Command({ name: 'create-site', description: 'Make a site and an API key for it. The key is printed once.' })
export class CreateSiteCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({ flags: '--key <key>', description: 'its key in addresses, like my-paper', required: true })
  parseKey(value: string): string {
    return value;
  }

  @Option({ flags: '--name <name>', description: 'its name', required: true })
  parseName(value: string): string {
    return value;
  }

  @Option({ flags: '--origin <origin...>', description: 'an origin whose pages may show its discussions' })
  parseOrigin(value: string, earlier: readonly string[] | undefined): readonly string[] {
    return [...(earlier ?? []), value];
  }

  override async run(_words: string[], { key, name, origin }: Options): Promise<void> {
    const { site, apiKey } = await this.service.use(async (rooms) =>
      rooms.get(Database).transaction(async () => {
        const made = await rooms.get(CreateSite).run({ key, name, origins: origin });
        const access = await rooms
          .get(CreateApiKey)
          .run(SYSTEM, { siteId: made.id, name: 'Made with the site', scopes: API_SCOPES });
        return { site: made, apiKey: access.key };
      }),
    );
    this.terminal.say(`site ${site.key} (${site.id})`);
    this.terminal.say(`API key ${apiKey}`);
    this.terminal.remark('Keep the key now: only its hash is stored, and it is not shown again.');
  }
}
