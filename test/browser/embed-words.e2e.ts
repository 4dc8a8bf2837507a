import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacles } from './axe.js';
import { type Newspaper, startNewspaper } from './embed-page.js';
import { openBrowser } from './chromium.js';
import { type House, startHouse } from './house.js';

const pictures = join(tmpdir(), 'colloquy-pictures');
const LANGUAGES = [
  ['fr', '1 commentaire', 'Écrire un commentaire', 'Votre commentaire', 'Nom', 'Publier', 'Ce nom est pris'],
  ['es', '1 comentario', 'Escribir un comentario', 'Su comentario', 'Nombre', 'Publicar', 'Este nombre está ocupado'],
  ['de', '1 Kommentar', 'Einen Kommentar schreiben', 'Ihr Kommentar', 'Name', 'Absenden', 'Dieser Name ist vergeben'],
  ['ru', '1 комментарий', 'Написать комментарий', 'Ваш комментарий', 'Имя', 'Отправить', 'Это имя занято'],
] as const;

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

describe('the embed in other languages', () => {
  it.each(LANGUAGES)(
    'speaks %s, refusals too, on a narrow phone',
    async (language, heading, write, text, name, send, taken) => {
      const { articleKey, publish } = await newspaper.push();
      await publish('One.');
      const viewport = { width: 320, height: 640 };
      const page = await newspaper.open(browser, { articleKey, root: `lang="${language}-CH"`, viewport });
      await page.getByRole('heading', { name: heading }).waitFor();
      await page.getByRole('button', { name: write }).click();
      await page.getByLabel(text).fill('X.');
      await page.getByLabel(name, { exact: true }).fill('Administrator');
      await page.getByRole('button', { name: send, exact: true }).click();
      await page.getByRole('alert').getByText(taken).waitFor();
      await page.screenshot({ path: join(pictures, `embed-${language}.png`), fullPage: true });
      expect(await obstacles(page)).toEqual([]);
      const wide = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(wide).toBe(0);
      await page.context().close();
    },
  );

  it('takes the element’s language before the page’s, and English where it has no words', async () => {
    const { articleKey } = await newspaper.push();
    const german = await newspaper.open(browser, { articleKey, root: 'lang="ru"', attributes: 'lang="de"' });
    await german.getByRole('heading', { name: '0 Kommentare' }).waitFor();
    await german.context().close();
    const arabic = await newspaper.open(browser, { articleKey, root: 'lang="ar" dir="rtl"' });
    await arabic.getByRole('heading', { name: '0 comments' }).waitFor();
    expect(await arabic.locator('section').first().getAttribute('lang')).toBe('en');
    await arabic.context().close();
  });
});
