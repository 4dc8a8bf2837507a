import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { PostCommentBody, PostedComment } from '#contracts';
import { newId } from '#kernel';
import { eventually } from '#testing';
import type { House } from './house.js';

const SITE = 'gazette';
/** How long a page is waited for. */
const PATIENCE_MS = 10_000;

const TEXT = `<p>The ferry to the islands was stopped at noon. Nobody had been told.</p>
  <h2>What the harbour master says</h2>
  <p>The wind was stronger than the ramp allows, and the wind will be back tomorrow.</p>
  <h2>What the islanders say</h2>
  <p>They have waited for a second ramp for eleven years, and they will wait for the twelfth.</p>`;

/** An article, with a key to act as the publisher and as a moderator. */
export interface Publisher {
  readonly articleId: string;
  readonly articleKey: string;
  readonly call: <T>(method: string, path: string, json?: unknown) => Promise<T>;
  /** Posts a comment as a guest, by the api. */
  readonly post: (body: string, more?: Partial<PostCommentBody>) => Promise<PostedComment>;
  /** Posts one and makes it public. */
  readonly publish: (body: string, more?: Partial<PostCommentBody>) => Promise<PostedComment>;
  /** Makes a comment public, or refuses it. */
  readonly decide: (comment: { id: string; revision: number }, outcome?: 'publish' | 'reject') => Promise<void>;
}

/** A publisher with pages of their own, at another origin than the service, as it is in life. */
export interface Newspaper {
  /** A fresh article. */
  readonly push: (settings?: object, html?: string) => Promise<Publisher>;
  /** Opens its page, under a strict policy, in a browser profile of its own. */
  readonly open: (browser: Browser, options: HostOptions) => Promise<Page>;
  readonly stop: () => Promise<void>;
}

/** Starts one, with its site at the service. */
export async function startNewspaper(house: House): Promise<Newspaper> {
  const pages = new Map<string, string>();
  const policy = `default-src 'none'; script-src ${house.url}; connect-src ${house.url}`;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    response.end(pages.get(request.url ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await house.command('create-site', '--key', SITE, '--name', 'Gazette', '--origin', origin);
  const apiKey = /API key (\S+)/.exec(made)?.[1] ?? '';
  return {
    push: (settings, html) => pushArticle(house, { origin, apiKey, settings, html }),
    open: async (browser, options) => {
      const { articleKey, hash = '', before, page: draw = hostPage, ...context } = options;
      const address = `/${articleKey}/${newId()}`;
      pages.set(address, draw(house, options));
      const page = await (await browser.newContext(context)).newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      if (before !== undefined) await page.addInitScript(before);
      await page.goto(`${origin}${address}${hash}`);
      return page;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Pushing {
  readonly origin: string;
  readonly apiKey: string;
  readonly settings: object | undefined;
  readonly html: string | undefined;
}

async function pushArticle(house: House, { origin, apiKey, settings = {}, html = TEXT }: Pushing): Promise<Publisher> {
  const call = async <T>(method: string, path: string, json?: unknown): Promise<T> => {
    const answer = await fetch(`${house.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const articleKey = `ferry-${newId().slice(-12)}`;
  const { id: articleId } = await call<{ id: string }>('PUT', `/sites/${SITE}/articles/${articleKey}`, {
    url: `${origin}/${articleKey}`,
    title: 'The ferry',
    html,
    settings,
  });
  const post = async (body: string, more: Partial<PostCommentBody> = {}): Promise<PostedComment> => {
    const answer = await fetch(`${house.url}/api/v1/articles/${articleId}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body, guest: { name: `Guest ${newId().slice(-4)}` }, ...more }),
    });
    if (answer.status !== 201) throw new Error(`It was not posted: ${await answer.text()}`);
    return (await answer.json()) as PostedComment;
  };
  const decide = async ({ id, revision }: { id: string; revision: number }, outcome = 'publish') => {
    await eventually('The comment waits for a decision', async () => {
      const item = {
        articleId,
        commentId: id,
        revision,
        outcome,
        ...(outcome === 'reject' ? { reason: 'off_topic' } : {}),
      };
      const { items } = await call<{ items: { result: string }[] }>('POST', '/moderation/decisions', { items: [item] });
      return items[0]?.result === 'applied';
    });
  };
  const publish = async (body: string, more?: Partial<PostCommentBody>) => {
    const posted = await post(body, more);
    if (posted.comment.status !== 'published') await decide(posted.comment);
    return posted;
  };
  return { articleId, articleKey, call, post, publish, decide };
}

/** What the publisher's page is like. */
export interface HostOptions extends BrowserContextOptions {
  readonly articleKey: string;
  readonly hash?: string;
  /** Attributes of the element beside its site and article. */
  readonly attributes?: string;
  /** Attributes of the page's root. */
  readonly root?: string;
  /** Runs in the page before anything else. */
  readonly before?: string;
  /** Draws another page. */
  readonly page?: (house: House, options: HostOptions) => string;
}

/** The text that a publisher's page shows. */
export const STORY = `<article class="story">${TEXT}</article>`;

/** An article of the newspaper with its discussion below. */
export function hostPage(house: House, { articleKey, attributes = '', root = 'lang="en"' }: HostOptions): string {
  return `<!doctype html><html ${root}><meta name="viewport" content="width=device-width, initial-scale=1"><title>The ferry</title>
    <script src="${house.url}/embed.js" async></script><main><h1>The ferry</h1>${STORY}${elementOf(house, articleKey, attributes)}</main></html>`;
}

/** The element as a publisher writes it. */
export function elementOf(house: House, articleKey: string, attributes = ''): string {
  return `<colloquy-discussion site="${SITE}" article="${articleKey}" ${attributes}>
    <a href="${house.url}/d/${SITE}/${articleKey}">Comments</a></colloquy-discussion>`;
}

/** The code of the newest mail to an address. */
export async function codeFor(house: House, address: string): Promise<string> {
  return eventually(`A code for ${address}`, async () => {
    const mails = (await (await fetch(`${house.url}/dev/mailbox.json`)).json()) as { to: unknown; text: string }[];
    const mail = mails.find(({ to }) => JSON.stringify(to).includes(address));
    return /\b(\d{6})\b/.exec(mail?.text ?? '')?.[1];
  });
}

/** Whether an element has the focus. */
export async function hasFocus(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) =>
    (element as unknown as { matches: (selector: string) => boolean }).matches(':focus'),
  );
}

/** Takes an element out of its page. */
export async function remove(locator: Locator): Promise<void> {
  await locator.evaluate((element) => (element as unknown as { remove: () => void }).remove());
}

/** Whether an element is within the window from top to bottom. */
export async function isInSight(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom } = (
      element as unknown as { getBoundingClientRect: () => { top: number; bottom: number } }
    ).getBoundingClientRect();
    return top >= 0 && bottom <= (globalThis as unknown as { innerHeight: number }).innerHeight;
  });
}
