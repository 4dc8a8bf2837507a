import { addPulls, blended, kindShares, toldOf } from './blend.js';
import { probabilityOf } from './calibration.js';
import type { Classifier, ClassifierInput, Head, Scores } from './classifier.js';
import { denseNames } from './dense-features.js';
import { explainFeatures } from './explain.js';
import { blocks } from './feature-list.js';
import { blockScales, shareOf } from './feature-vector.js';
import { ABUSE, blendHeads, expanded, HEADS, kindsOf, LOGITS, TALK_BUCKETS, TALK_SCALE, talks, ZERO } from './model.js';
import type { Model } from './model.js';
import { type Place, places } from './places.js';
import { Features } from './features.js';
import { readFeatures } from './read-features.js';
import type { SiteWeights } from './site/site-weights.js';

/** One text is read at a time: what it takes is kept for the next. */
const features = new Features();
const DENSE = denseNames.length;
const TALKS = talks.length;
/** A kind of talk with a smaller share has no say. */
const FAINT_SHARE = 0.03;
/** The square of the largest byte. */
const WHOLE = ZERO ** 2;

/** Scores texts with a model, and with what a site added to it. */
export class LearntClassifier implements Classifier {
  readonly version: string;
  private readonly logits = new Float32Array(LOGITS);
  /** Sums of weights in whole numbers; the longest text does not reach their bounds. */
  private readonly parts = new Int32Array(HEADS);
  private readonly chosen = new Uint8Array(TALKS);
  private readonly shares: Readonly<Record<Head, Float32Array>> = {
    spam: new Float32Array(kindsOf.spam),
    abuse: new Float32Array(kindsOf.abuse),
  };

  /** How the heads are weighed for the text that was read. */
  private blend: Model['blend'];
  private readonly told = new Map<Place, Model['blend']>();

  constructor(
    private readonly model: Model,
    private readonly site?: SiteWeights,
  ) {
    this.blend = model.blend;
    this.version = site ? `${model.version}+${site.version}` : model.version;
  }

  readonly score = (input: ClassifierInput): Scores => {
    this.read(input);
    const { calibration } = this.model;
    return {
      spam: probabilityOf(this.blended('spam') + this.siteLogit('spam'), calibration.spam),
      abuse: probabilityOf(this.blended('abuse') + this.siteLogit('abuse'), calibration.abuse),
    };
  };

  readonly explain = (input: ClassifierInput, head: Head): readonly string[] => {
    this.read(input);
    const pulls = this.pulls(head);
    return explainFeatures(
      features,
      blockScales[head],
      (bucket) => this.weightOf(bucket, pulls, head),
      (at) => this.denseOf(at, pulls, head),
    );
  };

  private read(input: ClassifierInput): void {
    readFeatures(input, features);
    this.blend = input.place === undefined ? this.model.blend : this.blendFor(input.place);
    this.readLogits();
  }

  private blendFor(place: Place): Model['blend'] {
    const known = this.told.get(place);
    if (known) return known;
    const { spam, abuse } = this.model.blend;
    const blend = { spam: toldOf(spam, places.indexOf(place)), abuse };
    this.told.set(place, blend);
    return blend;
  }

  private readLogits(): void {
    const { hashed, largest, dense } = this.model;
    const { logits, parts } = this;
    logits.fill(0);
    this.readTalks();
    const spoken = this.chooseTalks();
    for (let block = 0; block < blocks.length; block++) {
      const list = features[blocks[block] as (typeof blocks)[number]];
      if (list.length === 0) continue;
      parts.fill(0);
      const { buckets, length } = list;
      for (let at = 0; at < length; at++) {
        const first = (buckets[at] as number) * HEADS;
        for (let head = 0; head <= ABUSE; head++) {
          const byte = hashed[first + head] as number;
          parts[head] = (parts[head] as number) + (byte < 0 ? -byte * byte : byte * byte);
        }
        for (let which = 0; which < spoken; which++) {
          const head = this.chosen[which] as number;
          const byte = hashed[first + head] as number;
          parts[head] = (parts[head] as number) + (byte < 0 ? -byte * byte : byte * byte);
        }
      }
      const shares = {
        spam: shareOf(blockScales.spam, block, length),
        abuse: shareOf(blockScales.abuse, block, length),
      };
      for (let head = 0; head < HEADS; head++) {
        const share = (head < ABUSE ? shares.spam : shares.abuse) / WHOLE;
        logits[head] = (logits[head] as number) + (parts[head] as number) * share * (largest[head] as number);
      }
    }
    for (let at = 0; at < DENSE; at++) {
      const value = features.dense[at] as number;
      if (value === 0) continue;
      for (let head = 0; head < HEADS; head++) {
        logits[head] = (logits[head] as number) + value * (dense[head * DENSE + at] as number);
      }
    }
  }

  /** Which kinds of talk a text may be of: the heads of the others are not asked, which would take as long as all for spam. */
  private chooseTalks(): number {
    kindShares(this.blend.abuse, blendHeads.abuse, this.logits, this.shares.abuse);
    let count = 0;
    for (let kind = 0; kind < TALKS - 1; kind++) {
      if ((this.shares.abuse[kind] as number) < FAINT_SHARE) continue;
      this.chosen[count] = blendHeads.abuse.own + kind;
      count++;
    }
    return count;
  }

  private readTalks(): void {
    const { talk, talkLargest } = this.model;
    const { logits } = this;
    const { buckets, length } = features.words;
    if (length === 0) return;
    for (let at = 0; at < length; at++) {
      const first = ((buckets[at] as number) % TALK_BUCKETS) * TALKS;
      for (let kind = 0; kind < TALKS; kind++) {
        const weight = expanded[(talk[first + kind] as number) + ZERO] as number;
        logits[HEADS + kind] = (logits[HEADS + kind] as number) + weight;
      }
    }
    const share = TALK_SCALE / Math.sqrt(length);
    for (let kind = 0; kind < TALKS; kind++) {
      logits[HEADS + kind] = (logits[HEADS + kind] as number) * share * (talkLargest[kind] as number);
    }
  }

  private blended(head: Head): number {
    const blend = this.blend[head];
    kindShares(blend, blendHeads[head], this.logits, this.shares[head]);
    return blended(blend, blendHeads[head], this.logits, this.shares[head]);
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
  private pulls(head: Head): Float32Array {
    const pulls = new Float32Array(HEADS);
    this.blended(head);
    addPulls(this.blend[head], blendHeads[head], this.shares[head], pulls);
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
