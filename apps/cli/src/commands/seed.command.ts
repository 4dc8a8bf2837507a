import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { SiteKey } from '#contracts';
import { UsageError } from '../cli.errors.js';
import { Service } from '../ground/service.js';
import { SeedDiscussion } from '../seed/seed-discussion.js';
import { type ThreadShape, threadShapes } from '../seed/thread-tree.js';
import { Terminal } from '../terminal.js';

interface Options {
  readonly comments: number;
  readonly site: string;
  readonly article?: string;
  readonly depthShape: ThreadShape;
}

const MOST_COMMENTS = 20_000_000;
const shapes = Object.keys(threadShapes) as ThreadShape[];

/** `seed --comments 10000` */
@Command({ name: 'seed', description: 'Fill an article with made-up comments, for trials and load tests.' })
export class SeedCommand extends CommandRunner {
  constructor(
    @Inject(Service) private readonly service: Service,
    @Inject(Terminal) private readonly terminal: Terminal,
  ) {
    super();
  }

  @Option({ flags: '--comments <n>', description: 'how many', required: true })
  parseComments(value: string): number {
    const comments = /^\d{1,8}$/.test(value) ? Number(value) : 0;
    if (comments < 1 || comments > MOST_COMMENTS) {
      throw new UsageError(`--comments is a whole number from 1 to ${MOST_COMMENTS}.`);
    }
    return comments;
  }

  @Option({ flags: '--site <key>', description: 'the site; made when there is none', defaultValue: 'demo' })
  parseSite(value: string): string {
    if (!SiteKey.safeParse(value).success) throw new UsageError('--site is a key like my-paper.');
    return value;
  }

  @Option({ flags: '--article <key>', description: 'the article; made when there is none (default: seeded-<n>)' })
  parseArticle(value: string): string {
    return value;
  }

  @Option({
    flags: '--depth-shape <shape>',
    description:
      'usual: 55 % roots, replies 1 to 8 deep; even: three replies under every root; flat: roots only; deep: long chains',
    choices: shapes,
    defaultValue: 'usual',
  })
  parseShape(value: string): ThreadShape {
    const shape = shapes.find((one) => one === value);
    if (shape === undefined) throw new UsageError(`--depth-shape is one of ${shapes.join(', ')}.`);
    return shape;
  }

  override async run(_words: string[], { comments, site, article, depthShape }: Options): Promise<void> {
    const told = { at: '' };
    const seeded = await this.service.use((rooms) =>
      rooms.get(SeedDiscussion).run({
        ...{ comments, site, shape: depthShape },
        article: article ?? `seeded-${comments}`,
        onProgress: (rows, of, what) => this.tell(told, of === 0 ? 1 : rows / of, what),
      }),
    );
    this.terminal.remark('');
    this.terminal.say(`${comments} comments on ${seeded.url} (article ${seeded.articleId})`);
  }

  /** Ten lines a table where nobody looks on. */
  private tell(told: { at: string }, share: number, what: string): void {
    const percent = Math.floor(share * 100);
    const line = `${what}: ${this.terminal.isWatched ? percent : percent - (percent % 10)} %`;
    if (line === told.at) return;
    told.at = line;
    this.terminal.progress(line);
  }
}
