import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel, encodeModel, headNames, packHeads, packTalks } from '#screening';
import { readExamples } from './examples.js';
import { holdBack, weigh } from './held-back.js';
import { learnHeads } from './learn-heads.js';
import { provenanceOf } from './provenance.js';
import { readChecksums } from './read-checksums.js';

/** The name of the model file. */
export const MODEL_FILE = 'base-model.bin';

/**
 * Learns the model that ships: every fold is held back once to calibrate and to measure, then the heads are learnt from all of it.
 * Writes the model and, beside it, where it comes from. The same data and seed give the same bytes.
 * @throws {Error} when a corpus is missing.
 */
export function trainModel(
  data: string,
  out: string,
  seed: number,
  tell: (line: string) => void,
): { version: string; bytes: number } {
  const texts = readExamples(data, seed);
  tell(`${texts.length} texts read`);
  const held = holdBack(texts, seed, tell);
  const weighing = weigh(held);
  const { heads, talks } = learnHeads(texts, seed);
  const file = encodeModel({
    ...packHeads(heads.map((head) => head.weights())),
    ...packTalks(talks.map((kind) => kind.weights())),
    ...weighing,
  });
  const { version } = decodeModel(file);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, MODEL_FILE), file);
  const provenance = provenanceOf({
    version,
    seed,
    texts,
    held,
    weighing,
    heads: headNames,
    files: readChecksums(data),
  });
  writeFileSync(join(out, 'provenance.json'), `${JSON.stringify(provenance, null, 2)}\n`);
  return { version, bytes: file.length };
}
