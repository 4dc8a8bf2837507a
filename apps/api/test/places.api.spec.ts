import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArticlePlace, ChangedPlace, CommentPage, CuratedComment, Permalink, ReplyPage } from '#contracts';
import { newId } from '#kernel';
import { buildArticle, type BuiltArticle } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';

let door: Door;
let world: DoorWorld;

beforeAll(async () => {
  door = await openDoor({ PAGE_CACHE_BYTES: '10000000' });
  world = await buildDoorWorld(door);
});
afterAll(() => door.close());

const api = '/api/v1';
const change = (path: string, json: object, as = world.tokens.moderator) =>
  door.call('PATCH', `${api}/moderation/articles/${path}`, { as, json });
const freshArticle = () => buildArticle(door.database, { siteId: world.site.id });
const write = (article: BuiltArticle, body: object, as?: string) =>
  door.call('POST', `${api}/articles/${article.id}/comments`, { as, json: { body: newId(), ...body } });
const thread = async ({ id }: BuiltArticle) =>
  CommentPage.parse((await door.call('GET', `${api}/articles/${id}/comments`)).json());
const page = async ({ key }: BuiltArticle, query = '') =>
  (await door.call('GET', `/d/${world.site.key}/${key}${query}`)).text;

describe('what moderators set for an article (product.md 1)', () => {
  it('is answered, shown to readers at once, and enforced', async () => {
    const article = await freshArticle();
    expect((await thread(article)).article.discussion).toEqual({
      state: 'open',
      closesAt: null,
      guests: 'post',
      waits: false,
      slowModeSeconds: 0,
      sections: {},
    });
    const answer = await change(article.id, { moderation: 'pre', discussion: 'read-only', slowModeSeconds: 30 });
    expect(ChangedPlace.parse(answer.json()).effective).toMatchObject({ state: 'read-only', closedBy: 'discussion' });
    expect((await thread(article)).article.discussion).toMatchObject({
      state: 'read-only',
      waits: true,
      slowModeSeconds: 30,
    });
    expect((await write(article, {}, world.tokens.verified)).code).toBe('discussion_read_only');
    expect(await page(article)).toContain('This discussion is read-only for now.');
    await change(article.id, { moderation: null, discussion: null, slowModeSeconds: null });
    expect((await write(article, {}, world.tokens.verified)).status).toBe(201);
  });

  it('closes one section and says so there alone', async () => {
    const article = await freshArticle();
    const [closed = { id: '' }, open = { id: '' }] = article.sections;
    await change(`${article.id}/sections/${closed.id}`, { discussion: 'closed' });
    expect((await thread(article)).article.discussion).toMatchObject({
      state: 'open',
      sections: { [closed.id]: { state: 'closed', waits: false } },
    });
    const refused = await write(article, { anchor: { sectionId: closed.id } }, world.tokens.verified);
    expect([refused.status, refused.code]).toEqual([422, 'discussion_closed']);
    expect((await write(article, { anchor: { sectionId: open.id } }, world.tokens.verified)).status).toBe(201);
    expect(await page(article, `?section=${closed.id}`)).toContain('This section takes no more comments.');
    expect(await page(article, `?section=${open.id}`)).toContain('<textarea');
    const all = ArticlePlace.parse(
      (await door.call('GET', `${api}/moderation/articles/${article.id}`, { as: world.tokens.moderator })).json(),
    );
    expect(all).toMatchObject({ rules: {}, sections: { [closed.id]: { discussion: 'closed' } }, threads: {} });
  });

  it('refuses a second comment in slow mode with 429 and when to come back', async () => {
    const article = await freshArticle();
    await change(article.id, { slowModeSeconds: 600 });
    expect((await write(article, {}, world.tokens.verified)).status).toBe(201);
    const refused = await write(article, {}, world.tokens.verified);
    expect([refused.status, refused.code]).toEqual([429, 'slow_mode']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(500);
    for (let n = 0; n < 2; n++) expect((await write(article, {}, world.tokens.admin)).status).toBe(201);
  });

  it.each([
    { moderation: 'never' },
    { discussion: 'ajar' },
    { slowModeSeconds: -1 },
    { slowModeSeconds: 86_401 },
    { slowModeSeconds: 1.5 },
    { guests: 'post' },
    { moderation: ['pre'] },
  ])('refuses %j', async (json) => {
    const [section] = world.article.sections;
    for (const path of ['', `/sections/${section?.id ?? ''}`, `/comments/${newId()}`]) {
      expect((await change(`${world.article.id}${path}`, json)).status).toBe(400);
    }
  });

  it('knows no section and no comment of another article', async () => {
    const other = await freshArticle();
    const { comment } = await post(door, other.id, { body: 'There.' }, world.tokens.verified);
    const section = await change(`${world.article.id}/sections/${newId()}`, { discussion: 'closed' });
    expect(section.code).toBe('section_not_found');
    expect((await change(`${world.article.id}/comments/${comment.id}`, { pinned: true })).status).toBe(404);
    expect((await change(newId(), { discussion: 'closed' })).status).toBe(404);
  });
});

describe('a locked thread', () => {
  it('shows in every answer and on the page, and says why it takes no reply', async () => {
    const article = await freshArticle();
    const say = async (parentId?: string) =>
      (
        await post(
          door,
          article.id,
          { body: newId(), ...(parentId === undefined ? {} : { parentId }) },
          world.tokens.verified,
        )
      ).comment;
    const [root, free] = [await say(), await say()];
    const reply = await say(root.id);
    const locked = await change(`${article.id}/comments/${root.id}`, { discussion: 'closed', pinned: true });
    expect(CuratedComment.parse(locked.json())).toEqual({
      pinned: true,
      featured: false,
      rules: { discussion: 'closed' },
    });
    const { comments } = await thread(article);
    const told = comments.map(({ id, locked: isLocked, replies, pinned }) => [
      id,
      isLocked,
      pinned,
      replies?.items[0]?.locked,
    ]);
    expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify([root.id, true, true, true]), JSON.stringify([free.id, undefined, false, undefined])]),
    );
    const path = `${api}/articles/${article.id}/comments`;
    expect(ReplyPage.parse((await door.call('GET', `${path}/${root.id}/replies`)).json()).items[0]?.locked).toBe(true);
    const permalink = Permalink.parse((await door.call('GET', `${path}/${reply.id}`)).json());
    expect([permalink.comment.locked, permalink.ancestors[0]?.locked]).toEqual([true, true]);

    const refused = await write(article, { parentId: reply.id }, world.tokens.trusted);
    expect([refused.status, refused.code]).toEqual([422, 'thread_locked']);
    const html = await page(article);
    expect(html.split('Locked: no more replies')).toHaveLength(3);
    expect(html.split('&amp;reply=').length + html.split('&reply=').length).toBe(3);
    const form = await page(article, `?comment=${reply.id}&reply=${reply.id}`);
    expect(form).toContain('A moderator has locked this thread');
    expect(form).not.toContain('<textarea');
    expect((await write(article, { parentId: reply.id }, world.tokens.moderator)).status).toBe(201);
  });
});
