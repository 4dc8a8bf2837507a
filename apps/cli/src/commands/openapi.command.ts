import { writeFile } from 'node:fs/promises';
import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { ApiModule } from '../../../api/src/api.module.js';
import { openApiDocument } from '../../../api/src/openapi.js';
import { buildHttpDoor } from '../../../api/src/serve.js';
import { cliConfigWithSecret } from '../ground/cli-config.js';
import { Terminal } from '../terminal.js';

/** `openapi --out openapi.json` */
@Command({ name: 'openapi', description: 'Write the OpenAPI document.' })
export class OpenApiCommand extends CommandRunner {
  constructor(@Inject(Terminal) private readonly terminal: Terminal) {
    super();
  }

  @Option({ flags: '--out <file>', description: 'the file to write; standard output when left out' })
  parseOut(value: string): string {
    return value;
  }

  override async run(_words: string[], { out }: { readonly out?: string }): Promise<void> {
    const config = await cliConfigWithSecret();
    const app = await buildHttpDoor(ApiModule.forRoot(config), config);
    try {
      const text = JSON.stringify(openApiDocument(app), null, 2);
      if (out === undefined) this.terminal.say(text);
      else await writeFile(out, `${text}\n`);
    } finally {
      await app.close();
    }
  }
}
