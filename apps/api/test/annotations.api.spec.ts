import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Comment, PostCommentBody } from '#contracts';
import { PlaceAnchors } from '#discussion';
import { buildArticle, type BuiltArticle, TEST_ARTICLE } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { commentFindings } from '../../../libs/testing/src/door-mail.js';
import { buildDoorWorld, decide, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { HOSTILE_MARKUP, NAUGHTY_TEXTS } from '../../../libs/testing/src/hostile-texts.js';

const TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';
const CONTEXT = z.literal('http://www.w3.org/ns/anno.jsonld');

/** The parts of the Web Annotation model that are written here, and nothing beside them. */
const Annotation = z.strictObject({
  id: z.url(),
  type: z.literal('Annotation'),
  canonical: z.string().startsWith('urn:uuid:'),
  motivation: z.literal('commenting'),
  creator: z.strictObject({ type: z.literal('Person'), name: z.string().min(1) }),
  created: z.iso.datetime(),
  modified: z.iso.datetime().optional(),
  body: z.strictObject({ type: z.literal('TextualBody'), value: z.string(), format: z.literal('text/html') }),
  target: z.strictObject({
    type: z.literal('SpecificResource'),
    source: z.url(),
    selector: z
      .array(
        z.discriminatedUnion('type', [
          z.strictObject({
            type: z.literal('TextQuoteSelector'),
            exact: z.string().min(1),
            prefix: z.string().optional(),
            suffix: z.string().optional(),
          }),
          z.strictObject({ type: z.literal('TextPositionSelector'), start: z.int().min(0), end: z.int().min(1) }),
          z.strictObject({ type: z.literal('FragmentSelector'), value: z.string(), conformsTo: z.url() }),
        ]),
      )
      .min(1),
    state: z.strictObject({
      type: z.literal('TimeState'),
      sourceDate: z.iso.datetime(),
      'schema:version': z.int().min(1),
    }),
  }),
});
type Annotation = z.infer<typeof Annotation>;
const page = {
  id: z.url(),
  type: z.literal('AnnotationPage'),
  next: z.url().optional(),
  items: z.array(Annotation),
};
const Page = z.strictObject({ '@context': CONTEXT, ...page, partOf: z.url() });
const Collection = z.strictObject({
  '@context': CONTEXT,
  id: z.url(),
  type: z.literal('AnnotationCollection'),
  label: z.string(),
  total: z.int().min(0),
  first: z.strictObject({ ...page, startIndex: z.literal(0) }).optional(),
});

const guest = { name: 'Gerda Guest', email: 'gerda@example.org' };
const passage = { quote: { exact: 'the ferries stayed in port' } };
let door: Door;
let world: DoorWorld;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door, {
    site: { settings: { ...OPEN_SITE, screening: { ...OPEN_SITE?.screening, words: { suspect: ['heldword'] } } } },
  });
});
afterAll(() => door.close());

const newArticle = () => buildArticle(door.database, { siteId: world.site.id });
const pathOf = ({ key }: BuiltArticle, query = '') => `/d/${world.site.key}/${key}/annotations.jsonld${query}`;
const local = (address: string) => address.slice(door.config.publicUrl.length);
const write = async (article: BuiltArticle, body: string, more: Partial<PostCommentBody> = {}): Promise<Comment> =>
  (await post(door, article.id, { body, guest, ...more })).comment;

async function read<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.infer<Schema>> {
  const answer = await door.call('GET', path);
  expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 200, TYPE]);
  return schema.parse(answer.json());
}
const itemsOf = async (article: BuiltArticle): Promise<Annotation[]> =>
  (await read(Collection, pathOf(article))).first?.items ?? [];

/** Pushes the article anew. */
async function push(article: BuiltArticle, html: string): Promise<void> {
  const answer = await door.call('PUT', `/api/v1/sites/${world.site.key}/articles/${article.key}`, {
    as: world.tokens['key articles'],
    json: { url: article.url, title: 'An article', html },
  });
  expect(answer.status).toBe(200);
}

describe('the annotations of an article', () => {
  it('follow the article: how a passage reads now, and the last revision that had one which is gone', async () => {
    const article = await newArticle();
    await write(article, 'On the ice.', { anchor: { quote: { exact: 'sent bread over the ice on sledges' } } });
    await write(article, 'On the wind.', { anchor: { quote: { exact: 'The wind turned east on Monday' } } });
    await push(
      article,
      TEST_ARTICLE.replace('over the ice', 'across the ice').replace(
        /<p>The wind turned east.*?<\/p>/,
        '<p>News later.</p>',
      ),
    );
    await door.get(PlaceAnchors).run({ articleId: article.id }, () => Promise.resolve());
    const found = (await itemsOf(article)).map(({ target: { selector, state } }) => [
      selector[0],
      state['schema:version'],
    ]);
    expect(found).toMatchObject([
      [{ type: 'TextQuoteSelector', exact: 'sent bread across the ice on sledges' }, 2],
      [{ type: 'TextQuoteSelector', exact: 'The wind turned east on Monday' }, 1],
    ]);
  });

  it('say where a passage is in the revision that they name', async () => {
    const article = await newArticle();
    const comment = await write(article, 'They *did*.', { anchor: passage });
    const [found, ...others] = await itemsOf(article);
    expect(others).toEqual([]);
    const position = found?.target.selector.find((selector) => selector.type === 'TextPositionSelector');
    const thread = `${door.config.publicUrl}/d/${world.site.key}/${article.key}`;
    expect(found).toEqual({
      id: `${thread}?comment=${comment.id}#c-${comment.id}`,
      type: 'Annotation',
      canonical: `urn:uuid:${comment.id}`,
      motivation: 'commenting',
      creator: { type: 'Person', name: guest.name },
      created: comment.createdAt,
      body: { type: 'TextualBody', value: comment.bodyHtml, format: 'text/html' },
      target: {
        type: 'SpecificResource',
        source: article.url,
        selector: [
          { type: 'TextQuoteSelector', ...comment.anchor.quote },
          { ...position, type: 'TextPositionSelector' },
        ],
        state: { type: 'TimeState', sourceDate: '2026-03-01T00:00:00.000Z', 'schema:version': 1 },
      },
    });
    const [quote] = found?.target.selector ?? [];
    if (quote?.type !== 'TextQuoteSelector' || position === undefined) expect.fail('no selectors');
    const characters = Array.from(article.text);
    expect(characters.slice(position.start, position.end).join('')).toBe(passage.quote.exact);
    const around = `${quote.prefix ?? ''}${quote.exact}${quote.suffix ?? ''}`;
    expect(
      characters
        .slice(position.start - Array.from(quote.prefix ?? '').length)
        .join('')
        .startsWith(around),
    ).toBe(true);
  });

  it('name a section by its heading, in the last revision that had it', async () => {
    const article = await newArticle();
    const [ice, after] = article.sections;
    await write(article, 'On the ice.', { anchor: { sectionId: ice?.id ?? '' } });
    await write(article, 'On the town.', { anchor: { sectionId: after?.id ?? '' } });
    await push(article, TEST_ARTICLE.replace('on Monday', 'on Tuesday').replace('id="after"', ''));
    await push(
      article,
      `${TEST_ARTICLE.replace('on Monday', 'on Tuesday').split('<h2 id="after">')[0] ?? ''}<p>The end.</p>`,
    );
    const targets = (await itemsOf(article)).map(({ target }) => target);
    expect(targets.map(({ selector }) => selector)).toEqual([
      [
        { type: 'FragmentSelector', value: 'ice', conformsTo: 'http://tools.ietf.org/rfc/rfc3236' },
        { type: 'TextQuoteSelector', exact: 'How the ice came' },
      ],
      [{ type: 'TextQuoteSelector', exact: 'What the town did' }],
    ]);
    expect(targets.map(({ state }) => state['schema:version'])).toEqual([3, 2]);
    const revisions = await door.database.query<{ revision: number; created_at: Date }>(
      'SELECT revision, created_at FROM article_revisions WHERE article_id = $1',
      [article.id],
    );
    const times = new Map(revisions.map((row) => [row.revision, row.created_at.toISOString()]));
    expect(targets.map(({ state }) => state.sourceDate)).toEqual([times.get(3), times.get(2)]);
  });

  it('go on being there when their passage is lost, with the revision that had it', async () => {
    const article = await newArticle();
    await write(article, 'Lost.', { anchor: passage });
    await push(article, TEST_ARTICLE.replace(passage.quote.exact, 'nobody went out'));
    await door.database.execute(`UPDATE comment_anchors SET outcome = 'orphaned', score = 0 WHERE article_id = $1`, [
      article.id,
    ]);
    const [found] = await itemsOf(article);
    expect(found?.target.selector[0]).toMatchObject({ exact: passage.quote.exact });
    expect(found?.target.state).toMatchObject({ sourceDate: '2026-03-01T00:00:00.000Z', 'schema:version': 1 });
  });

  it('are public comments with a place of their own, and no others', async () => {
    const article = await newArticle();
    expect(await read(Collection, pathOf(article))).toMatchObject({ total: 0 });
    expect((await read(Collection, pathOf(article))).first).toBeUndefined();
    await write(article, 'On all of it.');
    const kept = await write(article, 'On a passage.', { anchor: passage });
    await write(article, 'A reply.', { parentId: kept.id });
    await write(article, 'A heldword.', { anchor: passage });
    const rejected = await write(article, 'Refused.', { anchor: passage });
    await decide(door, rejected, 'reject');
    const gone = await post(door, article.id, { body: 'Gone.', guest, anchor: passage });
    await write(article, 'Below what is gone.', { parentId: gone.comment.id });
    const path = `/api/v1/articles/${article.id}/comments`;
    await door.call('DELETE', `${path}/${gone.comment.id}`, { as: gone.editToken });
    const { total, first } = await read(Collection, pathOf(article));
    expect([total, first?.items.map(({ canonical }) => canonical)]).toEqual([1, [`urn:uuid:${kept.id}`]]);
    expect((await door.call('GET', pathOf(article))).text).not.toMatch(/heldword|Refused|Gone|gerda@/);
  });

  it('are read page by page, each once, oldest first', async () => {
    const article = await newArticle();
    const written: string[] = [];
    for (let at = 0; at < 7; at++)
      written.push(`urn:uuid:${(await write(article, `Number ${at}.`, { anchor: passage })).id}`);
    const { id, total, first } = await read(Collection, pathOf(article, '?limit=3'));
    expect([id, total]).toEqual([`${door.config.publicUrl}${pathOf(article)}`, 7]);
    const found: string[] = [];
    for (let address = first?.id; address !== undefined;) {
      const one: z.infer<typeof Page> = await read(Page, local(address));
      expect([one.id, one.partOf]).toEqual([address, id]);
      if (found.length === 0) expect([one.items, one.next]).toEqual([first?.items, first?.next]);
      found.push(...one.items.map(({ canonical }) => canonical));
      address = one.next;
    }
    expect(found).toEqual(written);
  });

  it('say when they were edited, and change their ETag then', async () => {
    const article = await newArticle();
    const { comment, editToken } = await post(door, article.id, { body: 'First.', guest, anchor: passage });
    const before = (await door.call('GET', pathOf(article))).headers['etag'] ?? '';
    const headers = { 'if-none-match': before };
    const known = await door.call('GET', pathOf(article), { headers });
    expect([known.status, known.text]).toEqual([304, '']);
    const path = `/api/v1/articles/${article.id}/comments/${comment.id}`;
    await door.call('PATCH', path, { as: editToken, json: { body: 'Second.' } });
    expect((await door.call('GET', pathOf(article), { headers })).status).toBe(200);
    const [found] = await itemsOf(article);
    expect(found?.body.value).toContain('Second.');
    expect((found?.modified ?? '') > (found?.created ?? '')).toBe(true);
  });

  it('hold sanitised markup, whatever was written', async () => {
    const article = await newArticle();
    let taken = 0;
    for (const text of [...HOSTILE_MARKUP, ...NAUGHTY_TEXTS]) {
      const json = { body: text, guest: { name: Array.from(text).slice(0, 40).join('') }, anchor: passage };
      const answer = await door.call('POST', `/api/v1/articles/${article.id}/comments`, { json });
      taken += answer.status === 201 && answer.json<{ comment: Comment }>().comment.status === 'published' ? 1 : 0;
    }
    const { total, first } = await read(Collection, pathOf(article, '?limit=100'));
    expect([total, first?.items.flatMap(({ body }) => commentFindings(body.value))]).toEqual([taken, []]);
    expect(taken).toBeGreaterThan(20);
  });

  it('are refused in words where they are not', async () => {
    const article = await newArticle();
    const other = await newArticle();
    for (let at = 0; at < 2; at++) await write(other, `Number ${at}.`, { anchor: passage });
    const foreign = (await read(Collection, pathOf(other, '?limit=1'))).first?.next ?? '';
    for (const query of ['?limit=0', '?limit=101', '?after=', '?after=x', '?color=red', new URL(foreign).search]) {
      const answer = await door.call('GET', pathOf(article, query));
      expect([query, answer.status, answer.code === undefined]).toEqual([query, 400, false]);
    }
    for (const path of [
      `/d/none/${article.key}`,
      `/d/${world.site.key}/none`,
      `/d/${world.otherSite.key}/${article.key}`,
    ]) {
      expect((await door.call('GET', `${path}/annotations.jsonld`)).code).toBe('not_found');
    }
  });
});
