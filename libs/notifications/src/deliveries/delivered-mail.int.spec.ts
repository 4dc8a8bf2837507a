import { describe, expect, it } from 'vitest';
import { buildPerson } from '../../../testing/src/build-person.js';
import type { ReceivedMail } from '#testing';
import { Deliver } from './deliver.js';
import { article, notification, openForDeliveries, room, run, sink, stored } from './deliveries.fixture.js';

openForDeliveries();

const mailTo = (email: string): ReceivedMail => {
  const mail = sink.received.find(({ to }) => to.includes(email));
  if (mail === undefined) throw new Error(`No mail to ${email}.`);
  return mail;
};

describe(Deliver, () => {
  it('threads mails of one discussion, and says how to stop them with one click', async () => {
    const reader = await buildPerson(room.database);
    const root = await room.post(reader.actor, { articleId: article.id, body: 'A question.' });
    await room.screen(root);
    const first = await notification({ reader, parentId: root.id });
    await run(first.id);
    const second = await notification({ reader, parentId: first.comment.id });
    await run(second.id);
    const [one, two] = sink.received.filter(({ to }) => to[0] === reader.email).map(({ headers }) => headers);
    expect(one?.['message-id']).toEqual([(await stored(first.id))?.message_id]);
    expect(two?.['in-reply-to']).toEqual(one?.['message-id']);
    expect(two?.['references']?.[0]?.split(/\s+/)).toEqual([one?.['in-reply-to']?.[0], one?.['message-id']?.[0]]);
    expect(two?.['list-id']).toEqual([`<article-${article.id}.talk.example.org>`]);
    expect(two?.['list-unsubscribe']?.[0]).toMatch(/^<https:\/\/talk\.example\.org\/mail\/unsubscribe\/[\w-]+>$/);
    expect(two?.['list-unsubscribe-post']).toEqual(['List-Unsubscribe=One-Click']);
    expect(two?.['auto-submitted']).toEqual(['auto-generated']);
  });

  it('carries 300 plain characters of a comment, no link of its writer, and template syntax as it is', async () => {
    const by = await buildPerson(room.database, { name: 'Eve www.evil.example' });
    const body = [
      '{{user}} ${x} <%= it %>',
      '[click](https://evil.example/a) ![i](https://evil.example/i.png) <b onclick=x>hi</b> evil.example me@evil.example',
      Array.from({ length: 200 }, (_, n) => `long${n}`).join(' '),
    ].join(' ');
    await notification({ by });
    const { id, email } = await notification({ by, body });
    await run(id);
    const { text, html, subject, headers } = mailTo(email);
    expect(`${text}${html}${subject}`).not.toMatch(/evil/);
    expect(text).toContain('{{user}} ${x} <%= it %>');
    expect(html).toContain('{{user}} ${x} &lt;%= it %&gt;');
    expect(html).not.toMatch(/<(?:img|b|style|script)\b/);
    const links = [...`${text} ${html}`.matchAll(/https?:\/\/[^\s"<>]+/g)].map(([link]) => new URL(link).host);
    expect(new Set(links)).toEqual(new Set(['talk.example.org']));
    const excerpt = /^> (.*)$/m.exec(text)?.[1] ?? '';
    expect(Array.from(excerpt).length).toBeLessThanOrEqual(300);
    expect(headers['to']).toEqual([email]);
  });

  it('has one line of subject and the same headers for any title', async () => {
    await room.database.execute('UPDATE articles SET title = $2 WHERE id = $1', [
      article.id,
      `A "title"\r\nBcc: x@evil.example\u202E, <a@b.example> ${'ü'.repeat(5000)}`,
    ]);
    const { id, email } = await notification();
    await run(id);
    const { headers, to, subject } = mailTo(email);
    expect(to).toEqual([email]);
    expect(headers['bcc']).toBeUndefined();
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(subject).toMatch(/^Wanda Writer on “A "title" Bcc: \[link\]/);
    expect(Object.keys(headers).sort()).toEqual([
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'list-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
    await room.database.execute(`UPDATE articles SET title = 'An article' WHERE id = $1`, [article.id]);
  });
});
