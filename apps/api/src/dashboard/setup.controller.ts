import { Body, Controller, Get, Header, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ClaimSetup } from '#accounts';
import { MailTokenParams } from '#contracts';
import { AppError } from '#kernel';
import { Page } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from '../pages/page-renderer.js';

const SetupForm = z.strictObject({
  name: z.string().max(100),
  email: z.string().max(254),
  password: z.string().max(1000),
});
type SetupForm = z.infer<typeof SetupForm>;

/** The one-time page that makes the first admin of a fresh installation. */
@Controller('setup')
export class SetupController {
  constructor(
    @Inject(ClaimSetup) private readonly claim: ClaimSetup,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
  ) {}

  @Get(':token')
  @Page({ token: true })
  @Header('content-type', 'text/html; charset=utf-8')
  @Endpoint({ summary: 'The form for the first admin', policy: 'public', limit: 'read' })
  form(@Param({ schema: MailTokenParams }) { token }: MailTokenParams): string {
    return this.page(token, { name: '', email: '' });
  }

  @Post(':token')
  @Page({ token: true })
  @Endpoint({ summary: 'Make the first admin', policy: 'public', limit: 'login' })
  async make(
    @Param({ schema: MailTokenParams }) { token }: MailTokenParams,
    @Body({ schema: SetupForm }) form: SetupForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.claim.run(token, form);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await reply
        .code(422)
        .type('text/html; charset=utf-8')
        .send(this.page(token, { ...form, notice: error.message }));
      return;
    }
    await reply.redirect('/dashboard', 303);
  }

  private page(token: string, values: { name: string; email: string; notice?: string }): string {
    return this.pages.render(
      'setup',
      { title: 'The first admin', noindex: true },
      { action: `/setup/${token}`, ...values },
    );
  }
}
