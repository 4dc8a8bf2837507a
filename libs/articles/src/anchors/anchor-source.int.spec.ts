import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PutArticleBody } from '#contracts';
import { newId } from '#kernel';
import { type ArticlesRoom, openArticlesRoom } from '../../../testing/src/articles-room.js';
import { ArticleNotFound, InvalidField, QuoteNotFound, SectionNotFound } from '../articles.errors.js';
import { PutArticle } from '../pushing/put-article.js';
import type { ArticleRow } from '../reading/article-row.js';
import { RevisionQueries } from '../revisions/revisions.queries.js';
import { CreateSite } from '../sites/create-site.js';
import { AnchorSource } from './anchor-source.js';

const HTML = `<p>A frozen harbour 🧊 in Lindholm.</p>
  <h2>How the ice came</h2><p>The wind turned east on Monday, and the ferries stayed in port.</p>
  <h2>What the town did</h2><p>The bakery sent bread over the ice on sledges.</p>`;

let room: ArticlesRoom;
let article: ArticleRow;
const push = async (html: string, key = 'ice') =>
  (
    await room
      .get(PutArticle)
      .run(
        { kind: 'system' },
        { site: 'paper', key, body: PutArticleBody.parse({ url: `https://example.org/${key}`, title: 'Ice', html }) },
      )
  ).article;
beforeAll(async () => {
  room = await openArticlesRoom();
  await room.get(CreateSite).run({ key: 'paper', name: 'The Paper' });
  article = await push(HTML);
});
afterAll(() => room.close());
const sectionId = (index: number) => article.sections[index]?.id ?? '';
const locate = (input: Parameters<AnchorSource['locate']>[1]) => room.get(AnchorSource).locate(article.id, input);

describe(AnchorSource.name, () => {
  it('places a section', async () => {
    expect(await locate({ sectionId: sectionId(1) })).toEqual({
      kind: 'section',
      sectionId: sectionId(1),
      articleRevision: 1,
    });
  });

  it('places a passage with its context, block, section and code point offsets', async () => {
    const stored = await room.get(RevisionQueries).text(article.id, 1);
    const anchor = await locate({ quote: { exact: 'the  ferries\nstayed' } });
    expect(anchor).toMatchObject({
      kind: 'passage',
      sectionId: sectionId(0),
      exact: 'the ferries stayed',
      suffix: ' in port.\nWhat the town did\nThe ',
      articleRevision: 1,
    });
    const points = Array.from(stored?.text ?? '');
    expect(points.slice(anchor.startOffset, anchor.endOffset).join('')).toBe('the ferries stayed');
    expect(points.slice((anchor.startOffset ?? 0) - 32, anchor.startOffset).join('')).toBe(anchor.prefix);
    const block = stored?.blocks.find(({ id }) => id === anchor.blockId);
    expect(block).toMatchObject({ sectionId: sectionId(0), kind: 'paragraph' });
  });

  it('places a passage before the first heading in no section', async () => {
    expect(await locate({ quote: { exact: 'harbour 🧊' } })).toMatchObject({ kind: 'passage', sectionId: null });
  });

  it('chooses by context', async () => {
    const [first, second] = await Promise.all([
      locate({ quote: { exact: 'the ice', prefix: 'How ' } }),
      locate({ quote: { exact: 'the ice', prefix: 'bread over ' } }),
    ]);
    expect([first.sectionId, second.sectionId]).toEqual([sectionId(0), sectionId(1)]);
  });

  it('says what is closest to a quote that is not there', async () => {
    const error = await locate({ quote: { exact: 'The bakery sent cake over the ice' } }).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(QuoteNotFound);
    expect(error).toMatchObject({
      code: 'quote_not_found',
      details: { closest: expect.stringContaining('bread over the ice') as string },
    });
  });

  it('says nothing of a quote that is far from everything', async () => {
    await expect(locate({ quote: { exact: 'Quarks carry colour charge' } })).rejects.toMatchObject({
      code: 'quote_not_found',
      details: {},
    });
  });

  it('does not cross sections', async () => {
    await expect(locate({ sectionId: sectionId(0), quote: { exact: 'on sledges' } })).rejects.toMatchObject({
      code: 'quote_not_found',
      details: { sectionId: sectionId(1) },
    });
    expect(await locate({ sectionId: sectionId(1), quote: { exact: 'on sledges' } })).toMatchObject({
      sectionId: sectionId(1),
    });
  });

  it.each([
    ['of white space', ' \n '],
    ['of NUL', '\0'],
    ['over 2,000 characters', 'x'.repeat(2001)],
  ])('refuses a quote %s', async (_label, exact) => {
    await expect(locate({ quote: { exact } })).rejects.toThrow(InvalidField);
  });

  it('knows no other articles and sections', async () => {
    await expect(room.get(AnchorSource).locate(newId(), { quote: { exact: 'ice' } })).rejects.toThrow(ArticleNotFound);
    await expect(locate({ sectionId: newId() })).rejects.toThrow(SectionNotFound);
    await expect(locate({ sectionId: newId(), quote: { exact: 'sledges' } })).rejects.toThrow(SectionNotFound);
    const other = await push(HTML, 'other');
    await expect(locate({ sectionId: other.sections[0]?.id ?? '' })).rejects.toThrow(SectionNotFound);
  });

  it('goes by the current revision at once, also when another process pushed it', async () => {
    const page = await push(HTML, 'moving');
    const other = (await room.another()).get(AnchorSource);
    const quote = { exact: 'on sledges' };
    expect(await other.locate(page.id, { quote })).toMatchObject({ articleRevision: 1 });
    await push(HTML.replace('on sledges', 'by boat').replace('<h2>How the ice came</h2>', ''), 'moving');
    await expect(other.locate(page.id, { quote })).rejects.toThrow(QuoteNotFound);
    expect(await other.locate(page.id, { quote: { exact: 'by boat' } })).toMatchObject({ articleRevision: 2 });
    await expect(other.locate(page.id, { sectionId: page.sections[0]?.id ?? '' })).rejects.toThrow(SectionNotFound);
  });
});
