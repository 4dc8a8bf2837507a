import {
  type Calibration,
  type Classifier,
  Features,
  type Head,
  type HeldBack,
  readFeatures,
  type SiteExample,
  type SiteHead,
  SiteHeadLearner,
  toSiteVector,
} from '#screening';
import type { HumanDecision } from './human-decisions.js';

/** A text to learn from, with the number of its writer. */
export type WrittenExample = SiteExample & Readonly<{ writer: number }>;
/** The texts of each head; none where there are too few. */
export type HeadExamples = Readonly<Record<Head, readonly WrittenExample[]>>;

/** Fewer texts of a kind teach chance (own choice). */
export const LEAST_OF_EACH = 20;
const BETWEEN_BREATHS = 20;
const NEUTRAL: Calibration = { slope: 1, offset: 0 };

/** Reads the features of all texts and what the base model says of them. @param breathe lets others have their turn. */
export async function examplesOf(
  decisions: readonly HumanDecision[],
  base: Classifier,
  breathe: () => Promise<void>,
): Promise<HeadExamples> {
  const features = new Features();
  const examples: Record<Head, WrittenExample[]> = { spam: [], abuse: [] };
  for (const [at, { input, labels, writer }] of decisions.entries()) {
    if (at % BETWEEN_BREATHS === 0) await breathe();
    const scores = base.score(input);
    readFeatures(input, features);
    const vector = toSiteVector(features);
    for (const head of ['spam', 'abuse'] as const) {
      const label = labels[head];
      if (label !== undefined) examples[head].push({ vector, label, base: scores[head], writer });
    }
  }
  return { spam: enough(examples.spam), abuse: enough(examples.abuse) };
}

/** Judges one fold's texts by what the others teach. Where those lack a kind, nothing is learnt and the base model's word stands. */
export function holdBack(
  head: Head,
  examples: readonly WrittenExample[],
  { fold, folds }: { readonly fold: number; readonly folds: number },
): HeldBack[] {
  const isHeld = ({ writer }: WrittenExample): boolean => writer % folds === fold;
  const others = examples.filter((example) => !isHeld(example));
  const learner = new SiteHeadLearner(head, NEUTRAL);
  const hasBoth = new Set(others.map(({ label }) => label)).size === 2;
  if (hasBoth) learner.learn(others);
  return examples
    .filter(isHeld)
    .map((example) => ({ label: example.label, base: example.base, site: learner.probability(example) }));
}

/** Learns a head from all texts. */
export function learnHead(head: Head, examples: readonly WrittenExample[], calibration: Calibration): SiteHead {
  const learner = new SiteHeadLearner(head, calibration);
  learner.learn(examples);
  return learner.pack();
}

function enough(examples: readonly WrittenExample[]): readonly WrittenExample[] {
  const bad = examples.filter(({ label }) => label === 1).length;
  return bad >= LEAST_OF_EACH && examples.length - bad >= LEAST_OF_EACH ? examples : [];
}
