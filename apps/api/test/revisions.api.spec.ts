import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddressedState,
  ArticleRevision,
  ArticleRevisionPage,
  Comment,
  type CommentPage,
  type ErrorBody,
  type Permalink,
} from '#contracts';
import { PlaceAnchors } from '#discussion';
import { newId } from '#kernel';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { pageFindings } from '../../../libs/testing/src/page-check.js';

const OPENING = '<p>The harbour of Lindholm froze in the first week of February.</p>';
const WIND = '<p>The wind turned east on Monday, and by Thursday the ferries stayed in port.</p>';
const BREAD = '<p>The bakery sent bread over the ice on sledges, as it had done in 1963.</p>';
const ICE = '<h2 id="ice">How the ice came</h2>';
const TOWN = '<h2 id="town">What the town did</h2>';
const FIRST = [OPENING, ICE, WIND, TOWN, BREAD].join('\n');

let door: Door;
let world: DoorWorld;
let remarks: Readonly<Record<'moved' | 'edited' | 'gone' | 'section', Comment>>;
let path: string;
const key = 'harbour';

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  path = `/api/v1/sites/${world.site.key}/articles/${key}/revisions`;
  const { id, sections } = await push(FIRST);
  const remark = async (anchor: object) =>
    (
      await post(
        door,
        id,
        { body: `A remark on ${JSON.stringify(anchor)}.`, anchor: anchor as never },
        world.tokens.verified,
      )
    ).comment;
  remarks = {
    moved: await remark({ quote: { exact: 'by Thursday the ferries stayed in port' } }),
    edited: await remark({ quote: { exact: 'sent bread over the ice on sledges' } }),
    gone: await remark({ quote: { exact: 'froze in the first week' } }),
    section: await remark({ sectionId: sections[0]?.id }),
  };
  await push([ICE, TOWN, BREAD.replace('over the ice', 'across the <em>ice</em>'), WIND].join('\n'));
  await door.get(PlaceAnchors).run({ articleId: id }, () => Promise.resolve());
});
afterAll(() => door.close());

async function push(html: string): Promise<{ id: string; sections: { id: string }[] }> {
  const json = { url: `https://example.org/${key}`, title: 'The harbour', html };
  const as = world.tokens['key articles'];
  return (await door.call('PUT', `/api/v1/sites/${world.site.key}/articles/${key}`, { as, json })).json();
}
const get = async (rest: string, as = world.tokens.moderator) => door.call('GET', `${path}${rest}`, { as });
const read = async ({ articleId, id }: Comment) =>
  (await door.call('GET', `/api/v1/articles/${articleId}/comments/${id}`)).json<Permalink>().comment;

describe('revisions of an article', () => {
  it('are listed newest first, page by page', async () => {
    const first = ArticleRevisionPage.parse((await get('?limit=1')).json());
    expect(first.items).toMatchObject([{ revision: 2, isCurrent: true }]);
    const second = ArticleRevisionPage.parse((await get(`?limit=1&after=${first.next ?? ''}`)).json());
    expect(second).toMatchObject({ items: [{ revision: 1, isCurrent: false }], next: null });
  });

  it('are read with their text and what became of the remarks', async () => {
    const second = ArticleRevision.parse((await get('/2')).json());
    expect(second.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['heading', 'How the ice came'],
      ['heading', 'What the town did'],
      ['paragraph', 'The bakery sent bread across the ice on sledges, as it had done in 1963.'],
      ['paragraph', 'The wind turned east on Monday, and by Thursday the ferries stayed in port.'],
    ]);
    expect(second.anchors).toMatchObject({ outcomes: { moved: 1, edited: 1, orphaned: 1 }, written: 0, waiting: 0 });
    const first = ArticleRevision.parse((await get('/1')).json());
    expect(first.anchors).toMatchObject({ outcomes: { moved: 0, orphaned: 0 }, written: 4, waiting: 0 });
  });

  it.each([
    ['a revision that is none', '/3', 404, 'not_found'],
    ['no number', '/latest', 400, 'validation_failed'],
    ['nought', '/0', 400, 'validation_failed'],
    ['a number that no column holds', '/99999999999', 400, 'validation_failed'],
    ["another list's cursor", '?after=eyJub25lIjp0cnVlfQ', 400, 'invalid_cursor'],
    ['an article that is none', '/../../nobody/revisions', 404, 'not_found'],
  ])('refuse %s', async (_what, rest, status, code) => {
    const answer = await get(rest);
    expect([answer.status, answer.json<{ error: { code: string } }>().error.code]).toEqual([status, code]);
  });
});

describe('a remark after the article was changed', () => {
  it('says what became of its passage', async () => {
    expect((await read(remarks.moved)).anchor).toMatchObject({
      outcome: 'moved',
      score: 1,
      writtenIn: remarks.moved.anchor.sectionId,
      now: { exact: 'by Thursday the ferries stayed in port' },
    });
    expect((await read(remarks.edited)).anchor).toMatchObject({
      outcome: 'edited',
      quote: { exact: 'sent bread over the ice on sledges' },
      now: { exact: 'sent bread across the ice on sledges' },
    });
    const gone = (await read(remarks.gone)).anchor;
    expect(gone).toMatchObject({ outcome: 'orphaned', score: 0, revision: 1, stoodIn: 1 });
    expect(gone.now).toBeUndefined();
    expect(Comment.parse(await read(remarks.section)).anchor.kind).toBe('section');
  });

  it('says so on the page, with the text in which it stood', async () => {
    const { text } = await door.agent().get(`/d/${world.site.key}/${key}`).expect(200);
    expect(text).toContain('This passage stands elsewhere in the article now; it was written on “How the ice came”.');
    expect(text).toContain(
      'This passage has been edited since. <q dir="auto">sent bread across the ice on sledges</q>',
    );
    expect(text).toContain('This passage is no longer in the article.');
    const href = /href="([^"]*\/revisions\/1#:~:text=[^"]*)"/.exec(text)?.[1] ?? '';
    expect(href).toBe(`/d/${world.site.key}/${key}/revisions/1#:~:text=froze%20in%20the%20first%20week`);
    expect(pageFindings(text)).toEqual([]);
    const old = await door
      .agent()
      .get(href.split('#')[0] ?? '')
      .expect(200);
    expect(old.text).toContain('froze in the first week of February');
    expect(old.text).toContain('This is an earlier text of the article');
    expect(old.text).toContain('<meta name="robots" content="noindex">');
    expect(pageFindings(old.text)).toEqual([]);
  });

  it('keeps earlier texts to the staff where the site wants it so', async () => {
    await allow('staff');
    const { text } = await door.agent().get(`/d/${world.site.key}/${key}`).expect(200);
    expect(text).toContain('This passage is no longer in the article.');
    expect(text).not.toContain('/revisions/');
    await door.agent().get(`/d/${world.site.key}/${key}/revisions/1`).expect(404);
    expect((await get('/1')).status).toBe(200);
    await allow('public');
  });

  async function allow(oldTexts: 'public' | 'staff'): Promise<void> {
    const call = { as: world.tokens.admin, json: { ...OPEN_SITE, oldTexts } };
    expect((await door.call('PUT', `/api/v1/sites/${world.site.key}/settings`, call)).status).toBe(200);
  }
});

describe('a remark that a revision deals with', () => {
  const mark = (json: object, { articleId, id }: Comment = remarks.edited, as = world.tokens.moderator) =>
    door.call('PUT', `/api/v1/moderation/articles/${articleId}/comments/${id}/addressed`, { as, json });
  const state = async (answer: ReturnType<typeof mark>) => AddressedState.parse((await answer).json()).state;

  it('is marked, shown with the revision, reopened, and marked again', async () => {
    expect((await read(remarks.edited)).addressed).toBeUndefined();
    expect(await state(mark({ state: 'reopened' }))).toBe('open');
    expect(await state(mark({ state: 'addressed', revision: 2 }))).toBe('addressed');
    const shown = Comment.parse(await read(remarks.edited));
    expect(shown.addressed).toMatchObject({ state: 'addressed', revision: 2 });
    const page = await door.call('GET', `/d/${world.site.key}/${key}?comment=${shown.id}`);
    expect(page.text).toContain(`/d/${world.site.key}/${key}/revisions/2`);
    expect(page.text).toContain('>Addressed</strong>');
    expect(pageFindings(page.text)).toEqual([]);

    expect(await state(mark({ state: 'reopened' }))).toBe('reopened');
    expect((await read(remarks.edited)).addressed).toMatchObject({ state: 'reopened', revision: 2 });
    const again = await door.call('GET', `/d/${world.site.key}/${key}?comment=${shown.id}`);
    expect(again.text).not.toContain('>Addressed</strong>');
    expect(await state(mark({ state: 'addressed', revision: 1 }))).toBe('addressed');
  });

  it('moves the version of the discussion once, however often it is said', async () => {
    const version = async () => {
      const answer = await door.call('GET', `/api/v1/articles/${remarks.moved.articleId}/comments`);
      return answer.json<CommentPage>().article.version;
    };
    const before = await version();
    await Promise.all([1, 2, 3].map(() => mark({ state: 'addressed', revision: 2 }, remarks.moved)));
    expect(await version()).toBe(before + 1);
    await mark({ state: 'addressed', revision: 2 }, remarks.moved);
    expect(await version()).toBe(before + 1);
  });

  it.each([
    ['no revision', { state: 'addressed' }],
    ['a revision to reopen', { state: 'reopened', revision: 2 }],
    ['a revision that is not there', { state: 'addressed', revision: 3 }],
    ['no number', { state: 'addressed', revision: 'two' }],
    ['no such state', { state: 'done', revision: 1 }],
    ['a field too many', { state: 'addressed', revision: 1, note: 'x' }],
  ])('is not marked by %s', async (_case, json) => {
    const answer = await mark(json, remarks.section);
    expect([answer.status, answer.json<ErrorBody>().error.code]).toEqual([400, 'validation_failed']);
    expect((await read(remarks.section)).addressed).toBeUndefined();
  });

  it('is a comment that begins a thread, public, and of this article', async () => {
    const { comment: reply } = await post(
      door,
      remarks.gone.articleId,
      { body: 'A reply to a remark.', parentId: remarks.gone.id },
      world.tokens.verified,
    );
    expect((await mark({ state: 'addressed', revision: 2 }, reply)).status).toBe(400);
    expect((await mark({ state: 'addressed', revision: 2 }, { ...remarks.gone, id: newId() })).status).toBe(404);
    expect((await mark({ state: 'addressed', revision: 2 }, { ...remarks.gone, articleId: newId() })).status).toBe(404);
  });
});
