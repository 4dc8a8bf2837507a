import { describe, it } from 'vitest';
import { newId } from '#kernel';
import type { CallOptions } from '../../../libs/testing/src/http-caller.js';
import { comments, expectRefused, json, openForBadBodies, shown, world } from './bad-bodies.fixture.js';

openForBadBodies();

describe('other bodies', () => {
  const target = () => `${comments}/${shown.id}`;
  it.each([2, -2, '1', 0.5, null, true, [], [1], {}, undefined])('a vote of %j is refused', async (value) => {
    await expectRefused('PUT', `${target()}/vote`, { as: world.tokens.verified, json: { value } });
  });

  it.each([
    [{}],
    [{ reason: '' }],
    [{ reason: 'because' }],
    [{ reason: ['spam'] }],
    [{ reason: 'spam', detail: 1 }],
    [{ reason: 'spam', detail: 'x'.repeat(1001) }],
    [{ reason: 'spam', weight: 100 }],
  ])('a flag of %j is refused', async (body) => {
    await expectRefused('POST', `${target()}/flags`, { as: world.tokens.verified, json: body });
  });

  it.each([
    [{}],
    [{ items: [] }],
    [{ items: {} }],
    [{ items: [{}] }],
    [
      {
        items: Array.from({ length: 501 }, () => ({
          articleId: newId(),
          commentId: newId(),
          revision: 1,
          outcome: 'publish',
        })),
      },
    ],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: 1, outcome: 'publish' }] }],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: '1', outcome: 'publish' }] }],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: 0, outcome: 'publish' }] }],
    [{ items: [{ articleId: newId(), commentId: newId(), revision: 1, outcome: 'delete' }] }],
  ])('decisions of %.120j are refused', async (body) => {
    await expectRefused('POST', '/api/v1/moderation/decisions', { as: world.tokens.moderator, json: body });
  });

  it.each([
    [{}],
    [{ comments: [], next: 1 }],
    [{ comments: [newId()], next: 1 }],
    [{ comments: ['x'] }],
    [{ comments: Array.from({ length: 101 }, () => newId()) }],
    [{ next: 0 }],
    [{ next: 51 }],
    [{ next: '5' }],
    [{ next: 1, state: 'spam' }],
    [{ next: 1, until: '2099-01-01T00:00:00.000Z' }],
  ])('claims of %.120j are refused', async (body) => {
    const options = { as: world.tokens.moderator, json: { site: world.site.key, ...body } };
    await expectRefused('POST', '/api/v1/moderation/claims', options);
    if (!('next' in body))
      await expectRefused('POST', '/api/v1/moderation/claims/release', {
        ...options,
        json: { ...options.json, next: 1 },
      });
  });

  it.each([[{}], [{ text: '' }], [{ text: 1 }], [{ text: 'x'.repeat(2001) }], [{ text: 'x', status: 'published' }]])(
    'an appeal of %.80j is refused',
    async (body) => {
      await expectRefused('POST', `${target()}/appeal`, { as: world.tokens.verified, json: body });
    },
  );

  it.each([
    [{}],
    [{ outcome: 'uphold' }],
    [{ outcome: 'publish', answer: 'x' }],
    [{ outcome: 'overturn', answer: 'x'.repeat(2001) }],
    [{ outcome: 'overturn', answer: 'x' }],
  ])('an answer of %.80j is refused', async (body) => {
    await expectRefused('POST', `/api/v1/moderation/appeals/${newId()}/decision`, {
      as: world.tokens.moderator,
      json: body,
    });
  });

  it.each([
    [{ kind: 'all' }],
    [{ kind: 'everything', email: 'a@b.example' }],
    [{ kind: 'all', email: '%@%' }],
    [{ kind: 'all', email: '_' }],
    [{ kind: 'all', email: `${'a'.repeat(250)}@b.example` }],
    [{ kind: 'all', email: 'a@b.example', frequency: 'hourly' }],
    [{ kind: 'section', email: 'a@b.example' }],
    [{ kind: 'section', email: 'a@b.example', sectionId: 'x' }],
    [{ kind: 'section', email: 'a@b.example', sectionId: newId() }],
    [{ kind: 'comment', email: 'a@b.example' }],
    [{ kind: 'comment', email: 'a@b.example', commentId: newId() }],
    [{ kind: 'all', email: 'a@b.example', commentId: newId() }],
    [{ kind: 'all', email: 'a@b.example', state: 'confirmed' }],
  ])('a subscription of %j is refused', async (body) => {
    await expectRefused('POST', `/api/v1/articles/${world.article.id}/subscriptions`, json(body));
  });

  it.each([
    ['no address', { title: 'x', html: '<p>x</p>' }],
    ['a relative address', { url: '/x', title: 'x', html: '<p>x</p>' }],
    ['javascript:', { url: 'javascript:alert(1)', title: 'x', html: '<p>x</p>' }],
    ['credentials', { url: 'https://a:b@example.org/', title: 'x', html: '<p>x</p>' }],
    ['an empty title', { url: 'https://example.org/y', title: ' ', html: '<p>x</p>' }],
    ['a title of controls', { url: 'https://example.org/y', title: '\u202e\u200b', html: '<p>x</p>' }],
    ['a day for an instant', { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', publishedAt: '2026-03-01' }],
    [
      'no such day',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', publishedAt: '2026-02-30T00:00:00Z' },
    ],
    [
      'no mail address of the author',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', author: { name: 'A', email: 'x' } },
    ],
    [
      '101 tags',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', tags: Array.from({ length: 101 }, () => 't') },
    ],
    ['an id', { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', id: newId() }],
    [
      'settings of another kind',
      { url: 'https://example.org/y', title: 'x', html: '<p>x</p>', settings: { screening: {} } },
    ],
    ['12 MB', { url: 'https://example.org/y', title: 'x', html: 'x'.repeat(12_100_000) }],
  ])('an article with %s is refused', async (_label, body) => {
    const as = world.tokens['key articles'];
    await expectRefused('PUT', `/api/v1/sites/${world.site.key}/articles/bad`, { as, json: body });
  });

  it.each([
    [{ moderation: 'maybe' }],
    [{ maxLength: 0 }],
    [{ maxDepth: -1 }],
    [{ editWindowMinutes: 1e9 }],
    [{ closeAfterDays: '7' }],
    [{ language: 'not a language!' }],
    [{ screening: { newCommenter: { holdFirst: Number.MAX_SAFE_INTEGER } } }],
    [{ screening: { words: { banned: [''] } } }],
    [{ screening: { words: { banned: 'word' } } }],
    [{ screening: { rules: [] } }],
    [{ owner: true }],
  ])('settings of %j are refused', async (body) => {
    const as = world.tokens['key admin'];
    await expectRefused('PUT', `/api/v1/sites/${world.site.key}/settings`, { as, json: body });
  });

  it.each([
    ['akismet-key', {}],
    ['akismet-key', { value: '' }],
    ['akismet-key', { value: 'short' }],
    ['akismet-key', { value: 'with spaces in it' }],
    ['akismet-key', { value: 'x'.repeat(501) }],
    ['akismet-key', { value: 12345678 }],
    ['akismet-key', { value: 'a-good-value', more: 1 }],
    ['another-key', { value: 'a-good-value' }],
  ])('a secret %s of %j is refused', async (name, body) => {
    const as = world.tokens['key admin'];
    await expectRefused('PUT', `/api/v1/sites/${world.site.key}/secrets/${name}`, { as, json: body });
  });
});

describe('rules', () => {
  const put = (body: object): CallOptions => ({
    as: world.tokens['key admin'],
    json: { site: world.site.key, rules: {}, basedOn: 1, activate: false, ...body },
  });
  it.each([
    [{ rules: undefined }],
    [{ rules: [] }],
    [{ rules: { holdFirst: -1 } }],
    [{ rules: { words: { banned: ['x', ''] } } }],
    [{ rules: { words: { banned: ['...'] } } }],
    [{ rules: { words: { suspect: ['*a*'] } } }],
    [{ rules: { unknown: 1 } }],
    [{ rules: { words: { banned: Array.from({ length: 100_001 }, (_, at) => `word${at}`) } } }],
    [{ rules: { words: { banned: ['x'.repeat(201)] } } }],
    [{ rules: { words: { banned: Array.from({ length: 25_000 }, () => 'x'.repeat(200)) } } }],
    [{ basedOn: undefined }],
    [{ basedOn: 0 }],
    [{ basedOn: '1' }],
    [{ basedOn: 2 }],
    [{ activate: 'yes' }],
    [{ activate: undefined }],
    [{ note: 'x'.repeat(501) }],
    [{ number: 7 }],
    [{ site: 'nowhere' }],
  ])('of %.80j are refused', async (body) => {
    await expectRefused('PUT', '/api/v1/moderation/rules', put(body));
  });

  it.each([
    [{ text: '' }],
    [{ text: 'x'.repeat(10_001) }],
    [{ text: 'x', number: 99 }],
    [{ text: 'x', number: 1, rules: {} }],
    [{ text: 'x', rules: { words: { banned: ['!'] } } }],
    [{ text: 'x', author: { kind: 'staff' } }],
    [{ text: 'x', author: { published: -1 } }],
    [{ text: 'x', verdict: 'publish' }],
  ])('a test of %.80j is refused', async (body) => {
    const json = { site: world.site.key, ...body };
    await expectRefused('POST', '/api/v1/moderation/rules/test', { as: world.tokens.moderator, json });
  });

  it.each([
    [{ number: 99 }],
    [{ number: 1, rules: {} }],
    [{ rules: { words: { banned: ['!'] } } }],
    [{ days: 0 }],
    [{ days: 366 }],
    [{ days: '7' }],
    [{ comments: 100_001 }],
    [{ apply: true }],
  ])('a replay of %.80j is refused', async (body) => {
    const json = { site: world.site.key, ...body };
    await expectRefused('POST', '/api/v1/moderation/rules/replay', { as: world.tokens.admin, json });
  });

  it.each([
    [{ apply: undefined }],
    [{ apply: 'all' }],
    [{ days: 0 }],
    [{ comments: 0 }],
    [{ rules: {} }],
    [{ number: 1 }],
  ])('a re-screening of %j is refused', async (body) => {
    const json = { site: world.site.key, apply: 'both', ...body };
    await expectRefused('POST', '/api/v1/moderation/rules/rescreen', { as: world.tokens.admin, json });
  });

  it.each([[{ number: 99 }], [{ number: undefined }], [{ days: 0 }], [{ days: 31 }], [{ rules: {} }]])(
    'a trial of %j is refused',
    async (body) => {
      const json = { site: world.site.key, number: 1, ...body };
      await expectRefused('PUT', '/api/v1/moderation/rules/shadow', { as: world.tokens.admin, json });
    },
  );

  it.each(['0', '-1', 'x', '1.5', '99', '1e1', '01', '1000000000'])('number %s is refused', async (number) => {
    const path = `/api/v1/moderation/rules/${number}`;
    await expectRefused('GET', `${path}?site=${world.site.key}`, { as: world.tokens.moderator });
    const json = { site: world.site.key, basedOn: 1 };
    await expectRefused('POST', `${path}/activate`, { as: world.tokens.admin, json });
  });
});
