import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { linkTargets } from './link-targets.js';

const rules = compileRules(defaultRules);

/** A link as rendering finds it. */
function link(href: string, text = href): { href: string; host: string; text: string } {
  return { href, host: href.startsWith('mailto:') ? '' : new URL(href).host, text };
}
const judge = (href: string, text?: string) =>
  linkTargets.judge(someFacts({ comment: { body: `See ${href} there`, links: [link(href, text)] } }), rules);

describe('link-targets', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['https://example.org/a', undefined, undefined],
    ['mailto:someone@example.org', undefined, undefined],
    ['https://bit.ly/abc', undefined, 'link_shortened'],
    ['https://www.tinyurl.com/abc', 'here', 'link_shortened'],
    ['https://youtu.be/abc', undefined, undefined],
    ['http://203.0.113.9/a', undefined, 'link_raw'],
    ['http://[2001:db8::1]:8080/a', undefined, 'link_raw'],
    ['http://0x7f000001/', undefined, 'link_raw'],
    ['https://paypal.com@evil.example/', 'here', 'link_raw'],
    ['https://evil.example/', 'https://paypal.com/login', 'link_disguised'],
    ['https://evil.example/', 'www.paypal.com', 'link_disguised'],
    ['https://evil.example/', 'paypal.com', 'link_disguised'],
    ['https://evil.example/', 'sign in (paypal.com)', 'link_disguised'],
    ['https://login.paypal.com/', 'paypal.com', undefined],
    ['https://www.bbc.co.uk/', 'bbc.co.uk', undefined],
    ['https://evil.co.uk/', 'bbc.co.uk', 'link_disguised'],
    ['https://nodejs.org/', 'Node.js', undefined],
    ['https://git.example/', 'README.md and main.rs', undefined],
    ['https://example.org/', 'version 1.2.3 of it', undefined],
    ['https://пример.рф/', undefined, undefined],
    ['https://münchen.de/', 'münchen.de', undefined],
    ['https://pаypal.com/', undefined, 'link_disguised'],
    ['https://аррӏе.com/', undefined, 'link_disguised'],
    ['https://例え.jp/', undefined, undefined],
  ])('%s as %j: %s', (href, text, reason) => {
    const result = judge(href, text);
    expect([result.verdict, result.reason]).toEqual(
      reason === undefined ? ['no-opinion', undefined] : ['hold', reason],
    );
  });

  it('marks the link and says in words what it hides', () => {
    expect(judge('https://bit.ly/abc')).toMatchObject({
      spans: [{ start: 4, end: 22, field: 'body' }],
      explanation: 'bit.ly hides where its link leads.',
    });
    expect(judge('https://evil.example/', 'paypal.com').explanation).toBe(
      'A link that reads paypal.com leads to evil.example.',
    );
  });

  it('may call a disguise spam, names that first, and is switched off rule by rule', () => {
    const links = [link('https://bit.ly/a'), link('https://evil.example/', 'paypal.com')];
    const facts = someFacts({ comment: { links } });
    const by = (changes: Partial<typeof defaultRules.links>) =>
      linkTargets.judge(facts, compileRules({ ...defaultRules, links: { ...defaultRules.links, ...changes } }));
    expect(by({ disguised: 'spam' })).toMatchObject({
      verdict: 'spam',
      reason: 'link_disguised',
      detail: { links: 2 },
    });
    expect(by({ disguised: 'off' })).toMatchObject({ verdict: 'hold', reason: 'link_shortened' });
    expect(by({ disguised: 'off', shorteners: 'off' })).toEqual({ verdict: 'no-opinion' });
  });
});
