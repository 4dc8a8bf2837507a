import { Controller, Get, Header, Inject, Param, Post } from '@nestjs/common';
import { VerifyEmail } from '#accounts';
import { MailTokenParams } from '#contracts';
import { SubscriptionLinks } from '#notifications';
import { Page, TakesForm } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from '../pages/page-renderer.js';

const HTML = 'text/html; charset=utf-8';

/**
 * Where the links of mails lead. Looking at a page never acts, because mail scanners look at every link; the button does, and may be
 * pressed twice (field.md b.10, b.11).
 */
@Controller('mail')
export class MailController {
  constructor(
    @Inject(SubscriptionLinks) private readonly links: SubscriptionLinks,
    @Inject(VerifyEmail) private readonly verifyEmail: VerifyEmail,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
  ) {}

  @Get('confirm/:token')
  @Page({ token: true })
  @Header('content-type', HTML)
  @Endpoint({ summary: 'Ask whether a subscription is wanted', policy: 'public', limit: 'read' })
  async askConfirm(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): Promise<string> {
    const page = await this.links.look('confirm-subscription', token);
    return this.message('Confirm this mail', {
      lines: [`${page.siteName} will send mail about “${page.title}” to this address.`],
      button: 'Yes, send me this mail',
      action: `/mail/confirm/${token}`,
    });
  }

  @Post('confirm/:token')
  @Page({ token: true })
  @TakesForm()
  @Header('content-type', HTML)
  @Endpoint({ summary: 'Confirm a subscription', policy: 'public', limit: 'subscribe' })
  async confirm(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): Promise<string> {
    await this.links.confirm(token);
    const page = await this.links.look('confirm-subscription', token);
    return this.message('You will hear of it', {
      lines: [`Mail about “${page.title}” comes to this address. Every mail has a link that stops it.`],
      link: { href: page.url, text: 'Back to the article' },
    });
  }

  @Get('unsubscribe/:token')
  @Page({ token: true })
  @Header('content-type', HTML)
  @Endpoint({ summary: 'Ask whether mail is to stop', policy: 'public', limit: 'read' })
  async askUnsubscribe(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): Promise<string> {
    const page = await this.links.look('unsubscribe', token);
    return this.message('Stop this mail', {
      lines: [`No more mail about “${page.title}” will come to this address.`],
      button: 'Stop mail about this article',
      action: `/mail/unsubscribe/${token}`,
    });
  }

  @Post('unsubscribe/:token')
  @Page({ token: true })
  @TakesForm()
  @Header('content-type', HTML)
  @Endpoint({ summary: 'Stop mail with one click (RFC 8058)', policy: 'public' })
  async unsubscribe(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): Promise<string> {
    await this.links.unsubscribe(token);
    return this.message('Stopped', { lines: ['No more mail about this article comes to this address.'] });
  }

  @Get('verify/:token')
  @Page({ token: true })
  @Header('content-type', HTML)
  @Endpoint({ summary: 'Ask whether an address is to be confirmed', policy: 'public', limit: 'read' })
  askVerify(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): string {
    return this.message('Confirm your address', {
      lines: ['Press the button to confirm that this address is yours.'],
      button: 'Confirm the address',
      action: `/mail/verify/${token}`,
    });
  }

  @Post('verify/:token')
  @Page({ token: true })
  @TakesForm()
  @Header('content-type', HTML)
  @Endpoint({ summary: 'Confirm an address', policy: 'public', limit: 'confirm-code' })
  async verify(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): Promise<string> {
    await this.verifyEmail.run({ kind: 'anonymous' }, { token });
    return this.message('Your address is confirmed', {
      lines: ['You can go back to the page you came from. A comment that waited for this goes on its way.'],
    });
  }

  private message(heading: string, data: object): string {
    return this.pages.render('message', { title: heading, noindex: true }, { heading, ...data });
  }
}
