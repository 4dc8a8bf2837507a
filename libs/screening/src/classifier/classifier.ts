import type { Place } from './places.js';

/** What the classifier reads of a comment. Everything but the text may be missing. */
export type ClassifierInput = Readonly<{
  /** The source as written; markup and addresses are read from it. */
  text: string;
  name?: string | undefined;
  website?: string | undefined;
  /** Host of the writer's e-mail address. */
  mailHost?: string | undefined;
  /** What kind of place it was written in; where that is not known, each text tells. */
  place?: Place | undefined;
  /** Links as rendering found them, for targets that differ from their text. */
  links?: readonly Readonly<{ host: string; text: string }>[] | undefined;
}>;

/** What a classifier looks for. */
export type Head = 'spam' | 'abuse';

/** Calibrated probabilities, 0 to 1. */
export type Scores = Readonly<Record<Head, number>>;

/** A learnt judge of texts: pure, bounded in time, the same answer for the same text. */
export type Classifier = Readonly<{
  /** Names the weights. Two classifiers that may differ have different versions. */
  version: string;
  score: (input: ClassifierInput) => Scores;
  /** The findings that spoke loudest for a head, in words a moderator reads; five at most, the loudest first. */
  explain: (input: ClassifierInput, head: Head) => readonly string[];
}>;
