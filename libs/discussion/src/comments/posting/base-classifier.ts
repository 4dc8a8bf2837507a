import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { type Classifier, decodeModel, LearntClassifier, type Model } from '#screening';

/** The model that ships with the service, beside screening, which reads no files itself. */
const FILE = new URL('../../../../screening/model/base-model.bin', import.meta.url);

let model: Model | undefined;
let classifier: Classifier | undefined;

/**
 * The weights that ship with the service, read on first use and kept: one copy for all sites.
 * @throws {ModelFileError} when the file was cut short or altered.
 */
export function baseModel(): Model {
  model ??= decodeModel(readFileSync(FILE));
  return model;
}

/** The classifier that every site begins with; one that is out of order when its file cannot be used. */
export function baseClassifier(): Classifier {
  classifier ??= classifierOf(baseModel, (line) => {
    new Logger('Classifier').error(line);
  });
  return classifier;
}

/** Whether the model that ships can be read. */
export function isBaseInOrder(): boolean {
  return baseClassifier().version !== OUT_OF_ORDER;
}

const OUT_OF_ORDER = 'out-of-order';

/**
 * The classifier of a model. When that cannot be read, the service goes on without it: scoring throws, which holds each comment for a
 * moderator with the reason (`phase_failed`), so that nothing is public that nobody judged.
 * @param tell is told once what is wrong and what to do.
 */
export function classifierOf(read: () => Model, tell: (line: string) => void): Classifier {
  try {
    return new LearntClassifier(read());
  } catch (error) {
    const why = error instanceof Error ? error : new Error(String(error));
    tell(`${why.message} Every comment is held for a moderator until this release is installed again.`);
    const fail = (): never => {
      throw why;
    };
    return { version: OUT_OF_ORDER, score: fail, explain: fail };
  }
}
