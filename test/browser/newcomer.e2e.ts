import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { HOSTILE_MARKUP } from '../../libs/testing/src/hostile-texts.js';
import { obstacles } from './axe.js';
import { openBrowser } from './chromium.js';
import { ADMIN, type House, startHouse } from './house.js';

const pictures = join(tmpdir(), 'colloquy-pictures');
const DEMO = '/d/demo/the-last-tram';

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

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { documentElement: root } = (
      globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }
    ).document;
    return root.scrollWidth - root.clientWidth;
  });
}

/** Walks with Tab until the field has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 200; pressed++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
  }
  throw new Error(`The keyboard does not reach ${selector}.`);
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${house.url}/dashboard/`);
  await page.fill('input[name=email]', ADMIN.email);
  await page.fill('input[name=password]', ADMIN.password);
  await page.click('button[type=submit]');
  await page.waitForURL(/\/dashboard(\?|$)/);
}

/** Publishes the waiting comment that holds these words. */
async function publish(page: Page, words: string): Promise<void> {
  await eventually('The comment waits in the queue', async () => {
    await page.goto(`${house.url}/dashboard?site=demo`);
    return (await page.getByText(words).count()) > 0;
  });
  await page.locator('article', { hasText: words }).getByRole('button', { name: 'Publish' }).click();
  await page.waitForURL(/done=applied/);
}

describe.each([
  ['without scripts', false],
  ['with scripts', true],
] as const)('a newcomer %s', (label, javaScriptEnabled) => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1100, height: 900 } });
    page = await context.newPage();
  });
  afterAll(() => context.close());

  it('reads the demo, posts by keyboard alone, is told to wait, and is published by a moderator', async () => {
    const words = `Written with a keyboard, ${label}.`;
    await page.goto(`${house.url}${DEMO}`);
    expect(await page.locator('h1').textContent()).toBe('The last tram to Quay Street');
    expect(await page.locator('ol.thread > li').count()).toBeGreaterThan(3);
    await picture(page, `thread-${String(javaScriptEnabled)}`);

    await tabTo(page, 'textarea[name=body]');
    await page.keyboard.type(words);
    await tabTo(page, 'input[name=name]');
    await page.keyboard.type(`Keyboard ${javaScriptEnabled ? 'One' : 'Two'}`);
    await tabTo(page, 'input[name=email]');
    await page.keyboard.type(`keyboard-${String(javaScriptEnabled)}@reader.example`);
    await tabTo(page, 'select[name=notify]');
    await page.keyboard.press('End');
    await tabTo(page, '#compose button[type=submit]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/posted=pending/);
    expect(await page.getByRole('status').textContent()).toContain('waits for a moderator');
    expect((await page.getByRole('status').boundingBox())?.y).toBeLessThan(700);
    expect(await page.getByText(words).count()).toBe(0);
    await picture(page, `waiting-${String(javaScriptEnabled)}`);

    await signIn(page);
    await picture(page, `queue-${String(javaScriptEnabled)}`);
    await publish(page, words);
    expect(await page.getByRole('status').textContent()).toContain('Done.');
    await page.goto(`${house.url}${DEMO}`);
    const shown = page.locator('li.comment', { hasText: words });
    expect(await shown.count()).toBe(1);

    await shown.getByRole('link', { name: /Reply/ }).click();
    expect(await page.locator('#compose-heading').textContent()).toContain('Reply to Keyboard');
    await page.fill('textarea[name=body]', `An answer, ${label}.`);
    await page.fill('input[name=name]', `Answering ${javaScriptEnabled ? 'One' : 'Two'}`);
    await picture(page, `reply-${String(javaScriptEnabled)}`);
    await page.click('#compose button[type=submit]');
    await page.waitForURL(/posted=pending/);
    await publish(page, `An answer, ${label}.`);
    await page.goto(`${house.url}${DEMO}`);
    expect(await page.locator('li.comment li.comment', { hasText: `An answer, ${label}.` }).count()).toBe(1);
  });

  it('finds the confirmation in the captured mail and confirms it', async () => {
    const address = `keyboard-${String(javaScriptEnabled)}@reader.example`;
    await eventually('The mail is captured', async () => {
      await page.goto(`${house.url}/dev/mailbox`);
      return (await page.locator('article', { hasText: address }).count()) > 0;
    });
    await picture(page, `mailbox-${String(javaScriptEnabled)}`);
    await page
      .locator('article', { hasText: address })
      .getByRole('link', { name: /\/mail\/confirm\// })
      .first()
      .click();
    await picture(page, `confirm-${String(javaScriptEnabled)}`);
    await page.getByRole('button').click();
    expect(await page.locator('h1').textContent()).toBe('You will hear of it');
  });
});

describe('every page', () => {
  const settings = [
    ['light', { colorScheme: 'light', viewport: { width: 1100, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1100, height: 900 } }],
    ['narrow', { colorScheme: 'light', viewport: { width: 320, height: 640 } }],
    ['narrow and dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 } }],
  ] as const;

  it.each(settings)('has no obstacle and no sideways scrolling: %s', async (name, options) => {
    const fresh = await startOfFresh();
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const found: string[] = [];
    const look = async (label: string) => {
      found.push(...(await obstacles(page)).map((one) => `${label}: ${one}`));
      const beyond = await overflow(page);
      if (beyond > 0) found.push(`${label}: ${beyond} pixels too wide`);
      await picture(page, `${label}-${name.replaceAll(' ', '-')}`);
    };
    for (const [label, address] of [
      ['thread', `${house.url}${DEMO}`],
      ['thread-reply', await replyAddress(page)],
      ['thread-lost', `${house.url}/d/demo/no-such-article`],
      ['sign-in', `${house.url}/dashboard/sign-in`],
      ['mailbox', `${house.url}/dev/mailbox`],
      ['setup', fresh],
    ] as const) {
      await page.goto(address);
      await look(label);
    }
    const mails = (await (await fetch(`${house.url}/dev/mailbox.json`)).json()) as { text: string; html: string }[];
    const link = mails.map(({ text }) => /\S+\/mail\/confirm\/\S+/.exec(text)?.[0]).find((one) => one !== undefined);
    await page.goto(link ?? '');
    await look('mail-page');
    await signIn(page);
    for (const state of ['pending', 'published']) {
      await page.goto(`${house.url}/dashboard?site=demo&state=${state}`);
      await look(`queue-${state}`);
    }
    await context.close();
    if (found.length > 0) expect.fail(found.join('\n'));
  });

  async function replyAddress(page: Page): Promise<string> {
    await page.goto(`${house.url}${DEMO}`);
    return new URL((await page.locator('a', { hasText: 'Reply' }).first().getAttribute('href')) ?? '', house.url).href;
  }

  /** The link of a house that has no admin yet. It may be looked at as often as one likes. */
  let setup: Promise<string> | undefined;
  let bare: House | undefined;
  function startOfFresh(): Promise<string> {
    setup ??= startHouse({ withAdmin: false }).then((started) => {
      bare = started;
      const link = /http\S+\/setup\/[\w-]+/.exec(started.output())?.[0];
      if (link === undefined) throw new Error(`No link: ${started.output()}`);
      return link;
    });
    return setup;
  }
  afterAll(async () => bare?.stop());
});

describe('markup of strangers', () => {
  it('opens no dialog, asks no other host and breaks no policy, wherever it is shown (A25)', async () => {
    const { url } = house;
    const context = await browser.newContext({ bypassCSP: true });
    const guarded = await browser.newContext();
    const events: string[] = [];
    for (const one of [context, guarded]) {
      one.on('dialog', (dialog) => {
        events.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      one.on('request', (request) => {
        if (!request.url().startsWith(url) && !request.url().startsWith('data:,'))
          events.push(`request: ${request.url()}`);
      });
      one.on('console', (message) => {
        if (/Content Security Policy|Refused to/i.test(message.text())) events.push(`policy: ${message.text()}`);
      });
    }
    const discussion = (await (await fetch(`${url}/api/v1/sites/demo/discussions`)).json()) as {
      discussions: { articleId: string }[];
    };
    const articleId = discussion.discussions[0]?.articleId ?? '';
    const texts = HOSTILE_MARKUP.slice(0, 66);
    expect(texts.length).toBeGreaterThanOrEqual(60);
    let stored = 0;
    for (const [at, text] of texts.entries()) {
      const answer = await fetch(`${url}/api/v1/articles/${articleId}/comments`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ body: `Number ${String(at)}: ${text}`, guest: { name: `<b>${String(at)}</b>` } }),
      });
      if (answer.status === 201) stored++;
    }
    expect(stored).toBeGreaterThan(55);
    const page = await context.newPage();
    await signIn(page);
    let published = 0;
    await eventually(
      'All of it is published',
      async () => {
        await page.goto(`${url}/dashboard?site=demo`);
        const waiting = page.locator('article', { hasText: 'Number ' });
        if ((await waiting.count()) === 0) return published >= stored - 5;
        await waiting.first().getByRole('button', { name: 'Publish' }).click();
        await page.waitForURL(/done=applied/);
        published++;
        return false;
      },
      100_000,
    );
    for (const one of [page, await guarded.newPage()]) {
      for (let next: string | null = `${url}${DEMO}`; next !== null;) {
        await one.goto(next);
        const link = one.locator('a[rel=next]');
        next = (await link.count()) > 0 ? new URL((await link.getAttribute('href')) ?? '', url).href : null;
      }
      await one.goto(`${url}/dev/mailbox`);
    }
    await signIn(await guarded.newPage());
    await page.goto(`${url}/dashboard?site=demo&state=published`);
    await picture(page, 'hostile');
    await context.close();
    await guarded.close();
    expect(events).toEqual([]);
  }, 180_000);
});
