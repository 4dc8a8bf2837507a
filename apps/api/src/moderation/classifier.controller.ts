import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import {
  ClassifierInUse,
  ClassifierQuery,
  ClassifierVersionPage,
  ClassifierVersionsQuery,
  LearnBody,
  StartedTask,
  UseClassifierBody,
} from '#contracts';
import { ReadClassifier, StartLearning, UseClassifier } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentClassifier, presentVersions } from './classifier.presenter.js';

/** What a site's classifier has learnt, and the way back. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/classifier')
export class ClassifierController {
  constructor(
    @Inject(ReadClassifier) private readonly read: ReadClassifier,
    @Inject(UseClassifier) private readonly change: UseClassifier,
    @Inject(StartLearning) private readonly learning: StartLearning,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The classifier in use, and how well it fits what moderators decided',
    policy: 'rules.read',
    response: ClassifierInUse,
    limit: 'moderate',
  })
  async inUse(
    @CurrentActor() actor: Actor,
    @Query({ schema: ClassifierQuery }) { site }: ClassifierQuery,
  ): Promise<ClassifierInUse> {
    return presentClassifier(await this.read.inUse(actor, site));
  }

  @Get('versions')
  @Endpoint({
    summary: 'All versions of what the site has learnt',
    policy: 'rules.read',
    response: ClassifierVersionPage,
    limit: 'moderate',
  })
  async versions(
    @CurrentActor() actor: Actor,
    @Query({ schema: ClassifierVersionsQuery }) query: ClassifierVersionsQuery,
  ): Promise<ClassifierVersionPage> {
    return presentVersions(await this.read.history(actor, query));
  }

  @Post('use')
  @Endpoint({
    summary: 'Put a version to use, or the base model alone: the way back',
    policy: 'rules.write',
    response: ClassifierInUse,
    limit: 'moderate',
  })
  async use(
    @CurrentActor() actor: Actor,
    @Body({ schema: UseClassifierBody }) body: UseClassifierBody,
  ): Promise<ClassifierInUse> {
    await this.change.run(actor, body);
    return presentClassifier(await this.read.inUse(actor, body.site));
  }

  @Post('learn')
  @Endpoint({
    summary: "Learn from the moderators' decisions now",
    policy: 'rules.write',
    response: StartedTask,
    status: 202,
    limit: 'moderate',
  })
  async learn(@CurrentActor() actor: Actor, @Body({ schema: LearnBody }) { site }: LearnBody): Promise<StartedTask> {
    return { id: await this.learning.run(actor, site) };
  }
}
