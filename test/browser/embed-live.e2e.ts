import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { elementOf, hasFocus, type Newspaper, startNewspaper } from './embed-page.js';
import { openBrowser } from './chromium.js';
import { type House, startHouse } from './house.js';

let house: House;
let browser: Browser;
let newspaper: Newspaper;

beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse({ withAdmin: true }), openBrowser()]);
  newspaper = await startNewspaper(house);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await newspaper.stop();
  await house.stop();
});

const commentWith = (page: Page, text: string) => page.locator('article[id^=comment]', { hasText: text });
const streamsOf = (page: Page) => {
  const opened: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/live')) opened.push(request.url());
  });
  return opened;
};

describe('two readers beside each other', () => {
  it('see what the other writes behind a button, count it, and lose neither focus nor place', async () => {
    const { articleKey, publish, decide } = await newspaper.push();
    await publish('The first.');
    const [one, two] = await Promise.all([
      newspaper.open(browser, { articleKey }),
      newspaper.open(browser, { articleKey }),
    ]);
    await commentWith(two, 'The first.').waitFor();
    await two.getByRole('button', { name: 'Write a comment' }).click();
    await two.getByLabel('Your comment').fill('Half a sentence');

    await one.getByRole('button', { name: 'Write a comment' }).click();
    await one.getByLabel('Your comment').fill('The second.');
    await one.getByLabel('Name').fill('Signe');
    await one.getByRole('button', { name: 'Post', exact: true }).click();
    await commentWith(one, 'The second.').getByText('Waiting for a moderator').waitFor();
    expect(await commentWith(two, 'The second.').count()).toBe(0);
    const id = (await commentWith(one, 'The second.').getAttribute('id'))?.slice('comment-'.length) ?? '';
    await decide({ id, revision: 1 });

    const news = two.getByRole('button', { name: '1 new comment' });
    await news.waitFor();
    await two.getByRole('heading', { name: '2 comments' }).waitFor();
    expect(await commentWith(two, 'The second.').count()).toBe(0);
    expect(await two.locator('textarea:focus').inputValue()).toBe('Half a sentence');
    await commentWith(one, 'The second.').getByText('Waiting for a moderator').waitFor({ state: 'detached' });
    expect(await commentWith(one, 'The second.').count()).toBe(1);
    expect(await one.getByRole('button', { name: /new comment/ }).count()).toBe(0);

    await news.click();
    await commentWith(two, 'The second.').waitFor();
    await eventually('The focus is on it', () => hasFocus(commentWith(two, 'The second.')));
    expect(await news.count()).toBe(0);
    await Promise.all([one.context().close(), two.context().close()]);
  });

  it('see edits, votes and removals as they happen', async () => {
    const { articleKey, articleId, publish, decide } = await newspaper.push();
    const kept = await publish('Text one.');
    const lost = await publish('Text two.');
    const page = await newspaper.open(browser, { articleKey });
    await commentWith(page, 'Text two.').waitFor();
    const asWriter = (token: string | undefined, method: string, path: string, json?: unknown) =>
      fetch(`${house.url}/api/v1/articles/${articleId}/comments/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${String(token)}`,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
    const edit = await asWriter(kept.editToken, 'PATCH', kept.comment.id, { body: 'Text three.' });
    expect(edit.status).toBe(200);
    expect((await asWriter(lost.editToken, 'DELETE', lost.comment.id)).status).toBe(200);
    await commentWith(page, 'Text two.').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '1 comment' }).waitFor();
    await decide({ id: kept.comment.id, revision: 2 });
    await commentWith(page, 'Text three.').waitFor();
    await page.context().close();
  });

  it('hear again after the service was away, and are told what they missed', async () => {
    const { articleKey, publish } = await newspaper.push();
    await publish('Before.');
    const page = await newspaper.open(browser, { articleKey });
    await commentWith(page, 'Before.').waitFor();
    await page.context().setOffline(true);
    await publish('Meanwhile.');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '1 new comment' }).waitFor({ timeout: 20_000 });
    await page.context().close();
  });
});

describe('a page with the element', () => {
  it('twice holds one stream, and shows both', async () => {
    const first = await newspaper.push();
    const second = await newspaper.push();
    await first.publish('On the first.');
    await second.publish('On the second.');
    const page = await newspaper.open(browser, {
      articleKey: first.articleKey,
      page: ({ url }) => `<!doctype html><html lang="en"><title>Two</title><script src="${url}/embed.js" async></script>
        <script src="${url}/embed.js" async></script><main><h1>Two</h1>
        ${elementOf(house, first.articleKey)}${elementOf(house, second.articleKey)}${elementOf(house, first.articleKey)}</main></html>`,
    });
    const streams = streamsOf(page);
    await page.reload();
    await commentWith(page, 'On the second.').waitFor();
    await eventually('Both show the first', async () => (await commentWith(page, 'On the first.').count()) === 2);
    await eventually('There is a stream', () => streams.length > 0);
    expect(streams).toHaveLength(1);
    await page.context().close();
  });

  it('that is taken out and put back keeps its comments, and listens again', async () => {
    const { articleKey, publish } = await newspaper.push();
    await publish('Still here.');
    const page = await newspaper.open(browser, { articleKey });
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await commentWith(page, 'Still here.').waitFor();
    await page.evaluate(() => {
      const { document } = globalThis as unknown as {
        document: {
          querySelector: (name: string) => { remove: () => void; parentNode: { append: (node: unknown) => void } };
        };
      };
      const element = document.querySelector('colloquy-discussion');
      const { parentNode } = element;
      element.remove();
      parentNode.append(element);
    });
    await commentWith(page, 'Still here.').waitFor();
    await publish('And news.');
    await page.getByRole('button', { name: '1 new comment' }).waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('given another article shows that one', async () => {
    const first = await newspaper.push();
    const second = await newspaper.push();
    await first.publish('On the first.');
    await second.publish('On the second.');
    const page = await newspaper.open(browser, { articleKey: first.articleKey });
    await commentWith(page, 'On the first.').waitFor();
    await page.locator('colloquy-discussion').evaluate((element, key) => {
      (element as unknown as { setAttribute: (name: string, value: string) => void }).setAttribute('article', key);
    }, second.articleKey);
    await commentWith(page, 'On the second.').waitFor();
    expect(await commentWith(page, 'On the first.').count()).toBe(0);
    await page.context().close();
  });

  it('whose service is away says so, keeps the publisher’s link, and recovers by itself', async () => {
    const { articleKey, publish } = await newspaper.push();
    await publish('Back again.');
    const page = await newspaper.open(browser, { articleKey });
    await commentWith(page, 'Back again.').waitFor();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').getByText('cannot be reached').waitFor();
    expect(await page.getByRole('link', { name: 'Comments' }).isVisible()).toBe(true);
    await page.unroute('**/api/v1/**');
    await commentWith(page, 'Back again.').waitFor();
    await page.context().close();
  });
});

describe('a reader who comes back', () => {
  it('jumps to what is unread, one after another', async () => {
    const { articleKey, publish } = await newspaper.push();
    await publish('Read long ago.');
    const page = await newspaper.open(browser, { articleKey });
    await commentWith(page, 'Read long ago.').waitFor();
    expect(await page.getByRole('button', { name: /Next unread/ }).count()).toBe(0);
    await publish('Unread one.');
    await publish('Unread two.');
    await page.reload();
    await page.getByRole('button', { name: 'Next unread (2)' }).click();
    await eventually('The focus is on the first', () => hasFocus(commentWith(page, 'Unread two.')));
    await page.getByRole('button', { name: 'Next unread (1)' }).click();
    await eventually('The focus is on the second', () => hasFocus(commentWith(page, 'Unread one.')));
    await page.getByRole('button', { name: /Next unread/ }).waitFor({ state: 'detached' });
    await page.context().close();
  });
});
