import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { obstacles } from './axe.js';
import { codeFor, hasFocus, type Newspaper, startNewspaper } from './embed-page.js';
import { openBrowser } from './chromium.js';
import { type House, startHouse } from './house.js';

const pictures = join(tmpdir(), 'colloquy-pictures');

let house: House;
let browser: Browser;
let newspaper: Newspaper;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  [house, browser] = await Promise.all([startHouse({ withAdmin: true }), openBrowser()]);
  newspaper = await startNewspaper(house);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await newspaper.stop();
  await house.stop();
});

async function write(page: Page, text: string, name = 'Nora'): Promise<void> {
  await page.getByRole('button', { name: 'Write a comment' }).click();
  await page.getByLabel('Your comment').fill(text);
  await page.getByLabel('Name').fill(name);
}

const picture = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const commentWith = (page: Page, text: string) => page.locator('article[id^=comment]', { hasText: text });

describe('writing in the embed', () => {
  it('previews, counts, keeps the draft over a reload, posts, and says what a held comment waits for', async () => {
    const { articleKey } = await newspaper.push();
    const page = await newspaper.open(browser, { articleKey });
    await write(page, 'A **strong** word.');
    await page.getByText('18 of 10,000 characters').waitFor();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('.preview strong', { hasText: 'strong' }).waitFor();
    expect(await obstacles(page)).toEqual([]);
    await picture(page, 'embed-preview');

    await page.reload();
    expect(await page.getByLabel('Your comment').inputValue()).toBe('A **strong** word.');
    expect(await page.getByLabel('Name').inputValue()).toBe('Nora');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    const own = commentWith(page, 'A strong word.');
    await own.getByText('Waiting for a moderator: First comments are read by a moderator').waitFor();
    expect(await hasFocus(own)).toBe(true);
    expect(await obstacles(page)).toEqual([]);
    await picture(page, 'embed-held');

    await page.reload();
    await own.waitFor();
    expect(await page.getByLabel('Your comment').count()).toBe(0);
    await page.context().close();
  });

  it('says what is missing where it is typed, and loses nothing when the service refuses or cannot be reached', async () => {
    const { articleKey } = await newspaper.push();
    const page = await newspaper.open(browser, { articleKey });
    await page.getByRole('button', { name: 'Write a comment' }).click();
    const post = page.getByRole('button', { name: 'Post', exact: true });
    await post.click();
    await page.getByRole('alert').getByText('Write something first.').waitFor();
    await page.getByLabel('Your comment').fill('x'.repeat(10_001));
    await post.click();
    await page.getByRole('alert').getByText('1 character too long').waitFor();
    await page.getByLabel('Your comment').fill('Short enough.');
    await post.click();
    await page.getByRole('alert').getByText('Give a name.').waitFor();
    await page.getByLabel('Name').fill('Administrator');
    await post.click();
    await page.getByRole('alert').getByText('This name is taken').waitFor();
    await page.getByLabel('Name').fill('Ola');
    await page.context().setOffline(true);
    await post.click();
    await page.getByRole('alert').getByText('cannot be reached').waitFor();
    expect(await page.getByLabel('Your comment').inputValue()).toBe('Short enough.');
    await page.context().setOffline(false);
    await post.click();
    await commentWith(page, 'Short enough.').waitFor();
    expect(await commentWith(page, 'Short enough.').count()).toBe(1);
    await page.context().close();
  });

  it('replies with a quote, changes what was written, and takes it back', async () => {
    const { articleKey, publish } = await newspaper.push();
    const { comment } = await publish('The ramp was never built.');
    const page = await newspaper.open(browser, { articleKey });
    const first = page.locator(`article[id="comment-${comment.id}"]`);
    await first.getByText('More').click();
    await first.getByRole('button', { name: 'Quote' }).click();
    const field = first.getByLabel('Your comment');
    expect(await field.inputValue()).toBe('> The ramp was never built.\n\n');
    await field.press('End');
    await field.pressSequentially('It was, in June.');
    await first.getByLabel('Name').fill('June');
    await first.getByRole('button', { name: 'Post', exact: true }).click();
    const reply = page.locator('ol ol article', { hasText: 'It was, in June.' });
    await reply.getByText('Waiting for a moderator').waitFor();

    await reply.getByRole('button', { name: 'Edit' }).click();
    const editor = reply.getByRole('textbox');
    expect(await editor.inputValue()).toContain('It was, in June.');
    await editor.fill('It was, in July.');
    await reply.getByRole('button', { name: 'Save' }).click();
    const changed = page.locator('ol ol article', { hasText: 'It was, in July.' });
    await changed.waitFor();
    await changed.getByRole('button', { name: 'Take back' }).click();
    expect(await obstacles(page)).toEqual([]);
    await changed.getByRole('button', { name: 'Take it back' }).click();
    await changed.waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('asks who it is before a vote, confirms the address by a code, and votes', async () => {
    const { articleKey, publish } = await newspaper.push();
    const { comment } = await publish('Vote on this.');
    const page = await newspaper.open(browser, { articleKey });
    const shown = page.locator(`article[id="comment-${comment.id}"]`);
    await shown.getByRole('button', { name: 'Vote up: 0' }).click();
    const form = shown.getByRole('form', { name: 'Sign in' });
    await form.getByLabel('E-mail').fill('voter@reader.example');
    await form.getByLabel('Name').fill('Vera');
    await form.getByRole('button', { name: 'Send me a code' }).click();
    await form.getByText('A code was sent to voter@reader.example').waitFor();
    const code = await codeFor(house, 'voter@reader.example');
    await form.getByLabel('Code from the mail').fill(code === '000000' ? '000001' : '000000');
    await form.getByRole('button', { name: 'Confirm' }).click();
    await form.getByRole('alert').getByText('This code is not valid').waitFor();
    expect(await obstacles(page)).toEqual([]);
    await picture(page, 'embed-sign-in');
    await form.getByLabel('Code from the mail').fill(code);
    await form.getByRole('button', { name: 'Confirm' }).click();
    await shown.getByRole('button', { name: 'Vote up: 1', pressed: true }).waitFor();
    await page.getByText('You write as Vera.').waitFor();

    await page.reload();
    await shown.getByRole('button', { name: 'Vote up: 1', pressed: true }).click();
    await shown.getByRole('button', { name: 'Vote up: 0', pressed: false }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You write as Vera.').waitFor({ state: 'detached' });
    await page.reload();
    await shown.waitFor();
    expect(await page.getByText('You write as Vera.').count()).toBe(0);
    await page.context().close();
  });

  it('reports, follows, shares and subscribes', async () => {
    const { articleKey, publish, call } = await newspaper.push();
    const { comment } = await publish('Report this.');
    // There is no sheet of the device's in a browser without a screen.
    const before = 'navigator.share = async (what) => { globalThis.shared = what; };';
    const permissions = ['clipboard-read', 'clipboard-write'];
    const page = await newspaper.open(browser, { articleKey, before, permissions });
    await page.getByRole('button', { name: 'Sign in' }).click();
    const form = page.getByRole('form', { name: 'Sign in' });
    await form.getByLabel('E-mail').fill('flag@reader.example');
    await form.getByLabel('Name').fill('Flora');
    await form.getByRole('button', { name: 'Send me a code' }).click();
    await form.getByLabel('Code from the mail').fill(await codeFor(house, 'flag@reader.example'));
    await form.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('You write as Flora.').waitFor();

    const shown = page.locator(`article[id="comment-${comment.id}"]`);
    await shown.getByText('More').click();
    await shown.getByRole('button', { name: 'Report' }).click();
    await shown.getByLabel('What is wrong with it?').selectOption('off-topic');
    await shown.getByLabel('What should the moderators know?').fill('Wrong ferry.');
    expect(await obstacles(page)).toEqual([]);
    await shown.getByRole('button', { name: 'Send the report' }).click();
    await shown.getByText('Thank you.').waitFor();
    const reported = await call<{ items: { comment: { id: string } }[] }>(
      'GET',
      '/moderation/queue?site=gazette&state=reported',
    );
    expect(reported.items.map((item) => item.comment.id)).toContain(comment.id);

    const link = `${page.url()}#comment-${comment.id}`;
    await shown.getByRole('button', { name: 'Copy link' }).click();
    await shown.getByText('The link is copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    await shown.getByRole('button', { name: 'Share' }).click();
    expect(await page.evaluate('globalThis.shared')).toMatchObject({ url: link });

    await shown.getByRole('button', { name: 'Mail me replies to this' }).click();
    await shown.getByText('You will hear of it by mail.').waitFor();
    await page.getByRole('button', { name: 'Subscribe' }).click();
    const wishes = page.getByRole('form', { name: 'Subscribe' });
    await wishes.getByLabel('Notify me of').selectOption('all');
    await wishes.getByRole('button', { name: 'Subscribe' }).click();
    await page.locator('footer li', { hasText: 'All comments on this article' }).waitFor();
    const ends = page.locator('footer').getByRole('button', { name: 'End' });
    expect(await ends.count()).toBe(2);
    await ends.first().click();
    await eventually('One is left', async () => (await ends.count()) === 1);
    await page.context().close();
  });

  it('keeps a guest’s session and draft in the page where the browser keeps nothing', async () => {
    const { articleKey } = await newspaper.push();
    const before = `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`;
    const page = await newspaper.open(browser, { articleKey, before });
    await write(page, 'No storage here.');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await commentWith(page, 'No storage here.').getByText('Waiting for a moderator').waitFor();
    await page.getByText('You write as Nora.').waitFor();
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  it('lets a guest confirm the address a comment waits for, inside the element', async () => {
    const { articleKey } = await newspaper.push({ guests: 'await-verification' });
    const page = await newspaper.open(browser, { articleKey });
    await write(page, 'Behind a code.', 'Codie');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByRole('alert').getByText('Give an e-mail address').waitFor();
    await page.getByLabel(/E-mail/).fill('codie@reader.example');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    const own = commentWith(page, 'Behind a code.');
    await own.getByText('Not public yet: confirm your address.').waitFor();
    await own.getByLabel('Code from the mail').fill(await codeFor(house, 'codie@reader.example'));
    await own.getByRole('button', { name: 'Confirm' }).click();
    await eventually('It is public, or waits for a moderator', async () => {
      const text = (await own.textContent()) ?? '';
      return text.includes('Waiting for a moderator') || text.includes('Confirmed address');
    });
    expect(await page.getByText('Not public yet').count()).toBe(0);
    await page.context().close();
  });

  it('is whole by keyboard alone', async () => {
    const { articleKey, publish } = await newspaper.push();
    await publish('By keyboard.');
    const page = await newspaper.open(browser, { articleKey });
    await commentWith(page, 'By keyboard.').waitFor();
    const tabTo = async (name: string) => {
      for (let pressed = 0; pressed < 60; pressed++) {
        await page.keyboard.press('Tab');
        const focused = await page.evaluate(() => {
          const { document } = globalThis as unknown as {
            document: {
              activeElement: {
                shadowRoot: {
                  activeElement: { textContent: string; localName: string; labels?: { textContent: string }[] } | null;
                } | null;
              } | null;
            };
          };
          const inner = document.activeElement?.shadowRoot?.activeElement;
          return `${inner?.labels?.[0]?.textContent ?? ''}|${inner?.textContent ?? ''}`;
        });
        if (focused.includes(name)) return;
      }
      throw new Error(`The keyboard does not reach “${name}”.`);
    };
    await tabTo('Sort by');
    await tabTo('Write a comment');
    await page.keyboard.press('Enter');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('Typed, not clicked.');
    await tabTo('Name');
    await page.keyboard.type('Kay');
    await tabTo('Post');
    await page.keyboard.press('Enter');
    await commentWith(page, 'Typed, not clicked.').waitFor();
    expect(await hasFocus(commentWith(page, 'Typed, not clicked.'))).toBe(true);
    await tabTo('Take back');
    await page.keyboard.press('Enter');
    await tabTo('Cancel');
    await page.keyboard.press('Enter');
    await page.context().close();
  });
});
