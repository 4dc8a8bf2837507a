import { describe, expect, it } from 'vitest';
import { ACCOUNT_RETENTION } from '#accounts';
import { DataProcessing, SiteSettings } from '#contracts';
import type { z } from 'zod';
import { dataProcessing } from './data-processing.js';
import type { ProcessingGround } from './processing-ground.js';
import { duration } from './duration.js';

type Settings = z.input<typeof SiteSettings>;
const ALONE: ProcessingGround = { mailHost: undefined, limitsRates: false };

function read(settings: Settings = {}, ground = ALONE): DataProcessing {
  const site = { id: 'x', key: 'paper', name: 'The Paper', origins: [], settings: SiteSettings.parse(settings) };
  return DataProcessing.parse(dataProcessing(site, ground));
}
const text = (settings: Settings = {}, ground = ALONE) => JSON.stringify(read(settings, ground));

describe(dataProcessing, () => {
  it('names nobody while nothing is switched on', () => {
    expect(read().recipients).toEqual([]);
    expect(read().mails).toEqual({ areSent: false, about: [] });
    for (const name of ['Akismet', 'akismet', 'service chosen', 'mail server']) expect(text()).not.toContain(name);
  });

  /** What is said when a setting is the second and not when it is the first. */
  const toggles: [what: string, off: Settings, on: Settings, said: string][] = [
    ['Akismet', {}, { screening: { akismet: { isOn: true } } }, 'Akismet, a service of Automattic'],
    [
      'its learning',
      { screening: { akismet: { isOn: true, learns: false } } },
      { screening: { akismet: { isOn: true } } },
      'told when a moderator here decides otherwise',
    ],
    [
      'the address sent to it',
      { screening: { akismet: { isOn: true } } },
      { screening: { akismet: { isOn: true, sendsAddress: true } } },
      '"your e-mail address"',
    ],
    ['an own service', {}, { screening: { external: { url: 'https://judge.example.net/x' } } }, 'judge.example.net'],
    [
      'the address sent to it',
      { screening: { external: { url: 'https://judge.example.net/x' } } },
      { screening: { external: { url: 'https://judge.example.net/x', sendsAddress: true } } },
      '"your e-mail address"',
    ],
    [
      'near-duplicates',
      { screening: { similar: { holdFrom: 0, spamFrom: 0 } } },
      { screening: { similar: { holdFrom: 0, spamFrom: 2 } } },
      'fingerprint of your text',
    ],
    [
      'form timing',
      { screening: { form: { minMilliseconds: 0, trap: 'off' } } },
      { screening: { form: { minMilliseconds: 100, trap: 'off' } } },
      'How long the form was open',
    ],
    [
      'the classifier',
      { screening: { classifier: { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 } } },
      { screening: { classifier: { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0.9 } } },
      'classifier on this server',
    ],
    [
      'learning from moderators',
      { screening: { classifier: { learns: false } } },
      { screening: { classifier: { learns: true } } },
      'goes on learning from what the moderators of this site decide',
    ],
    ['hiding by flags', { flags: { hideFrom: 0 } }, { flags: { hideFrom: 3 } }, 'hide a comment until a moderator'],
    ['reading before', { moderation: 'post' }, { moderation: 'pre' }, 'reads it before it appears'],
    ['appeals', { appealDays: 0 }, { appealDays: 7 }, 'appeal within 7 days'],
    ['confirmed addresses', { guests: 'post' }, { guests: 'verified-only' }, 'Needed to comment here'],
  ];
  it.each(toggles)('says so when %s is switched on, and only then', (_what, off, on, said) => {
    expect(text(off)).not.toContain(said);
    expect(text(on)).toContain(said);
  });

  it('names the mail server that carries mails, and what they are about', () => {
    const ground = { mailHost: 'smtp.example.net', limitsRates: true };
    expect(read({}, ground).recipients.map(({ id }) => id)).toEqual(['mail']);
    expect(text({}, ground)).toContain('The mail server smtp.example.net');
    expect(read({ outcomeMail: true }, ground).mails.about).toHaveLength(3);
    expect(read({ outcomeMail: false }, ground).mails.about).toHaveLength(2);
    expect(text({}, ground)).toContain('Counts of requests');
    expect(text()).not.toContain('Counts of requests');
  });

  it('tells how long things are kept by the figures they are removed by', () => {
    expect(text()).toContain(`${duration(ACCOUNT_RETENTION.sessions.guest)} for guests`);
    expect(text()).toContain('A code is good for 10 minutes and a link for 30 minutes; both are removed 1 day later.');
    expect(text()).toContain('"kept":"2 days"');
  });
});

describe(duration, () => {
  it.each([
    [1000, '1 second'],
    [600_000, '10 minutes'],
    [3_600_000, '1 hour'],
    [43_200_000, '12 hours'],
    [90_000_000, '25 hours'],
    [172_800_000, '2 days'],
  ])('of %d ms is %s', (milliseconds, words) => {
    expect(duration(milliseconds)).toBe(words);
  });
});
