import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Actor } from '#accounts';
import { PutArticleBody } from '#contracts';
import { newId } from '#kernel';
import { type ArticlesRoom, openArticlesRoom } from '../../../testing/src/articles-room.js';
import type { ArticleRow } from '../reading/article-row.js';
import { RevisionQueries } from '../revisions/revisions.queries.js';
import { CreateSite } from '../sites/create-site.js';
import type { Site } from '../sites/site.js';
import { PutArticle } from './put-article.js';

/** What stands in its first section. */
export const ICE = '<p>The wind turned east on Monday, and by Thursday all the ferries stayed in port for a week.</p>';
/** What stands in its second. */
export const BREAD = '<p>The bakery sent bread over the ice on sledges, as it had last done in the winter of 1963.</p>';
/** A third section, for texts that change. */
export const SCHOOL =
  '<p>Pupils from the islands slept in the gymnasium, where the teachers read to them at night.</p>';
/** A heading with what stands under it. */
export const section = (heading: string, body: string, id?: string) =>
  `<h2${id ? ` id="${id}"` : ''}>${heading}</h2>${body}`;
/** Two sections below a paragraph. */
export const HTML = `<p>A frozen harbour.</p>${section('How the ice came', ICE, 'ice')}${section('Bread on sledges', BREAD, 'bread')}`;

/** Opened before the first test of the spec that calls `openForPushing`. */
export let room: ArticlesRoom;
/** New for each test. */
export let site: Site;
/** A key that may push to it. */
export let publisher: Actor;
/** How many sites were made. */
export let made = 0;

/** A room for all tests of a spec, with a site for each. */
export function openForPushing(): void {
  beforeAll(async () => {
    room = await openArticlesRoom();
  });
  afterAll(() => room.close());

  beforeEach(async () => {
    made += 1;
    site = await room.get(CreateSite).run({ key: `paper-${made}`, name: 'The Paper' });
    publisher = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['articles'] };
  });
}

/** What a push may differ in. */
export type Push = Partial<PutArticleBody> & { key?: string; by?: Actor; to?: string };
/** Pushes an article; the same one each time when nothing is said. */
export const push = ({ key = 'ice', by = publisher, to = site.key, ...parts }: Push = {}) =>
  room.get(PutArticle).run(by, {
    site: to,
    key,
    body: PutArticleBody.parse({
      url: `https://example.org/${key}`,
      title: 'The frozen harbour',
      html: HTML,
      ...parts,
    }),
  });
/** The ids of its sections by their headings. */
export const idsOf = ({ sections }: ArticleRow) => Object.fromEntries(sections.map(({ id, heading }) => [heading, id]));
/** The ids of its blocks by their texts. */
export const blocksOf = async ({ id, revision }: ArticleRow): Promise<Record<string, string>> => {
  const stored = await room.get(RevisionQueries).text(id, revision);
  const lines = stored?.text.split('\n') ?? [];
  return Object.fromEntries((stored?.blocks ?? []).map((block, index) => [lines[index] ?? '', block.id]));
};
/** How often its discussion has changed. */
export const versionOf = async ({ id }: ArticleRow) => {
  const [row] = await room.database.query<{ version: string }>(
    'SELECT version FROM discussions WHERE article_id = $1',
    [id],
  );
  return Number(row?.version);
};
