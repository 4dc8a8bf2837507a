import { describe, expect, it } from 'vitest';
import { type ArticleSettings, SiteSettings } from '#contracts';
import { effectivePlace, lockedThreads, type ModeratorRules, NO_RULES, type Spot } from './effective-place.js';

type Row = {
  site?: Partial<SiteSettings>;
  article?: ArticleSettings;
  published?: string | null;
  created?: string;
  now?: string;
  rules?: Partial<ModeratorRules>;
  spot?: Spot;
};
const place = ({ site = {}, article = {}, published = '2026-03-01T00:00:00Z', created, now, rules = {}, spot }: Row) =>
  effectivePlace(
    { settings: SiteSettings.parse(site) },
    {
      settings: article,
      rules: { ...NO_RULES, ...rules },
      publishedAt: published === null ? null : new Date(published),
      createdAt: new Date(created ?? '2026-03-01T00:00:00Z'),
    },
    new Date(now ?? '2026-03-02T00:00:00Z'),
    spot,
  );

describe(effectivePlace.name, () => {
  it.each<[string, Row, Partial<ReturnType<typeof place>>]>([
    ['the defaults of a new site', {}, { moderation: 'post', guests: 'post', state: 'open' }],
    [
      "the site's settings",
      { site: { moderation: 'pre', guests: 'verified-only', discussion: 'read-only' } },
      { moderation: 'pre', guests: 'verified-only', state: 'read-only' },
    ],
    [
      "the article's settings before the site's",
      {
        site: { moderation: 'pre', guests: 'verified-only', discussion: 'closed' },
        article: { moderation: 'post', guests: 'await-verification', discussion: 'open' },
      },
      { moderation: 'post', guests: 'await-verification', state: 'open' },
    ],
    [
      'each setting on its own',
      { site: { moderation: 'verified-only' }, article: { guests: 'verified-only' } },
      { moderation: 'verified-only', guests: 'verified-only', state: 'open' },
    ],
  ])('gives %s', (_label, row, expected) => {
    expect(place(row)).toMatchObject(expected);
  });

  it.each<[string, Row, string]>([
    ['never, with 0 days', { site: { closeAfterDays: 0 }, now: '2126-03-01T00:00:00Z' }, 'open'],
    ['not a millisecond early', { site: { closeAfterDays: 14 }, now: '2026-03-14T23:59:59.999Z' }, 'open'],
    ['at the age', { site: { closeAfterDays: 14 }, now: '2026-03-15T00:00:00Z' }, 'closed'],
    ['after the age', { site: { closeAfterDays: 14 }, now: '2027-01-01T00:00:00Z' }, 'closed'],
    [
      'a read-only one too',
      { site: { closeAfterDays: 1, discussion: 'read-only' }, now: '2026-03-05T00:00:00Z' },
      'closed',
    ],
    [
      "by the article's days",
      { site: { closeAfterDays: 14 }, article: { closeAfterDays: 30 }, now: '2026-03-20T00:00:00Z' },
      'open',
    ],
    [
      "not when the article's days are 0",
      { site: { closeAfterDays: 1 }, article: { closeAfterDays: 0 }, now: '2027-01-01T00:00:00Z' },
      'open',
    ],
    [
      'even when the article says open',
      { site: { closeAfterDays: 1 }, article: { discussion: 'open' }, now: '2026-03-05T00:00:00Z' },
      'closed',
    ],
    [
      'from the first push without a date',
      { site: { closeAfterDays: 1 }, published: null, created: '2026-03-01T12:00:00Z', now: '2026-03-02T11:00:00Z' },
      'open',
    ],
    [
      'from the date, not the push',
      { site: { closeAfterDays: 1 }, published: '2026-02-01T00:00:00Z', now: '2026-03-01T00:00:01Z' },
      'closed',
    ],
    ['not before publication', { site: { closeAfterDays: 1 }, published: '2026-04-01T00:00:00Z' }, 'open'],
  ])('closes by age: %s', (_label, row, state) => {
    expect(place(row).state).toBe(state);
  });

  const [section, root, reply] = ['section', 'root', 'reply'];
  const inThread: Spot = { sectionId: section, above: [root, reply] };
  it.each<[string, Row, Partial<ReturnType<typeof place>>]>([
    [
      "moderators' rules before the publisher's",
      {
        article: { moderation: 'post', discussion: 'closed' },
        rules: { article: { moderation: 'pre', discussion: 'open' } },
      },
      { moderation: 'pre', state: 'open', closedBy: undefined },
    ],
    [
      "a section's rules in the section",
      { rules: { sections: { [section]: { moderation: 'pre', discussion: 'read-only' } } }, spot: inThread },
      { moderation: 'pre', state: 'read-only', closedBy: 'section' },
    ],
    [
      'them nowhere else',
      { rules: { sections: { [section]: { moderation: 'pre', discussion: 'closed' } } }, spot: { sectionId: 'other' } },
      { moderation: 'post', state: 'open' },
    ],
    [
      'a lock to everything below it',
      { rules: { threads: { [root]: { discussion: 'closed' } } }, spot: inThread },
      { state: 'closed', closedBy: 'thread' },
    ],
    [
      'no lock beside it',
      { rules: { threads: { elsewhere: { discussion: 'closed' } } }, spot: inThread },
      { state: 'open', closedBy: undefined },
    ],
    [
      'the nearest mode and slow mode',
      {
        site: { slowModeSeconds: 5 },
        rules: {
          article: { moderation: 'pre', slowModeSeconds: 10 },
          sections: { [section]: { slowModeSeconds: 20 } },
          threads: { [root]: { moderation: 'verified-only', slowModeSeconds: 30 }, [reply]: { slowModeSeconds: 0 } },
        },
        spot: inThread,
      },
      { moderation: 'verified-only', slowModeSeconds: 0 },
    ],
    [
      'the strictest state: nothing below reopens what is closed above',
      {
        rules: {
          article: { discussion: 'closed' },
          sections: { [section]: { discussion: 'open' } },
          threads: { [root]: { discussion: 'read-only' } },
        },
        spot: inThread,
      },
      { state: 'closed', closedBy: 'discussion' },
    ],
    [
      'the age before what moderators open',
      { site: { closeAfterDays: 1 }, rules: { article: { discussion: 'open' } }, now: '2026-03-05T00:00:00Z' },
      { state: 'closed', closedBy: 'discussion', closesAt: new Date('2026-03-02T00:00:00Z') },
    ],
  ])('gives %s', (_label, row, expected) => {
    expect(place(row)).toMatchObject(expected);
  });
});

describe(lockedThreads.name, () => {
  it('names the threads that are not open', () => {
    const threads = {
      a: { discussion: 'closed' },
      b: { discussion: 'open' },
      c: { moderation: 'pre' },
      d: { discussion: 'read-only' },
    } as const;
    expect(lockedThreads({ ...NO_RULES, threads })).toEqual(['a', 'd']);
  });
});
