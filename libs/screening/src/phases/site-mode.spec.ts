import { describe, expect, it } from 'vitest';
import { compileRules } from '../compile-rules.js';
import { defaultRules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { siteMode } from './site-mode.js';

const rules = compileRules(defaultRules);

describe('site-mode', () => {
  it.each([
    ['open', 'post', 'guest', 'publish', 'post_moderation'],
    ['open', 'post', 'staff', 'publish', 'post_moderation'],
    ['open', 'pre', 'guest', 'hold', 'pre_moderation'],
    ['open', 'pre', 'account', 'hold', 'pre_moderation'],
    ['open', 'pre', 'staff', 'publish', 'post_moderation'],
    ['open', 'verified-only', 'guest', 'hold', 'not_verified'],
    ['open', 'verified-only', 'verified', 'publish', 'post_moderation'],
    ['open', 'verified-only', 'account', 'publish', 'post_moderation'],
    ['open', 'verified-only', 'staff', 'publish', 'post_moderation'],
    ['read-only', 'post', 'account', 'reject', 'discussion_read_only'],
    ['closed', 'post', 'account', 'reject', 'discussion_closed'],
    ['closed', 'pre', 'staff', 'reject', 'discussion_closed'],
  ] as const)('in a place %s and %s, for %s: %s (%s)', (mode, moderation, kind, verdict, reason) => {
    const facts = someFacts({ place: { mode, moderation }, author: { kind } });
    expect(siteMode.judge(facts, rules)).toMatchObject({ verdict, reason });
  });
});
