import { describe, expect, it } from 'vitest';
import { type HeldBack, isWorthUsing, learningFigures } from './learning-figures.js';

const held = (...rows: [label: 0 | 1, base: number, site: number][]): HeldBack[] =>
  rows.map(([label, base, site]) => ({ label, base, site }));

describe('figures of learning', () => {
  it('counts what is over the threshold, before and after', () => {
    const figures = learningFigures(
      held([1, 0.9, 0.9], [1, 0.2, 0.8], [1, 0.1, 0.3], [0, 0.6, 0.4], [0, 0.1, 0.1], [0, 0.1, 0.1]),
      0.5,
    );
    expect(figures).toMatchObject({
      bad: 3,
      good: 3,
      threshold: 0.5,
      before: { precision: 0.5, recall: 0.3333, auc: 0.6667 },
      after: { precision: 1, recall: 0.6667, auc: 0.8889 },
    });
    expect(figures.after.logLoss).toBeLessThan(figures.before.logLoss);
  });

  it.each<[string, HeldBack[], Partial<Record<'precision' | 'recall' | 'auc', number | null>>]>([
    ['nothing is over the threshold', held([1, 0, 0.1], [0, 0, 0.1]), { precision: null, recall: 0, auc: 0.5 }],
    ['nothing is bad', held([0, 0, 0.9]), { precision: 0, recall: null, auc: null }],
    ['nothing was held back', [], { precision: null, recall: null, auc: null }],
  ])('knows nothing it cannot know: %s', (_case, rows, after) => {
    expect(learningFigures(rows, 0.5).after).toMatchObject(after);
  });

  it.each<[string, HeldBack[], boolean]>([
    ['it fits better', held([1, 0.6, 0.9], [0, 0.4, 0.1]), true],
    ['it fits worse', held([1, 0.9, 0.6], [0, 0.1, 0.4]), false],
    ['it fits better only because it says less', held([1, 0.01, 0.4], [1, 0.02, 0.5], [0, 0.01, 0.45]), false],
    ['it is the same', held([1, 0.9, 0.9], [0, 0.1, 0.1]), false],
    ['it fits better and holds what it should not', held([1, 0.6, 0.999], [1, 0.6, 0.999], [0, 0.49, 0.51]), false],
  ])('is worth using when %s', (_case, rows, worth) => {
    expect(isWorthUsing(learningFigures(rows, 0.5))).toBe(worth);
  });
});
