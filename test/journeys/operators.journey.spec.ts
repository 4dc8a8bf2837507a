import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Accepted, DeadLetter } from '#contracts';
import { eventually, testRedisUrl } from '#testing';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { RunningService } from '../../libs/testing/src/running-service.js';
import { ownArticle } from '../../libs/testing/src/two-revisions.js';

const Letters = z.strictObject({ items: z.array(DeadLetter), next: z.string().nullable() });

describe.each(queueBackends())('operators and editors with queues in $name', ({ isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;

    beforeAll(async () => {
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined, { JOB_ATTEMPTS: '3' });
    });
    afterAll(() => service.close());

    async function place() {
      const site = await service.site();
      const article = await service.client.putArticle(site.key, 'ferry', site.apiKey, ownArticle.first);
      return { site, articleId: article.id, editor: await service.admin() };
    }

    const posted = async (articleId: string, body: string) =>
      (await service.client.post(articleId, { body, guest: { name: 'A Reader' } })).comment;

    it('shows jobs that cannot succeed, retries them once the cause is mended, and lets them be given up', async () => {
      const { site, articleId, editor } = await place();
      const { client, database } = service;
      const letters = async () =>
        (await client.api('GET', '/operations/dead-letters', { token: editor })).as(Letters).items;
      const spoil = (settings: string) =>
        database.execute('UPDATE articles SET settings = $2::jsonb WHERE id = $1', [articleId, settings]);
      (await client.api('GET', '/operations/dead-letters')).is(401);

      // The api has the article in its cache; the worker reads a row such as only a hand at the database leaves behind.
      await client.mine(articleId, editor);
      await spoil('null');
      const comments = [await posted(articleId, 'The first of two.'), await posted(articleId, 'The second of two.')];
      await service.drain();
      const dead = await letters();
      expect(dead.map(({ queue, name }) => ({ queue, name }))).toEqual([
        { queue: 'screening', name: 'screen-comment' },
        { queue: 'screening', name: 'screen-comment' },
      ]);
      expect(dead.every(({ reason, attempts }) => reason !== '' && attempts === 3)).toBe(true);
      const { items } = await client.queue(site.key, editor);
      expect(items.map(({ comment }) => comment.id).sort()).toEqual(comments.map(({ id }) => id).sort());
      expect(items.every(({ reasons }) => reasons.includes('screening_failed'))).toBe(true);

      // The worker keeps what it has read of an article for up to 5 s, so the first retry may come too early.
      await spoil('{}');
      const kept = dead[1]?.id ?? '';
      await eventually('the mended job is done', async () => {
        for (const { id } of (await letters()).filter((letter) => letter.id !== kept)) {
          (await client.api('POST', `/operations/dead-letters/${id}/retry`, { token: editor })).as(Accepted);
        }
        await service.drain();
        return (await letters()).length === 1;
      });
      const decided = await database.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM decisions WHERE article_id = $1 AND cause = 'screening'`,
        [articleId],
      );
      expect(decided).toEqual([{ n: 1 }]);
      expect((await letters()).map(({ id }) => id)).toEqual([kept]);

      (await client.api('DELETE', `/operations/dead-letters/${kept}`, { token: editor })).as(Accepted);
      expect(await letters()).toEqual([]);
      (await client.api('DELETE', `/operations/dead-letters/${kept}`, { token: editor })).is(404);
    });

    it('decides many at once and leaves alone the one whose text has changed', async () => {
      const { site, articleId, editor } = await place();
      const { client } = service;
      const stale = await client.post(articleId, { body: 'Before the edit.', guest: { name: 'Changes Mind' } });
      const others = [await posted(articleId, 'One of the others.'), await posted(articleId, 'Two of the others.')];
      await service.drain();
      const edited = await client.api('PATCH', `/articles/${articleId}/comments/${stale.comment.id}`, {
        body: { body: 'After the edit.' },
        token: stale.editToken,
      });
      edited.is(200);
      await service.drain();

      const item = (commentId: string) => ({ articleId, commentId, revision: 1, outcome: 'publish' as const });
      const results = await client.decide(editor, [item(stale.comment.id), ...others.map(({ id }) => item(id))]);
      expect(results).toMatchObject([
        { commentId: stale.comment.id, result: 'stale', status: 'pending', revision: 2 },
        ...others.map(({ id }) => ({ commentId: id, result: 'applied', status: 'published', revision: 1 })),
      ]);
      const waiting = await client.queue(site.key, editor);
      expect(waiting.items).toMatchObject([
        { comment: { id: stale.comment.id, revision: 2 }, body: 'After the edit.' },
      ]);
      await eventually('only the decided comments are read', async () => {
        const { comments, article } = await client.thread(articleId);
        return article.counts.total === 2 && comments.every(({ id }) => id !== stale.comment.id);
      });
    });

    it('refuses the whole list when one of its comments is not the moderator’s', async () => {
      const { articleId, editor } = await place();
      const comment = await posted(articleId, 'Waits with a stranger.');
      await service.drain();
      const items = [
        { articleId, commentId: comment.id, revision: 1, outcome: 'publish' },
        { articleId, commentId: articleId, revision: 1, outcome: 'publish' },
      ];
      const refused = await service.client.api('POST', '/moderation/decisions', { body: { items }, token: editor });
      expect(refused.is(404).code).toBe('not_found');
      const own = await service.client.api('POST', '/moderation/decisions', { body: { items: items.slice(0, 1) } });
      expect(own.is(401).code).toBe('sign_in_required');
      expect((await service.client.thread(articleId)).comments).toEqual([]);
    });
  });
});
