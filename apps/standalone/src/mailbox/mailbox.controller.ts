import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Page } from '#platform';
import { Endpoint } from '../../../api/src/access/endpoint.js';
import { PageRenderer } from '../../../api/src/pages/page-renderer.js';
import type { CapturedMail } from './captured-mail.js';
import { MailCapture } from './mail-capture.js';

const SHOWN = 100;
const LINK = /https?:\/\/[^\s<>"]+/g;

/** The mail that this machine captured instead of sending it. Only the standalone process has it. */
@Controller('dev')
export class MailboxController {
  constructor(
    @Inject(MailCapture) private readonly mail: MailCapture,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
  ) {}

  @Get('mailbox')
  @Page()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Endpoint({ summary: 'Captured mail', policy: 'public' })
  page(): string {
    const mails = this.mail.list().slice(0, SHOWN);
    return this.pages.render(
      'mailbox',
      { title: 'Captured mail', noindex: true },
      { mails: mails.map((mail) => ({ ...mail, parts: linked(mail.text), headerList: Object.entries(mail.headers) })) },
    );
  }

  @Get('mailbox.json')
  @Header('cache-control', 'no-store')
  @Endpoint({ summary: 'Captured mail as data', policy: 'public' })
  list(): readonly CapturedMail[] {
    return this.mail.list();
  }
}

/** A mail's text in pieces, the addresses in it apart, so that the page can make them links. */
function linked(text: string): { readonly text: string; readonly isLink: boolean }[] {
  const parts: { text: string; isLink: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push({ text: text.slice(from, match.index), isLink: false }, { text: match[0], isLink: true });
    from = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(from), isLink: false }];
}
