import { Body, Controller, Get, Header, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, isStaffRole, Login, Logout, WrongCredentials } from '#accounts';
import { LoginBody } from '#contracts';
import { AppConfig, clientAddress, networkKey, Page } from '#platform';
import { setStaffCookie } from '../access/credentials.js';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from '../pages/page-renderer.js';

const HTML = 'text/html; charset=utf-8';
const SESSION_SECONDS = 12 * 60 * 60;

/** Moderators come in and leave. */
@Controller('dashboard')
export class SignInController {
  constructor(
    @Inject(Login) private readonly login: Login,
    @Inject(Logout) private readonly logout: Logout,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  @Get('sign-in')
  @Page()
  @Header('content-type', HTML)
  @Endpoint({ summary: 'The sign-in form', policy: 'public', limit: 'read' })
  form(): string {
    return this.page({ email: '' });
  }

  @Post('sign-in')
  @Page()
  @Endpoint({ summary: 'Sign in', policy: 'public' })
  async signIn(
    @Body({ schema: LoginBody }) body: LoginBody,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const network = networkKey(clientAddress(request), this.config.secret.reveal()).toString('base64url');
    const signedIn = await this.login.run(body, network).catch((error: unknown) => {
      if (error instanceof WrongCredentials) return undefined;
      throw error;
    });
    if (signedIn?.person.roles.some(({ role }) => isStaffRole(role)) !== true) {
      const notice = 'This address and password do not belong together, or not to a moderator.';
      await reply
        .code(HttpStatus.UNAUTHORIZED)
        .type(HTML)
        .send(this.page({ email: body.email, notice }));
      return;
    }
    setStaffCookie(reply, this.config.publicUrl, { token: signedIn.token, maxAgeSeconds: SESSION_SECONDS });
    await reply.redirect('/dashboard', HttpStatus.SEE_OTHER);
  }

  @Post('sign-out')
  @Page()
  @Endpoint({ summary: 'Sign out', policy: 'anyone', session: 'cookie' })
  async signOut(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.logout.run(actor);
    setStaffCookie(reply, this.config.publicUrl);
    await reply.redirect('/dashboard/sign-in', HttpStatus.SEE_OTHER);
  }

  private page(values: { email: string; notice?: string }): string {
    return this.pages.render(
      'sign-in',
      { title: 'Moderators', noindex: true },
      { action: '/dashboard/sign-in', ...values },
    );
  }
}
