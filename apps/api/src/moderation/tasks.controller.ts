import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { Task, TaskBody, TaskPage, TaskParams, TaskQuery, TasksQuery } from '#contracts';
import { ManageTasks } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentTask, presentTaskPage } from './task.presenter.js';

/** Long work on a site: how far it is, and its end. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/tasks')
export class TasksController {
  constructor(@Inject(ManageTasks) private readonly tasks: ManageTasks) {}

  @Get()
  @Endpoint({ summary: 'Long work on a site', policy: 'tasks.read', response: TaskPage, limit: 'moderate' })
  async page(@CurrentActor() actor: Actor, @Query({ schema: TasksQuery }) query: TasksQuery): Promise<TaskPage> {
    return presentTaskPage(await this.tasks.page(actor, query));
  }

  @Get(':id')
  @Endpoint({ summary: 'How far a long work is', policy: 'tasks.read', response: Task, limit: 'moderate' })
  async one(
    @CurrentActor() actor: Actor,
    @Param({ schema: TaskParams }) { id }: TaskParams,
    @Query({ schema: TaskQuery }) { site }: TaskQuery,
  ): Promise<Task> {
    return presentTask(await this.tasks.one(actor, { site, id }));
  }

  @Post(':id/stop')
  @Endpoint({ summary: 'Stop a long work', policy: 'tasks.manage', response: Task, limit: 'moderate' })
  async stop(
    @CurrentActor() actor: Actor,
    @Param({ schema: TaskParams }) { id }: TaskParams,
    @Body({ schema: TaskBody }) { site }: TaskBody,
  ): Promise<Task> {
    return presentTask(await this.tasks.stop(actor, { site, id }));
  }

  @Post(':id/resume')
  @Endpoint({
    summary: 'Go on with a long work that was stopped or failed',
    policy: 'tasks.manage',
    response: Task,
    limit: 'moderate',
  })
  async resume(
    @CurrentActor() actor: Actor,
    @Param({ schema: TaskParams }) { id }: TaskParams,
    @Body({ schema: TaskBody }) { site }: TaskBody,
  ): Promise<Task> {
    return presentTask(await this.tasks.resume(actor, { site, id }));
  }
}
