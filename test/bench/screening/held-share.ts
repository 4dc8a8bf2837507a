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
import { type HeldBack, spamLogit, type Weighing } from '../../../apps/cli/src/train/held-back.js';
import type { CorpusRow } from '../../../apps/cli/src/train/corpus-rows.js';
import { percent, table } from './table.js';

const SETS = [
  'haacked_blog',
  'made_mistakes_comments',
  'rarous_comments_cs',
  'youtube_spam',
  'id_gambling',
  'wiki_toxic_5000',
  'kaggle_insults',
  'germeval2021_de',
];

/** What the default rules do to comments of people who wrote before, with scores of a classifier that had not seen them. */
export function measureHolds(held: readonly HeldBack[], { blend, calibration }: Weighing): void {
  let scores: Scores = { spam: 0, abuse: 0 };
  const classifier: Classifier = { version: 'held back', score: () => scores, explain: () => [] };
  const rules = compileRules(defaultRules, classifier);
  const rows = SETS.map((set) => {
    const own = held.filter(({ text }) => text.set === set && text.spam !== 1);
    const outcomes = own.map(({ text, logits }) => {
      scores = {
        spam: probabilityOf(spamLogit(blend, logits), calibration.spam),
        abuse: probabilityOf(logits.at(-1) ?? 0, calibration.abuse),
      };
      return {
        isHurtful: text.abuse === 1,
        ...screen(factsOf(text.row), rules, { stages: ['fast', 'slow'] }, () => 0),
      };
    });
    const good = outcomes.filter(({ isHurtful }) => !isHurtful);
    const stopped = good.filter(({ verdict }) => verdict !== 'publish');
    return [
      set,
      String(good.length),
      percent(stopped.length / Math.max(1, good.length)),
      percent(good.filter(({ verdict }) => verdict === 'spam').length / Math.max(1, good.length)),
      reasonsOf(stopped),
    ];
  });
  table(['good comments of', 'number', 'held or worse', 'of them spam', 'why'], rows);
  const spamRows = ['haacked_blog', 'youtube_spam', 'sms_spam', 'tg_spam', 'id_gambling'].map((set) => {
    const outcomes = held
      .filter(({ text }) => text.set === set && text.spam === 1)
      .map(({ text, logits }) => {
        scores = { spam: probabilityOf(spamLogit(blend, logits), calibration.spam), abuse: 0 };
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
