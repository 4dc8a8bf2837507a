import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accepted, type Article, OneComment, VoteResult } from '#contracts';
import { eventually, testRedisUrl } from '#testing';
import { recount, storedCounts } from '../../libs/testing/src/build-comment.js';
import { LiveReader } from '../../libs/testing/src/live-reader.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { type JourneySite, RunningService } from '../../libs/testing/src/running-service.js';
import { ownArticle } from '../../libs/testing/src/two-revisions.js';

interface Place {
  readonly site: JourneySite;
  readonly article: Article;
  readonly editor: string;
}

describe.each(queueBackends())('readers with queues in $name', ({ isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;

    beforeAll(async () => {
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined);
    });
    afterAll(() => service.close());

    async function place(): Promise<Place> {
      // The classifier's word on a test's few words is no matter of these journeys.
      const classifier = { spamFrom: 0, holdFrom: 0, abuseHoldFrom: 0 };
      const site = await service.site({ screening: { classifier } });
      const article = await service.client.putArticle(site.key, 'ferry', site.apiKey, ownArticle.first);
      return { site, article, editor: await service.admin() };
    }

    const mailTo = (address: string) => service.mails.waitFor((mail) => mail.to.includes(address));
    const codeOf = (text: string) => /Your code: (\d{6})/u.exec(text)?.[1] ?? '';
    const linkOf = (text: string) => new URL(/https?:\/\/\S+\/mail\/verify\/\S+/u.exec(text)?.[0] ?? '').pathname;

    /** Signs a reader in by the code of a mail. */
    async function verified(name: string): Promise<string> {
      const email = `${randomUUID()}@example.org`;
      await service.client.startEmail(email, name);
      const { session, person } = await service.client.verifyEmail({ email, code: codeOf((await mailTo(email)).text) });
      expect(person).toMatchObject({ name, kind: 'verified' });
      return session.token;
    }

    /** Posts as a reader whom the editor's decision has made known. */
    async function known(name: string, { article, editor }: Place): Promise<string> {
      const token = await verified(name);
      const { comment } = await service.client.post(article.id, { body: `The first word of ${name}.` }, { token });
      expect(comment.status).toBe('pending');
      await publish(article.id, comment.id, 1, editor);
      return token;
    }

    async function publish(articleId: string, commentId: string, revision: number, editor: string): Promise<void> {
      await service.drain();
      const [result] = await service.client.decide(editor, [{ articleId, commentId, revision, outcome: 'publish' }]);
      expect(result).toMatchObject({ result: 'applied', status: 'published' });
    }

    it('publishes at once what a reader writes whose first comment was published', async () => {
      const here = await place();
      const token = await known('Second Time', here);
      const { comment } = await service.client.post(
        here.article.id,
        { body: 'My second thought on the ferry.' },
        { token },
      );
      expect(comment).toMatchObject({ status: 'published', author: { kind: 'verified', badges: ['verified'] } });
      const { comments } = await service.client.thread(here.article.id);
      expect(comments[0]?.id).toBe(comment.id);
      await service.drain();
      expect((await service.client.permalink(here.article.id, comment.id)).comment.status).toBe('published');
    });

    it.each(['code', 'link'] as const)('lets a comment that waits for its address go on by %s', async (way) => {
      const { site, article, editor } = await place();
      const { client } = service;
      await client.putSettings(site.key, editor, { guests: 'await-verification' });
      const email = `${randomUUID()}@example.org`;
      const body = { body: 'Waiting for a letter.', guest: { name: `By ${way} ${email.slice(0, 8)}`, email } };
      const { comment } = await client.post(article.id, body);
      expect(comment.status).toBe('awaiting-verification');
      const { text } = await mailTo(email);
      await service.drain();
      expect((await client.queue(site.key, editor)).items).toEqual([]);
      if (way === 'code') await client.verifyEmail({ email, code: codeOf(text) });
      else {
        (await client.send('GET', linkOf(text))).is(200);
        await service.drain();
        expect((await client.queue(site.key, editor)).items).toEqual([]);
        (await client.send('POST', linkOf(text), { form: {} })).is(200);
      }
      await service.drain();
      const { items } = await client.queue(site.key, editor);
      expect(items).toMatchObject([{ comment: { id: comment.id, status: 'pending', author: { kind: 'verified' } } }]);
    });

    it('keeps the public text while an edit with links waits, and shows it once it is published', async () => {
      const here = await place();
      const { article, editor, site } = here;
      const { client } = service;
      const token = await known('Editor Of Self', here);
      const { comment } = await client.post(article.id, { body: 'The plain text.' }, { token });
      const path = `/articles/${article.id}/comments/${comment.id}`;
      const shown = async () => (await client.permalink(article.id, comment.id)).comment;

      const fixed = await client.api('PATCH', path, { body: { body: 'The plain text, put right.' }, token });
      expect(fixed.as(OneComment).comment).toMatchObject({ revision: 2, status: 'published' });
      expect(await shown()).toMatchObject({ revision: 2, status: 'published' });

      const links = `See ${['a', 'b', 'c', 'd'].map((host) => `https://${host}.example/`).join(' and ')} for the figures.`;
      const held = await client.api('PATCH', path, { body: { body: links }, token });
      expect(held.as(OneComment).comment).toMatchObject({ revision: 3, status: 'pending' });
      await service.drain();
      expect((await shown()).bodyHtml).toContain('put right');
      expect((await client.queue(site.key, editor)).items).toMatchObject([
        { comment: { id: comment.id, revision: 3 }, body: links },
      ]);

      await publish(article.id, comment.id, 3, editor);
      expect((await shown()).bodyHtml).toContain('https://a.example/');
      expect((await client.queue(site.key, editor)).items).toEqual([]);
    });

    it('leaves a tombstone where an answered comment was withdrawn, and counts right', async () => {
      const here = await place();
      const { article } = here;
      const { client } = service;
      const token = await known('Takes It Back', here);
      const other = await known('Answers', here);
      const { comment: root } = await client.post(article.id, { body: 'I say too much here.' }, { token });
      const { comment: reply } = await client.post(
        article.id,
        { body: 'Indeed.', parentId: root.id },
        { token: other },
      );
      const before = (await client.counts(here.site.key, 'ferry'))?.total ?? 0;

      const gone = await client.api('DELETE', `/articles/${article.id}/comments/${root.id}`, { token });
      expect(gone.as(OneComment).comment.status).toBe('withdrawn');
      const { comments } = await client.thread(article.id);
      const tombstone = comments.find(({ id }) => id === root.id);
      expect(tombstone).toMatchObject({
        status: 'withdrawn',
        bodyHtml: '',
        replyCount: 1,
        replies: { items: [{ id: reply.id }] },
      });
      expect(JSON.stringify(tombstone?.author)).not.toContain('Takes It Back');
      expect((await client.counts(here.site.key, 'ferry'))?.total).toBe(before - 1);

      (await client.api('DELETE', `/articles/${article.id}/comments/${reply.id}`, { token: other })).is(200);
      expect((await client.thread(article.id)).comments.map(({ id }) => id)).not.toContain(root.id);
      await service.drain();
      expect(await storedCounts(service.database, article.id)).toEqual(await recount(service.database, article.id));
    });

    it('counts one vote a reader and brings a flagged comment before the editor', async () => {
      const here = await place();
      const { article, editor, site } = here;
      const { client } = service;
      const writer = await known('Is Flagged', here);
      const voter = await known('Votes And Flags', here);
      const { comment } = await client.post(article.id, { body: 'A word that divides.' }, { token: writer });
      const path = `/articles/${article.id}/comments/${comment.id}`;
      const vote = async (value: number, token: string) =>
        client.api('PUT', `${path}/vote`, { body: { value }, token });
      for (let time = 1; time <= 2; time++) {
        expect((await vote(1, voter)).as(VoteResult)).toEqual({ score: { up: 1, down: 0 }, mine: 1 });
      }
      expect((await vote(1, writer)).is(422).code).toBe('own_comment');
      expect((await client.mine(article.id, voter)).votes).toEqual({ [comment.id]: 1 });
      expect((await vote(0, voter)).as(VoteResult)).toEqual({ score: { up: 0, down: 0 }, mine: 0 });

      const flag = { reason: 'offensive', detail: 'Not among neighbours.' };
      (await client.api('POST', `${path}/flags`, { body: flag, token: voter })).as(Accepted, 202);
      const { items } = await client.queue(site.key, editor, 'reported');
      expect(items).toMatchObject([{ comment: { id: comment.id, status: 'published' }, flags: [flag] }]);
      const [decided] = await client.decide(editor, [
        { articleId: article.id, commentId: comment.id, revision: 1, outcome: 'reject', reason: 'rude' },
      ]);
      expect(decided).toMatchObject({ result: 'applied', status: 'rejected' });
      expect((await client.queue(site.key, editor, 'reported')).items).toEqual([]);
      (await client.api('GET', path)).is(404);
    });

    it('tells open pages of a new version', async () => {
      const here = await place();
      const { article } = here;
      const token = await known('Is Heard', here);
      const { version } = (await service.client.thread(article.id)).article;
      const live = await LiveReader.open(`${service.base}/api/v1/articles/${article.id}/live`);
      try {
        const { comment } = await service.client.post(article.id, { body: 'News for open pages.' }, { token });
        const told = await live.versionAfter(version);
        await eventually('the page of that version has the comment', async () => {
          const page = await service.client.thread(article.id);
          return page.article.version >= told && page.comments.some(({ id }) => id === comment.id);
        });
      } finally {
        live.close();
      }
    });
  });
});
