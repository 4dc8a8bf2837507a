import { readFileSync } from 'node:fs';
import { decodeModel, LearntClassifier, type Model } from '#screening';

/** The model that ships with the service, beside screening, which reads no files itself. */
const FILE = new URL('../../../../screening/model/base-model.bin', import.meta.url);

let model: Model | undefined;
let classifier: LearntClassifier | undefined;

/**
 * The weights that ship with the service, read on first use and kept: one copy for all sites.
 * @throws {ModelFileError} when the file was cut short or altered.
 */
export function baseModel(): Model {
  model ??= decodeModel(readFileSync(FILE));
  return model;
}

/** The classifier that every site begins with. */
export function baseClassifier(): LearntClassifier {
  classifier ??= new LearntClassifier(baseModel());
  return classifier;
}
