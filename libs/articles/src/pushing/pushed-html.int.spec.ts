import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksOf, idsOf, openForPushing, push, section } from './put-article.fixture.js';

openForPushing();

describe('hostile HTML', () => {
  it.each([
    ['nothing', '', 0],
    ['only white space', ' \n\t ', 0],
    ['scripts', '<script>alert(1)</script><style>p{}</style><p>Text.</p>', 0],
    ['no headings', '<p>One.</p><p>Two.</p>', 0],
    ['one heading ten times', section('Same', '<p>Words.</p>').repeat(10), 10],
    ['broken nesting', '<h2>Open <p>under <b>bold <h3>Deeper</b></h2> rest</p></div></td><li>item', 2],
    ['unclosed tags', `${'<div>'.repeat(50_000)}<h2>Deep</h2><p>Text.`, 1],
    ['NUL and lone surrogates', '<h2>A\0B\ud800</h2><p>C\udfff</p>', 1],
    ['empty headings', '<h2></h2><h2> </h2><p>Text.</p>', 0],
  ])('%s is stored', async (_label, html, sections) => {
    const { article } = await push({ html });
    expect(article.sections).toHaveLength(sections);
    expect(new Set(article.sections.map(({ id }) => id)).size).toBe(sections);
    expect((await push({ html })).article).toEqual(article);
    expect((await push({ html: `${html}<p>One more paragraph.</p>` })).article.sections.map(({ id }) => id)).toEqual(
      article.sections.map(({ id }) => id),
    );
  });

  it('of 5 MB is stored and pushed again in seconds', async () => {
    const paragraph = (index: number) =>
      `<p>${`Paragraph ${index} tells of ice, wind and bread in words of its own. `.repeat(7)}</p>`;
    let html = '';
    for (let index = 0; html.length < 4_998_000; index++) {
      html += index % 50 === 0 ? section(`Part ${index}`, paragraph(index)) : paragraph(index);
    }
    const started = performance.now();
    const { article } = await push({ html });
    const { article: second } = await push({ html: `<p>Corrected.</p>${html.slice(0, 4_999_000)}` });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(article.sections.length).toBeGreaterThan(100);
    expect(second.revision).toBe(2);
    expect(idsOf(second)).toEqual(idsOf(article));
  });

  it('with 19,000 headings is stored and pushed again in seconds', async () => {
    let html = '';
    for (let index = 0; index < 19_000; index++) html += `<h2>Heading ${index}</h2>`;
    const started = performance.now();
    const { article } = await push({ html });
    const { article: second } = await push({ html: html.replaceAll('Heading', 'Title') });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(article.sections).toHaveLength(19_000);
    expect(second).toMatchObject({ revision: 2, key: 'ice' });
    expect(new Set(second.sections.map(({ id }) => id)).size).toBe(19_000);
  });
});

const revisionFile = (number: 1 | 2) =>
  new URL(`../../../../../shared/data/articles/upheaval-in-kazakhstan.rev${number}.html`, import.meta.url);
const isThere = existsSync(revisionFile(1)) && existsSync(revisionFile(2));

describe.skipIf(!isThere)(`the real article${isThere ? '' : ' (skipped: ../shared/data/articles is not here)'}`, () => {
  it('keeps its five sections and their ids through its update and back', async () => {
    const [rev1, rev2] = [readFileSync(revisionFile(1), 'utf8'), readFileSync(revisionFile(2), 'utf8')];
    const { article: first } = await push({ html: rev1 });
    const { article: second } = await push({ html: rev2 });
    expect(first.sections).toHaveLength(5);
    expect(second.revision).toBe(2);
    expect(second.sections.map(({ id }) => id)).toEqual(first.sections.map(({ id }) => id));
    expect(second.sections.map(({ heading }) => heading)).not.toEqual(first.sections.map(({ heading }) => heading));
    const [before, after] = [await blocksOf(first), await blocksOf(second)];
    const kept = Object.entries(before).filter(([text]) => text in after);
    expect(kept.length).toBeGreaterThan(20);
    for (const [text, id] of kept) expect(after[text]).toBe(id);
    const { article: back } = await push({ html: rev1 });
    expect(back).toMatchObject({ revision: 3, sections: first.sections });
    expect(await blocksOf(back)).toEqual(before);
  });
});
