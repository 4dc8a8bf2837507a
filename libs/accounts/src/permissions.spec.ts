import { describe, expect, it } from 'vitest';
import { newId } from '#kernel';
import { Forbidden, NotFound, SignInRequired, VerificationRequired } from './accounts.errors.js';
import type { Actor, GrantedRole, PersonActor, SessionKind } from './actor.js';
import { API_SCOPES, type ApiScope } from './api-keys/api-scope.js';
import { authorize } from './authorize.js';
import { can, type Permission, permissionNames } from './permissions.js';

const siteId = newId();
const otherSiteId = newId();

function person(
  personKind: PersonActor['personKind'],
  roles: readonly GrantedRole[] = [],
  sessionKind: SessionKind = 'reader',
): PersonActor {
  return { kind: 'person', personId: newId(), personKind, name: 'Ada', roles, sessionId: newId(), sessionKind };
}
const key = (scopes: readonly ApiScope[], ofSite = siteId): Actor => ({
  kind: 'key',
  keyId: newId(),
  siteId: ofSite,
  scopes,
});

const actors = {
  anonymous: { kind: 'anonymous' },
  guest: person('guest', [], 'guest'),
  verified: person('verified'),
  trusted: person('verified', [{ siteId, role: 'trusted' }]),
  moderator: person('account', [{ siteId, role: 'moderator' }], 'staff'),
  admin: person('account', [{ siteId, role: 'admin' }], 'staff'),
  owner: person('account', [{ siteId: null, role: 'admin' }], 'staff'),
  'admin of another site': person('account', [{ siteId: otherSiteId, role: 'admin' }], 'staff'),
  'owner signed in by mail': person('account', [{ siteId: null, role: 'admin' }], 'reader'),
  'key for articles': key(['articles']),
  'key for reading': key(['read']),
  'key for moderation': key(['moderate']),
  'key for administration': key(['admin']),
  'key of another site': key(API_SCOPES, otherSiteId),
} as const satisfies Record<string, Actor>;

type Own = 'own';
interface Case {
  readonly permission: Permission;
  readonly of: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly answers: string;
}

const own: Own = 'own';
const theirs = newId();
const open = { siteId, isPublic: true };
const held = { siteId, isPublic: false };
const deciding = { authorIsAdmin: false };
const appealing = { siteId, isOnlyStaff: false, writerId: theirs, writerIsAdmin: false };
const undoing = { siteId, isRecent: true, writerId: theirs, writerIsAdmin: false };

/** Columns in the order of `actors`; `conf` asks for a confirmed address. Numbers in brackets are rows of matrix (e). */
const cases: Case[] = [
  row('thread.read', '[1] published thread', { siteId }, 'ok  ok ok ok ok ok ok ok ok  403 ok 403 403 404'),
  row('comment.read', '[1] published', { ...open, authorId: theirs }, 'ok  ok ok ok ok ok ok ok ok  403 ok ok 403 404'),
  row('comment.read', '[2] own, held', { ...held, authorId: own }, '404  ok ok ok ok ok ok ok ok  404 404 ok 404 404'),
  row(
    'comment.read',
    "[3] another's, held",
    { ...held, authorId: theirs },
    '404  404 404 404 ok ok ok 404 404  404 404 ok 404 404',
  ),
  row('comment.post', '[4] guests may', { siteId, guests: 'post' }, 'ok  ok ok ok ok ok ok ok ok  403 403 403 403 404'),
  row(
    'comment.post',
    '[4] guests wait',
    { siteId, guests: 'await-verification' },
    'ok  ok ok ok ok ok ok ok ok  403 403 403 403 404',
  ),
  row(
    'comment.post',
    '[5] confirmed only',
    { siteId, guests: 'verified-only' },
    'conf  conf ok ok ok ok ok ok ok  403 403 403 403 404',
  ),
  row('comment.post-closed', '[6] closed', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 403 403 404'),
  row('comment.edit', '[7] own', { ...open, authorId: own }, '401  ok ok ok ok ok ok ok ok  403 403 403 403 404'),
  row('comment.edit', '[7] own, held', { ...held, authorId: own }, '404  ok ok ok ok ok ok ok ok  404 404 403 404 404'),
  row(
    'comment.edit',
    "[7] another's",
    { ...open, authorId: theirs },
    '401  403 403 403 403 403 403 403 403  403 403 403 403 404',
  ),
  row(
    'comment.edit',
    "[7] another's, held",
    { ...held, authorId: theirs },
    '404  404 404 404 403 403 403 404 404  404 404 403 404 404',
  ),
  row('comment.withdraw', '[9] own', { ...open, authorId: own }, '401  ok ok ok ok ok ok ok ok  403 403 403 403 404'),
  row(
    'comment.withdraw',
    "[9] another's (staff decide instead)",
    { ...open, authorId: theirs },
    '401  403 403 403 403 403 403 403 403  403 403 403 403 404',
  ),
  row(
    'comment.withdraw',
    "[9] another's, held",
    { ...held, authorId: theirs },
    '404  404 404 404 403 403 403 404 404  404 404 403 404 404',
  ),
  row('preview', '[12]', {}, 'ok  ok ok ok ok ok ok ok ok  403 403 403 403 403'),
  row(
    'comment.vote',
    "[13] another's",
    { ...open, authorId: theirs },
    '401  ok ok ok ok ok ok ok ok  403 403 403 403 404',
  ),
  row(
    'comment.vote',
    "[13] another's, held",
    { ...held, authorId: theirs },
    '404  404 404 404 403 403 403 404 404  404 404 403 404 404',
  ),
  row(
    'comment.vote',
    '[14] own',
    { ...open, authorId: own },
    '401  403 403 403 403 403 403 403 403  403 403 403 403 404',
  ),
  row(
    'comment.flag',
    "[16] another's",
    { ...open, authorId: theirs },
    '401  ok ok ok ok ok ok ok ok  403 403 403 403 404',
  ),
  row(
    'comment.flag',
    "[16] another's, held",
    { ...held, authorId: theirs },
    '404  404 404 404 403 403 403 404 404  404 404 403 404 404',
  ),
  row('moderation.claim', '[18]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 403 403 404'),
  row('moderation.queue', '[18]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 ok 403 404'),
  row('thread.manage', '[26, 27]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 ok 403 404'),
  row('person.read', '[17, 35]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 ok 403 404'),
  row('person.read-email', '[34]', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 403 404'),
  row('person.note', '[25]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 ok 403 404'),
  row('sanction.impose', '[30, 31] mild', imposing(), '401  403 403 403 ok ok ok 404 403  403 403 ok ok 404'),
  row(
    'sanction.impose',
    '[32] grave',
    imposing({ isGrave: true }),
    '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404',
  ),
  row(
    'sanction.impose',
    'on every site',
    imposing({ isEverywhere: true }),
    '401  403 403 403 403 403 ok 404 403  403 403 403 403 404',
  ),
  row(
    'sanction.impose',
    'on a moderator',
    imposing({ personRank: 'moderator' }),
    '401  403 403 403 403 ok ok 404 403  403 403 403 403 404',
  ),
  row(
    'sanction.impose',
    'on an admin',
    imposing({ personRank: 'admin' }),
    '401  403 403 403 403 403 ok 404 403  403 403 403 403 404',
  ),
  row(
    'sanction.impose',
    'on an owner',
    imposing({ personRank: 'owner' }),
    '401  403 403 403 403 403 403 404 403  403 403 403 403 404',
  ),
  row(
    'sanction.impose',
    'on oneself',
    imposing({ personId: own }),
    '401  403 403 403 403 403 403 404 403  403 403 ok ok 404',
  ),
  row('sanction.lift', '[33] mild', lifting(), '401  403 403 403 ok ok ok 404 403  403 403 ok ok 404'),
  row(
    'sanction.lift',
    '[33] grave',
    lifting({ isGrave: true }),
    '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404',
  ),
  row(
    'sanction.lift',
    '[33] grave, own act',
    lifting({ isGrave: true, imposedBy: own }),
    '401  403 403 403 ok ok ok 404 403  403 403 403 ok 404',
  ),
  row(
    'sanction.lift',
    'of every site',
    lifting({ isEverywhere: true, imposedBy: own }),
    '401  403 403 403 403 403 ok 404 403  403 403 403 403 404',
  ),
  row(
    'sanction.lift',
    'on oneself',
    lifting({ personId: own }),
    '401  403 403 403 403 403 403 404 403  403 403 ok ok 404',
  ),
  row('statistics.read', '[49]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 ok ok 404'),
  row(
    'statistics.read-load',
    '[49] per moderator',
    { siteId },
    '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404',
  ),
  row('log.read', '[50] own actions', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 403 ok 404'),
  row('log.read-all', '[50]', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404'),
  row(
    'comment.decide',
    "[19] a reader's, published",
    { ...open, ...deciding, authorId: theirs },
    '401  403 403 403 ok ok ok 403 403  403 403 ok 403 404',
  ),
  row(
    'comment.decide',
    "[19] a reader's, held",
    { ...held, ...deciding, authorId: theirs },
    '404  404 404 404 ok ok ok 404 404  404 404 ok 404 404',
  ),
  row(
    'comment.decide',
    '[19] own',
    { ...open, ...deciding, authorId: own },
    '401  403 403 403 403 403 403 403 403  403 403 ok 403 404',
  ),
  row(
    'comment.decide',
    "[22] an admin's",
    { ...open, authorIsAdmin: true, authorId: theirs },
    '401  403 403 403 403 ok ok 403 403  403 403 403 403 404',
  ),
  row(
    'decision.undo',
    "[21] another's decision",
    { ...undoing, deciderId: theirs },
    '401  403 403 403 403 ok ok 404 403  403 403 ok 403 404',
  ),
  row(
    'decision.undo',
    '[21] own decision',
    { ...undoing, deciderId: own },
    '401  403 403 403 ok ok ok 404 403  403 403 ok 403 404',
  ),
  row(
    'decision.undo',
    '[21] own decision, a day later',
    { ...undoing, deciderId: own, isRecent: false },
    '401  403 403 403 403 ok ok 404 403  403 403 ok 403 404',
  ),
  row(
    'decision.undo',
    '[22] own decision on own words',
    { ...undoing, deciderId: own, writerId: own },
    '401  403 403 403 403 403 403 404 403  403 403 ok 403 404',
  ),
  row(
    'decision.undo',
    "[22] own decision on an admin's words",
    { ...undoing, deciderId: own, writerIsAdmin: true },
    '401  403 403 403 403 ok ok 404 403  403 403 403 403 404',
  ),
  row(
    'comment.outcome',
    '[2] own, rejected',
    { ...held, authorId: own },
    '404  ok ok ok ok ok ok ok ok  404 404 403 404 404',
  ),
  row(
    'comment.outcome',
    "[2] another's, rejected",
    { ...held, authorId: theirs },
    '404  404 404 404 403 403 403 404 404  404 404 403 404 404',
  ),
  row(
    'comment.appeal',
    '[23] own, rejected',
    { ...held, authorId: own },
    '404  ok ok ok ok ok ok ok ok  404 404 403 404 404',
  ),
  row(
    'comment.appeal',
    "[23] another's edit",
    { ...open, authorId: theirs },
    '401  403 403 403 403 403 403 403 403  403 403 403 403 404',
  ),
  row(
    'appeal.decide',
    "[24] against another's decision",
    { ...appealing, deciderId: theirs },
    '401  403 403 403 ok ok ok 404 403  403 403 403 403 404',
  ),
  row(
    'appeal.decide',
    '[24] against the service',
    { ...appealing, deciderId: null },
    '401  403 403 403 ok ok ok 404 403  403 403 403 403 404',
  ),
  row(
    'appeal.decide',
    '[24] against own decision',
    { ...appealing, deciderId: own },
    '401  403 403 403 403 403 403 404 403  403 403 403 403 404',
  ),
  row(
    'appeal.decide',
    '[24] against own decision, nobody else there',
    { ...appealing, deciderId: own, isOnlyStaff: true },
    '401  403 403 403 ok ok ok 404 403  403 403 403 403 404',
  ),
  row(
    'appeal.decide',
    '[22] own appeal',
    { ...appealing, deciderId: theirs, writerId: own },
    '401  403 403 403 403 403 403 404 403  403 403 403 403 404',
  ),
  row('subscription.create', '[41]', { siteId }, 'ok  ok ok ok ok ok ok ok ok  403 403 403 403 404'),
  row('article.put', 'articles', { siteId }, '401  403 403 403 403 ok ok 404 403  ok 403 403 403 404'),
  row('article.get', 'articles', { siteId }, '401  403 403 403 403 ok ok 404 403  ok 403 403 403 404'),
  row('question.ask', 'questions', { siteId }, '401  403 403 403 403 ok ok 404 403  ok 403 403 403 404'),
  row('revision.read', 'revisions', { siteId }, '401  403 403 403 ok ok ok 404 403  ok 403 ok 403 404'),
  row('settings.read', 'settings', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 403 ok 404'),
  row('settings.write', 'settings', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404'),
  row('rules.read', '[46]', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 403 ok 404'),
  row('rules.write', '[47]', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404'),
  row('rules.rescreen', '[48]', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404'),
  row('tasks.read', 'long tasks', { siteId }, '401  403 403 403 ok ok ok 404 403  403 403 403 ok 404'),
  row('tasks.manage', 'long tasks', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 ok 404'),
  row('api-keys.manage', '[53]', { siteId }, '401  403 403 403 403 ok ok 404 403  403 403 403 403 404'),
  row('dead-letters.manage', '[57]', {}, '401  403 403 403 403 403 ok 403 403  403 403 403 403 403'),
  row('metrics.read', '[58]', {}, '401  403 403 403 403 403 ok 403 403  403 403 403 ok ok'),
];

function imposing(facts: Case['facts'] = {}): Case['facts'] {
  return { siteId, personId: theirs, isGrave: false, isEverywhere: false, personRank: 'none', ...facts };
}

function lifting(facts: Case['facts'] = {}): Case['facts'] {
  return { siteId, personId: theirs, isGrave: false, isEverywhere: false, imposedBy: theirs, ...facts };
}

function row(permission: Permission, of: string, facts: Case['facts'], answers: string): Case {
  return { permission, of, facts, answers };
}

function answer(actor: Actor, { permission, facts }: Case): string {
  const self = actor.kind === 'person' ? actor.personId : theirs;
  const mine = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact === own ? self : fact]));
  try {
    authorize(actor, permission, mine as never);
  } catch (error) {
    if (error instanceof SignInRequired) return '401';
    if (error instanceof Forbidden) return '403';
    if (error instanceof NotFound) return '404';
    if (error instanceof VerificationRequired) return 'conf';
    throw error;
  }
  return 'ok';
}

describe('the permission map', () => {
  it.each(cases)('$permission: $of', (one) => {
    const expected = one.answers.split(/\s+/);
    expect(expected).toHaveLength(Object.keys(actors).length);
    const told = Object.entries(actors).map(([name, actor]) => `${name}: ${answer(actor, one)}`);
    expect(told).toEqual(Object.keys(actors).map((name, at) => `${name}: ${expected[at] ?? ''}`));
  });

  it('has a row for every permission', () => {
    expect(permissionNames.filter((name) => !cases.some(({ permission }) => permission === name))).toEqual([]);
  });

  it('lets the service itself do everything', () => {
    for (const { permission, facts } of cases) expect(can({ kind: 'system' }, permission, facts as never)).toBe(true);
  });

  it('takes nothing for a session kind or a role but the words themselves', () => {
    const odds: unknown[] = ['1', 'yes', 'TRUE', true, 1, [], {}, null, undefined, 'Staff', 'admin'];
    for (const odd of odds) {
      const actor = { ...actors.owner, sessionKind: odd } as unknown as Actor;
      expect(can(actor, 'settings.write', { siteId })).toBe(false);
      const roles = [{ siteId: null, role: odd === 'admin' ? 'Admin' : odd }];
      expect(can({ ...actors.owner, roles } as unknown as Actor, 'settings.write', { siteId })).toBe(false);
    }
  });
});
