import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#testing';
import { encodeEvent, EventStream } from './event-stream.js';

let server: Server;
let opened: { stream: EventStream; raw: ServerResponse }[];
const sockets: Socket[] = [];

beforeEach(async () => {
  opened = [];
  server = createServer((_request, raw) => opened.push({ raw, stream: new EventStream(raw) }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A reader that takes nothing until it is told to. */
async function reader(): Promise<{ socket: Socket; stream: EventStream; raw: ServerResponse; text: () => string }> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n');
  await eventually('it is open', () => opened.length > 0);
  const [one] = opened.splice(0);
  if (one === undefined) throw new Error('It is not open.');
  return { socket, text: () => text, ...one };
}
const news = (version: number) => encodeEvent({ id: String(version), event: 'version', data: { version } });
const padded = (version: number) =>
  encodeEvent({ id: String(version), event: 'version', data: { version, pad: 'x'.repeat(60_000) } });

/** Fills what lies between the two, so that something waits until the reader takes more. */
async function fill({ stream, raw }: { stream: EventStream; raw: ServerResponse }, from = 0): Promise<number> {
  let version = from;
  for (let isFull = false; !isFull; isFull = raw.writableNeedDrain) {
    stream.sendNewest(padded(++version));
    await delay(10);
  }
  return version;
}

describe(EventStream, () => {
  it('sends events as the standard writes them, until it is closed', async () => {
    const { socket, stream, text } = await reader();
    socket.resume();
    stream.send({ event: 'reset', data: {} });
    stream.sendNewest(news(7));
    stream.beat();
    stream.close();
    await eventually('it has ended', () => socket.readableEnded);
    const [head, body] = text().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream/);
    expect(head).not.toMatch(/transfer-encoding/i);
    expect(body).toBe(
      'retry: 3000\n\nevent: reset\ndata: {}\n\nid: 7\nevent: version\ndata: {"version":7}\n\n: still here\n\n',
    );
  });

  it('keeps only the newest for a reader that is behind', { timeout: 30_000 }, async () => {
    const one = await reader();
    let version = await fill(one);
    const waits = one.raw.writableLength;
    for (let times = 0; times < 50_000; times++) one.stream.sendNewest(news(++version));
    expect(one.raw.writableLength).toBe(waits);
    one.socket.resume();
    await eventually('the newest is read', () => one.text().endsWith(news(version).toString()));
    expect(one.text().match(/^id: /gm)?.length).toBeLessThan(version / 10);
    one.stream.sendNewest(news(++version));
    await eventually('what comes later is read', () => one.text().endsWith(news(version).toString()));
  });

  it(
    'drops a reader that takes nothing between two looks, and none that takes something',
    { timeout: 30_000 },
    async () => {
      const stuck = await reader();
      await fill(stuck);
      const slow = await reader();
      const version = await fill(slow);
      const quiet = await reader();
      for (const { stream } of [stuck, slow, quiet]) stream.dropIfStuck();
      const before = slow.text().length;
      slow.socket.resume();
      await eventually('the slow one has taken something', () => slow.text().length > before + 100_000);
      slow.socket.pause();
      await fill(slow, version);
      for (const { stream } of [stuck, slow, quiet]) stream.dropIfStuck();
      expect([stuck, slow, quiet].map(({ raw }) => raw.destroyed)).toEqual([true, false, false]);
    },
  );

  it('drops a reader for whom more waits than may, where nothing can be left out', async () => {
    const { stream, raw } = await reader();
    let closed = 0;
    stream.onClose(() => (closed += 1));
    const event = { event: 'entered', data: { pad: 'x'.repeat(4000) } };
    await eventually('it is dropped', () => {
      for (let times = 0; times < 500 && !raw.destroyed; times++) stream.send(event);
      return raw.destroyed;
    });
    stream.send(event);
    await eventually('it is told once', () => closed === 1);
  });
});
