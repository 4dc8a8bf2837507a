import { describe, expect, it } from 'vitest';
import type { SignedIn } from '#contracts';
import type { Answer } from '../../../libs/testing/src/http-caller.js';
import { tableState } from '../../../libs/testing/src/table-state.js';
import { door, issued, later, me, openForIdentity, verify } from './identity.fixture.js';

openForIdentity();

async function sessions(): Promise<number> {
  const [row] = await door.database.query<{ count: string }>('SELECT count(*) FROM sessions');
  return Number(row?.count);
}

const refusals = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 400 || status === 401);

describe('codes and tokens of the wrong shape (A1)', () => {
  const shapes: unknown[] = [
    undefined,
    null,
    '',
    ' ',
    true,
    false,
    1,
    0,
    123456,
    -1,
    1.5,
    [],
    ['123456'],
    [['123456']],
    {},
    { $ne: null },
    { $gt: '' },
    { toString: '123456' },
    '１２３４５６',
    '123456\n',
    '\n123456',
    ' 123456',
    '123 456',
    '12345',
    '1234567',
    '12345a',
    '0x1e240',
    '1e5',
    '+12345',
    '-12345',
    '١٢٣٤٥٦',
    '123456\u200b',
    '%',
    '_'.repeat(6),
    '*'.repeat(6),
    'x'.repeat(10_240),
    "' OR 1=1",
    'null',
    'undefined',
    'true',
    '000000,111111',
    '\ufeff123456',
  ];

  it('open no session, whichever field they are in', async () => {
    const { email } = await issued();
    const before = await sessions();
    const answers: Answer[] = [];
    for (const shape of shapes) {
      answers.push(
        await verify({ email, code: shape }),
        await verify({ token: shape }),
        await verify({ email: shape, code: '123456' }),
      );
    }
    expect(shapes.length).toBeGreaterThanOrEqual(40);
    expect(refusals(answers)).toHaveLength(answers.length);
    expect(await sessions()).toBe(before);
  });

  it('open no session together, alone, or as another thing than an object', async () => {
    const { email, code, token } = await issued();
    const before = await sessions();
    for (const body of [
      { email, code, token },
      { email },
      { code },
      {},
      [],
      [{ token }],
      token,
      { token, email },
      { email, code, name: 'x' },
    ]) {
      expect((await verify(body)).status).toBe(400);
    }
    expect(await sessions()).toBe(before);
  });
});

describe('the life of a code and a link (A2)', () => {
  it.each(['code', 'token'] as const)('a %s signs in once, and of fifty at once exactly once', async (kind) => {
    const mail = await issued();
    const body = kind === 'code' ? { email: mail.email, code: mail.code } : { token: mail.token };
    const answers = await Promise.all(Array.from({ length: kind === 'code' ? 5 : 50 }, () => verify(body)));
    const good = answers.filter(({ status }) => status === 200);
    expect([good.length, refusals(answers).length]).toEqual([1, answers.length - 1]);
    const { session, person } = good[0]?.json<SignedIn>() ?? ({} as SignedIn);
    expect((await me(session.token)).json()).toMatchObject({ id: person.id, kind: 'verified', roles: [] });
    expect((await verify(body)).status).toBe(400);
    const other = kind === 'code' ? { token: mail.token } : { email: mail.email, code: mail.code };
    expect((await verify(other)).status).toBe(400);
  });

  it('a newer one makes the older worthless', async () => {
    const first = await issued();
    const second = await issued(first.email);
    for (const old of [{ email: first.email, code: first.code }, { token: first.token }]) {
      if (first.code !== second.code || 'token' in old) expect((await verify(old)).status).toBe(400);
    }
    expect((await verify({ token: second.token })).status).toBe(200);
  });

  it('a code of another address, and a token used as a code, are worthless', async () => {
    const [one, two] = [await issued(), await issued()];
    for (const body of [
      { email: two.email, code: one.code === two.code ? '000000' : one.code },
      { email: one.email, code: one.token },
      { token: `${one.token.slice(0, 42)}A`.replace(one.token, 'B'.repeat(43)) },
    ]) {
      expect((await verify(body)).status).toBe(400);
    }
  });

  it.each([
    ['a code after ten minutes', 'code', 600_001, 400],
    ['a code before', 'code', 590_000, 200],
    ['a link after half an hour', 'token', 1_800_001, 400],
    ['a link before', 'token', 1_790_000, 200],
  ] as const)('%s', async (_label, kind, milliseconds, status) => {
    const mail = await issued();
    later(milliseconds);
    expect(
      (await verify(kind === 'code' ? { email: mail.email, code: mail.code } : { token: mail.token })).status,
    ).toBe(status);
  });

  it('five wrong codes make the right one worthless', async () => {
    const mail = await issued();
    const wrong = mail.code === '000000' ? '000001' : '000000';
    for (let tried = 0; tried < 5; tried++) expect((await verify({ email: mail.email, code: wrong })).status).toBe(400);
    expect((await verify({ email: mail.email, code: mail.code })).code).toBe('invalid_code');
  });

  it('a look at the page of a link spends nothing; the button does, once', async () => {
    const { token } = await issued();
    const before = await tableState(door.database);
    for (const method of ['GET', 'HEAD', 'GET']) {
      expect((await door.call(method, `/mail/verify/${token}`)).status).toBe(200);
    }
    expect(await tableState(door.database)).toEqual(before);
    const pressed = await door.call('POST', `/mail/verify/${token}`, { form: {} });
    expect([pressed.status, pressed.text.includes('confirmed')]).toEqual([200, true]);
    expect((await door.call('POST', `/mail/verify/${token}`, { form: {} })).status).toBe(400);
  });

  it('leaves no code and no token in the database or the log', async () => {
    const { email, code, token } = await issued();
    const signedIn = (await verify({ token })).json<SignedIn>();
    const [row] = await door.database.query<{ dump: string }>(
      `SELECT (SELECT string_agg(v::text, ' ') FROM verifications v WHERE email = $1) || (SELECT string_agg(s::text, ' ') FROM sessions s)
         || (SELECT string_agg(o::text, ' ') FROM outbox o) AS dump`,
      [email],
    );
    expect(row?.dump.length).toBeGreaterThan(100);
    for (const secret of [token, signedIn.session.token]) {
      expect(row?.dump).not.toContain(secret);
      expect(row?.dump).not.toContain(Buffer.from(secret, 'base64url').toString('hex'));
    }
    const [verification] = await door.database.query<{ text: string }>(
      `SELECT (to_jsonb(v) - 'id' - 'created_at' - 'code_expires_at' - 'link_expires_at' - 'used_at')::text AS text FROM verifications v WHERE email = $1`,
      [email],
    );
    expect(verification?.text).not.toContain(`"${code}"`);
  });
});
