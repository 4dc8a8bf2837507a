import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmtpSink } from './smtp-sink.js';

let sink: SmtpSink;
const mail = { from: 'desk@example.org', to: 'ada@example.org', subject: 'Grüße', text: 'hello', html: '<p>hello</p>' };

beforeEach(async () => {
  sink = await SmtpSink.start();
});
afterEach(() => sink.stop());

async function send(timeoutMs = 5000): Promise<unknown> {
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, socketTimeout: timeoutMs });
  try {
    return await transport.sendMail({ ...mail, headers: { 'List-Unsubscribe': '<https://example.org/u/1>' } });
  } finally {
    transport.close();
  }
}

describe(SmtpSink.name, () => {
  it('keeps the envelope, the headers and both bodies', async () => {
    const waiting = sink.waitFor(({ to }) => to.includes('ada@example.org'));
    await send();
    expect(await waiting).toMatchObject({
      from: 'desk@example.org',
      to: ['ada@example.org'],
      subject: 'Grüße',
      text: expect.stringContaining('hello') as string,
      html: expect.stringContaining('<p>hello</p>') as string,
      headers: { 'list-unsubscribe': ['<https://example.org/u/1>'] },
    });
  });

  it.each([
    { kind: 'refuse', code: 451 },
    { kind: 'refuse', code: 550 },
    { kind: 'reject', code: 452 },
    { kind: 'reject', code: 554 },
  ] as const)('answers $code when told to $kind', async (behaviour) => {
    sink.behave(behaviour);
    await expect(send()).rejects.toMatchObject({ responseCode: behaviour.code });
    expect([sink.attempts, sink.received]).toEqual([1, []]);
  });

  it('drops the connection after the mail was read', async () => {
    sink.behave({ kind: 'drop' });
    await expect(send()).rejects.toThrow();
    expect([sink.received.length, sink.unanswered.length]).toEqual([0, 1]);
  });

  it('leaves the sender without an answer', async () => {
    sink.behave({ kind: 'hang' });
    await expect(send(200)).rejects.toThrow(/timeout/iu);
    expect(sink.unanswered).toHaveLength(1);
  });

  it('names what came when the awaited mail does not', async () => {
    await send();
    await expect(sink.waitFor(() => false, 20)).rejects.toThrow('ada@example.org: Grüße');
  });
});
