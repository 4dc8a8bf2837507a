import { describe, expect, it } from 'vitest';
import { emailFacts } from '../addresses/email-facts.js';
import { compileRules } from '../compile-rules.js';
import { defaultRules, type Rules } from '../rules.js';
import { someFacts } from '../some-facts.fixture.js';
import { address } from './address.js';

const usual = defaultRules.address;
const judge = (email: string, rules: Rules['address'] = usual) => {
  const facts = emailFacts(email);
  return address.judge(
    someFacts({ author: facts && { email: facts } }),
    compileRules({ ...defaultRules, address: rules }),
  );
};

describe('address', () => {
  it.each<[string, Partial<Rules['address']>, string | undefined]>([
    ['anna@example.org', {}, undefined],
    ['anna@mailinator.com', {}, 'disposable_address'],
    ['anna@MAILINATOR.com', {}, 'disposable_address'],
    ['anna@x.mailinator.com', {}, 'disposable_address'],
    ['anna@mailinator.com', { disposable: 'off' }, undefined],
    ['anna@gmail.com', { role: 'hold' }, undefined],
    ['anna@duck.com', {}, undefined],
    ['info@example.org', {}, undefined],
    ['info@example.org', { role: 'hold' }, 'role_address'],
    ['Sales+blog@example.org', { role: 'hold' }, 'role_address'],
    ['nosuch@', { role: 'hold' }, undefined],
  ])('%s under %j: %s', (email, changes, reason) => {
    expect(judge(email, { ...usual, ...changes }).reason).toBe(reason);
  });

  it('never shows the address', () => {
    expect(JSON.stringify(judge('anna@mailinator.com'))).not.toContain('mailinator');
  });

  it('has no opinion without an address', () => {
    expect(judge('nothing')).toMatchObject({ verdict: 'no-opinion', detail: { skipped: 'author.email' } });
  });
});
