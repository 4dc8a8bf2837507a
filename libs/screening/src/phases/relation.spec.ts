import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import type { ArticleFacts } from '../facts.js';
import { disagreement } from '../relation/disagreement.js';
import { termsOf } from '../relation/terms.js';
import { defaultRules, type Rules } from '../rules.js';
import { linksTo, someFacts } from '../some-facts.fixture.js';
import { relation } from './relation.js';

const ARTICLE = termsOf(`The port of Aktau carries most of what the country exports. Since spring the trains that bring
  grain and copper to the harbour have stood still, and the ministry of transport has not explained who pays for the delay.
  Merchants in the region wait for wagons; the railway company blames the customs office at the border.`);
const RELATED =
  'The ministry explained the delay last month: customs at the border checked every wagon of grain, see here.';
const UNRELATED =
  'Get cheap replica handbags, luxury watches, designer sunglasses with worldwide shipping, discount vouchers today.';

const judge = (
  text: string,
  changes: Partial<Rules['relation']> = {},
  article: ArticleFacts | null = ARTICLE,
  host = 'a.example',
) =>
  relation.judge(
    someFacts({ comment: { body: text, text, links: host === '' ? [] : linksTo(host) }, ...(article && { article }) }),
    compileRules({ ...defaultRules, relation: { ...defaultRules.relation, ...changes } }),
  );

describe('relation', () => {
  it('holds what carries a link and has nothing to do with the article', () => {
    expect(judge(UNRELATED)).toMatchObject({ verdict: 'hold', reason: 'unrelated' });
  });

  it.each<[string, ReturnType<typeof judge>]>([
    ['what has to do with it', judge(RELATED)],
    ['what has no link', judge(UNRELATED, {}, ARTICLE, '')],
    ['what is short', judge('Cheap handbags here!')],
    ['everything, switched off', judge(UNRELATED, { holdPercent: 0 })],
    ['what stands below an article without words', judge(UNRELATED, {}, termsOf(''))],
  ])('lets pass %s', (_, result) => {
    expect(result).toEqual({ verdict: 'no-opinion' });
  });

  it('reads scripts without spaces, and says when it has no article', () => {
    const article = termsOf(
      '阿克套港承担了该国大部分出口。自春天以来，运送粮食和铜的火车停驶，交通部没有解释谁为延误买单。',
    );
    expect(judge('交通部上个月解释了火车延误的原因，粮食和铜都在边境停驶。', {}, article).verdict).toBe('no-opinion');
    expect(judge('便宜的名牌手表和手袋，全球包邮，立即联系客服领取优惠券。', {}, article).verdict).toBe('hold');
    expect(judge(UNRELATED, {}, null).detail).toEqual({ skipped: 'article' });
  });
});

describe(disagreement.name, () => {
  it('lies between none and all, and is least with itself', () => {
    const terms = fc.array(fc.constantFrom('alpha', 'bravo', 'charly', 'delta', 'echoes', 'foxtrot'), { minLength: 1 });
    fc.assert(
      fc.property(terms, terms, (one, other) => {
        const [a, b] = [termsOf(one.join(' ')), termsOf(other.join(' '))];
        const value = disagreement(a, b);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(disagreement(a, a)).toBeLessThanOrEqual(value + 1e-9);
      }),
    );
    expect(disagreement(termsOf('alpha bravo'), termsOf('charly delta'))).toBe(1);
  });
});
