import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Comment, type ErrorBody, type OneComment, ReplyPage } from '#contracts';
import { FollowAsks, WithdrawComment } from '#discussion';
import { newId } from '#kernel';
import { commentFindings } from '../../../libs/testing/src/door-mail.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, decide, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { HOSTILE_MARKUP } from '../../../libs/testing/src/hostile-texts.js';
import { pageFindings } from '../../../libs/testing/src/page-check.js';

const PASSAGE = 'by Thursday the ferries stayed in port';

let door: Door;
let world: DoorWorld;
let path: string;

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door, { article: { authorEmail: 'ada@example.org' } });
  path = `/api/v1/sites/${world.site.key}/articles/${world.article.key}/questions`;
});
afterAll(() => door.close());

const ask = (json: object, as = world.tokens['key articles'], at = path) => door.call('POST', at, { as, json });
const list = async (query = '') =>
  ReplyPage.parse((await door.call('GET', `/api/v1/articles/${world.article.id}/questions${query}`)).json());

describe('a question on a passage', () => {
  it('is asked once, is public at once, and takes answers that say what they are', async () => {
    const question = { quote: { exact: PASSAGE }, prompt: 'Would you have stayed?' };
    const first = await ask(question);
    expect(first.status).toBe(201);
    const comment = Comment.parse(first.json<OneComment>().comment);
    expect(comment).toMatchObject({
      kind: 'question',
      status: 'published',
      bodyHtml: '<p dir="auto">Would you have stayed?</p>\n',
      anchor: { kind: 'passage', quote: { exact: PASSAGE }, outcome: 'exact' },
      author: { name: 'Ada Author', badges: ['author'] },
    });
    const again = await ask(question);
    expect([again.status, again.json<OneComment>().comment.id]).toEqual([200, comment.id]);

    const body = 'The ice was thick enough for sledges.';
    const { comment: answer } = await post(
      door,
      world.article.id,
      { body, parentId: comment.id },
      world.tokens.verified,
    );
    const { comment: reply } = await post(
      door,
      world.article.id,
      { body: 'It was.', parentId: answer.id },
      world.tokens.verified,
    );
    expect([answer.kind, reply.kind]).toEqual(['answer', undefined]);
    expect(await list()).toMatchObject({ items: [{ id: comment.id, replyCount: 1 }], next: null });

    const page = await door.call('GET', `/d/${world.site.key}/${world.article.key}?comment=${comment.id}`);
    // Apart for readers whose browser shows text alone.
    expect(page.text).toMatch(
      /<\/bdi><\/span>\s+<span class="badge">Author<\/span>\s+<span class="badge">Question<\/span>\s+<a /,
    );
    expect(page.text).toContain('<span class="badge">Answer</span>');
    expect(pageFindings(page.text)).toEqual([]);
    const form = await door.call('GET', `/d/${world.site.key}/${world.article.key}?reply=${comment.id}`);
    expect(form.text).toContain('Answer the question of Ada Author');
    const notes = await door.call('GET', `/d/${world.site.key}/${world.article.key}/annotations.jsonld`);
    expect(notes.text).toContain('"motivation":"questioning"');
  });

  it('is listed newest first, page by page, and is another one on another passage', async () => {
    const other = (
      await ask({ quote: { exact: 'sent bread over the ice' }, prompt: 'Would you have stayed?' })
    ).json<OneComment>();
    const first = await list('?limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([other.comment.id]);
    const second = await list(`?limit=1&after=${first.next ?? ''}`);
    expect(second).toMatchObject({ items: [{ kind: 'question' }], next: null });
  });

  it('leaves the list when a moderator takes it away', async () => {
    const { comment } = (await ask({ quote: { exact: PASSAGE }, prompt: 'Is this fair?' })).json<OneComment>();
    const { articleId, id: commentId, revision } = comment;
    const json = { items: [{ articleId, commentId, revision, outcome: 'reject', reason: 'off-topic' }] };
    const decided = await door.call('POST', '/api/v1/moderation/decisions', { as: world.tokens.moderator, json });
    expect(decided.status).toBe(200);
    expect((await list()).items.map(({ id }) => id)).not.toContain(commentId);
  });

  it('is asked anew once it was withdrawn, and not once it was refused', async () => {
    const json = { quote: { exact: PASSAGE }, prompt: 'Did you see it?' };
    const again = async () => {
      const answer = await ask(json);
      return [answer.status, answer.json<OneComment>().comment] as const;
    };
    const [, first] = await again();
    const { articleId, id } = first;
    await door.get(WithdrawComment).run({ kind: 'system' }, { articleId, commentId: id });
    const [status, second] = await again();
    expect(status).toBe(201);
    expect(second.id).not.toBe(id);
    await decide(door, second, 'reject');
    expect((await again())[0]).toBe(200);
  });

  it.each<[string, object, string, number]>([
    [
      'a passage that is not there',
      { quote: { exact: 'the ferries stayed in the port' }, prompt: 'Why?' },
      'quote_not_found',
      422,
    ],
    ['an empty passage', { quote: { exact: ' ' }, prompt: 'Why?' }, 'validation_failed', 400],
    ['a passage that is too long', { quote: { exact: 'x'.repeat(10_000) }, prompt: 'Why?' }, 'validation_failed', 400],
    ['no prompt', { quote: { exact: PASSAGE }, prompt: '  ' }, 'validation_failed', 400],
    ['a prompt that is too long', { quote: { exact: PASSAGE }, prompt: 'x'.repeat(501) }, 'validation_failed', 400],
    ['a prompt that nobody can see', { quote: { exact: PASSAGE }, prompt: '\u200b\u2060' }, 'text_not_allowed', 422],
    ['a prompt with NUL', { quote: { exact: PASSAGE }, prompt: 'a\u0000b' }, 'malformed_body', 400],
    ['a field that is not known', { quote: { exact: PASSAGE }, prompt: 'Why?', open: true }, 'validation_failed', 400],
  ])('is refused with %s', async (_case, json, code, status) => {
    const answer = await ask(json);
    expect([answer.status, answer.json<ErrorBody>().error.code]).toEqual([status, code]);
  });

  it('is refused where there is no such article, and with the closest passage where one comes near', async () => {
    const json = { quote: { exact: 'by Thursday the ferries stayed at port' }, prompt: 'Why?' };
    const nowhere = `/api/v1/sites/${world.site.key}/articles/${newId()}/questions`;
    expect((await ask(json, undefined, nowhere)).status).toBe(404);
    expect((await ask(json)).json<ErrorBody>().error.details).toMatchObject({ closest: PASSAGE });
  });

  it('is asked once by many at once', async () => {
    const json = { quote: { exact: 'as it had done in 1963' }, prompt: 'Who remembers 1963?' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(json)));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((answer) => answer.json<OneComment>().comment.id)).size).toBe(1);
  });

  it('shows nothing of what hostile words would do, whichever way they come', async () => {
    const words = HOSTILE_MARKUP.slice(0, 40);
    const prompts = await Promise.all(words.map((prompt) => ask({ quote: { exact: PASSAGE }, prompt })));
    expect(prompts.every(({ status }) => status === 201 || (status >= 400 && status < 500))).toBe(true);
    const html = words
      .map((word, at) => `<p data-ask="${word.replaceAll('"', '&quot;')}">Paragraph ${at}.</p>`)
      .join('');
    const json = {
      url: world.article.url,
      title: 'An article',
      html: `<p>${PASSAGE}</p>${html}<p data-ask='"><b>'>End.</p>`,
    };
    const pushed = await door.call('PUT', path.replace('/questions', ''), { as: world.tokens['key articles'], json });
    expect(pushed.status).toBe(200);
    await door.get(FollowAsks).run({ articleId: world.article.id }, () => Promise.resolve());
    const { items } = await list('?limit=50');
    expect(items.filter(({ anchor }) => anchor.quote?.exact.startsWith('Paragraph')).length).toBeGreaterThan(20);
    expect(items.flatMap(({ bodyHtml }) => commentFindings(bodyHtml))).toEqual([]);
    const page = await door.call('GET', `/d/${world.site.key}/${world.article.key}?anchored=inline`);
    expect(pageFindings(page.text)).toEqual([]);
  });
});
