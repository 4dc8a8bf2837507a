import { join } from 'node:path';
import { Features, type FeatureVector, type Place, readFeatures, toVector } from '#screening';
import { oneOf, type Random, seededRandom } from '../seed/random.js';
import { readBlog } from './blog-rows.js';
import { type CorpusRow, readRows } from './corpus-rows.js';
import { madeSpam } from './make-spam.js';
import { clusterTexts, hashOf } from './near-duplicates.js';
import { wordPressPatterns } from './wordpress-patterns.js';

/** How many parts the examples are held back in. */
export const FOLDS = 5;

/** Real discussions without spam. */
export const THREAD_FILES = ['made_mistakes_comments', 'rarous_comments_cs'] as const;

/** One text to learn from and to measure on. */
export interface TrainingText {
  /** The set it comes from. */
  readonly set: string;
  /** The place its head is learnt for; `undefined` where only the abuse head learns from it. */
  readonly place?: Place | undefined;
  readonly row: CorpusRow;
  readonly spam?: 0 | 1 | undefined;
  readonly abuse?: 0 | 1 | undefined;
  /** How much it counts to the heads for spam. */
  readonly weight: number;
  /** The part it is held back with: near-duplicates, a video, a thread stay together. */
  readonly fold: number;
  readonly vector: FeatureVector;
}

const features = new Features();

/** Reads a text's features as screening does. */
export function vectorOf(row: CorpusRow): FeatureVector {
  readFeatures({ text: row.text, name: row.author, website: row.website }, features);
  return toVector(features);
}

const VIDEOS = ['eminem', 'lmfao', 'katyperry', 'psy'];
const ABUSE_ONLY_FOR_ABUSE = [
  'davidson_20k',
  'olid',
  'hateval_en',
  'ethos',
  'surge_toxicity',
  'hatecheck_en',
  'multilingual_hatecheck',
];
/** Honest comments of many languages: good for the spam head too. */
const ABUSE_AS_HAM = [
  'jigsaw_3000',
  'wiki_context_cat',
  'wiki_toxic_5000',
  'kaggle_insults',
  'civil_toxic_spans',
  'germeval2021_de',
  'germeval2018_de',
  'hatebr_pt',
  'korean_hate_ko',
  'hateval_es',
  'coldataset_zh',
  'japanese_toxic_ja',
];

/** Everything to learn from, in an order that does not change. @param data the folder with `corpora`, `lists` and `threads`. */
export function readExamples(data: string, seed: number): TrainingText[] {
  const random = seededRandom(seed);
  const blog = readBlog(data);
  const names = blog.filter(({ row, spam }) => spam === 0 && row.author).map(({ row }) => row.author ?? '');
  const named = (row: CorpusRow): CorpusRow => (random() < 0.5 ? { ...row, author: oneOf(names, random) } : row);
  const texts: TrainingText[] = [];
  const add = (set: string, row: CorpusRow, rest: Omit<TrainingText, 'set' | 'row' | 'vector'>): void => {
    texts.push({ set, row, ...rest, vector: vectorOf(row) });
  };
  for (const { row, spam, group } of blog) {
    add('haacked_blog', row, { place: 'blog', spam, weight: spam === 1 ? 5 : 1, fold: foldOf(group) });
    if (spam === 0 && random() < 0.25) {
      add(
        'honest_websites',
        { ...row, website: honestWebsite(row.author ?? '', random) },
        { place: 'blog', spam, weight: 0.5, fold: foldOf(group) },
      );
    }
  }
  for (const file of THREAD_FILES) {
    for (const row of readRows(join(data, 'threads'), `${file}.jsonl`)) {
      const text = row.text.replaceAll(/<!--.*?-->/gs, '').trim();
      if (text !== '')
        add(file, named({ ...row, text, author: undefined }), {
          place: 'blog',
          spam: 0,
          weight: 1,
          fold: foldOf(row.thread ?? ''),
        });
    }
  }
  for (const row of wordPressPatterns(data, 600, random)) {
    add('wordpress_patterns', row, { place: 'blog', spam: 1, weight: 0.2, fold: foldOf(row.thread ?? '') });
  }
  for (const { pattern, ...made } of madeSpam(4000, random)) {
    add('written_patterns', { ...made, label: 'spam' }, { place: 'blog', spam: 1, weight: 0.2, fold: foldOf(pattern) });
  }
  for (const row of readRows(data, 'corpora/spam/youtube_spam.jsonl.gz')) {
    add('youtube_spam', row, { place: 'video', spam: spamOf(row), weight: 1, fold: VIDEOS.indexOf(row.thread ?? '') });
  }
  const rest = [
    ['sms_spam', 'messages'],
    ['tg_spam', 'chat'],
    ['id_gambling', 'gambling'],
  ] as const;
  for (const [set, place] of rest) {
    clustered(readRows(data, `corpora/spam/${set}.jsonl.gz`), (row, fold) => {
      add(set, set === 'id_gambling' ? named(row) : row, { place, spam: spamOf(row), weight: 1, fold });
    });
  }
  for (const set of [...ABUSE_AS_HAM, ...ABUSE_ONLY_FOR_ABUSE]) {
    clustered(readRows(data, `corpora/abuse/${set}.jsonl.gz`), (row, fold) => {
      const abuse = row.label === 'toxic' ? 1 : 0;
      const isHam = ABUSE_AS_HAM.includes(set) && hashOf(row.id) % 10 < 3;
      const asHam = isHam ? ({ place: 'blog', spam: 0, weight: 0.3 } as const) : { weight: 0 };
      add(set, isHam ? named(row) : row, { ...asHam, abuse, fold });
    });
  }
  return texts;
}

/** Whether a set was made here and not found somewhere. */
export function isMade(set: string): boolean {
  return set.endsWith('_patterns') || set === 'honest_websites';
}

function spamOf(row: CorpusRow): 0 | 1 {
  return row.label === 'spam' ? 1 : 0;
}

function foldOf(group: string): number {
  return hashOf(group) % FOLDS;
}

function clustered(rows: readonly CorpusRow[], take: (row: CorpusRow, fold: number) => void): void {
  const clusters = clusterTexts(rows.map(({ text }) => text));
  rows.forEach((row, at) => take(row, foldOf(`cluster ${clusters[at] ?? at}`)));
}

/** A website as honest people name one beside their comment: their own, a profile, a blog on a free host. */
function honestWebsite(name: string, random: Random): string {
  const own = name.toLowerCase().replaceAll(/[^a-z]/g, '') || 'me';
  return oneOf(
    [
      `http://${own}.com/`,
      `http://www.${own}.net/blog`,
      `https://github.com/${own}`,
      `http://${own}.blogspot.com/`,
      `https://twitter.com/${own}`,
      `http://blog.${own}.org/`,
      `http://${own}.wordpress.com`,
      `https://${own}.dev`,
      `http://www.${own}.me.uk/about/`,
    ],
    random,
  );
}
