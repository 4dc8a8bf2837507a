import { Body, Controller, Get, Inject, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { RulesQuery, Shadow, ShadowBody, TaskBody } from '#contracts';
import { ManageShadow } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentShadow } from './replay.presenter.js';

/** A rule set on trial beside the rules in use. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/rules/shadow')
export class ShadowController {
  constructor(@Inject(ManageShadow) private readonly shadow: ManageShadow) {}

  @Get()
  @Endpoint({ summary: 'How rules on trial compare', policy: 'rules.read', response: Shadow, limit: 'moderate' })
  async report(@CurrentActor() actor: Actor, @Query({ schema: RulesQuery }) { site }: RulesQuery): Promise<Shadow> {
    return presentShadow(await this.shadow.report(actor, site));
  }

  @Put()
  @Endpoint({
    summary: 'Put a version of the rules on trial: it judges new comments without effect',
    policy: 'rules.write',
    response: Shadow,
    limit: 'moderate',
  })
  async start(@CurrentActor() actor: Actor, @Body({ schema: ShadowBody }) body: ShadowBody): Promise<Shadow> {
    return presentShadow(await this.shadow.start(actor, body));
  }

  @Post('stop')
  @Endpoint({ summary: 'End the trial of rules', policy: 'rules.write', response: Shadow, limit: 'moderate' })
  async stop(@CurrentActor() actor: Actor, @Body({ schema: TaskBody }) { site }: TaskBody): Promise<Shadow> {
    return presentShadow(await this.shadow.stop(actor, site));
  }
}
