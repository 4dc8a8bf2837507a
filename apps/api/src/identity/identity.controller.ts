import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Login, Logout, StartEmailSignIn, VerifyEmail } from '#accounts';
import { Accepted, LoginBody, Me, SignedIn, StartEmailBody, VerifyEmailBody } from '#contracts';
import { CurrentActor, NetworkKey } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentSession } from './session.presenter.js';
import { WhoAmI } from './who-am-i.js';

/** Signing in: by a code or a link in a mail, and by password for staff. */
@ApiTags('Identity')
@Controller('api/v1')
export class IdentityController {
  constructor(
    @Inject(StartEmailSignIn) private readonly startEmail: StartEmailSignIn,
    @Inject(VerifyEmail) private readonly verifyEmail: VerifyEmail,
    @Inject(Login) private readonly login: Login,
    @Inject(Logout) private readonly logout: Logout,
    @Inject(WhoAmI) private readonly whoAmI: WhoAmI,
  ) {}

  @Post('auth/email/start')
  @Endpoint({ summary: 'Ask for a code and a link by e-mail', policy: 'anyone', response: Accepted, status: 202 })
  async start(
    @Body({ schema: StartEmailBody }) body: StartEmailBody,
    @NetworkKey() networkKey: Buffer | undefined,
  ): Promise<Accepted> {
    await this.startEmail.run({ email: body.email, name: body.name }, networkKey?.toString('base64url'));
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
    return this.whoAmI.run(actor);
  }
}
