import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, newId } from '#kernel';
import { type AccountsRoom, openAccountsRoom } from '../../../testing/src/accounts-room.js';
import { buildPerson } from '../../../testing/src/build-person.js';
import { InvalidCode, InvalidToken } from '../accounts.errors.js';
import { personVerified, verificationRequested } from '../accounts.events.js';
import type { Actor } from '../actor.js';
import { Authenticator } from '../authenticator.js';
import { Guests } from '../people/guests.js';
import { RequestCommentVerification } from './request-comment-verification.js';
import { StartEmailSignIn } from './start-email-sign-in.js';
import { verificationCode, verificationLinkToken } from './verification-secrets.js';
import { VerifyEmail } from './verify-email.js';

const anonymous: Actor = { kind: 'anonymous' };
let room: AccountsRoom;

beforeAll(async () => {
  room = await openAccountsRoom();
});
afterAll(async () => {
  await room.close();
});

const anAddress = () => `person-${newId()}@example.org`;
const verify = (input: Parameters<VerifyEmail['run']>[1], actor: Actor = anonymous) =>
  room.get(VerifyEmail).run(actor, input);
const sessions = async () =>
  (await room.database.query<{ n: number }>('SELECT count(*)::int AS n FROM sessions'))[0]?.n;

/** What the newest mail to an address would say. */
async function newestMail(email: string): Promise<{ id: string; code: string; token: string }> {
  const [row] = await room.database.query<{ id: string }>(
    'SELECT id FROM verifications WHERE email = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
    [email],
  );
  const id = row?.id ?? '';
  const secret = room.config.secret.reveal();
  return { id, code: verificationCode(secret, id), token: verificationLinkToken(secret, id) };
}

async function start(email: string, name?: string) {
  await room.get(StartEmailSignIn).run({ email, name });
  return newestMail(email);
}

async function guestWaits(email: string, name: string) {
  const articleId = newId();
  const { personId: guestId, token } = await room.database.transaction(async () => {
    const guest = await room.get(Guests).create({ name, email, website: 'https://example.org/me' });
    await room.get(RequestCommentVerification).run({ guestId: guest.personId, email, name, articleId });
    return guest;
  });
  return { guestId, articleId, token, mail: await newestMail(email) };
}

const another = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const failures = (results: PromiseSettledResult<unknown>[]) =>
  results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));

describe(VerifyEmail.name, () => {
  it('signs in by code and by link, as the same person', async () => {
    const email = anAddress();
    const first = await start(email, 'Grete');
    const byCode = await verify({ email: email.toUpperCase(), code: first.code });
    expect(byCode.person).toMatchObject({ name: 'Grete', kind: 'verified', roles: [] });
    expect(byCode.token).toMatch(/^[\w-]{43}$/);
    expect(byCode.expiresAt.getTime() - room.clock.nowMs()).toBe(90 * 86_400_000);
    const byLink = await verify({ token: (await start(email, 'Somebody Else')).token });
    expect(byLink.person).toEqual(byCode.person);
    expect(byLink.token).not.toBe(byCode.token);
    expect(await room.get(Authenticator).resolve(byLink.token)).toMatchObject({
      personId: byCode.person.id,
      sessionKind: 'reader',
    });
  });

  it('has a mail sent for each start, by the id alone', async () => {
    const email = anAddress();
    const { id } = await start(email);
    expect(await room.heard(verificationRequested)).toContainEqual({ verificationId: id });
  });

  it('lets the same link be used once by 50 at a time', async () => {
    const { token } = await start(anAddress());
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => verify({ token })));
    const refused = failures(results);
    expect(refused).toHaveLength(49);
    for (const error of refused) expect(error).toBeInstanceOf(InvalidToken);
    await expect(verify({ token })).rejects.toThrow(InvalidToken);
  });

  it('lets the same code be used once by 50 at a time', async () => {
    const email = anAddress();
    const { code } = await start(email);
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => verify({ email, code })));
    const refused = failures(results);
    expect(refused).toHaveLength(49);
    for (const error of refused) expect(error).toBeInstanceOf(InvalidCode);
    await expect(verify({ email, code })).rejects.toThrow(InvalidCode);
  });

  it('makes one person of two verifications of one address at the same time', async () => {
    const email = anAddress();
    const waiting = await guestWaits(email, 'Torben');
    const signIn = await start(email, 'Torben');
    const both = await Promise.all([verify({ token: waiting.mail.token }), verify({ token: signIn.token })]);
    expect(both[0].person.id).toBe(both[1].person.id);
  });

  it('ends the code with the link, and the link with the code', async () => {
    const email = anAddress();
    const first = await start(email);
    await verify({ token: first.token });
    await expect(verify({ email, code: first.code })).rejects.toThrow(InvalidCode);
    const second = await start(email);
    await verify({ email, code: second.code });
    await expect(verify({ token: second.token })).rejects.toThrow(InvalidToken);
  });

  it('voids the older mail by a newer one', async () => {
    const email = anAddress();
    const older = await start(email);
    room.clock.advance(1000);
    const newer = await start(email);
    await expect(verify({ token: older.token })).rejects.toThrow(InvalidToken);
    if (older.code !== newer.code) await expect(verify({ email, code: older.code })).rejects.toThrow(InvalidCode);
    await expect(verify({ email, code: newer.code })).resolves.toBeDefined();
  });

  it('takes a code for 10 minutes and a link for 30', async () => {
    const email = anAddress();
    const { code, token } = await start(email);
    room.clock.advance(600_000);
    await expect(verify({ email, code })).rejects.toThrow(InvalidCode);
    room.clock.advance(1_199_999);
    await expect(verify({ token })).resolves.toBeDefined();
    const late = await start(email);
    room.clock.advance(1_800_000);
    await expect(verify({ token: late.token })).rejects.toThrow(InvalidToken);
  });

  it('takes five tries of a code and no more, even for the right one', async () => {
    const email = anAddress();
    const { code, token } = await start(email);
    const wrong = await Promise.allSettled(Array.from({ length: 20 }, () => verify({ email, code: another(code) })));
    expect(failures(wrong)).toHaveLength(20);
    await expect(verify({ email, code })).rejects.toThrow(InvalidCode);
    await expect(verify({ token })).resolves.toBeDefined();
  });

  it('refuses the code of another address', async () => {
    const mine = await start(anAddress());
    const theirs = anAddress();
    const { code } = await start(theirs);
    if (mine.code !== code) await expect(verify({ email: theirs, code: mine.code })).rejects.toThrow(InvalidCode);
    await expect(verify({ email: anAddress(), code })).rejects.toThrow(InvalidCode);
  });

  it('opens no session for any other shape of code or token', async () => {
    const email = anAddress();
    const { code, token } = await start(email);
    const before = await sessions();
    const codes: unknown[] = [
      undefined,
      null,
      '',
      ' ',
      true,
      1,
      0,
      Number(code),
      [],
      [code],
      {},
      { $ne: null },
      `${code}\n`,
      ` ${code}`,
    ].concat([
      '１２３４５６',
      code.slice(1),
      `${code}0`,
      '0x1234',
      '1e5000',
      '-12345',
      '+12345',
      'x'.repeat(10_240),
      `${code}\0`,
    ]);
    const tokens: unknown[] = [
      undefined,
      null,
      '',
      true,
      1,
      [],
      [token],
      {},
      { $ne: null },
      `${token}\n`,
      token.slice(1),
      `${token}A`,
    ].concat([token.toUpperCase(), 'A'.repeat(43), 'x'.repeat(10_240), `${token}=`, newId()]);
    const inputs: unknown[] = [
      ...[undefined, null, '', 0, [], {}, { email }, { code }, { email, code, token }, { email, code, purpose: 'x' }],
      ...codes.map((wrong) => ({ email, code: wrong })),
      ...tokens.map((wrong) => ({ token: wrong })),
    ];
    for (const input of inputs) {
      const error = await verify(input as never).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(AppError);
      expect(['invalid_code', 'invalid_token']).toContain((error as AppError).code);
    }
    expect(await sessions()).toBe(before);
    await expect(verify({ email, code })).resolves.toBeDefined();
  });

  it('counts tries where no rollback undoes them', async () => {
    const email = anAddress();
    const { code } = await start(email);
    await expect(room.database.transaction(() => verify({ email, code }))).rejects.toThrow('outside transactions');
  });
});

describe('names at verification', () => {
  it('puts a number behind a name that somebody else bears', async () => {
    const [one, two, three] = await Promise.all(
      ['Wiebke', 'Wíebke', 'w i e b k e'].map((name) => start(anAddress(), name)),
    );
    const names: string[] = [];
    for (const mail of [one, two, three]) names.push((await verify({ token: mail?.token ?? '' })).person.name);
    expect(names).toEqual(['Wiebke', 'Wíebke 2', 'w i e b k e 3']);
  });

  it('finds different names for many who want the same at once', async () => {
    const mails = await Promise.all(Array.from({ length: 8 }, () => start(anAddress(), 'Jens')));
    const people = await Promise.all(mails.map(({ token }) => verify({ token })));
    expect(new Set(people.map(({ person }) => person.name)).size).toBe(8);
    for (const { person } of people) expect(person.name).toMatch(/^Jens( \d+)?$/);
  });

  it('gives a nameless person a name that does not tell the address', async () => {
    const email = anAddress();
    expect((await verify({ token: (await start(email)).token })).person.name).toMatch(/^Reader \d+$/);
  });
});

describe('guests who turn out to be somebody', () => {
  it('hands over the guest whose comment waited, with name and article', async () => {
    const email = anAddress();
    const { guestId, articleId, mail } = await guestWaits(email, 'Frauke');
    const { person } = await verify({ token: mail.token });
    expect(person).toMatchObject({ name: 'Frauke', kind: 'verified' });
    expect(await room.heard(personVerified)).toContainEqual({ personId: person.id, guestId, articleId });
  });

  it('hands over the guest who calls, when they gave this address', async () => {
    const email = anAddress();
    const guest = await room.get(Guests).create({ name: 'Heike', email });
    const actor = await room.get(Authenticator).resolve(guest.token);
    const { person } = await verify({ token: (await start(email)).token }, actor);
    expect(await room.heard(personVerified)).toContainEqual({ personId: person.id, guestId: guest.personId });
  });

  it('never hands over a guest who only wrote the same address, or one who gave another', async () => {
    const email = anAddress();
    const impostor = await room.get(Guests).create({ name: 'Impostor', email });
    const caller = await room.get(Guests).create({ name: 'Caller', email: anAddress() });
    const actor = await room.get(Authenticator).resolve(caller.token);
    await verify({ token: (await start(email)).token }, actor);
    const handed = (await room.heard(personVerified)) as { guestId: string }[];
    expect(handed.map(({ guestId }) => guestId)).not.toContain(impostor.personId);
    expect(handed.map(({ guestId }) => guestId)).not.toContain(caller.personId);
  });

  it('keeps two waiting guests of one address apart, and takes either code', async () => {
    const email = anAddress();
    const one = await guestWaits(email, 'Kai');
    const two = await guestWaits(email, 'Kai');
    const first = await verify({ email, code: one.mail.code });
    const second = await verify({ token: two.mail.token });
    expect(second.person.id).toBe(first.person.id);
    const handed = (await room.heard(personVerified)) as { guestId: string; personId: string }[];
    expect(handed.filter(({ personId }) => personId === first.person.id).map(({ guestId }) => guestId)).toEqual([
      one.guestId,
      two.guestId,
    ]);
  });

  it('opens a reader session for staff too', async () => {
    const email = anAddress();
    await buildPerson(room.database, { email, kind: 'account', roles: [{ siteId: null, role: 'admin' }] });
    const signedIn = await verify({ token: (await start(email)).token });
    expect(signedIn).toMatchObject({ sessionKind: 'reader', person: { roles: [{ siteId: null, role: 'admin' }] } });
  });
});
