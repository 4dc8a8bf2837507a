import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacles } from './axe.js';
import { openBrowser } from './chromium.js';
import { type House, startHouse } from './house.js';

const pictures = join(tmpdir(), 'colloquy-pictures');

let house: House;
let browser: Browser;

beforeAll(async () => {
  await mkdir(pictures, { recursive: true });
  [house, browser] = await Promise.all([startHouse({ withAdmin: true }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
});

/** A publisher's page at an address of the service's own origin, under a strict policy. */
async function openHost(options: BrowserContextOptions, article = 'the-last-tram', hash = ''): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.route('**/host.html*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': `default-src 'none'; script-src ${house.url}; connect-src ${house.url}` },
      body: `<!doctype html><html lang="en"><title>Host</title><main><h1>Host</h1>
        <script src="${house.url}/embed.js" async></script>
        <colloquy-discussion site="demo" article="${article}"><a href="/d/demo/${article}">Comments</a></colloquy-discussion></main>`,
    }),
  );
  await page.goto(`${house.url}/host.html${hash}`);
  return page;
}

describe('the embed', () => {
  it.each([
    ['desktop', { viewport: { width: 1100, height: 900 } }],
    ['phone', { viewport: { width: 390, height: 844 } }],
    ['narrow and dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ] as const)('shows the threads under a strict policy, with no obstacle: %s', async (name, options) => {
    const page = await openHost(options);
    await page.locator('article').first().waitFor();
    expect(await page.locator('article').count()).toBeGreaterThan(3);
    await page.screenshot({ path: join(pictures, `embed-${name.replaceAll(' ', '-')}.png`), fullPage: true });
    const wide = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide).toBe(0);
    const found = await obstacles(page);
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('opens the comment that its link names and puts the focus on it', async () => {
    const first = await openHost({});
    const id = (await first.locator('article').last().getAttribute('id')) ?? '';
    await first.context().close();
    const page = await openHost({}, 'the-last-tram', `#${id}`);
    await page.locator(`article[id="${id}"]:focus`).waitFor();
    await page.context().close();
  });

  it('says what is wrong and leaves the link of the page when there is no such article', async () => {
    const page = await openHost({}, 'no-such-article');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Comments' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
