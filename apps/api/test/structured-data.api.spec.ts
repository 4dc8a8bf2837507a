import { parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArticle } from '../../../libs/testing/src/build-article.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld, OPEN_SITE, post } from '../../../libs/testing/src/door-world.js';
import { HOSTILE_MARKUP, NAUGHTY_TEXTS } from '../../../libs/testing/src/hostile-texts.js';
import { pageFindings } from '../../../libs/testing/src/page-check.js';

/** A comment as schema.org has it. */
interface Said {
  readonly '@type': string;
  readonly url: string;
  readonly author: { readonly '@type': string; readonly name: string };
  readonly datePublished: string;
  readonly text: string;
  readonly upvoteCount: number;
  readonly comment?: readonly Said[];
}
interface Posting extends Said {
  readonly headline: string;
  readonly commentCount: number;
}

const guest = { name: 'Gerda Guest', email: 'gerda@example.org' };
let door: Door;
let world: DoorWorld;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door, {
    site: { settings: { ...OPEN_SITE, screening: { ...OPEN_SITE?.screening, words: { suspect: ['heldword'] } } } },
  });
});
afterAll(() => door.close());

/** The one block of data of a page, as a parser of HTML finds it. */
async function posting(path: string): Promise<Posting> {
  const { text, status } = await door.call('GET', path);
  expect([path, status, pageFindings(text)]).toEqual([path, 200, []]);
  const root = parse(text).childNodes.find((node) => node.nodeName === 'html');
  const head = root !== undefined && 'childNodes' in root ? root.childNodes[0] : undefined;
  const blocks = (head !== undefined && 'childNodes' in head ? head.childNodes : []).filter(
    (node) => node.nodeName === 'script',
  );
  expect(blocks).toHaveLength(1);
  const [words] = blocks[0] !== undefined && 'childNodes' in blocks[0] ? blocks[0].childNodes : [];
  return JSON.parse(words !== undefined && 'value' in words ? words.value : '') as Posting;
}

describe('the data of a discussion in its page', () => {
  it('is a posting with the comments that the page shows, nested as they are', async () => {
    const article = await buildArticle(door.database, { siteId: world.site.id, authorEmail: 'ada@example.org' });
    const say = async (body: string, parentId?: string) =>
      (await post(door, article.id, { body, guest, ...(parentId === undefined ? {} : { parentId }) })).comment;
    const root = await say('A *root* & more.');
    const reply = await say('A reply.', root.id);
    await say('Below it.', reply.id);
    await say('A heldword.');
    const vote = `/api/v1/articles/${article.id}/comments/${root.id}/vote`;
    await door.call('PUT', vote, { as: world.tokens.verified, json: { value: 1 } });
    const path = `/d/${world.site.key}/${article.key}`;
    const address = `${door.config.publicUrl}${path}`;
    const found = await posting(path);
    expect(found).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'DiscussionForumPosting',
      url: address,
      headline: 'An article',
      text: 'The harbour of Lindholm froze in the first week of February.',
      author: { '@type': 'Person', name: 'Ada Author' },
      sharedContent: { '@type': 'WebPage', url: article.url },
      commentCount: 3,
      interactionStatistic: { interactionType: { '@type': 'CommentAction' }, userInteractionCount: 3 },
      comment: [
        {
          '@type': 'Comment',
          url: `${address}?comment=${root.id}#c-${root.id}`,
          author: { '@type': 'Person', name: guest.name },
          datePublished: root.createdAt,
          text: 'A root & more.',
          upvoteCount: 1,
          downvoteCount: 0,
          interactionStatistic: [
            { interactionType: { '@type': 'LikeAction' }, userInteractionCount: 1 },
            { interactionType: { '@type': 'DislikeAction' }, userInteractionCount: 0 },
          ],
          comment: [{ text: 'A reply.', comment: [{ text: 'Below it.' }] }],
        },
      ],
    });
    expect(found.comment).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/heldword|ada@|gerda@/);
  });

  it('has no tombstone: what answered a removed comment stands where it stood', async () => {
    const article = await buildArticle(door.database, { siteId: world.site.id });
    const root = await post(door, article.id, { body: 'Soon gone.', guest });
    await post(door, article.id, { body: 'Stays.', guest, parentId: root.comment.id });
    await door.call('DELETE', `/api/v1/articles/${article.id}/comments/${root.comment.id}`, { as: root.editToken });
    const found = await posting(`/d/${world.site.key}/${article.key}`);
    expect(found.comment?.map(({ text }) => text)).toEqual(['Stays.']);
    expect([found.author['@type'], found.author.name]).toEqual(['Organization', 'A site']);
  });

  it('never leaves its element, whatever was written', async () => {
    const as = world.tokens['key articles'];
    let taken = 0;
    for (const [at, text] of [...HOSTILE_MARKUP, ...NAUGHTY_TEXTS].entries()) {
      const key = `hostile-${at}`;
      const put = await door.call('PUT', `/api/v1/sites/${world.site.key}/articles/${key}`, {
        as,
        json: { url: `https://example.org/${key}`, title: `T ${text}`, html: `<p>${text}</p>`, excerpt: text },
      });
      if (put.status !== 201) continue;
      const { id } = put.json<{ id: string }>();
      const json = { body: `${text}\n\n\`${text}\``, guest: { name: Array.from(text).slice(0, 40).join('') } };
      const sent = await door.call('POST', `/api/v1/articles/${id}/comments`, { json });
      taken += sent.status === 201 ? 1 : 0;
      const found = await posting(`/d/${world.site.key}/${key}`);
      expect(found['@type']).toBe('DiscussionForumPosting');
    }
    expect(taken).toBeGreaterThan(50);
  }, 60_000);

  it('is what the check of pages lets through, and no other script is', () => {
    const block = (text: string, attributes = 'type="application/ld+json"') => `<script ${attributes}>${text}</script>`;
    expect(pageFindings(block('{"a":"b"}'))).toEqual([]);
    for (const bad of [
      block('alert(1)'),
      block('{"a":"<b"}'),
      block('{}', 'type="text/javascript"'),
      block('{}', 'type="application/ld+json" src="/x"'),
      block('{}', ''),
    ])
      expect(pageFindings(bad)).toEqual(['tag script']);
  });
});
