import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import type { CommentFacts } from '../facts.js';
import { defaultRules, type Rules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { form } from './form.js';

const usual = defaultRules.form;

describe('form', () => {
  it.each<[Partial<CommentFacts>, Partial<Rules['form']>, string, string | undefined]>([
    [{}, {}, 'no-opinion', undefined],
    [{ form: { isTrapped: false } }, {}, 'no-opinion', undefined],
    [{ form: { isTrapped: true } }, {}, 'spam', 'form_trap'],
    [{ form: { isTrapped: true, elapsedMs: 5 } }, { trap: 'hold' }, 'hold', 'form_trap'],
    [{ form: { isTrapped: true, elapsedMs: 5 } }, { trap: 'off' }, 'hold', 'form_too_fast'],
    [{ form: { isTrapped: false, elapsedMs: 1499 } }, {}, 'hold', 'form_too_fast'],
    [{ form: { isTrapped: false, elapsedMs: 1500 } }, {}, 'no-opinion', undefined],
    [{ form: { isTrapped: false, elapsedMs: 0 } }, { minMilliseconds: 0 }, 'no-opinion', undefined],
    [{ form: { isTrapped: true, elapsedMs: 5 }, isEdit: true }, {}, 'no-opinion', undefined],
  ])('%j under %j: %s (%s)', (comment, changes, verdict, reason) => {
    const result = form.judge(
      someFacts({ comment }),
      compileRules({ ...defaultRules, form: { ...usual, ...changes } }),
    );
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });
});
