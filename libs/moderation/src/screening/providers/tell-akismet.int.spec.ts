import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeSiteSecret } from '#articles';
import { newId } from '#kernel';
import { buildArticle, buildSite } from '../../../../testing/src/build-article.js';
import { buildPerson } from '../../../../testing/src/build-person.js';
import { openWorkRoom, type WorkRoom } from '../../../../testing/src/work-room.js';
import { Decide } from '../../review/decide.js';
import { TellAkismet } from './tell-akismet.js';

let room: WorkRoom;
let isUp = true;
const told: { path: string; text: string | null }[] = [];
const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const text = new URLSearchParams(body).get('comment_content');
    if (request.url === '/1.1/comment-check') response.end(text?.includes('watches') === true ? 'true' : 'false');
    else if (isUp) {
      told.push({ path: request.url ?? '', text });
      response.end('Thanks for making the web a better place.');
    } else response.writeHead(503).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  room = await openWorkRoom({ OUTSIDE_INTERNAL_HOSTS: `127.0.0.1:${port}`, AKISMET_URL: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await room.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

async function place() {
  const screening = { newCommenter: { holdFirst: 0 }, akismet: { isOn: true } };
  const site = await buildSite(room.database, { settings: { screening } });
  const article = await buildArticle(room.database, { siteId: site.id });
  await room
    .get(ChangeSiteSecret)
    .run({ kind: 'system' }, { site: site.key, name: 'akismet-key', value: 'key-of-akismet' });
  const key = { kind: 'key', keyId: newId(), siteId: site.id, scopes: ['moderate'] } as const;
  const decide = async (body: string, outcome: 'publish' | 'spam' | 'reject') => {
    const writer = await buildPerson(room.database);
    const comment = await room.post(writer.actor, { articleId: article.id, body });
    await room.screen(comment);
    const item = { articleId: article.id, commentId: comment.id, revision: 1, outcome };
    await room.get(Decide).run(key, { items: [item] });
  };
  return { decide };
}

describe(TellAkismet.name, () => {
  it('tells of what people decided against its answer, once, and later when it is down', async () => {
    const { decide } = await place();
    await room.get(TellAkismet).run();
    await decide('Missed advertising.', 'spam');
    await decide('My honest question about watches.', 'publish');
    await decide('A plain remark.', 'publish');
    await decide('Buy watches.', 'spam');
    await decide('A rude remark.', 'reject');
    await room.get(TellAkismet).run();
    expect(told).toEqual([]);
    room.clock.advance(61_000);
    isUp = false;
    await room.get(TellAkismet).run();
    isUp = true;
    for (let run = 0; run < 3; run++) await room.get(TellAkismet).run();
    expect(told).toEqual([
      { path: '/1.1/submit-spam', text: 'Missed advertising.' },
      { path: '/1.1/submit-ham', text: 'My honest question about watches.' },
    ]);
  });
});
