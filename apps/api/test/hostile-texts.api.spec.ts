import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comment, CommentPage, DiscussionPage, Permalink, QueuePage } from '#contracts';
import { newId } from '#kernel';
import { buildArticle } from '../../../libs/testing/src/build-article.js';
import { buildPerson } from '../../../libs/testing/src/build-person.js';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { commentFindings, mailsAbout } from '../../../libs/testing/src/door-mail.js';
import { buildDoorWorld, type DoorWorld, post } from '../../../libs/testing/src/door-world.js';
import { HOSTILE_MARKUP, NAUGHTY_TEXTS } from '../../../libs/testing/src/hostile-texts.js';
import { pageFindings } from '../../../libs/testing/src/page-check.js';
import { childrenOf, NAMESPACES, readXml } from '../../../libs/testing/src/read-xml.js';

const TEXTS = [...HOSTILE_MARKUP, ...NAUGHTY_TEXTS];
const JSON_TYPE = 'application/json; charset=utf-8';
let door: Door;
let world: DoorWorld;
let comments: string;
const findings: string[] = [];

beforeAll(async () => {
  door = await openDoor();
  world = await buildDoorWorld(door);
  comments = `/api/v1/articles/${world.article.id}/comments`;
});
afterAll(() => door.close());

function note(where: string, found: readonly string[]): void {
  findings.push(...found.map((one) => `${where}: ${one}`));
}

async function json<Body>(path: string, as?: string): Promise<Body> {
  const answer = await door.call('GET', path, { as });
  expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 200, JSON_TYPE]);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  return answer.json<Body>();
}

async function page(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await door.call('GET', path, { headers });
  expect([path, answer.status, answer.headers['content-type']]).toEqual([path, 200, 'text/html; charset=utf-8']);
  expect(answer.headers['content-security-policy']).not.toContain('script-src');
  note(path, pageFindings(answer.text));
  return answer.text;
}

/** Posts what is taken; what is refused must be refused in words. */
async function tryPost(
  articleId: string,
  body: object,
  as?: string,
): Promise<{ comment: Comment; editToken?: string } | undefined> {
  const answer = await door.call('POST', `/api/v1/articles/${articleId}/comments`, { as, json: body });
  if (answer.status === 201) return answer.json<{ comment: Comment; editToken?: string }>();
  expect([answer.status, answer.code]).toEqual([
    expect.toSatisfy((status: number) => status === 400 || status === 422),
    expect.any(String),
  ]);
  return undefined;
}

describe('texts of strangers', () => {
  it(`are only words wherever they are written and read: ${String(TEXTS.length)} of them`, async () => {
    const { id } = world.article;
    await door.call('POST', `/api/v1/articles/${id}/subscriptions`, {
      as: world.tokens.verified,
      json: { kind: 'all' },
    });
    const posted: Comment[] = [];
    let flags = 0;
    for (const [at, text] of TEXTS.entries()) {
      const preview = await door.call('POST', '/api/v1/preview', { json: { body: text } });
      if (preview.status === 200) note(`preview ${text}`, commentFindings(preview.json<{ html: string }>().html));
      const website = `https://example.org/?q=${encodeURIComponent(text)}`;
      const first = await tryPost(id, { body: `${text}\n`, guest: { name: `Guest ${String(at)}`, website } });
      const named = await tryPost(id, {
        body: 'Look at my name.',
        guest: { name: Array.from(text).slice(0, 40).join('') },
      });
      for (const one of [first, named]) if (one !== undefined) posted.push(one.comment);
      if (first?.editToken !== undefined) {
        const next = TEXTS[(at + 1) % TEXTS.length] ?? '';
        const path = `${comments}/${first.comment.id}`;
        const edited = await door.call('PATCH', path, { as: first.editToken, json: { body: `Edited ${next}` } });
        expect([200, 422]).toContain(edited.status);
        const flag = { reason: 'other', detail: text.slice(0, 1000) };
        const flagged = await door.call('POST', `${path}/flags`, { as: world.tokens.trusted, json: flag });
        expect(flagged.headers['content-type']).toBe(JSON_TYPE);
        if (flagged.status === 202) flags++;
        else expect(flagged.status).toBe(404);
      }
    }
    expect([posted.length > TEXTS.length, flags > 60]).toEqual([true, true]);

    const shown = posted.filter(({ status }) => status === 'published');
    for (const { id: commentId } of shown) {
      const permalink = await json<Permalink>(`${comments}/${commentId}`);
      note(commentId, commentFindings(permalink.comment.bodyHtml));
    }
    for (let next: string | null = ''; next !== null;) {
      const read: CommentPage = await json<CommentPage>(`${comments}?limit=50${next === '' ? '' : `&after=${next}`}`);
      for (const comment of read.comments) note(comment.id, commentFindings(comment.bodyHtml));
      next = read.next;
    }
    await json(`${comments}/${shown[0]?.id ?? ''}/replies`);
    await json(`/api/v1/articles/${id}/mine`, world.tokens.verified);
    await json(`/api/v1/counts?site=${world.site.key}&key=${world.article.key}`);
    for (let next: string | undefined = `/d/${world.site.key}/${world.article.key}`; next !== undefined;) {
      const text: string = await page(next.replaceAll('&amp;', '&'));
      next = /<a rel="next" href="([^"#]+)/.exec(text)?.[1];
    }
    for (const { id: commentId } of shown.slice(0, 20)) {
      await page(`/d/${world.site.key}/${world.article.key}?comment=${commentId}&reply=${commentId}`);
    }

    const cookie = { cookie: `colloquy-staff=${world.tokens.moderator ?? ''}` };
    for (const state of ['published', 'reported', 'unmoderated', 'pending']) {
      await json<QueuePage>(
        `/api/v1/moderation/queue?site=${world.site.key}&state=${state}&limit=100`,
        world.tokens.moderator,
      );
      for (let next: string | undefined = `/dashboard?site=${world.site.key}&state=${state}`; next !== undefined;) {
        const text: string = await page(next.replaceAll('&amp;', '&'), cookie);
        next = /<a rel="next" href="([^"]+)/.exec(text)?.[1];
      }
    }

    for (const comment of shown) {
      for (const mail of await mailsAbout(door, comment)) {
        note(`mail ${comment.id}`, pageFindings(mail.html, { isMail: true }));
        const links = [
          ...`${mail.html} ${mail.text}`.matchAll(/(?:[a-z][a-z0-9+.-]*:\/\/|javascript:|data:|mailto:)[^\s"<>]+/gi),
        ].map(([link]) => link);
        note(
          `mail ${comment.id}`,
          links.filter((link) => !link.startsWith(door.config.publicUrl)),
        );
        expect(mail.subject).not.toMatch(/[\r\n\0]/);
        const excerpt = /^> (.*)$/m.exec(mail.text)?.[1] ?? '';
        expect(Array.from(excerpt).length).toBeLessThanOrEqual(300);
      }
    }
    if (findings.length > 0) expect.fail(findings.slice(0, 40).join('\n'));
  }, 90_000);

  it('are only words in an article: its title, words, headings, author and labels', async () => {
    findings.length = 0;
    const as = world.tokens['key articles'];
    for (const text of TEXTS) {
      const key = newId();
      const body = {
        url: `https://example.org/${key}`,
        title: `T ${text}`.slice(0, 500),
        html: `<p>Words ${text} here.</p><h2>${text}</h2><p>${text}</p><h2 id='${text}'>Second ${text}</h2><p>End.</p>`,
        excerpt: text,
        author: { name: `By ${text}`.slice(0, 200), bio: text },
        tags: [`t ${text}`.slice(0, 200)],
        categories: [`c ${text}`.slice(0, 200)],
      };
      const answer = await door.call('PUT', `/api/v1/sites/${world.site.key}/articles/${key}`, { as, json: body });
      if (answer.status !== 201) {
        expect([text, answer.status]).toEqual([
          text,
          expect.toSatisfy((status: number) => status === 400 || status === 422),
        ]);
        continue;
      }
      expect(answer.headers['content-type']).toBe(JSON_TYPE);
      const { sections } = answer.json<{ sections: { id: string }[] }>();
      await page(`/d/${world.site.key}/${key}`);
      if (sections[0] !== undefined) await page(`/d/${world.site.key}/${key}?section=${sections[0].id}`);
    }
    const index = await json<DiscussionPage>(`/api/v1/sites/${world.site.key}/discussions?limit=50`);
    expect(index.discussions.length).toBeGreaterThan(40);
    if (findings.length > 0) expect.fail(findings.slice(0, 40).join('\n'));
  }, 60_000);

  it('are only words in a form that comes back, and in an address', async () => {
    findings.length = 0;
    const path = `/d/${world.site.key}/${world.article.key}`;
    for (const text of HOSTILE_MARKUP) {
      const form = {
        body: text,
        name: 'Moderator',
        email: text.slice(0, 254),
        website: text,
        quote: text,
        sectionId: '',
        notify: 'none',
        idempotencyKey: crypto.randomUUID(),
      };
      const answer = await door.call('POST', path, { form });
      expect([text, answer.status >= 400 && answer.status < 500, answer.headers['content-type']]).toEqual([
        text,
        true,
        'text/html; charset=utf-8',
      ]);
      note(`form ${text}`, pageFindings(answer.text));
      const signIn = await door.call('POST', '/dashboard/sign-in', {
        form: { email: text.padEnd(3, 'x').slice(0, 254), password: 'x' },
      });
      note(`sign-in ${text}`, pageFindings(signIn.text));
      const lost = await door.call('GET', `${path}?sort=${encodeURIComponent(text)}`);
      note(`address ${text}`, pageFindings(lost.text));
    }
    if (findings.length > 0) expect.fail(findings.slice(0, 40).join('\n'));
  }, 60_000);
});

describe('the published lists', () => {
  const folder = new URL('../../../../shared/data/vectors/', import.meta.url);
  const files = ['xss/owasp_vectors.json', 'xss/payloadbox_half.json', 'blns/blns.json'];

  it.for(files)('%s, through posting and every read', { timeout: 60_000 }, async (file, { skip }) => {
    const path = new URL(file, folder);
    if (!existsSync(path)) skip(`${file} is not on this machine`);
    findings.length = 0;
    const texts = stringsIn(JSON.parse(readFileSync(path, 'utf8')));
    expect(texts.length).toBeGreaterThan(50);
    const author = await buildPerson(door.database, { at: new Date() });
    const article = await buildArticle(door.database, { siteId: world.site.id });
    let taken = 0;
    for (const body of batches(texts))
      taken += (await tryPost(article.id, { body }, author.token)) === undefined ? 0 : 1;
    for (const text of texts.slice(0, 300)) {
      const name = Array.from(text).slice(0, 40).join('');
      if (file.startsWith('blns')) await tryPost(article.id, { body: 'A name.', guest: { name } });
    }
    expect(taken).toBeGreaterThan(0);
    for (let next: string | null = ''; next !== null;) {
      const read: CommentPage = await json<CommentPage>(
        `/api/v1/articles/${article.id}/comments?limit=50${next === '' ? '' : `&after=${next}`}`,
      );
      for (const comment of read.comments) note(comment.id, commentFindings(comment.bodyHtml));
      next = read.next;
    }
    for (let next: string | undefined = `/d/${world.site.key}/${article.key}`; next !== undefined;) {
      const text: string = await page(next.replaceAll('&amp;', '&'));
      next = /<a rel="next" href="([^"#]+)/.exec(text)?.[1];
    }
    for (let next: string | undefined = `/d/${world.site.key}/${article.key}/feed.atom`; next !== undefined;) {
      const { text } = await door.call('GET', next);
      const links = childrenOf(readXml(text).documentElement, NAMESPACES.atom, 'link');
      const more: string | null | undefined = links
        .find((link) => link.getAttribute('rel') === 'next')
        ?.getAttribute('href');
      next = more?.slice(door.config.publicUrl.length);
    }
    if (findings.length > 0) expect.fail(findings.slice(0, 40).join('\n'));
  });
});

/** Several texts in one post, each a paragraph of its own. */
function batches(texts: readonly string[]): string[] {
  const found: string[] = [];
  let open = '';
  for (const text of texts) {
    if (Array.from(open).length + Array.from(text).length > 4000) {
      found.push(open);
      open = '';
    }
    open += `${Array.from(text).slice(0, 4000).join('')}\n\n`;
  }
  return [...found, open].filter((body) => body.trim() !== '');
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

it('one bad text in a batch hides no other', async () => {
  const { comment } = await post(door, world.article.id, { body: 'fine' }, world.tokens.verified);
  expect(commentFindings(comment.bodyHtml)).toEqual([]);
  expect(commentFindings('<p>x</p><script>1</script>')).toEqual(['tag script']);
  expect(pageFindings('<a href="javascript:x">x</a><img src=x>')).toHaveLength(2);
});
