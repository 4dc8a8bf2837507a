import { linksOf, plainText } from '#discussion';
import {
  type Classifier,
  compileRules,
  defaultRules,
  probabilityOf,
  screen,
  type Screening,
  type ScreeningFacts,
  type Scores,
} from '#screening';
import { answerOf, type HeldBack, type Weighing } from '../../../apps/cli/src/train/held-back.js';
import type { CorpusRow } from '../../../apps/cli/src/train/corpus-rows.js';
import { percent, table } from './table.js';

const SPAM_SETS = ['haacked_blog', 'youtube_spam', 'sms_spam', 'tg_spam', 'id_gambling'];
const GOOD_SETS = [
  ...SPAM_SETS,
  'made_mistakes_comments',
  'rarous_comments_cs',
  'jigsaw_3000',
  'wiki_toxic_5000',
  'kaggle_insults',
  'germeval2021_de',
  'hatebr_pt',
  'korean_hate_ko',
];
/** Of a set at most so many are screened, evenly chosen: more would only take longer. */
const MOST = 4000;

/** What the default rules do to comments of people who wrote before, with scores of a classifier that had not seen them. */
export function measureHolds(held: readonly HeldBack[], { blend, calibration }: Weighing): void {
  let scores: Scores = { spam: 0, abuse: 0 };
  const classifier: Classifier = { version: 'held back', score: () => scores, explain: () => [] };
  const rules = compileRules(defaultRules, classifier);
  const { holdFrom, spamFrom, abuseHoldFrom } = defaultRules.classifier;
  const rows = GOOD_SETS.map((set) => {
    const own = some(held.filter(({ text }) => text.set === set && text.spam !== 1 && text.abuse !== 1));
    const outcomes = own.map(({ text, logits }) => {
      scores = {
        spam: probabilityOf(answerOf(blend.spam, 'spam', logits), calibration.spam),
        abuse: probabilityOf(answerOf(blend.abuse, 'abuse', logits), calibration.abuse),
      };
      const isSpam = scores.spam >= spamFrom;
      const isHeld = scores.spam >= holdFrom || scores.abuse >= abuseHoldFrom;
      return { isSpam, isHeld, ...screen(factsOf(text.row), rules, { stages: ['fast', 'slow'] }, () => 0) };
    });
    const share = (is: (outcome: (typeof outcomes)[number]) => boolean): string =>
      percent(outcomes.filter(is).length / Math.max(1, outcomes.length));
    return [
      set,
      String(outcomes.length),
      share(({ isHeld }) => isHeld),
      share(({ isSpam }) => isSpam),
      share(({ verdict }) => verdict !== 'publish'),
      share(({ verdict }) => verdict === 'spam'),
      reasonsOf(outcomes.filter(({ verdict }) => verdict !== 'publish')),
    ];
  });
  table(
    [
      'good comments of',
      'number',
      'stopped by the classifier',
      'as spam',
      'stopped by all rules',
      'as spam',
      'why (all rules)',
    ],
    rows,
  );
  const spamRows = SPAM_SETS.map((set) => {
    const outcomes = some(held.filter(({ text }) => text.set === set && text.spam === 1)).map(({ text, logits }) => {
      scores = { spam: probabilityOf(answerOf(blend.spam, 'spam', logits), calibration.spam), abuse: 0 };
      return screen(factsOf(text.row), rules, { stages: ['fast', 'slow'] }, () => 0);
    });
    return [
      set,
      percent(outcomes.filter(({ verdict }) => verdict === 'spam').length / outcomes.length),
      percent(outcomes.filter(({ verdict }) => verdict !== 'publish').length / outcomes.length),
    ];
  });
  table(['spam of', 'found as spam', 'not published'], spamRows);
}

function some(held: readonly HeldBack[]): readonly HeldBack[] {
  const step = Math.ceil(held.length / MOST);
  return held.filter((_, at) => at % step === 0);
}

function reasonsOf(stopped: readonly Screening[]): string {
  const counts = new Map<string, number>();
  for (const { reasons } of stopped) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}

function factsOf({ text, author, website }: CorpusRow): ScreeningFacts {
  return {
    comment: { body: text, text: plainText(text), links: linksOf(text), isReply: false, isEdit: false },
    author: {
      kind: 'verified',
      name: author ?? '',
      ...(website === undefined ? {} : { website }),
      approvedCount: 100,
      isTrusted: false,
    },
    place: { mode: 'open', moderation: 'post' },
  };
}
