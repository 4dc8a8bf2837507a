import type { TrainingText } from '../../../apps/cli/src/train/examples.js';
import { answerOf, logitsOf, weighHead } from '../../../apps/cli/src/train/held-back.js';
import { learnSpamHeads } from '../../../apps/cli/src/train/learn-heads.js';
import { areaUnderCurve, recallAt } from '../../../apps/cli/src/train/measures.js';
import { percent, table } from './table.js';

/** Spam of sources of which not one spam was learnt; their honest comments are learnt in the other folds, as a site's own would be. */
export function measureElsewhere(texts: readonly TrainingText[], seed: number): void {
  const placed = texts.filter(({ place }) => place !== undefined);
  const rows = ['haacked_blog', 'tg_spam', 'youtube_spam'].map((set) => {
    const isTested = ({ set: own, spam, fold }: TrainingText): boolean => own === set && (spam === 1 || fold === 0);
    const learnt = placed.filter((text) => !isTested(text) && !(text.set === 'honest_websites' && text.fold === 0));
    const heads = learnSpamHeads(learnt, seed);
    const judge = (some: readonly TrainingText[]) =>
      some.map((text) => ({ text, logits: logitsOf({ heads, talks: [] }, text) }));
    const { blend } = weighHead(judge(learnt), 'spam');
    const tested = judge(placed.filter(isTested));
    const ranked = {
      bad: tested.filter(({ text }) => text.spam === 1).map(({ logits }) => answerOf(blend, 'spam', logits)),
      good: tested.filter(({ text }) => text.spam === 0).map(({ logits }) => answerOf(blend, 'spam', logits)),
    };
    return [set, percent(recallAt(ranked, 0.005)), percent(recallAt(ranked, 0.01)), areaUnderCurve(ranked).toFixed(4)];
  });
  table(['spam of a source never seen', 'R@.5', 'R@1', 'AUC'], rows);
}
