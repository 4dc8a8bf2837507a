import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import {
  FlipPage,
  FlipsQuery,
  Replay,
  ReplayBody,
  Rescreen,
  RescreenBody,
  RULES_BYTES,
  StartedTask,
  TaskParams,
  TaskQuery,
} from '#contracts';
import { ReadReplay, StartReplay, StartRescreen } from '#moderation';
import { BodyLimit } from '#platform';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentFlips, presentReplay, presentRescreen } from './replay.presenter.js';

/** Rules tried on past comments, and past comments judged again. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/rules')
export class ReplaysController {
  constructor(
    @Inject(StartReplay) private readonly start: StartReplay,
    @Inject(ReadReplay) private readonly read: ReadReplay,
    @Inject(StartRescreen) private readonly rescreening: StartRescreen,
  ) {}

  @Post('replay')
  @BodyLimit(RULES_BYTES)
  @Endpoint({
    summary: 'Try rules on past comments',
    policy: 'rules.write',
    response: StartedTask,
    status: 202,
    limit: 'moderate',
  })
  async replay(@CurrentActor() actor: Actor, @Body({ schema: ReplayBody }) body: ReplayBody): Promise<StartedTask> {
    return { id: await this.start.run(actor, body) };
  }

  @Get('replays/:id')
  @Endpoint({
    summary: 'What rules would have done with past comments',
    policy: 'rules.read',
    response: Replay,
    limit: 'moderate',
  })
  async report(
    @CurrentActor() actor: Actor,
    @Param({ schema: TaskParams }) { id }: TaskParams,
    @Query({ schema: TaskQuery }) { site }: TaskQuery,
  ): Promise<Replay> {
    return presentReplay(await this.read.report(actor, { site, id }));
  }

  @Get('replays/:id/flips')
  @Endpoint({
    summary: 'Comments that rules would have decided otherwise',
    policy: 'rules.read',
    response: FlipPage,
    limit: 'moderate',
  })
  async flips(
    @CurrentActor() actor: Actor,
    @Param({ schema: TaskParams }) { id }: TaskParams,
    @Query({ schema: FlipsQuery }) query: FlipsQuery,
  ): Promise<FlipPage> {
    return presentFlips(await this.read.flips(actor, id, query));
  }

  @Post('rescreen')
  @Endpoint({
    summary: 'Judge past comments again by the rules in use, with effect',
    policy: 'rules.rescreen',
    response: StartedTask,
    status: 202,
    limit: 'moderate',
  })
  async rescreen(
    @CurrentActor() actor: Actor,
    @Body({ schema: RescreenBody }) body: RescreenBody,
  ): Promise<StartedTask> {
    return { id: await this.rescreening.run(actor, body) };
  }

  @Get('rescreens/:id')
  @Endpoint({
    summary: 'What judging past comments again has changed',
    policy: 'rules.read',
    response: Rescreen,
    limit: 'moderate',
  })
  async rescreened(
    @CurrentActor() actor: Actor,
    @Param({ schema: TaskParams }) { id }: TaskParams,
    @Query({ schema: TaskQuery }) { site }: TaskQuery,
  ): Promise<Rescreen> {
    return presentRescreen(await this.rescreening.report(actor, { site, id }));
  }
}
