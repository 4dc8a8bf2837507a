import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectNoObstacles, obstacles } from './axe.js';
import { openBrowser } from './chromium.js';
import { type House, startHouse } from './house.js';

const pictures = join(tmpdir(), 'colloquy-pictures');
const PATH = '/demo/the-last-tram';
const THREAD = '/d/demo/the-last-tram';

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
beforeEach(async () => {
  const answer = await fetch(`${house.url}${PATH}`, { method: 'POST', body: new URLSearchParams({ text: 'first' }) });
  if (!answer.ok) throw new Error(`The first version is not back: ${answer.status}`);
});

/** A page that notes whatever a browser complains of, and whatever it asks of other hosts. */
async function openPage(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext(options)).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(house.url) && !request.url().startsWith('data:'))
      complaints.push(`another host: ${request.url()}`);
  });
  return { page, complaints };
}

async function close(page: Page): Promise<void> {
  const context: BrowserContext = page.context();
  await context.close();
}

/** Pixels by which the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

describe('the page of an article in the demo', () => {
  it.each([
    ['desktop', { viewport: { width: 1280, height: 900 } }],
    ['phone', { viewport: { width: 320, height: 640 } }],
    ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
    ['phone-dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark', reducedMotion: 'reduce' }],
  ] as const)(
    'shows article, discussion and counts under its strict policy, with no obstacle: %s',
    async (name, how) => {
      const { page, complaints } = await openPage(how);
      const answer = await page.goto(`${house.url}/`);
      expect(page.url()).toBe(`${house.url}${PATH}`);
      expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'; connect-src 'self'");
      await page.locator('colloquy-discussion article').first().waitFor();
      await page.locator('.related .count:not(:empty)').first().waitFor();
      expect(await page.locator('.count').allTextContents()).toEqual(['13', '3', '1', '2']);
      await page.screenshot({ path: join(pictures, `demo-${name}.png`), fullPage: true });
      expect(await overflow(page)).toBe(0);
      await expectNoObstacles(page, `the demo, ${name}`);
      expect(complaints).toEqual([]);
      await close(page);
    },
  );

  it('stays whole where everything runs from right to left', async () => {
    const { page } = await openPage({ viewport: { width: 320, height: 640 } });
    await page.goto(`${house.url}${PATH}`);
    await page.locator('colloquy-discussion article').first().waitFor();
    await page.evaluate("document.documentElement.dir = 'rtl'");
    await page.screenshot({ path: join(pictures, 'demo-rtl.png'), fullPage: true });
    expect(await overflow(page)).toBe(0);
    await close(page);
  });

  it('is printed as the article alone', async () => {
    const { page } = await openPage();
    await page.goto(`${house.url}${PATH}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#story').isVisible()).toBe(true);
    for (const rest of ['#newcomers', '.related', '#discussion'])
      expect([rest, await page.locator(rest).isVisible()]).toEqual([rest, false]);
    await close(page);
  });
});

describe('the correction', () => {
  /** The remark on the thread's page whose text holds these words. */
  const remark = (page: Page, words: string) => page.locator('li.comment', { hasText: words });

  it.each([
    ['with scripts', true],
    ['without scripts', false],
  ] as const)('is published by a click, moves the anchors, and is taken back: %s', async (name, javaScriptEnabled) => {
    const { page } = await openPage({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
    await page.goto(`${house.url}${THREAD}`);
    const notes = [
      ['Karin Vold', 'has been edited since', 'shut its gate in March 1968'],
      ['Sunniva Dahl', 'stands elsewhere in the article now', 'it was written on “What could still be done”'],
      ['Olav from the bakery', 'has been parted since', 'three weeks'],
      ['Peder Holm', 'is no longer in the article', 'Read the text in which it stood'],
      ['Gro Nymoen', 'This section stands elsewhere', 'a section that is gone'],
      ['Anja (night shift)', 'This section has been edited', ''],
    ] as const;
    for (const [who, note] of notes) expect(await remark(page, who).textContent()).not.toContain(note);

    await page.goto(`${house.url}${PATH}`);
    expect(await page.getByText('Corrected on').count()).toBe(0);
    if (!javaScriptEnabled)
      expect(await page.getByRole('link', { name: 'Read and write comments' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Publish the correction' }).click();
    await page.getByText('Corrected on').waitFor();
    expect(page.url()).toBe(`${house.url}${PATH}#correction`);
    const story = page.locator('.story-line');
    expect(await story.textContent()).toContain('Of 9 remarks');
    expect(await story.textContent()).toContain('1 lost the words it was about');
    expect((await story.boundingBox())?.y).toBeLessThan(800);
    await page.screenshot({ path: join(pictures, `demo-corrected-${name.replaceAll(' ', '-')}.png`) });
    expect(await page.locator('#story').textContent()).not.toContain('2,300');

    await page.getByRole('link', { name: 'Read the remarks' }).click();
    for (const [who, note, more] of notes) {
      expect(await remark(page, who).textContent()).toContain(note);
      expect(await remark(page, who).textContent()).toContain(more);
    }
    for (const who of ['Henrik Aas', 'Tomasz'])
      expect(await remark(page, who).first().locator(':scope > article .small.quiet').allTextContents()).toEqual([]);

    await page.goto(`${house.url}${PATH}`);
    await page.getByRole('link', { name: /^Read revision/ }).click();
    expect(await page.locator('main').textContent()).toContain('Extra car journeys expected on Harbour Road: 2,300');

    await page.goto(`${house.url}${PATH}`);
    await page.getByRole('button', { name: 'Put the first version back' }).click();
    await page.getByRole('button', { name: 'Publish the correction' }).waitFor();
    expect(await page.locator('.story-line').textContent()).toContain('All 9 remarks on its words and sections stand');
    await page.goto(`${house.url}${THREAD}`);
    for (const [who, note] of notes) expect(await remark(page, who).textContent()).not.toContain(note);
    await close(page);
  });
});

describe('axe in these tests', () => {
  it('sees what stands in the way, in shadow roots too', async () => {
    const { page } = await openPage();
    await page.setContent(
      '<html lang="en"><title>Bad</title><main><h1>Bad</h1><img src="data:,"><div><template shadowrootmode="open"><input></template></div></main>',
    );
    const found = await obstacles(page);
    expect(found.some((line) => line.startsWith('image-alt'))).toBe(true);
    expect(found.some((line) => line.startsWith('label') && line.includes('>>'))).toBe(true);
    await close(page);
  });
});
