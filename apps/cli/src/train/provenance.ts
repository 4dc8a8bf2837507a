import { isMade, type TrainingText } from './examples.js';
import { type HeldBack, answerOf, type Weighing } from './held-back.js';
import { areaUnderCurve, recallAt } from './measures.js';

/** What is known of a training. */
export interface Training {
  readonly version: string;
  readonly seed: number;
  /** SHA-256 of every file that was read. */
  readonly files: Readonly<Record<string, string>>;
  readonly heads: readonly string[];
  readonly texts: readonly TrainingText[];
  readonly held: readonly HeldBack[];
  readonly weighing: Weighing;
}

/** Licence of each set, as `../shared/data/README.md` gives it: A may be redistributed with attribution, B was used here only. */
const LICENCES: Readonly<Record<string, string>> = {
  youtube_spam: 'A: CC BY 4.0',
  sms_spam: 'A: CC BY 4.0',
  tg_spam: 'A: MIT',
  haacked_blog: 'B: none stated',
  honest_websites: 'made here from haacked_blog',
  id_gambling: 'B: none stated',
  made_mistakes_comments: 'B: none stated',
  rarous_comments_cs: 'B: none stated',
  wordpress_patterns: 'A: MIT (wordpress-comment-blacklist)',
  written_patterns: 'written for this project',
  jigsaw_3000: 'A: labels CC0, text CC BY-SA 3.0',
  wiki_toxic_5000: 'A: labels CC0, text CC BY-SA 3.0',
  wiki_context_cat: 'A: Apache-2.0, text CC BY-SA 3.0',
  civil_toxic_spans: 'A: CC0',
  kaggle_insults: 'B: Kaggle terms',
  davidson_20k: 'A: MIT',
  olid: 'B: research',
  hateval_en: 'B: research',
  hateval_es: 'B: research',
  ethos: 'B: GPL-3',
  surge_toxicity: 'A: MIT',
  germeval2021_de: 'B: none stated',
  germeval2018_de: 'A: CC BY 4.0',
  korean_hate_ko: 'A: CC BY-SA 4.0',
  hatebr_pt: 'B: CC BY-NC',
  coldataset_zh: 'A: Apache-2.0',
  japanese_toxic_ja: 'A: Apache-2.0',
  hatecheck_en: 'A: CC BY 4.0',
  multilingual_hatecheck: 'A: CC BY 4.0',
};

/** Where the model comes from, to be read beside it. Figures are of texts that were held back from learning. */
export function provenanceOf({ version, seed, files, heads, texts, held, weighing }: Training) {
  const sets = [...new Set(texts.map(({ set }) => set))];
  return {
    model: version,
    note: 'Only weights ship. No text of a corpus is part of this repository. Learnt by `npm run train`; see docs/decisions/0009-classifier.md.',
    again: 'The same files, seed, code and release of Node.js give the same bytes.',
    seed,
    files,
    heads,
    sets: sets.map((set) => ({ set, licence: LICENCES[set] ?? 'unknown', ...figuresOf(set, texts, held, weighing) })),
  };
}

function figuresOf(set: string, texts: readonly TrainingText[], held: readonly HeldBack[], { blend }: Weighing) {
  const rows = texts.filter((text) => text.set === set);
  const own = isMade(set) ? [] : held.filter(({ text }) => text.set === set);
  const spam = { bad: scores(own, 'spam', 1), good: scores(own, 'spam', 0) };
  const abuse = { bad: scores(own, 'abuse', 1), good: scores(own, 'abuse', 0) };
  return {
    texts: rows.length,
    ...(spam.bad.length > 0 && spam.good.length > 0 && { spam: heldBack(spam) }),
    ...(abuse.bad.length > 0 && abuse.good.length > 0 && { abuse: heldBack(abuse) }),
  };

  function scores(of: readonly HeldBack[], head: 'spam' | 'abuse', label: 0 | 1): number[] {
    return of.filter(({ text }) => text[head] === label).map(({ logits }) => answerOf(blend[head], head, logits));
  }
}

function heldBack(ranked: { bad: readonly number[]; good: readonly number[] }) {
  return {
    bad: ranked.bad.length,
    good: ranked.good.length,
    auc: Number(areaUnderCurve(ranked).toFixed(4)),
    recallAtHalfPercent: Number(recallAt(ranked, 0.005).toFixed(3)),
  };
}
