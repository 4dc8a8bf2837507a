import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { hostsOf } from '../hosts-of.js';
import { defaultRules } from '../rules.js';
import { linksTo, someFacts } from '../some-facts.fixture.js';
import { links } from './links.js';

const rules = compileRules(defaultRules);
const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `h${index}.example`);

describe('links', () => {
  it.each([
    [0, 0, 'no-opinion', undefined],
    [0, 3, 'no-opinion', undefined],
    [1, 0, 'hold', 'links_new_commenter'],
    [1, 1, 'no-opinion', undefined],
    [3, 3, 'no-opinion', undefined],
    [4, 3, 'hold', 'links'],
    [9, 3, 'hold', 'links'],
    [10, 3, 'spam', 'many_links'],
    [10, 0, 'spam', 'many_links'],
  ])('%i link(s) of a writer with %i published: %s (%s)', (count, approvedCount, verdict, reason) => {
    const facts = someFacts({ comment: { links: linksTo(...many(count)) }, author: { approvedCount } });
    const result = links.judge(facts, rules);
    expect([result.verdict, result.reason]).toEqual([verdict, reason]);
  });

  it('is switched off by zeros', () => {
    const off = compileRules({
      ...defaultRules,
      links: { ...defaultRules.links, holdFrom: 0, spamFrom: 0, newCommenterHoldFrom: 0 },
    });
    const facts = someFacts({ comment: { links: linksTo(...many(50)) }, author: { approvedCount: 0 } });
    expect(links.judge(facts, off).verdict).toBe('no-opinion');
  });

  it('does not count mail addresses', () => {
    const mail = { href: 'mailto:a@b.example', host: '', text: 'a@b.example' };
    const facts = someFacts({ comment: { links: [mail, mail, mail] }, author: { approvedCount: 0 } });
    expect(links.judge(facts, rules).verdict).toBe('no-opinion');
  });

  it('marks the links in the body, also equal ones, and names their hosts once', () => {
    const body = 'see https://a.example/ and [b](https://b.example/), again https://a.example/';
    const facts = someFacts({
      comment: { body, links: linksTo('a.example', 'b.example', 'a.example') },
      author: { approvedCount: 0 },
    });
    const result = links.judge(facts, rules);
    expect(result.spans?.map(({ start, end }) => body.slice(start, end))).toEqual([
      'https://a.example/',
      'https://b.example/',
      'https://a.example/',
    ]);
    expect(result.detail).toEqual({ links: 3, hosts: 2, first: 'a.example, b.example' });
    expect(result.score).toBe(3 / 10);
  });
});

describe(hostsOf.name, () => {
  it('reads each host once, plainly', () => {
    expect(hostsOf(linksTo('www.A.example', 'a.example.', 'b.example', ''))).toEqual(['a.example', 'b.example']);
  });
});
