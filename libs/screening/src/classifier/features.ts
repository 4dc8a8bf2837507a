import { denseIndex, denseNames } from './dense-features.js';
import type { DenseFeature } from './dense-features.js';
import { FeatureList } from './feature-list.js';
import type { Word } from './words-of.js';

/** The features of one text. Reused: read them before the next text. */
export class Features {
  readonly words = new FeatureList();
  readonly characters = new FeatureList();
  readonly name = new FeatureList();
  readonly links = new FeatureList();
  readonly dense = new Float32Array(denseNames.length);
  /** The text that was read: entities are decoded. */
  text = '';
  textWords: Word[] = [];
  nameWords: Word[] = [];
  nameText = '';
  hosts: string[] = [];
}

/** Counts a feature: yes, no, or a share from 0 to 1. */
export function set(out: Features, name: DenseFeature, value: number | boolean = 1): void {
  out.dense[denseIndex[name]] = Math.min(1, Number(value));
}
