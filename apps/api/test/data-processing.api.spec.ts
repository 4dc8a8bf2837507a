import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataProcessing } from '#contracts';
import { type Door, openDoor } from '../../../libs/testing/src/door.js';
import { buildDoorWorld, type DoorWorld } from '../../../libs/testing/src/door-world.js';

let door: Door;
let world: DoorWorld;

beforeAll(async () => {
  door = await openDoor({ SMTP_URL: 'smtp://relay.example.net:2525' });
  world = await buildDoorWorld(door);
});
afterAll(() => door.close());

const page = async () => door.call('GET', `/sites/${world.site.key}/privacy`);
const data = async () =>
  DataProcessing.parse((await door.call('GET', `/api/v1/sites/${world.site.key}/privacy`)).json());

describe('the page of how comment data is processed', () => {
  it('is there for everybody, without a script, and linked from the form of every discussion', async () => {
    const { status, text, headers } = await page();
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/html');
    expect(text).toContain('<h1>How comment data is processed</h1>');
    expect(text).toContain('relay.example.net');
    expect(text).not.toContain('<script');
    const thread = await door.call('GET', `/d/${world.site.key}/${world.article.key}`);
    expect(thread.text).toContain(`href="/sites/${world.site.key}/privacy"`);
    expect((await door.call('GET', '/sites/nowhere/privacy')).status).toBe(404);
    expect((await door.call('GET', '/api/v1/sites/nowhere/privacy')).status).toBe(404);
  });

  it('changes when the settings do, and names no provider that is off', async () => {
    expect((await data()).recipients.map(({ id }) => id)).toEqual(['mail']);
    expect((await page()).text).not.toMatch(/akismet/iu);
    const path = `/api/v1/sites/${world.site.key}/settings`;
    const change = async (screening: object) => {
      const answer = await door.call('PUT', path, { as: world.tokens.admin, json: { screening } });
      expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
    };
    await change({ akismet: { isOn: true, sendsAddress: true }, external: { url: 'https://judge.example.net/ask' } });
    expect((await data()).recipients.map(({ id }) => id)).toEqual(['akismet', 'external', 'mail']);
    expect((await page()).text).toMatch(/Akismet.*judge\.example\.net/su);
    await change({});
    expect((await data()).recipients.map(({ id }) => id)).toEqual(['mail']);
    expect((await page()).text).not.toMatch(/akismet|judge\.example\.net/iu);
  });
});
