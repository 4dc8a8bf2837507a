import { describe, expect, it } from 'vitest';
import { combine } from '../combine.js';
import { compileRules } from '../compile-rules.js';
import { WAIVED_FOR_STAFF, WAIVED_FOR_TRUSTED } from '../policy.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { trust } from './trust.js';

const rules = compileRules(defaultRules);
const judge = (isTrusted: boolean) => trust.judge(someFacts({ author: { isTrusted } }), rules);

describe('trust', () => {
  it('speaks for whom the site trusts, and for nobody else', () => {
    expect(judge(true)).toMatchObject({ verdict: 'publish', reason: 'trusted_writer' });
    expect(judge(false)).toEqual({ verdict: 'no-opinion' });
  });

  it.each(['pre_moderation', 'muted', 'suspect_word', 'many_links', 'link_disguised', 'external_hold'] as const)(
    'does not outweigh %s',
    (reason) => {
      expect(combine([judge(true), { verdict: 'hold', reason }], { kind: 'verified', isTrusted: true }).verdict).toBe(
        'hold',
      );
    },
  );

  it('waives nothing for the trusted that is not waived for staff', () => {
    expect(WAIVED_FOR_STAFF).toEqual(expect.arrayContaining([...WAIVED_FOR_TRUSTED]));
  });
});
