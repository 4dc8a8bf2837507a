import { type Server, type Socket, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock, SmtpSink, testConfig } from '#testing';
import { MailTransport } from './mail-transport.js';
import type { OutgoingMail } from './outgoing-mail.js';

const mail: OutgoingMail = {
  messageId: 'n-1@talk.example.org',
  from: { name: 'Talk', address: 'talk@example.org' },
  to: { name: 'Ann', address: 'ann@example.net' },
  subject: 'A reply',
  text: 'Text',
  html: '<p>Text</p>',
};

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function sink(): Promise<SmtpSink> {
  const server = await SmtpSink.start();
  closers.push(() => server.stop());
  return server;
}

function transportTo(url: string, timeoutMs = 300) {
  const clock = new ManualClock();
  const transport = new MailTransport(testConfig({ SMTP_URL: url, SMTP_TIMEOUT_MS: String(timeoutMs) }), clock);
  closers.push(() => transport.onModuleDestroy());
  return { transport, clock };
}

const calm = { onData: async () => undefined };

/** A server that speaks by a script: what it writes for each line it is sent. It notes everything it got. */
async function scripted(greeting: string | undefined, reply: (line: string, socket: Socket) => string | undefined) {
  const got: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (greeting !== undefined) socket.write(greeting);
    let readsMessage = false;
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
        got.push(line);
        if (readsMessage && line !== '.') continue;
        const answer = reply(line, socket);
        readsMessage = answer?.startsWith('354') === true;
        if (answer !== undefined) socket.write(answer);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, got, sockets };
}

const polite = (line: string): string => {
  if (line.startsWith('EHLO')) return '250 hello\r\n';
  return line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n';
};

describe(MailTransport.name, () => {
  it('delivers a mail to exactly one recipient, over a connection it keeps', async () => {
    const server = await sink();
    const { transport } = transportTo(server.url);
    for (let n = 0; n < 5; n++) {
      expect(await transport.send({ ...mail, subject: `Mail ${n}` }, calm)).toEqual({ result: 'sent' });
    }
    expect(server.received.map((one) => [one.from, one.to, one.subject])).toEqual(
      Array.from({ length: 5 }, (_, n) => ['talk@example.org', ['ann@example.net'], `Mail ${n}`]),
    );
  });

  it('keeps at most three connections and uses them again', async () => {
    let opened = 0;
    const server = await scripted('220 hi\r\n', polite);
    const { transport } = transportTo(server.url);
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 6 }, () => transport.send(mail, calm)));
      opened = server.sockets.size;
    }
    expect(opened).toBe(6 + 3 + 3);
  });

  it('calls onData after 354 and before any byte of the message', async () => {
    const server = await scripted('220 hi\r\n', polite);
    const { transport } = transportTo(server.url, 2000);
    let gotBefore: string[] = [];
    const onData = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      gotBefore = [...server.got];
    };
    expect(await transport.send(mail, { onData })).toEqual({ result: 'sent' });
    expect(gotBefore[gotBefore.length - 1]).toBe('DATA');
    expect(server.got).toContain('Subject: A reply');
  });

  it('sends not one byte when onData fails', async () => {
    const server = await scripted('220 hi\r\n', polite);
    const { transport } = transportTo(server.url);
    const result = await transport.send(mail, { onData: () => Promise.reject(new Error('the row is gone')) });
    expect(result).toMatchObject({ result: 'not-sent', code: 'EHOOK' });
    expect(server.got[server.got.length - 1]).toBe('DATA');
  });

  it.each([
    ['a recipient refused for now', { kind: 'refuse', code: 450 }, 'refused-temporary', '450'],
    ['a recipient refused for good', { kind: 'refuse', code: 550 }, 'refused-permanent', '550'],
    ['a message refused for now', { kind: 'reject', code: 451 }, 'refused-temporary', '451'],
    ['a message refused for good', { kind: 'reject', code: 554 }, 'refused-permanent', '554'],
  ] as const)('tells %s', async (_label, behaviour, result, code) => {
    const server = await sink();
    const { transport } = transportTo(server.url);
    server.behave(behaviour);
    expect(await transport.send(mail, calm)).toMatchObject({ result, code });
    server.behave({ kind: 'accept' });
    expect(await transport.send(mail, calm)).toEqual({ result: 'sent' });
  });

  it.each([
    ['dropped after the message', { kind: 'drop' }],
    ['left hanging after the message', { kind: 'hang' }],
  ] as const)('does not know what became of a mail %s', async (_label, behaviour) => {
    const server = await sink();
    const { transport } = transportTo(server.url);
    server.behave(behaviour);
    expect((await transport.send(mail, calm)).result).toBe('unknown');
    expect(server.unanswered).toHaveLength(1);
  });

  it.each([
    ['refuses the connection', undefined, polite, 'not-sent'],
    ['says nothing', '', polite, 'not-sent'],
    ['is busy at the greeting', '421 busy\r\n', polite, 'not-sent'],
    ['has no service', '554 no service\r\n', polite, 'not-sent'],
    [
      'is silent at MAIL',
      '220 hi\r\n',
      (line: string) => (line.startsWith('MAIL') ? undefined : polite(line)),
      'not-sent',
    ],
    [
      'refuses DATA',
      '220 hi\r\n',
      (line: string) => (line === 'DATA' ? '451 later\r\n' : polite(line)),
      'refused-temporary',
    ],
    [
      'closes instead of answering DATA',
      '220 hi\r\n',
      (line: string, socket: Socket) => {
        if (line !== 'DATA') return polite(line);
        socket.destroy();
        return undefined;
      },
      'not-sent',
    ],
    ['is silent after DATA', '220 hi\r\n', (line: string) => (line === 'DATA' ? undefined : polite(line)), 'not-sent'],
  ])('when the server %s, nothing was sent unknowingly', async (_label, greeting, reply, result) => {
    const server = await scripted(greeting, reply);
    const url = greeting === undefined ? 'smtp://127.0.0.1:1' : server.url;
    const { transport } = transportTo(url);
    let dataBegan = false;
    const outcome = await transport.send(mail, { onData: async () => void (dataBegan = true) });
    expect(outcome.result).toBe(result);
    expect(dataBegan).toBe(false);
  });

  it('gives up a server that drips bytes for ever', async () => {
    const server = await scripted('220 hi\r\n', (line, socket) => {
      if (!line.startsWith('EHLO')) return polite(line);
      const timer = setInterval(() => socket.write('250-still here\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
      return undefined;
    });
    const { transport } = transportTo(server.url);
    const start = performance.now();
    expect(await transport.send(mail, calm)).toMatchObject({ result: 'not-sent', code: 'ETIMEDOUT' });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('sends again over a new connection when the server ended the kept one', async () => {
    const server = await scripted('220 hi\r\n', polite);
    const { transport } = transportTo(server.url);
    await transport.send(mail, calm);
    for (const socket of server.sockets) socket.destroy();
    expect(await transport.send(mail, calm)).toEqual({ result: 'sent' });
  });

  it('leaves a server alone that failed five times in a row, and probes it after 30 seconds', async () => {
    const { transport, clock } = transportTo('smtp://127.0.0.1:1');
    for (let n = 0; n < 5; n++) expect(await transport.send(mail, calm)).toMatchObject({ code: 'ESOCKET' });
    expect(await transport.send(mail, calm)).toMatchObject({ result: 'not-sent', code: 'EBREAKER' });
    clock.advance(30_000);
    expect(await transport.send(mail, calm)).toMatchObject({ code: 'ESOCKET' });
    expect(await transport.send(mail, calm)).toMatchObject({ code: 'EBREAKER' });
  });

  it('does not count refusals of recipients as failures of the server', async () => {
    const server = await sink();
    const { transport } = transportTo(server.url);
    server.behave({ kind: 'refuse', code: 550 });
    for (let n = 0; n < 8; n++) expect(await transport.send(mail, calm)).toMatchObject({ code: '550' });
  });

  it('refuses an address that is more than one, without asking the server', async () => {
    const server = await sink();
    const { transport } = transportTo(server.url);
    const result = await transport.send({ ...mail, to: { address: 'ann@example.net, eve@evil.example' } }, calm);
    expect([result.result, server.attempts]).toEqual(['refused-permanent', 0]);
  });
});
