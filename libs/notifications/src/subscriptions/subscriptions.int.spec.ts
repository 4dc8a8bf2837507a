import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalEmail, keyedHash, newId } from '#kernel';
import { type BuiltArticle, buildArticle, type BuiltSite, buildSite } from '../../../testing/src/build-article.js';
import { type BuiltPerson, buildPerson } from '../../../testing/src/build-person.js';
import { noJob, openWorkRoom, type WorkRoom } from '../../../testing/src/work-room.js';
import { Deliveries } from '../deliveries/deliveries.js';
import { AddressNeeded, TargetNeeded, UnknownLink } from '../notifications.errors.js';
import { adoptSubscriptions, askConfirmation, deliver, requestSubscription } from '../notifications.jobs.js';
import { AdoptSubscriptions } from './adopt-subscriptions.js';
import { AskConfirmation } from './ask-confirmation.js';
import { RequestSubscription } from './request-subscription.js';
import { Subscribe } from './subscribe.js';
import { SubscriptionLinks } from './subscription-links.js';
import { subscriptionToken } from './subscription-token.js';

let room: WorkRoom;
let site: BuiltSite;
let article: BuiltArticle;

beforeAll(async () => {
  room = await openWorkRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  site = await buildSite(room.database);
  article = await buildArticle(room.database, { siteId: site.id });
  await room.database.execute('DELETE FROM outbox');
});

const ANYBODY = { kind: 'anonymous' } as const;
let count = 0;
const newAddress = () => `reader-${++count}@example.org`;
const subscribe = (email: string, parts: { on?: BuiltArticle; as?: BuiltPerson; kind?: 'all' | 'replies' } = {}) =>
  room.get(Subscribe).run(parts.as?.actor ?? ANYBODY, (parts.on ?? article).id, { kind: parts.kind ?? 'all', email });
const ask = async () => {
  const asked = await room.jobs(askConfirmation);
  await Promise.all(asked.map((job) => room.get(AskConfirmation).run(job, noJob)));
  await room.database.execute('DELETE FROM outbox WHERE name = $1', [askConfirmation.name]);
};
const rowsOf = (email: string) =>
  room.database.query<{
    id: string;
    state: string;
    person_id: string | null;
    article_id: string;
    confirmed_at: Date | null;
  }>('SELECT id, state, person_id, article_id, confirmed_at FROM subscriptions WHERE email = $1 ORDER BY id', [email]);
const statesOf = async (email: string) => (await rowsOf(email)).map(({ state }) => state);
const questionsTo = (email: string) =>
  room.database.query<{ id: string; subject_id: string; site_id: string }>(
    `SELECT id, subject_id, site_id FROM deliveries WHERE recipient = $1 AND kind = 'subscription-confirmation' ORDER BY id`,
    [email],
  );
const sent = (email: string) =>
  room.database.execute(`UPDATE deliveries SET state = 'sent' WHERE recipient = $1`, [email]);
const token = (purpose: 'confirm-subscription' | 'unsubscribe', id: string) =>
  subscriptionToken(room.config.secret.reveal(), purpose, id);
const idOf = async (email: string) => (await rowsOf(email)).find((row) => row.article_id === article.id)?.id ?? '';
const confirm = (id: string) => room.get(SubscriptionLinks).confirm(token('confirm-subscription', id));
const unsubscribe = (id: string) => room.get(SubscriptionLinks).unsubscribe(token('unsubscribe', id));

describe(Subscribe, () => {
  it('asks an address that nobody has confirmed, and begins when it answers', async () => {
    const email = newAddress();
    expect(await subscribe(email)).toMatchObject({ state: 'pending' });
    expect(await statesOf(email)).toEqual(['pending']);
    await ask();
    const [question] = await questionsTo(email);
    expect(question).toMatchObject({ subject_id: await idOf(email), site_id: site.id });
    expect(await room.jobs(deliver)).toEqual([{ deliveryId: question?.id }]);
    await confirm(await idOf(email));
    expect(await statesOf(email)).toEqual(['confirmed']);
  });

  it('needs no question for the own address of a confirmed person, however it is written', async () => {
    const person = await buildPerson(room.database, { email: `own-${newId()}@example.org` });
    expect(await subscribe(person.email?.toUpperCase() ?? '', { as: person })).toMatchObject({ state: 'confirmed' });
    expect(await room.get(Subscribe).run(person.actor, article.id, { kind: 'all' })).toMatchObject({
      state: 'confirmed',
    });
    expect(await room.jobs(askConfirmation)).toEqual([]);
    expect(await statesOf(person.email ?? '')).toEqual(['confirmed']);
  });

  it('asks about the other address that a confirmed person gives', async () => {
    const email = newAddress();
    expect(await subscribe(email, { as: await buildPerson(room.database) })).toMatchObject({ state: 'pending' });
    await ask();
    expect(await questionsTo(email)).toHaveLength(1);
  });

  it.each([
    ['no address', { kind: 'all' }, AddressNeeded],
    ['a pattern', { kind: 'all', email: '%@%' }, AddressNeeded],
    ['two addresses', { kind: 'all', email: 'a@example.org,b@example.org' }, AddressNeeded],
    ['255 characters', { kind: 'all', email: `${'a'.repeat(243)}@example.org` }, AddressNeeded],
    ['a section without its id', { kind: 'section', email: 'a@example.org' }, TargetNeeded],
    ['an id that the kind has no use for', { kind: 'all', email: 'a@example.org', commentId: newId() }, TargetNeeded],
  ] as const)('refuses %s', async (_case, body, error) => {
    await expect(room.get(Subscribe).run(ANYBODY, article.id, body)).rejects.toThrow(error);
  });

  it.each([
    ['case', 'Some.One@Example.ORG', 'some.one@example.org', true],
    ['the spelling of a domain', 'x@bücher.example', 'x@xn--bcher-kva.example', true],
    ['a tag', 'a+b@example.org', 'a@example.org', false],
    ['a dot', 'a.c@example.org', 'ac@example.org', false],
    ['a wildcard', 'a_d@example.org', 'axd@example.org', false],
    ['another wildcard', '%@example.org', 'zz@example.org', false],
  ])('compares addresses by equality: %s', async (_case, one, other, isSame) => {
    await subscribe(one);
    await subscribe(other);
    const key = (email: string) => keyedHash(room.config.secret.reveal(), 'email', canonicalEmail(email));
    const rows = await room.database.query(
      'SELECT 1 FROM subscriptions WHERE article_id = $1 AND email_key = ANY ($2)',
      [article.id, [key(one), key(other)]],
    );
    expect(rows).toHaveLength(isSame ? 1 : 2);
  });

  it('answers alike and does alike, whether or not an address hears of this already', async () => {
    const [known, unknown] = [newAddress(), newAddress()];
    await subscribe(known);
    await confirm(await idOf(known));
    await room.database.execute('DELETE FROM outbox');
    const before = await idOf(known);
    const answers = [await subscribe(known), await subscribe(unknown)];
    expect(answers.map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect(answers.map(({ id }) => id)).not.toContain(before);
    expect(answers.map(({ id }) => id.slice(0, 8))).toEqual([answers[1]?.id.slice(0, 8), answers[1]?.id.slice(0, 8)]);
    expect(await room.jobs(askConfirmation)).toHaveLength(2);
    await ask();
    expect(await questionsTo(known)).toHaveLength(0);
    expect(await statesOf(known)).toEqual(['confirmed']);
  });

  it('lets a guest who types the address of another neither see, hold nor end what that one has', async () => {
    const email = newAddress();
    await subscribe(email);
    await confirm(await idOf(email));
    const guest = await buildPerson(room.database, { kind: 'guest' });
    const { id } = await subscribe(email, { as: guest });
    expect(await room.get(SubscriptionLinks).own(article.id, guest.id)).toMatchObject([{ id, state: 'pending' }]);
    await room.get(SubscriptionLinks).end(guest.actor, article.id, id);
    expect((await statesOf(email)).sort()).toEqual(['confirmed', 'ended']);
  });
});

describe(AskConfirmation, () => {
  it('asks once an address, site and day, whatever is asked for and however many ask at once', async () => {
    const email = newAddress();
    const articles = [article, await buildArticle(room.database, { siteId: site.id })];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        subscribe(email, { on: articles[n % 2] ?? article, kind: n % 3 === 0 ? 'replies' : 'all' }),
      ),
    );
    expect(await room.jobs(askConfirmation)).toHaveLength(20);
    await ask();
    expect(await questionsTo(email)).toHaveLength(1);
    await sent(email);
    room.clock.advance(23 * 3_600_000);
    await subscribe(email);
    await ask();
    expect(await questionsTo(email)).toHaveLength(1);
    room.clock.advance(2 * 3_600_000);
    await subscribe(email);
    await ask();
    expect(await questionsTo(email)).toHaveLength(2);
  });

  it('asks for each site, and confirms what waits on the site of the link only', async () => {
    const [email, other] = [newAddress(), newAddress()];
    const elsewhere = await buildArticle(room.database);
    const second = await buildArticle(room.database, { siteId: site.id });
    await subscribe(email);
    await subscribe(email, { on: second });
    await subscribe(email, { on: elsewhere });
    await subscribe(other);
    await ask();
    expect(await questionsTo(email)).toHaveLength(2);
    await confirm(await idOf(email));
    const states = new Map((await rowsOf(email)).map((row) => [row.article_id, row.state]));
    expect(states).toEqual(
      new Map([
        [article.id, 'confirmed'],
        [second.id, 'confirmed'],
        [elsewhere.id, 'pending'],
      ]),
    );
    expect(await statesOf(other)).toEqual(['pending']);
  });

  it('asks anew who comes back, and lets nobody else bring them back', async () => {
    const email = newAddress();
    await subscribe(email);
    await ask();
    await sent(email);
    const id = await idOf(email);
    await confirm(id);
    await unsubscribe(id);
    expect(await statesOf(email)).toEqual(['ended']);
    await confirm(id);
    expect(await statesOf(email)).toEqual(['ended']);
    room.clock.advance(1000);
    for (let n = 0; n < 5; n++) await subscribe(email);
    await ask();
    expect(await rowsOf(email)).toMatchObject([{ state: 'pending', confirmed_at: null }]);
    expect(await questionsTo(email)).toHaveLength(2);
    await confirm(id);
    expect(await statesOf(email)).toEqual(['confirmed']);
  });

  it('asks nothing of what was ended before', async () => {
    const email = newAddress();
    await subscribe(email);
    await unsubscribe(await idOf(email));
    await ask();
    expect(await questionsTo(email)).toEqual([]);
  });
});

describe(SubscriptionLinks, () => {
  it('takes no token of another purpose, and no text of its own making', async () => {
    const email = newAddress();
    await subscribe(email);
    const id = await idOf(email);
    const links = room.get(SubscriptionLinks);
    await expect(links.confirm(token('unsubscribe', id))).rejects.toThrow(UnknownLink);
    await expect(links.unsubscribe(token('confirm-subscription', id))).rejects.toThrow(UnknownLink);
    await expect(links.confirm(subscriptionToken('another secret', 'confirm-subscription', id))).rejects.toThrow(
      UnknownLink,
    );
    for (const text of ['', 'x', id, `${token('unsubscribe', id)}A`]) {
      await expect(links.unsubscribe(text)).rejects.toThrow(UnknownLink);
    }
    await expect(links.look('unsubscribe', token('unsubscribe', newId()))).rejects.toThrow(UnknownLink);
    expect(await statesOf(email)).toEqual(['pending']);
  });

  it('never acts by being looked at, and acts as often as it is pressed', async () => {
    const email = newAddress();
    await subscribe(email);
    const id = await idOf(email);
    const links = room.get(SubscriptionLinks);
    expect(await links.look('confirm-subscription', token('confirm-subscription', id))).toMatchObject({
      id,
      state: 'pending',
      siteName: 'A site',
    });
    expect(await statesOf(email)).toEqual(['pending']);
    await confirm(id);
    await confirm(id);
    await links.look('unsubscribe', token('unsubscribe', id));
    expect(await statesOf(email)).toEqual(['confirmed']);
    await Promise.all(Array.from({ length: 10 }, () => unsubscribe(id)));
    expect(await statesOf(email)).toEqual(['ended']);
  });

  it('stops all mail about the article to the address, and no other', async () => {
    const [email, other] = [newAddress(), newAddress()];
    const second = await buildArticle(room.database, { siteId: site.id });
    await subscribe(email);
    await subscribe(email, { kind: 'replies' });
    await subscribe(email, { on: second });
    await subscribe(other);
    await confirm(await idOf(email));
    await unsubscribe(await idOf(email));
    const rows = await rowsOf(email);
    expect(rows.filter((row) => row.article_id === article.id).map(({ state }) => state)).toEqual(['ended', 'ended']);
    expect(rows.filter((row) => row.article_id === second.id).map(({ state }) => state)).toEqual(['confirmed']);
    expect(await statesOf(other)).toEqual(['pending']);
  });

  it('ends one’s own subscription and nobody else’s', async () => {
    const [mine, theirs] = [await buildPerson(room.database), await buildPerson(room.database)];
    const { id } = await room.get(Subscribe).run(mine.actor, article.id, { kind: 'all' });
    const links = room.get(SubscriptionLinks);
    for (const actor of [theirs.actor, ANYBODY]) await links.end(actor, article.id, id);
    expect(await links.own(article.id, mine.id)).toMatchObject([{ id, state: 'confirmed', kind: 'all' }]);
    await links.end(mine.actor, article.id, id);
    await links.end(mine.actor, article.id, id);
    expect(await links.own(article.id, mine.id)).toEqual([]);
  });
});

describe(RequestSubscription, () => {
  it('turns the wish of a guest with an address into a question, and of one without into nothing', async () => {
    const email = newAddress();
    const run = (personId: string) =>
      room
        .get(RequestSubscription)
        .run(requestSubscription.payload.parse({ articleId: article.id, personId, kind: 'replies' }), noJob);
    const guest = await buildPerson(room.database, { kind: 'guest', email });
    await run(guest.id);
    await run(guest.id);
    await ask();
    expect(await rowsOf(email)).toMatchObject([{ state: 'pending', person_id: guest.id }]);
    expect(await questionsTo(email)).toHaveLength(1);
    await run((await buildPerson(room.database, { kind: 'guest' })).id);
    expect(await room.jobs(askConfirmation)).toEqual([]);
  });
});

describe(AdoptSubscriptions, () => {
  const adopt = (guestId: string, personId: string) =>
    room.get(AdoptSubscriptions).run(adoptSubscriptions.payload.parse({ guestId, personId }), noJob);

  it('confirms what the guest asked for the address that the person has confirmed, and only that', async () => {
    const [email, other] = [newAddress(), newAddress()];
    const guest = await buildPerson(room.database, { kind: 'guest', email });
    await subscribe(email, { as: guest });
    await subscribe(other, { as: guest });
    const person = await buildPerson(room.database, { email });
    await adopt(guest.id, person.id);
    await adopt(guest.id, person.id);
    expect(await rowsOf(email)).toMatchObject([{ state: 'confirmed', person_id: person.id }]);
    expect(await rowsOf(other)).toMatchObject([{ state: 'pending', person_id: person.id }]);
  });

  it.each([
    ['pending', 'confirmed'],
    ['confirmed', 'confirmed'],
    ['ended', 'ended'],
  ])('gives way to the same subscription of the person: guest %s, person ended, then %s', async (guestState, then) => {
    const email = newAddress();
    const [guest, person] = [
      await buildPerson(room.database, { kind: 'guest', email }),
      await buildPerson(room.database, { email }),
    ];
    await subscribe(email, { as: guest });
    await subscribe(email, { as: person });
    await room.database.execute('UPDATE subscriptions SET state = $2 WHERE person_id = $1', [guest.id, guestState]);
    await room.database.execute(`UPDATE subscriptions SET state = 'ended' WHERE person_id = $1`, [person.id]);
    await adopt(guest.id, person.id);
    const states = new Map((await rowsOf(email)).map((row) => [row.person_id, row.state]));
    expect(states).toEqual(
      new Map([
        [guest.id, 'ended'],
        [person.id, then],
      ]),
    );
  });

  it('meets a confirmation at the same time without losing either', async () => {
    for (let round = 0; round < 10; round++) {
      const email = newAddress();
      const guest = await buildPerson(room.database, { kind: 'guest', email });
      const person = await buildPerson(room.database, { email: newAddress() });
      await subscribe(email, { as: guest });
      await Promise.all([confirm(await idOf(email)), adopt(guest.id, person.id)]);
      expect(await rowsOf(email)).toMatchObject([{ state: 'confirmed', person_id: person.id }]);
    }
  });
});

it('keeps deliveries unique by what they are about', async () => {
  const one = {
    kind: 'notification',
    subjectId: newId(),
    recipient: newAddress(),
    recipientKey: Buffer.alloc(32),
  } as const;
  expect(await room.get(Deliveries).addMany([one])).toHaveLength(1);
  expect(await room.get(Deliveries).addMany([one])).toEqual([]);
});
