import { blended, placeShares } from './blend.js';
import { probabilityOf } from './calibration.js';
import type { Classifier, ClassifierInput, Head, Scores } from './classifier.js';
import { denseNames } from './dense-features.js';
import { explainFeatures } from './explain.js';
import { blocks } from './feature-list.js';
import { blockScales, shareOf } from './feature-vector.js';
import { ABUSE, expanded, HEADS, places, PLACES_FROM, ZERO } from './model.js';
import type { Model } from './model.js';
import { Features } from './features.js';
import { readFeatures } from './read-features.js';
import type { SiteWeights } from './site/site-weights.js';

/** One text is read at a time: what it takes is kept for the next. */
const features = new Features();
const DENSE = denseNames.length;

/** Scores texts with a model, and with what a site added to it. */
export class LearntClassifier implements Classifier {
  readonly version: string;
  private readonly logits = new Float32Array(HEADS);
  private readonly parts = new Float32Array(HEADS);
  private readonly shares = new Float32Array(places.length);

  constructor(
    private readonly model: Model,
    private readonly site?: SiteWeights,
  ) {
    this.version = site ? `${model.version}+${site.version}` : model.version;
  }

  readonly score = (input: ClassifierInput): Scores => {
    readFeatures(input, features);
    this.readLogits();
    const { calibration } = this.model;
    return {
      spam: probabilityOf(this.blended() + this.siteLogit('spam'), calibration.spam),
      abuse: probabilityOf((this.logits[ABUSE] as number) + this.siteLogit('abuse'), calibration.abuse),
    };
  };

  readonly explain = (input: ClassifierInput, head: Head): readonly string[] => {
    readFeatures(input, features);
    this.readLogits();
    const pulls = head === 'abuse' ? new Float32Array(HEADS).fill(1, ABUSE) : this.pulls();
    return explainFeatures(
      features,
      blockScales[head],
      (bucket) => this.weightOf(bucket, pulls, head),
      (at) => this.denseOf(at, pulls, head),
    );
  };

  private readLogits(): void {
    const { hashed, largest, dense } = this.model;
    const { logits, parts } = this;
    logits.fill(0);
    for (let block = 0; block < blocks.length; block++) {
      const list = features[blocks[block] as (typeof blocks)[number]];
      if (list.length === 0) continue;
      parts.fill(0);
      const { buckets, length } = list;
      for (let at = 0; at < length; at++) {
        const first = (buckets[at] as number) * HEADS;
        for (let head = 0; head < HEADS; head++) {
          parts[head] = (parts[head] as number) + (expanded[(hashed[first + head] as number) + ZERO] as number);
        }
      }
      const share = shareOf(blockScales.spam, block, length);
      for (let head = 0; head < ABUSE; head++) {
        logits[head] = (logits[head] as number) + (parts[head] as number) * share * (largest[head] as number);
      }
      const abuse = shareOf(blockScales.abuse, block, length);
      logits[ABUSE] = (logits[ABUSE] as number) + (parts[ABUSE] as number) * abuse * (largest[ABUSE] as number);
    }
    for (let at = 0; at < DENSE; at++) {
      const value = features.dense[at] as number;
      if (value === 0) continue;
      for (let head = 0; head < HEADS; head++) {
        logits[head] = (logits[head] as number) + value * (dense[head * DENSE + at] as number);
      }
    }
  }

  private blended(): number {
    const { blend } = this.model;
    placeShares(blend, this.logits, PLACES_FROM, this.shares);
    return blended(blend, this.logits, this.shares);
  }

  private siteLogit(head: Head): number {
    const weights = this.site?.[head];
    if (!weights) return 0;
    let sum = 0;
    for (let block = 0; block < blocks.length; block++) {
      const { buckets, length } = features[blocks[block] as (typeof blocks)[number]];
      let part = 0;
      for (let at = 0; at < length; at++) {
        part += expanded[(weights.hashed[buckets[at] as number] as number) + ZERO] as number;
      }
      sum += part * shareOf(blockScales[head], block, length) * weights.largest;
    }
    for (let at = 0; at < DENSE; at++) sum += (features.dense[at] as number) * (weights.dense[at] as number);
    return sum;
  }

  /** How much each head moves the answer for this text. */
  private pulls(): Float32Array {
    const pulls = new Float32Array(HEADS);
    this.blended();
    this.model.blend.heads.forEach(({ slope }, place) => {
      pulls[place] = slope * (this.shares[place] ?? 0);
    });
    return pulls;
  }

  private weightOf(bucket: number, pulls: Float32Array, head: Head): number {
    const { hashed, largest } = this.model;
    let sum = 0;
    for (let at = 0; at < HEADS; at++) {
      const pull = pulls[at] as number;
      if (pull === 0) continue;
      sum += pull * (largest[at] as number) * (expanded[(hashed[bucket * HEADS + at] as number) + ZERO] as number);
    }
    const site = this.site?.[head];
    return site ? sum + site.largest * (expanded[(site.hashed[bucket] as number) + ZERO] as number) : sum;
  }

  private denseOf(index: number, pulls: Float32Array, head: Head): number {
    let sum = this.site?.[head]?.dense[index] ?? 0;
    for (let at = 0; at < HEADS; at++) sum += (pulls[at] as number) * (this.model.dense[at * DENSE + index] as number);
    return sum;
  }
}
