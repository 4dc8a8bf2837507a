import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Login, Logout, StartEmailSignIn, VerifyEmail } from '#accounts';
import { SiteDirectory } from '#articles';
import { Accepted, LoginBody, Me, SignedIn, StartEmailBody, VerifyEmailBody } from '#contracts';
import { CurrentActor, NetworkKey } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentSession } from './session.presenter.js';
import { presentMe } from './me.presenter.js';

/** Signing in: by a code or a link in a mail, and by password for staff. */
@ApiTags('Identity')
@Controller('api/v1')
export class IdentityController {
  constructor(
    @Inject(StartEmailSignIn) private readonly startEmail: StartEmailSignIn,
    @Inject(VerifyEmail) private readonly verifyEmail: VerifyEmail,
    @Inject(Login) private readonly login: Login,
    @Inject(Logout) private readonly logout: Logout,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {}

  @Post('auth/email/start')
  @Endpoint({ summary: 'Ask for a code and a link by e-mail', policy: 'anyone', response: Accepted, status: 202 })
  async start(
    @Body({ schema: StartEmailBody }) body: StartEmailBody,
    @NetworkKey() networkKey: Buffer | undefined,
  ): Promise<Accepted> {
    const site = body.site === undefined ? undefined : await this.sites.byKey(body.site);
    const wish = { email: body.email, name: body.name, siteId: site?.id };
    await this.startEmail.run(wish, networkKey?.toString('base64url'));
    return { accepted: true };
  }

  @Post('auth/email/verify')
  @Endpoint({ summary: 'Sign in with the code or the token of the link', policy: 'anyone', response: SignedIn })
  async verify(
    @CurrentActor() actor: Actor,
    @Body({ schema: VerifyEmailBody }) body: VerifyEmailBody,
    @NetworkKey() networkKey: Buffer | undefined,
  ): Promise<SignedIn> {
    return presentSession(await this.verifyEmail.run(actor, body, networkKey?.toString('base64url')));
  }

  @Post('auth/login')
  @Endpoint({ summary: 'Sign in with a password', policy: 'anyone', response: SignedIn })
  async signIn(
    @Body({ schema: LoginBody }) body: LoginBody,
    @NetworkKey() networkKey: Buffer | undefined,
  ): Promise<SignedIn> {
    return presentSession(await this.login.run(body, networkKey?.toString('base64url')));
  }

  @Post('auth/logout')
  @Endpoint({ summary: 'End this session', policy: 'anyone', response: Accepted })
  async signOut(@CurrentActor() actor: Actor): Promise<Accepted> {
    await this.logout.run(actor);
    return { accepted: true };
  }

  @Get('me')
  @Endpoint({ summary: 'Who is signed in', policy: 'anyone', response: Me })
  me(@CurrentActor() actor: Actor): Me {
    return presentMe(actor);
  }
}
