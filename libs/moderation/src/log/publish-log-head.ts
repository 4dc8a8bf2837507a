import { Inject, Injectable, Logger } from '@nestjs/common';
import { writeHead } from './log-link.js';
import { SealLog } from './seal-log.js';

/**
 * Writes the end of the log's chain where the database cannot reach it: into the log of the process, which an operator keeps
 * elsewhere. `verify-log --head` holds the log against it.
 */
@Injectable()
export class PublishLogHead {
  private readonly logger = new Logger('Log');

  constructor(@Inject(SealLog) private readonly seal: SealLog) {}

  /** Seals what waits and writes the head down; says nothing while the log is empty. */
  async run(): Promise<void> {
    await this.seal.run();
    const head = await this.seal.head();
    if (head !== undefined) this.logger.log(`The head of the log is ${writeHead(head)}`);
  }
}
