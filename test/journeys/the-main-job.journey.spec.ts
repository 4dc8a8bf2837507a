import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article, Comment, PostCommentBody } from '#contracts';
import { DiscussionPage } from '#contracts';
import { eventually, testRedisUrl } from '#testing';
import { recount, storedCounts } from '../../libs/testing/src/build-comment.js';
import { queueBackends } from '../../libs/testing/src/queue-backends.js';
import { type JourneySite, RunningService } from '../../libs/testing/src/running-service.js';
import { type ArticleInTwoRevisions, ownArticle, realArticle } from '../../libs/testing/src/two-revisions.js';

const real = realArticle();
const READER_ONE = 'one@example.org';

/** One run of the main job: the service, the site and the editor who decides. */
class MainJob {
  constructor(
    readonly service: RunningService,
    readonly site: JourneySite,
    readonly editor: string,
    readonly key: string,
  ) {}

  push(body: ArticleInTwoRevisions['first']): Promise<Article> {
    return this.service.client.putArticle(this.site.key, this.key, this.site.apiKey, body);
  }

  /** Posts as a guest, is held, is published by the editor and can be read. */
  async published(articleId: string, body: PostCommentBody): Promise<Comment> {
    const { client } = this.service;
    const { comment } = await client.post(articleId, body, { key: randomUUID() });
    expect(comment.status).toBe('pending');
    await this.service.drain();
    const waiting = await client.queue(this.site.key, this.editor);
    const item = waiting.items.find((one) => one.comment.id === comment.id);
    expect(item).toMatchObject({ body: body.body, trace: { verdict: 'hold' } });
    expect(item?.reasons).toContain('new_commenter');
    const decided = await client.decide(this.editor, [
      { articleId, commentId: comment.id, revision: comment.revision, outcome: 'publish' },
    ]);
    expect(decided).toMatchObject([{ result: 'applied', status: 'published' }]);
    await eventually(`${comment.id} can be read`, () => this.isRead(articleId, comment.id));
    await this.service.drain();
    return comment;
  }

  async isRead(articleId: string, id: string): Promise<boolean> {
    return JSON.stringify(await this.service.client.thread(articleId, '?limit=50')).includes(id);
  }

  mailsTo(address: string) {
    return this.service.mails.received.filter((mail) => mail.to.includes(address));
  }
}

const pathOf = (link: string) => new URL(link).pathname;
const sectionOf = (article: Article, heading: string) => {
  const section = article.sections.find((one) => one.heading === heading);
  if (section === undefined)
    throw new Error(`No section "${heading}": ${article.sections.map((one) => one.heading).join(', ')}`);
  return section;
};

describe.each(queueBackends())('the main job with queues in $name', ({ isRedis, isThere }) => {
  describe.skipIf(!isThere)('', () => {
    let service: RunningService;

    beforeAll(async () => {
      service = await RunningService.start(isRedis ? testRedisUrl() : undefined);
    });
    afterAll(() => service.close());

    it.skipIf(real === undefined)('holds on a real article (skipped where it is not beside the project)', async () => {
      if (real !== undefined) await play(service, real);
    });

    it('holds on an article of our own', () => play(service, ownArticle));
  });
});

async function play(service: RunningService, text: ArticleInTwoRevisions): Promise<void> {
  service.mails.clear();
  const job = new MainJob(service, await service.site({ undoSeconds: 1 }), await service.admin(), 'the-article');
  const first = await job.push(text.first);
  expect(first.revision).toBe(1);
  const section = sectionOf(first, text.reworded.before);
  const root = await guestAsksToHear(job, first.id);
  const confirm = await confirmSubscription(job, first.id);
  const reply = await replyIsMailed(job, first.id, root, confirm);
  const inSection = await job.published(first.id, {
    body: 'This part deserves a map.',
    anchor: { sectionId: section.id },
    guest: { name: 'Reader Three' },
  });
  const onPassage = await job.published(first.id, {
    body: 'Who says so? The sentence names nobody.',
    anchor: { quote: { exact: text.passage } },
    guest: { name: 'Reader Four' },
  });
  expect(onPassage.anchor).toMatchObject({
    kind: 'passage',
    quote: { exact: text.passage },
    outcome: 'exact',
    score: 1,
  });
  const second = await job.push(text.second);
  await newRevisionKeepsPlaces(job, second, {
    sectionId: section.id,
    heading: text.reworded.after,
    inSection,
    onPassage,
  });
  await oneClickEndsIt(job, first.id, root);
  await countsAreRight(job, first.id, { total: 5, root: root.id, reply: reply.id, sectionId: section.id });
  await onceWithOneKey(job, first.id);
  await readsAreCachedByVersion(job, first.id);
}

async function guestAsksToHear(job: MainJob, articleId: string): Promise<Comment> {
  const root = await job.published(articleId, {
    body: 'Does anyone have the **records** of that year?',
    guest: { name: 'Reader One', email: READER_ONE },
    notify: 'replies',
  });
  const { comments } = await job.service.client.thread(articleId);
  expect(comments).toMatchObject([{ id: root.id, author: { name: 'Reader One', kind: 'guest' }, status: 'published' }]);
  expect(comments[0]?.bodyHtml).toContain('<strong>records</strong>');
  expect(JSON.stringify(comments)).not.toContain(READER_ONE);
  return root;
}

/** A look at the page changes nothing; the button confirms. */
async function confirmSubscription(job: MainJob, articleId: string): Promise<string> {
  const { client, database } = job.service;
  const [mail, ...others] = job.mailsTo(READER_ONE);
  expect(others).toEqual([]);
  const link = /https?:\/\/\S+\/mail\/confirm\/\S+/u.exec(mail?.text ?? '')?.[0] ?? '';
  const states = async () => {
    const rows = await database.query<{ state: string }>('SELECT state FROM subscriptions WHERE article_id = $1', [
      articleId,
    ]);
    return rows.map(({ state }) => state);
  };
  expect(await states()).toEqual(['pending']);
  (await client.send('GET', pathOf(link))).is(200);
  expect(await states()).toEqual(['pending']);
  (await client.send('POST', pathOf(link), { form: {} })).is(200);
  expect(await states()).toEqual(['confirmed']);
  return link;
}

async function replyIsMailed(job: MainJob, articleId: string, root: Comment, confirmLink: string): Promise<Comment> {
  const reply = await job.published(articleId, {
    body: 'The archive has them: see https://spam.example/ledger for a start.',
    parentId: root.id,
    guest: { name: 'Reader Two' },
  });
  expect(reply).toMatchObject({ parentId: root.id, rootId: root.id, depth: 1 });
  const mails = job.mailsTo(READER_ONE).filter((mail) => mail.text.includes('Reader Two'));
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  const header = (name: string) => mail?.headers[name]?.[0];
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(header('list-unsubscribe')).toMatch(/^<https?:\/\/[^>]+\/mail\/unsubscribe\/[^>]+>$/u);
  expect(header('list-id')).toContain(`article-${articleId}`);
  expect(header('message-id')).toMatch(new RegExp(`^<comment\\.${reply.id}\\.[0-9a-f]+@`, 'u'));
  expect(header('in-reply-to')).toMatch(new RegExp(`^<comment\\.${root.id}\\.[0-9a-f]+@`, 'u'));
  expect(header('references')).toContain(header('in-reply-to'));
  expect(`${mail?.text ?? ''}${mail?.html ?? ''}`).not.toContain('spam.example');
  expect(mail?.text).toContain('[link]');
  expect(confirmLink).not.toBe('');
  return reply;
}

async function newRevisionKeepsPlaces(
  job: MainJob,
  article: Article,
  was: { sectionId: string; heading: string; inSection: Comment; onPassage: Comment },
): Promise<void> {
  const { client } = job.service;
  expect(article.revision).toBe(2);
  expect(sectionOf(article, was.heading).id).toBe(was.sectionId);
  await eventually('the comments of the section are read by its id', async () => {
    const { comments } = await client.thread(article.id, `?section=${was.sectionId}`);
    return comments.some(({ id }) => id === was.inSection.id);
  });
  const { comments: inline } = await client.thread(article.id, '?anchored=inline');
  expect(inline.map(({ id }) => id)).toEqual([was.onPassage.id]);
}

/** RFC 8058: no cookie, no page, and again as often as a mail program likes. */
async function oneClickEndsIt(job: MainJob, articleId: string, root: Comment): Promise<void> {
  const { client } = job.service;
  const mail = job.mailsTo(READER_ONE).find(({ headers }) => headers['list-unsubscribe'] !== undefined);
  const link = /<([^>]+)>/u.exec(mail?.headers['list-unsubscribe']?.[0] ?? '')?.[1] ?? '';
  for (let time = 1; time <= 2; time++) {
    const answer = await client.send('POST', pathOf(link), { form: { 'List-Unsubscribe': 'One-Click' } });
    expect(answer.is(200).headers.get('set-cookie')).toBeNull();
  }
  const before = job.mailsTo(READER_ONE).length;
  await job.published(articleId, {
    body: 'A second answer that is not mailed any more.',
    parentId: root.id,
    guest: { name: 'Reader Five' },
  });
  expect(job.mailsTo(READER_ONE)).toHaveLength(before);
}

async function countsAreRight(
  job: MainJob,
  articleId: string,
  expected: { total: number; root: string; reply: string; sectionId: string },
): Promise<void> {
  const { client, database } = job.service;
  const counts = await client.counts(job.site.key, job.key);
  expect(counts?.total).toBe(expected.total);
  expect(counts?.sections[expected.sectionId]).toBeGreaterThanOrEqual(1);
  expect(await storedCounts(database, articleId)).toEqual(await recount(database, articleId));
  const { comment } = await client.permalink(articleId, expected.root);
  expect(comment.replyCount).toBe(2);
  const { ancestors } = await client.permalink(articleId, expected.reply);
  expect(ancestors.map(({ id }) => id)).toEqual([expected.root]);
  const index = await client.api('GET', `/sites/${job.site.key}/discussions?sort=active`);
  expect(index.as(DiscussionPage).discussions).toMatchObject([{ articleId, key: job.key, total: expected.total }]);
}

async function onceWithOneKey(job: MainJob, articleId: string): Promise<void> {
  const { client, database } = job.service;
  const as = { key: randomUUID() };
  const body = { body: 'Sent four times, stored once.', guest: { name: 'Reader Six' } };
  const posted = await Promise.all([1, 2, 3, 4].map(() => client.post(articleId, body, as)));
  expect(new Set(posted.map(({ comment }) => comment.id)).size).toBe(1);
  expect(new Set(posted.map(({ editToken }) => editToken)).size).toBe(1);
  const [stored] = await database.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM comment_revisions WHERE article_id = $1 AND body = $2',
    [articleId, body.body],
  );
  expect(stored?.n).toBe(1);
  const other = await client.tryPost(articleId, { ...body, body: 'Another text.' }, as);
  expect(other.is(422).code).toBe('idempotency_key_reused');
  const mine = await client.mine(articleId, posted[0]?.editToken ?? '');
  expect(mine.comments.map(({ id, status }) => ({ id, status }))).toEqual([
    { id: posted[0]?.comment.id, status: 'pending' },
  ]);
  await job.service.drain();
}

async function readsAreCachedByVersion(job: MainJob, articleId: string): Promise<void> {
  const { client } = job.service;
  const path = `/articles/${articleId}/comments`;
  const page = await client.api('GET', path);
  const etag = page.headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  const again = await client.api('GET', path, { headers: { 'if-none-match': etag } });
  expect(again.is(304).text).toBe('');
  await job.published(articleId, { body: 'One more, so that the page is another.', guest: { name: 'Reader Seven' } });
  const changed = await client.api('GET', path, { headers: { 'if-none-match': etag } });
  expect(changed.is(200).headers.get('etag')).not.toBe(etag);
}
