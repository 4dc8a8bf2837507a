import { describe, expect, it } from 'vitest';
import { combine } from '../combine.js';
import { compileRules } from '../compile-rules.js';
import type { AkismetAnswer, ExternalAnswer, OutsideFacts, ProviderFact } from '../facts.js';
import type { PhaseResult } from '../phase.js';
import type { ReasonCode } from '../reasons.js';
import { defaultRules, type Rules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { akismet } from './akismet.js';
import { external } from './external.js';

const failed = { result: 'failed', failure: 'timeout' } as const;
const pending = { result: 'pending' } as const;
const answered = <Answer>(answer: Answer): ProviderFact<Answer> => ({ result: 'answered', answer });

describe('akismet', () => {
  const judge = (fact: ProviderFact<AkismetAnswer> | undefined, changes: Partial<Rules['akismet']> = {}) =>
    akismet.judge(
      someFacts(fact && { outside: { akismet: fact } }),
      compileRules({ ...defaultRules, akismet: { ...defaultRules.akismet, isOn: true, ...changes } }),
    );

  it.each<[ProviderFact<AkismetAnswer> | undefined, Partial<Rules['akismet']>, string, string | undefined]>([
    [undefined, {}, 'no-opinion', undefined],
    [answered('spam'), { isOn: false }, 'no-opinion', undefined],
    [answered('ham'), {}, 'no-opinion', undefined],
    [answered('spam'), {}, 'hold', 'akismet_spam'],
    [answered('spam'), { spam: 'spam' }, 'spam', 'akismet_spam'],
    [answered('discard'), {}, 'spam', 'akismet_spam'],
    [answered('discard'), { blatant: 'hold' }, 'hold', 'akismet_spam'],
    [failed, {}, 'hold', 'provider_failed'],
    [failed, { onFailure: 'ignore' }, 'no-opinion', undefined],
    [pending, {}, 'hold', 'awaits_provider'],
    [pending, { onFailure: 'ignore' }, 'no-opinion', undefined],
  ])('%j under %j: %s (%s)', (fact, changes, verdict, reason) => {
    const result = judge(fact, changes);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it('marks a failure in the trace whatever it means', () => {
    expect(judge(failed, { onFailure: 'ignore' })).toMatchObject({ detail: { failure: 'timeout' } });
  });
});

describe('external', () => {
  const on: Partial<Rules['external']> = { url: 'https://judge.example/' };
  const judge = (fact: OutsideFacts['external'], changes: Partial<Rules['external']> = on) =>
    external.judge(
      someFacts(fact && { outside: { external: fact } }),
      compileRules({ ...defaultRules, external: { ...defaultRules.external, ...on, ...changes } }),
    );
  const says = (verdict: ExternalAnswer['verdict']) => answered({ verdict });

  it.each<[OutsideFacts['external'], Partial<Rules['external']>, string, string | undefined]>([
    [undefined, {}, 'no-opinion', undefined],
    [says('spam'), { url: '' }, 'no-opinion', undefined],
    [says('no-opinion'), {}, 'no-opinion', undefined],
    [says('publish'), {}, 'no-opinion', undefined],
    [says('publish'), { mayPublish: true }, 'publish', 'external_publish'],
    [says('hold'), {}, 'hold', 'external_hold'],
    [says('reject'), {}, 'reject', 'external_reject'],
    [says('reject'), { mayReject: false }, 'hold', 'external_reject'],
    [says('spam'), {}, 'spam', 'external_spam'],
    [says('spam'), { mayReject: false }, 'hold', 'external_spam'],
    [failed, {}, 'hold', 'provider_failed'],
    [failed, { onFailure: 'ignore' }, 'no-opinion', undefined],
    [pending, {}, 'hold', 'awaits_provider'],
  ])('%j under %j: %s (%s)', (fact, changes, verdict, reason) => {
    const result = judge(fact, changes);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it('shows its score and its words as its own', () => {
    expect(judge(answered({ verdict: 'hold', score: 0.4, explanation: 'off topic' }))).toMatchObject({
      score: 0.4,
      explanation: 'The external service says: off topic',
    });
  });

  it.each<[ReasonCode, PhaseResult['verdict'], string]>([
    ['new_commenter', 'hold', 'publish'],
    ['links', 'hold', 'publish'],
    ['flood', 'hold', 'publish'],
    ['pre_moderation', 'hold', 'hold'],
    ['muted', 'hold', 'hold'],
    ['suspect_word', 'hold', 'hold'],
    ['similar_to_spam', 'hold', 'hold'],
    ['akismet_spam', 'hold', 'hold'],
    ['phase_failed', 'hold', 'hold'],
    ['provider_failed', 'hold', 'hold'],
    ['many_links', 'spam', 'spam'],
    ['banned_word', 'reject', 'reject'],
    ['banned', 'reject', 'reject'],
  ])('with its "publish" counted, %s (%s) becomes %s', (reason, verdict, outcome) => {
    const open: PhaseResult = { verdict: 'publish', reason: 'post_moderation' };
    const lifted = judge(says('publish'), { mayPublish: true });
    expect(combine([open, { verdict, reason }, lifted]).verdict).toBe(outcome);
    expect(combine([open, { verdict, reason }, judge(says('publish'))]).verdict).toBe(verdict);
    expect(combine([open, { verdict, reason }, { ...lifted, shadow: true }]).verdict).toBe(verdict);
  });
});
