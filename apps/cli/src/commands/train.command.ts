import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Inject } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { UsageError } from '../cli.errors.js';
import { Terminal } from '../terminal.js';
import { trainModel } from '../train/train-model.js';

interface Options {
  readonly data: string;
  readonly out: string;
  readonly seed: number;
}

/** `train --data ../shared/data` */
@Command({ name: 'train', description: 'Learn the model that ships with the service from labelled corpora.' })
export class TrainCommand extends CommandRunner {
  constructor(@Inject(Terminal) private readonly terminal: Terminal) {
    super();
  }

  @Option({
    flags: '--data <folder>',
    description: 'the folder with corpora, lists and threads',
    defaultValue: '../shared/data',
  })
  parseData(value: string): string {
    if (!existsSync(resolve(value, 'corpora'))) throw new UsageError(`There is no folder ${value}/corpora.`);
    return value;
  }

  @Option({ flags: '--out <folder>', description: 'where the model goes', defaultValue: 'libs/screening/model' })
  parseOut(value: string): string {
    return value;
  }

  @Option({ flags: '--seed <n>', description: 'the same seed gives the same model', defaultValue: 1 })
  parseSeed(value: string): number {
    const seed = Number(value);
    if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError('--seed is a whole number.');
    return seed;
  }

  override async run(_words: string[], { data, out, seed }: Options): Promise<void> {
    const trained = trainModel(resolve(data), resolve(out), seed, (line) => this.terminal.remark(line));
    this.terminal.say(`Model ${trained.version}, ${trained.bytes} bytes, in ${out}.`);
  }
}
