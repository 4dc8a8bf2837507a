import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AppealAnswer,
  type Article,
  Claims,
  CommentOutcome,
  DecisionsResult,
  FlipPage,
  LogPage,
  Me,
  OneComment,
  OneSanction,
  PersonRecord,
  type PostCommentBody,
  QueueCounts,
  Replay,
  RuleSet,
  SanctionPreview,
  StartedTask,
  Statistics,
  UndoResult,
} from '#contracts';
import { eventually, testRedisUrl } from '#testing';
import type { PostAs } from '../../libs/testing/src/colloquy-client.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { type JourneySite, RunningService } from '../../libs/testing/src/running-service.js';
import { ownArticle } from '../../libs/testing/src/two-revisions.js';

/** Statistics come with the sealing of the log, which looks every few seconds. */
const COUNTED_WITHIN_MS = 40_000;
const DAY_MS = 86_400_000;

/** A guest's comment, and the token by which it is theirs. */
interface Written {
  readonly id: string;
  readonly body: string;
  readonly token: string;
}

/** Where the day is spent, and by whom: Mara's day it is, Olaf shares the desk, the editor may change the rules. */
class Desk {
  constructor(
    readonly service: RunningService,
    readonly site: JourneySite,
    readonly article: Article,
    readonly mara: Staff,
    readonly olaf: Staff,
    readonly editor: string,
  ) {}

  static async open(service: RunningService): Promise<Desk> {
    const site = await service.site({ undoSeconds: 0 });
    const article = await service.client.putArticle(site.key, 'ferry', site.apiKey, ownArticle.first);
    const staff = [await service.moderator(site, 'Mara Desk'), await service.moderator(site, 'Olaf Desk')] as const;
    return new Desk(service, site, article, staff[0], staff[1], await service.admin());
  }

  get(path: string, token = this.mara.token) {
    const mark = path.includes('?') ? '&' : '?';
    return this.service.client.api('GET', `/moderation/${path}${mark}site=${this.site.key}`, { token });
  }

  post(path: string, body: object, token = this.mara.token) {
    return this.service.client.api('POST', `/moderation/${path}`, { token, body: { site: this.site.key, ...body } });
  }

  async writes(body: string, name: string, as: PostAs & { email?: string } = {}): Promise<Written> {
    const { email, ...how } = as;
    const guest = email === undefined ? { name } : { name, email };
    const text: PostCommentBody = how.token === undefined ? { body, guest } : { body };
    const { comment, editToken } = await this.service.client.post(this.article.id, text, how);
    return { id: comment.id, body, token: editToken ?? how.token ?? '' };
  }

  async decides(
    comment: { readonly id: string },
    outcome: 'publish' | 'reject' | 'spam',
    more: { revision?: number; reason?: string; token?: string } = {},
  ): Promise<DecisionsResult['items'][number]> {
    const { revision = 1, reason, token = this.mara.token } = more;
    const item = { articleId: this.article.id, commentId: comment.id, revision, outcome };
    const body = { items: [reason === undefined ? item : { ...item, reason }] };
    const answer = await this.service.client.api('POST', '/moderation/decisions', { token, body });
    const [result] = answer.as(DecisionsResult).items;
    if (result === undefined) throw new Error('Nothing was decided.');
    return result;
  }

  async waiting(): Promise<string[]> {
    const { items } = await this.service.client.queue(this.site.key, this.mara.token);
    return items.map(({ comment }) => comment.id);
  }

  async isRead({ id }: { readonly id: string }): Promise<boolean> {
    const { comments } = await this.service.client.thread(this.article.id, '?limit=50');
    return comments.some((comment) => comment.id === id);
  }
}
type Staff = Awaited<ReturnType<RunningService['moderator']>>;

describe.each(queueBackends())('a moderator’s day with queues in $name', ({ isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;

    beforeAll(async () => {
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined, { TRUSTED_PROXIES: '127.0.0.1/32' });
    });
    afterAll(() => service.close());

    it('goes from signing in to the figures', async () => {
      const desk = await Desk.open(service);
      const comments = await morning(desk);
      const [good, edited, ferry] = await sharesTheList(desk, comments);
      await decidesWhatWasRead(desk, good, edited);
      await takesADecisionBack(desk, ferry);
      await sanctions(desk);
      await triesRulesBeforeTheyAct(desk, good);
      const appealed = await answersAppeals(desk);
      await readsTheLog(desk, ferry, appealed);
      await readsTheFigures(desk);
    });
  });
});

/** Six comments wait; she signs in and sees who she is and how many there are. */
async function morning(desk: Desk): Promise<Written[]> {
  const texts = [
    'The gadget on the mast was repaired by the school itself.',
    'In my view the timetable was never the problem.',
    'My daughter took the ferry for nine years.',
    'Fog is only an excuse, the crew is too small.',
    'Who pays for the bridge that is drawn twice?',
    'The dog deserves a season ticket.',
  ];
  const written: Written[] = [];
  for (const [at, body] of texts.entries()) written.push(await desk.writes(body, `Reader ${at}`));
  await desk.service.drain();
  const me = (await desk.service.client.api('GET', '/me', { token: desk.mara.token })).as(Me);
  expect(me).toMatchObject({ name: 'Mara Desk', roles: [{ site: desk.site.id, role: 'moderator' }] });
  expect((await desk.get('queue/counts')).as(QueueCounts).pending).toEqual({ count: 6, more: false });
  (await desk.get('queue/counts', written[0]?.token ?? '')).is(403);
  expect(await desk.waiting()).toEqual(expect.arrayContaining(written.map(({ id }) => id)));
  return written;
}

/** Three each, and none twice; what she has, he is not given. */
async function sharesTheList(desk: Desk, written: readonly Written[]): Promise<[Written, Written, Written]> {
  const [hers, his] = await Promise.all(
    [desk.mara, desk.olaf].map(async ({ token }) => (await desk.post('claims', { next: 3 }, token)).as(Claims).items),
  );
  const given = [...(hers ?? []), ...(his ?? [])];
  expect([hers?.length, his?.length, new Set(given.map(({ commentId }) => commentId)).size]).toEqual([3, 3, 6]);
  expect(given.every(({ isMine }) => isMine)).toBe(true);
  const taken = hers?.[0]?.commentId ?? '';
  const asked = (await desk.post('claims', { comments: [taken] }, desk.olaf.token)).as(Claims);
  expect(asked.items).toMatchObject([{ commentId: taken, isMine: false, by: { name: 'Mara Desk' } }]);
  (await desk.post('claims/release', { comments: his?.map(({ commentId }) => commentId) }, desk.olaf.token)).is(200);
  const listed = await desk.service.client.queue(desk.site.key, desk.olaf.token);
  expect(listed.items.filter(({ claim }) => claim?.name === 'Mara Desk')).toHaveLength(3);
  return [written[0], written[1], written[2]] as [Written, Written, Written];
}

/** The text changed under her hands: she is shown the new one, and her decision about the old one does nothing. */
async function decidesWhatWasRead(desk: Desk, good: Written, edited: Written): Promise<void> {
  const { client } = desk.service;
  expect(await desk.decides(good, 'publish')).toMatchObject({ result: 'applied', status: 'published' });
  await eventually('it can be read', () => desk.isRead(good));

  const path = `/articles/${desk.article.id}/comments/${edited.id}`;
  const body = { body: 'In my view the timetable was *always* the problem.' };
  (await client.api('PATCH', path, { body, token: edited.token })).as(OneComment);
  const stale = await desk.decides(edited, 'publish');
  expect(stale).toMatchObject({
    ...{ result: 'stale', status: 'pending', revision: 2, decisionId: null },
    current: { body: body.body, bodyHtml: expect.stringContaining('<em>always</em>') as string },
  });
  expect(await desk.isRead(edited)).toBe(false);
  await desk.service.drain();
  const { items } = await client.queue(desk.site.key, desk.mara.token);
  expect(items.find(({ comment }) => comment.id === edited.id)).toMatchObject({ body: body.body });
  expect(await desk.decides(edited, 'publish', { revision: 2 })).toMatchObject({ result: 'applied' });
  await eventually('the new text can be read', () => desk.isRead(edited));
}

/** Rejected by mistake: it waits again as if nothing had been, and is then published. */
async function takesADecisionBack(desk: Desk, ferry: Written): Promise<void> {
  const rejected = await desk.decides(ferry, 'reject', { reason: 'off-topic' });
  expect(rejected).toMatchObject({ result: 'applied', status: 'rejected' });
  expect(await desk.waiting()).not.toContain(ferry.id);
  const path = `decisions/${rejected.decisionId ?? ''}/undo`;
  const undo = (token: string) => desk.service.client.api('POST', `/moderation/${path}`, { token });
  (await undo(desk.olaf.token)).is(403);
  const undone = (await undo(desk.mara.token)).as(UndoResult);
  expect(undone).toMatchObject({ commentId: ferry.id, status: 'pending', revision: 1 });
  expect((await undo(desk.mara.token)).as(UndoResult)).toMatchObject({ status: 'pending', decisionId: null });
  expect(await desk.waiting()).toContain(ferry.id);
  const told = await desk.service.client.outcome(desk.article.id, ferry.id, ferry.token);
  expect(told).toMatchObject({ status: 'pending', decision: { by: 'system' }, appeal: null });
  expect(await desk.decides(ferry, 'publish')).toMatchObject({ result: 'applied' });
}

/** One person in two guises: their record shows the other by a keyed hash; their comments follow the suspension. */
async function sanctions(desk: Desk): Promise<void> {
  const { client } = desk.service;
  const email = `loud-${randomUUID()}@example.org`;
  const loud = await desk.writes('You are all paid by the bridge.', 'Loud Voice', { from: '198.51.100.7', email });
  const twin = await desk.writes('Nobody but me has said it yet.', 'Quiet Voice', { from: '198.51.100.7', email });
  const other = await desk.writes('A word from far away.', 'Far Away', { from: '203.0.113.9' });
  await desk.service.drain();
  expect(await desk.decides(loud, 'publish')).toMatchObject({ status: 'published' });
  const shouted = 'AND THE HARBOUR OFFICE IS PAID BY THE BRIDGE AS WELL.';
  const second = await desk.writes(shouted, '', { token: loud.token });
  await desk.service.drain();
  const idOf = async ({ id }: Written) => {
    const { items } = await client.queue(desk.site.key, desk.mara.token);
    return items.find(({ comment }) => comment.id === id)?.author.id ?? '';
  };
  const [person, twinId, otherId] = [await idOf(second), await idOf(twin), await idOf(other)];
  const answer = await desk.get(`people/${person}`);
  const { linked } = answer.as(PersonRecord);
  const link = linked.find((one) => one.person.id === twinId);
  expect(link?.evidence.map(({ kind }) => kind).sort()).toEqual(['mailbox', 'network']);
  expect(linked.map((one) => one.person.id)).not.toContain(otherId);
  expect(answer.text).not.toMatch(/198\.51\.100|loud-/);

  expect((await desk.get(`people/${person}/sanctions/preview`)).as(SanctionPreview)).toEqual({
    ...{ public: 1, waiting: 1, isComplete: true },
  });
  const endsAt = new Date(Date.now() + 7 * DAY_MS).toISOString();
  const wanted = { kind: 'suspension', reason: 'abuse', comments: 'reject', publicText: 'A week off.', endsAt };
  (await desk.post(`people/${person}/sanctions`, { ...wanted, kind: 'ban', endsAt: undefined })).is(403);
  const { sanction } = (await desk.post(`people/${person}/sanctions`, wanted)).as(OneSanction, 201);
  expect(sanction).toMatchObject({ isInForce: true, imposedBy: desk.mara.id, endsAt });
  const refused = await client.tryPost(desk.article.id, { body: 'Let me in.' }, { token: loud.token });
  expect([refused.is(403).code, refused.text.includes('A week off.')]).toEqual(['sanctioned', true]);
  await desk.service.drain();
  for (const comment of [loud, second]) {
    expect((await client.outcome(desk.article.id, comment.id, loud.token)).status).toBe('rejected');
  }
  await eventually('the public one is gone', async () => !(await desk.isRead(loud)));
  // Nothing follows from a likeness alone.
  expect(await desk.waiting()).toEqual(expect.arrayContaining([twin.id, other.id]));
  expect(await desk.waiting()).not.toContain(second.id);
}

/** A word list that would have refused what she published is seen to, before it acts. */
async function triesRulesBeforeTheyAct(desk: Desk, good: Written): Promise<void> {
  const { client } = desk.service;
  const active = (await desk.get('rules')).as(RuleSet);
  const put = (banned: string[], token: string) => {
    const rules = { ...active.rules, words: { ...active.rules.words, banned } };
    const body = { site: desk.site.key, rules, basedOn: active.number, activate: false };
    return client.api('PUT', '/moderation/rules', { token, body });
  };
  (await put(['gadget*'], desk.mara.token)).is(403);
  const replayed = async (number: number) => {
    const { id } = (await desk.post('rules/replay', { number, days: 7 }, desk.editor)).as(StartedTask, 202);
    const report = await eventually('the replay is done', async () => {
      const read = (await desk.get(`rules/replays/${id}`)).as(Replay);
      return read.task.state === 'done' && read;
    });
    return { report, flips: (await desk.get(`rules/replays/${id}/flips`)).as(FlipPage).items };
  };

  const blunt = (await put(['gadget*'], desk.editor)).as(RuleSet);
  const first = await replayed(blunt.number);
  expect(first.report).toMatchObject({
    number: blunt.number,
    flipped: 1,
    flips: [{ from: 'hold', to: 'reject', count: 1 }],
    people: { contradicted: { before: 0, after: 1 } },
    published: { refused: 1 },
  });
  expect(first.flips).toMatchObject([
    { commentId: good.id, from: 'hold', to: 'reject', person: 'publish', contradicts: true, status: 'published' },
  ]);

  const fine = (await put(['gadget pills'], desk.editor)).as(RuleSet);
  const second = await replayed(fine.number);
  expect(second.report).toMatchObject({ flipped: 0, people: { contradicted: { after: 0 } } });
  expect(second.flips).toEqual([]);
  expect((await desk.get('rules')).as(RuleSet).number).toBe(active.number);
  const basedOn = active.number;
  (await desk.post(`rules/${fine.number}/activate`, { basedOn }, desk.mara.token)).is(403);
  const used = (await desk.post(`rules/${fine.number}/activate`, { basedOn }, desk.editor)).as(RuleSet);
  expect(used).toMatchObject({ number: fine.number, state: 'active' });
  (await desk.post(`rules/${blunt.number}/activate`, { basedOn }, desk.editor)).is(409);

  const becomes = async (body: string) => {
    const { id, token } = await desk.writes(body, 'Seller');
    await desk.service.drain();
    return (await client.outcome(desk.article.id, id, token)).status;
  };
  // A worker may judge by the rules it has read for some seconds more.
  await eventually('they are judged by', async () => (await becomes(`Gadget pills, ${randomUUID()}`)) === 'rejected');
  expect(await becomes('That gadget on the mast again.')).toBe('pending');
}

/** Olaf refused, so the second look is hers; what she refused is not hers to look at again. */
async function answersAppeals(desk: Desk): Promise<Written> {
  const { client } = desk.service;
  const [his, hers] = [await desk.writes('Too short a crew.', 'Crew One'), await desk.writes('Fog again.', 'Crew Two')];
  await desk.service.drain();
  await desk.decides(his, 'reject', { reason: 'off-topic', token: desk.olaf.token });
  await desk.decides(hers, 'reject', { reason: 'other' });
  for (const { id, token } of [his, hers]) {
    const path = `/articles/${desk.article.id}/comments/${id}/appeal`;
    const filed = await client.api('POST', path, { token, body: { text: 'I rode it for nine years.' } });
    expect(filed.as(CommentOutcome, 201).appeal).toMatchObject({ state: 'filed' });
  }
  const { items } = await client.queue(desk.site.key, desk.mara.token, 'appealed');
  const appealOf = ({ id }: Written) => items.find(({ comment }) => comment.id === id)?.appeal;
  expect(appealOf(his)).toMatchObject({ text: 'I rode it for nine years.', against: { by: { name: 'Olaf Desk' } } });
  const answer = (comment: Written) =>
    client.api('POST', `/moderation/appeals/${appealOf(comment)?.id ?? ''}/decision`, {
      token: desk.mara.token,
      body: { outcome: 'overturn', answer: 'It is about the ferry after all.' },
    });
  (await answer(hers)).is(403);
  expect((await answer(his)).as(AppealAnswer)).toMatchObject({ outcome: 'overturned', status: 'published' });
  expect((await answer(his)).is(409).code).toBe('already_decided');
  await eventually('it can be read', () => desk.isRead(his));
  expect(await client.outcome(desk.article.id, his.id, his.token)).toMatchObject({ status: 'published' });
  return his;
}

/** What was done stands in the log, what was taken back too. She reads what she did; the editor reads all of it. */
async function readsTheLog(desk: Desk, ferry: Written, appealed: Written): Promise<void> {
  const entries = async ({ id }: Written, token: string) => {
    const { items } = (await desk.get(`log?comment=${id}`, token)).as(LogPage);
    return items.map(({ kind, actor, decision }) => [kind, actor?.name, decision?.to]).reverse();
  };
  const hers = [
    ['decision.moderator', 'Mara Desk', 'rejected'],
    ['decision.undo', 'Mara Desk', 'pending'],
    ['decision.moderator', 'Mara Desk', 'published'],
  ];
  expect(await entries(ferry, desk.mara.token)).toEqual(hers);
  expect(await entries(ferry, desk.editor)).toEqual([['decision.screening', undefined, 'pending'], ...hers]);
  const overturned = ['decision.moderator', 'Mara Desk', 'published'];
  expect(await entries(appealed, desk.mara.token)).toEqual([overturned]);
  expect((await entries(appealed, desk.editor)).slice(1)).toEqual([
    ['decision.moderator', 'Olaf Desk', 'rejected'],
    overturned,
  ]);
}

async function readsTheFigures(desk: Desk): Promise<void> {
  const figures = await eventually(
    'her last decision is counted',
    async () => {
      const read = (await desk.get('statistics', desk.editor)).as(Statistics);
      const made = read.decisions.filter(({ cause }) => cause === 'moderator');
      return made.reduce((sum, { count }) => sum + count, 0) === 8 && read;
    },
    COUNTED_WITHIN_MS,
  );
  const load = (name: string) => figures.moderators?.find((one) => one.name === name);
  expect(load('Mara Desk')).toMatchObject({ decisions: 7, published: 5, rejected: 2, spam: 0 });
  expect(load('Olaf Desk')).toMatchObject({ decisions: 1, published: 0, rejected: 1 });
  expect(figures.decisions).toEqual(
    expect.arrayContaining([
      { cause: 'undo', maker: 'person', outcome: 'pending', count: 1 },
      { cause: 'screening', maker: 'system', outcome: 'rejected', count: 1 },
    ]),
  );
  expect(figures.agreement).toMatchObject({ agreed: 0, disagreed: 0, rate: null });
  expect(figures.timeToDecision.count).toBe(6);
  const pending = figures.queue.find(({ state }) => state === 'pending');
  expect(pending?.waiting).toBe((await desk.get('queue/counts')).as(QueueCounts).pending.count);
  const hers = (await desk.get('statistics')).as(Statistics);
  expect(hers).toMatchObject({ moderators: null, decisions: figures.decisions });
  expect((await desk.get('statistics.csv')).is(200).text).toContain('moderator');
}
