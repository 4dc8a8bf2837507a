import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppealAnswer, type Article, CommentOutcome, rejectionReasons, type PostedComment } from '#contracts';
import { eventually, testRedisUrl } from '#testing';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { type JourneySite, RunningService } from '../../libs/testing/src/running-service.js';
import { ownArticle } from '../../libs/testing/src/two-revisions.js';

type Staff = Awaited<ReturnType<RunningService['moderator']>>;

interface Place {
  readonly site: JourneySite;
  readonly article: Article;
  readonly first: Staff;
  readonly second: Staff;
}

const ANSWER = 'It is about the ferry, and we were too quick.';
const FAR_FUTURE = '9999-12-31T00:00:00.000Z';

describe.each(queueBackends())('a reader is heard with queues in $name', ({ isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;

    beforeAll(async () => {
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined);
    });
    afterAll(() => service.close());

    async function place(): Promise<Place> {
      const site = await service.site({ undoSeconds: 0 });
      const article = await service.client.putArticle(site.key, 'ferry', site.apiKey, ownArticle.first);
      const [first, second] = [await service.moderator(site, 'Mara Desk'), await service.moderator(site, 'Olaf Desk')];
      return { site, article, first, second };
    }

    /** Signs a reader in by the code of a mail. */
    async function reader(name: string): Promise<{ email: string; token: string }> {
      const email = `${randomUUID()}@example.org`;
      await service.client.startEmail(email, name);
      const { text } = await service.mails.waitFor((mail) => mail.to.includes(email));
      const code = /Your code: (\d{6})/u.exec(text)?.[1] ?? '';
      return { email, token: (await service.client.verifyEmail({ email, code })).session.token };
    }

    const mailsTo = (email: string, about: string) =>
      service.mails.received.filter((mail) => mail.to.includes(email) && mail.subject.includes(about));
    const appeal = (articleId: string, id: string, token: string, text = 'I ride it every day.') =>
      service.client.api('POST', `/articles/${articleId}/comments/${id}/appeal`, { token, body: { text } });
    const decided = async (here: Place, { comment }: PostedComment, outcome: 'publish' | 'reject', reason?: string) => {
      const item = { articleId: here.article.id, commentId: comment.id, revision: 1, outcome };
      const items = [reason === undefined ? item : { ...item, reason }];
      const [result] = await service.client.decide(here.first.token, items);
      expect(result).toMatchObject({ result: 'applied' });
    };
    const appealId = async (here: Place, id: string) => {
      const { items } = await service.client.queue(here.site.key, here.second.token, 'appealed');
      return items.find(({ comment }) => comment.id === id)?.appeal?.id ?? '';
    };
    const answered = (by: Staff, id: string, outcome: 'uphold' | 'overturn', answer = ANSWER) =>
      service.client.api('POST', `/moderation/appeals/${id}/decision`, { token: by.token, body: { outcome, answer } });
    const isRead = async (here: Place, id: string) =>
      (await service.client.thread(here.article.id)).comments.some((comment) => comment.id === id);

    it('held, told why, appeals, is public, and hears of each by mail once', async () => {
      const here = await place();
      const { client } = service;
      const articleId = here.article.id;
      const status = (comment: string, token: string) => client.outcome(articleId, comment, token);
      const writer = await reader('Wants A Hearing');
      const listener = await reader('Hears Everything');
      const wish = { kind: 'all' };
      (await client.api('POST', `/articles/${articleId}/subscriptions`, { body: wish, token: listener.token })).is(201);

      // Held: the writer sees it and what it waits for; nobody else sees anything.
      const written = await client.post(articleId, { body: 'The crew is too small.', notify: 'replies' }, writer);
      const { id } = written.comment;
      expect(written.comment.status).toBe('pending');
      await service.drain();
      expect(await status(id, writer.token)).toMatchObject({
        ...{ status: 'pending', revision: 1, edit: null, appeal: null },
        decision: { by: 'system', reasons: [{ code: 'new_commenter', text: expect.stringMatching(/\w/u) as string }] },
      });
      expect((await client.mine(articleId, writer.token)).comments).toMatchObject([{ id, status: 'pending' }]);
      expect(await isRead(here, id)).toBe(false);
      const path = `/articles/${articleId}/comments/${id}`;
      for (const token of [listener.token, undefined]) (await client.api('GET', path, { token })).is(404);
      (await client.api('GET', `${path}/status`, { token: listener.token })).is(404);
      (await client.api('GET', `${path}/status`)).is(401);
      expect((await appeal(articleId, id, writer.token)).is(422).code).toBe('appeal_closed');

      // Refused: who decided in general, why in public words, until when there is an appeal.
      await decided(here, written, 'reject', 'off-topic');
      await service.drain();
      const refused = await status(id, writer.token);
      const reasons = [{ code: 'off-topic', text: rejectionReasons['off-topic'] }];
      expect(refused).toMatchObject({ status: 'rejected', decision: { by: 'moderator', reasons } });
      const until = refused.appeal?.state === 'open' ? refused.appeal.until : FAR_FUTURE;
      const [toldWhy, ...more] = mailsTo(writer.email, 'Your comment on');
      expect(more).toEqual([]);
      expect(toldWhy?.text).toContain(rejectionReasons['off-topic']);
      expect(toldWhy?.text).toContain(`until ${until.slice(0, 10)}`);
      expect(`${JSON.stringify(refused)}${toldWhy?.text ?? ''}${toldWhy?.html ?? ''}`).not.toContain('Mara');

      // Appeals: once, and to somebody else.
      const filed = (await appeal(articleId, id, writer.token)).as(CommentOutcome, 201);
      expect(filed).toMatchObject({ status: 'rejected', appeal: { state: 'filed' } });
      expect((await appeal(articleId, id, writer.token)).is(409).code).toBe('conflict');
      (await appeal(articleId, id, listener.token)).is(404);
      const question = await appealId(here, id);
      (await answered(here.first, question, 'overturn')).is(403);
      const answer = (await answered(here.second, question, 'overturn')).as(AppealAnswer);
      expect(answer).toMatchObject({ commentId: id, outcome: 'overturned', status: 'published' });

      // Heard: public for all, and the one who listens is told now and not before.
      await eventually('it can be read', () => isRead(here, id));
      await service.drain();
      expect(await status(id, writer.token)).toMatchObject({ status: 'published', decision: null });
      const [toldAnswer, ...others] = mailsTo(writer.email, 'Your appeal about');
      expect(others).toEqual([]);
      expect(toldAnswer?.text).toContain('Your comment is public now.');
      expect(toldAnswer?.text).toContain(ANSWER);
      const link = new URL(/https?:\/\/\S+\?comment=\S+/u.exec(toldAnswer?.text ?? '')?.[0] ?? '');
      const page = await client.send('GET', `${link.pathname}${link.search}`);
      expect(page.is(200).text).toContain('The crew is too small.');
      expect(`${toldAnswer?.text ?? ''}${toldAnswer?.html ?? ''}`).not.toContain('Olaf');
      const toldListener = service.mails.received.filter((mail) => mail.to.includes(listener.email));
      expect(toldListener.filter((mail) => mail.text.includes('The crew is too small.'))).toHaveLength(1);
      expect(mailsTo(writer.email, 'Your comment on')).toHaveLength(1);
    });

    it('refused by the machine, a guest is told so and not how, and what a person says to it', async () => {
      const here = await place();
      const { client } = service;
      const links = Array.from({ length: 12 }, (_, at) => `https://shop-${at}.example/offer`).join(' ');
      const { comment, editToken = '' } = await client.post(here.article.id, {
        body: `All offers of the week: ${links}`,
        guest: { name: 'Nobody In Particular' },
      });
      await service.drain();
      const refused = await client.outcome(here.article.id, comment.id, editToken);
      expect(refused).toMatchObject({ status: 'spam', decision: { by: 'system' }, appeal: { state: 'open' } });
      expect(refused.decision?.reasons).toHaveLength(1);
      expect(refused.decision?.reasons[0]?.text).not.toMatch(/\d/u);
      expect(await isRead(here, comment.id)).toBe(false);

      expect((await appeal(here.article.id, comment.id, editToken)).as(CommentOutcome, 201)).toMatchObject({
        appeal: { state: 'filed' },
      });
      // No person has decided yet, so any moderator may look.
      const question = await appealId(here, comment.id);
      const answer = (await answered(here.first, question, 'uphold', 'These are offers.')).as(AppealAnswer);
      expect(answer).toMatchObject({ outcome: 'upheld', status: 'spam', decisionId: null });
      expect(await client.outcome(here.article.id, comment.id, editToken)).toMatchObject({
        status: 'spam',
        appeal: { state: 'upheld', answer: 'These are offers.' },
      });
      expect((await appeal(here.article.id, comment.id, editToken)).is(409).code).toBe('conflict');
      expect(await isRead(here, comment.id)).toBe(false);
      await service.drain();
      expect(service.mails.received.filter(({ text }) => text.includes('These are offers.'))).toEqual([]);
    });
  });
});
