import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { obstacles } from './axe.js';
import { hasFocus, isInSight, type Newspaper, type Publisher, remove, startNewspaper } from './embed-page.js';
import { openBrowser } from './chromium.js';
import { type House, startHouse } from './house.js';

const pictures = join(tmpdir(), 'colloquy-pictures');
const PASSAGE = 'the wind will be back tomorrow';

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

const commentWith = (page: Page, text: string) => page.locator('article[id^=comment]', { hasText: text });
const marker = (page: Page) => page.getByRole('button', { name: '1 remark on this passage' });
const story = (page: Page) => page.evaluate<string>('document.querySelector(".story").outerHTML');
const marked = (page: Page) =>
  page.evaluate<string[]>('[...CSS.highlights.values()].flatMap((one) => [...one].map((range) => range.toString()))');

async function withRemark(): Promise<Publisher> {
  const publisher = await newspaper.push();
  await publisher.publish('Which wind?', { anchor: { quote: { exact: PASSAGE } } });
  return publisher;
}

/** Where words of the story stand in the window. */
async function middleOf(page: Page, words: string): Promise<[number, number]> {
  return page.evaluate<[number, number]>(`(() => {
    const walker = document.createTreeWalker(document.querySelector('.story'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.data.indexOf(${JSON.stringify(words)});
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + ${words.length});
      const { left, top, width, height } = range.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    }
    throw new Error('The words are not in the story.');
  })()`);
}

/** Selects words of the story as a reader does, up to the end of others where they are given, and lets the page know. */
async function select(page: Page, words: string, to = words): Promise<void> {
  await page.evaluate(`(() => {
    const find = (words) => {
      const walker = document.createTreeWalker(document.querySelector('.story'), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.data.indexOf(words);
        if (at >= 0) return [node, at];
      }
      throw new Error('The words are not in the story.');
    };
    const [first, start] = find(${JSON.stringify(words)});
    const [last, end] = find(${JSON.stringify(to)});
    document.getSelection().setBaseAndExtent(first, start, last, end + ${to.length});
  })()`);
}

describe.each([
  ['with the Highlight API', undefined],
  ['without it', 'delete CSS.highlights; delete window.Highlight;'],
] as const)('the article of the page, %s', (_case, before) => {
  it('is marked where it was remarked on, and its markup stays as it was', async () => {
    const { articleKey } = await withRemark();
    const page = await newspaper.open(browser, { articleKey, ...(before === undefined ? {} : { before }) });
    await marker(page).waitFor();
    if (before === undefined) expect(await marked(page)).toEqual([PASSAGE]);
    else expect(await page.locator('colloquy-layer i').count()).toBeGreaterThan(0);
    const plain = await newspaper.open(browser, { articleKey, javaScriptEnabled: false });
    const during = await story(page);
    await plain.context().close();
    await remove(page.locator('colloquy-discussion'));
    await eventually('Everything is gone', async () => (await page.locator('colloquy-layer').count()) === 0);
    expect(await story(page)).toBe(during);
    expect(during).not.toMatch(/colloquy|<mark|<span/);
    if (before === undefined) expect(await marked(page)).toEqual([]);
    await page.context().close();
  });

  it('leads from the passage to its remark and back', async () => {
    const { articleKey } = await withRemark();
    const page = await newspaper.open(browser, {
      articleKey,
      reducedMotion: 'reduce',
      ...(before === undefined ? {} : { before }),
    });
    await marker(page).click();
    await eventually('The remark has the focus', () => hasFocus(commentWith(page, 'Which wind?')));
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await commentWith(page, 'Which wind?').getByRole('button', { name: 'Show it in the article' }).click();
    const text = page.getByText(PASSAGE, { exact: false }).first();
    await eventually('The passage is in sight', () => isInSight(text));
    const [x, y] = await middleOf(page, PASSAGE);
    await page.mouse.click(x, y);
    await eventually('A click on the passage opens it too', () => hasFocus(commentWith(page, 'Which wind?')));
    await page.context().close();
  });
});

describe('what a reader selects', () => {
  it('can be commented on by the button beside it, and stands with its section', async () => {
    const { articleKey, articleId, call } = await newspaper.push();
    const page = await newspaper.open(browser, { articleKey });
    await page.getByRole('heading', { name: '0 comments' }).waitFor();
    await eventually('The offer comes', async () => {
      await select(page, 'a second ramp');
      await page.waitForTimeout(300);
      return (await page.getByRole('button', { name: 'Comment on this' }).count()) === 1;
    });
    await page.screenshot({ path: join(pictures, 'embed-offer.png') });
    await page.getByRole('button', { name: 'Comment on this' }).click();
    await page.locator('textarea:focus').waitFor();
    await page.locator('form blockquote', { hasText: 'a second ramp' }).waitFor();
    await page.locator('textarea').fill('Eleven years!');
    await page.getByLabel('Name').fill('Ingrid');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await commentWith(page, 'Eleven years!').getByText('Waiting for a moderator').waitFor();
    const waiting = await eventually('It is in the queue', async () => {
      type Queue = {
        items: {
          comment: {
            articleId: string;
            anchor: { kind: string; quote: { exact: string; prefix: string }; sectionId?: string };
          };
        }[];
      };
      const queue = await call<Queue>('GET', '/moderation/queue?site=gazette&state=pending');
      const ours = queue.items.filter(({ comment }) => comment.articleId === articleId);
      return ours[0]?.comment.anchor;
    });
    expect([waiting.kind, waiting.quote.exact]).toEqual(['passage', 'a second ramp']);
    expect(waiting.quote.prefix).toContain('waited for ');
    expect(waiting.sectionId).toBeDefined();
    await page.context().close();
  });

  it('can be commented on by keyboard, and the offer goes with Escape', async () => {
    const { articleKey } = await newspaper.push();
    const page = await newspaper.open(browser, { articleKey });
    await page.getByRole('heading', { name: '0 comments' }).waitFor();
    await eventually('The offer comes', async () => {
      await select(page, 'eleven years');
      await page.waitForTimeout(300);
      return (await page.getByRole('button', { name: 'Comment on this' }).count()) === 1;
    });
    await page.getByText('Press Alt+Shift+C').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Comment on this' }).count()).toBe(0);
    await page.keyboard.press('Alt+Shift+C');
    await page.locator('form blockquote', { hasText: 'eleven years' }).waitFor();
    await page.context().close();
  });

  it('is cut to the section in which it begins', async () => {
    const { articleKey } = await newspaper.push();
    const page = await newspaper.open(browser, { articleKey });
    await page.getByRole('heading', { name: '0 comments' }).waitFor();
    await eventually('The offer comes', async () => {
      await select(page, 'wind will be back', 'waited for a second ramp');
      await page.waitForTimeout(300);
      return (await page.getByRole('button', { name: 'Comment on this' }).count()) === 1;
    });
    await page.getByRole('button', { name: 'Comment on this' }).click();
    const quoted = page.locator('form blockquote', { hasText: 'wind will be back' });
    await quoted.waitFor();
    expect(await quoted.textContent()).toBe('wind will be back tomorrow.');
    await page.context().close();
  });

  it('is answered with the closest passage when the service has another text', async () => {
    const { articleKey } = await newspaper.push();
    const page = await newspaper.open(browser, {
      articleKey,
      page: (
        { url },
        { articleKey: key },
      ) => `<!doctype html><html lang="en"><title>Stale</title><script src="${url}/embed.js" async></script>
        <main><h1>Stale</h1><article class="story"><p>The ferry to the islands was stopped before noon.</p></article>
        <colloquy-discussion site="gazette" article="${key}"></colloquy-discussion></main></html>`,
    });
    await page.getByRole('heading', { name: '0 comments' }).waitFor();
    await eventually('The offer comes', async () => {
      await select(page, 'was stopped before noon');
      await page.waitForTimeout(300);
      return (await page.getByRole('button', { name: 'Comment on this' }).count()) === 1;
    });
    await page.getByRole('button', { name: 'Comment on this' }).click();
    await page.locator('textarea').fill('At noon, I think.');
    await page.getByLabel('Name').fill('Tor');
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await page.getByRole('alert').getByText('This passage is not in the article.').waitFor();
    await page.getByRole('button', { name: 'Use the closest passage' }).click();
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await commentWith(page, 'At noon, I think.').getByText('Waiting for a moderator').waitFor();
    await page.context().close();
  });
});

describe('beside the headings', () => {
  it('stand the counts, which open the section; and only remarks can be shown', async () => {
    const publisher = await withRemark();
    await publisher.publish('On the whole.');
    const page = await newspaper.open(browser, { articleKey: publisher.articleKey });
    await page.getByRole('button', { name: '1 comment on “What the harbour master says”' }).click();
    await page.getByText('On “What the harbour master says”').first().waitFor();
    await commentWith(page, 'On the whole.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show comments on the whole article' }).click();
    await commentWith(page, 'On the whole.').waitFor();
    await page.getByLabel('Show').selectOption('inline');
    await commentWith(page, 'On the whole.').waitFor({ state: 'detached' });
    await commentWith(page, 'Which wind?').waitFor();
    await page.context().close();
  });
});

describe('what the author asks in the article', () => {
  const asked = `<p>The ferry to the islands was stopped at noon. <span data-ask="Were *you* told?">Nobody had been told.</span></p>
    <h2>What the harbour master says</h2><p>The wind was stronger than the ramp allows, and ${PASSAGE}.</p>`;

  it('is marked on its passage, and answered by readers, whose answers say so', async () => {
    const { articleKey, publish } = await newspaper.push({}, asked);
    const page = await newspaper.open(browser, { articleKey, viewport: { width: 600, height: 900 } });
    const question = commentWith(page, 'Were you told?');
    await page.getByRole('button', { name: 'The author asks something here' }).click();
    await eventually('The question has the focus', () => hasFocus(question));
    await question.getByText('Question', { exact: true }).waitFor();
    await question.getByText('Author', { exact: true }).waitFor();
    await question.getByRole('button', { name: 'Answer' }).click();
    await page.locator('textarea:focus').fill('By the captain, at noon.');
    await page.getByLabel('Name').last().fill('Odd');
    await page.getByRole('button', { name: 'Post', exact: true }).last().click();
    await commentWith(page, 'By the captain').getByText('Waiting for a moderator').waitFor();
    const parentId = (await question.first().getAttribute('id'))?.replace('comment-', '') ?? '';
    await publish('By the radio.', { parentId });
    await page.getByRole('button', { name: '1 new comment' }).click();
    await commentWith(page, 'By the radio.').getByText('Answer', { exact: true }).first().waitFor();
    await page.screenshot({ path: join(pictures, 'embed-question.png'), fullPage: true });
    expect(await obstacles(page)).toEqual([]);
    await page.context().close();
  });

  it('is marked among the remarks of readers on the same words', async () => {
    const { articleKey, publish } = await newspaper.push({}, asked);
    await publish('I was not.', { anchor: { quote: { exact: 'Nobody had been told.' } } });
    const page = await newspaper.open(browser, { articleKey });
    await page.getByRole('button', { name: 'The author asks something here' }).click();
    await eventually('The question has the focus', () => hasFocus(commentWith(page, 'Were you told?')));
    await page.getByLabel('Show').selectOption('inline');
    await commentWith(page, 'I was not.').waitFor();
    await page.context().close();
  });
});

describe('an edited article', () => {
  it('keeps the mark on the passage as it reads now, and says beside the remark what became of the others', async () => {
    const publisher = await withRemark();
    await publisher.publish('Nobody?', { anchor: { quote: { exact: 'Nobody had been told.' } } });
    const page = await newspaper.open(browser, { articleKey: publisher.articleKey });
    await commentWith(page, 'Nobody?').waitFor();
    await publisher.call('PUT', `/sites/gazette/articles/${publisher.articleKey}`, {
      url: `http://127.0.0.1/${publisher.articleKey}`,
      title: 'The ferry',
      html: `<p>The ferry to the islands was stopped at noon.</p><h2>What the harbour master says</h2>
        <p>The wind was stronger than the ramp allows, and ${PASSAGE}.</p>`,
    });
    await commentWith(page, 'Nobody?').getByText('This passage is no longer in the article.').waitFor();
    const link = commentWith(page, 'Nobody?').getByRole('link', { name: 'Show the text in which it stood' });
    const text = await (await fetch((await link.getAttribute('href')) ?? '')).text();
    expect(text).toContain('Nobody had been told.');
    await page.context().close();
  });
});

describe('every page with marks', () => {
  it.each([
    ['desktop', {}, { viewport: { width: 1100, height: 900 } }],
    ['phone', {}, { viewport: { width: 320, height: 640 } }],
    ['dark', { attributes: 'theme="dark"' }, { viewport: { width: 600, height: 800 }, colorScheme: 'dark' }],
    ['right to left', { root: 'lang="ar" dir="rtl"' }, { viewport: { width: 600, height: 800 } }],
  ] as const)('has no obstacle and does not scroll sideways: %s', async (name, host, context) => {
    const { articleKey } = await withRemark();
    const page = await newspaper.open(browser, { articleKey, ...host, ...context });
    await marker(page).waitFor();
    await page.screenshot({ path: join(pictures, `embed-article-${name.replaceAll(' ', '-')}.png`), fullPage: true });
    expect(await obstacles(page)).toEqual([]);
    const wide = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(wide).toBe(0);
    await page.context().close();
  });

  it('stands up to a hostile page', async () => {
    const { articleKey } = await withRemark();
    const before = `window.name = '<img src=x onerror=hacked()>'; Object.prototype.polluted = 'yes';
      Element.prototype.closest = () => { throw new Error('no'); };`;
    const page = await newspaper.open(browser, { articleKey, hash: '#comment-<img>', before });
    await commentWith(page, 'Which wind?').waitFor();
    await page.evaluate('postMessage({ type: "colloquy", html: "<b>" }, "*")');
    expect(await page.locator('img').count()).toBe(0);
    await page.context().close();
  });
});
