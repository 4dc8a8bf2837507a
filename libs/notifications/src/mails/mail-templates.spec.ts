import { describe, expect, it } from 'vitest';
import { MailTemplates } from './mail-templates.js';

const templates = new MailTemplates();
const hostile = '<img src=x onerror=alert(1)>"\'&{{x}}${y}<%= z %>';
const data = {
  code: '123456',
  link: 'https://talk.example.org/mail/x/y',
  unsubscribe: 'https://talk.example.org/mail/unsubscribe/z',
  isComment: true,
  isReplies: true,
  isReply: true,
  title: hostile,
  article: hostile,
  author: hostile,
  site: hostile,
  excerpt: hostile,
};

describe(MailTemplates.name, () => {
  it.each(['notification', 'confirmation', 'verification'])('writes both bodies of %s', (name) => {
    const { text, html } = templates.render(name, data);
    expect(text).toContain(data.link);
    expect(html).toContain(`href="${data.link}"`);
    expect(`${text}${html}`).not.toContain('undefined');
  });

  it.each(['notification', 'confirmation', 'verification'])('escapes every value in the HTML of %s', (name) => {
    expect(templates.render(name, data).html).not.toMatch(/<img|<%/);
  });

  it('links nowhere but where it is told to', () => {
    const { html } = templates.render('notification', data);
    const targets = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target);
    expect(targets).toEqual([data.link, data.unsubscribe]);
  });

  it('shows the code in both bodies', () => {
    const { text, html } = templates.render('verification', data);
    expect(text).toContain('123456');
    expect(html).toContain('123456');
  });
});
