import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import { LogHeadAnswer, LogPage, LogQuery, SiteQuery } from '#contracts';
import { ReadLog, SealLog } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentLogEntry } from './log.presenter.js';

/** What was decided and done, by whom and when. */
@ApiTags('Moderators')
@Controller('api/v1/moderation/log')
export class LogController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ReadLog) private readonly log: ReadLog,
    @Inject(SealLog) private readonly chain: SealLog,
  ) {}

  @Get()
  @Endpoint({
    summary: 'What was decided and done: one’s own, or everything for admins',
    policy: 'log.read',
    response: LogPage,
    limit: 'moderate',
  })
  async page(@CurrentActor() actor: Actor, @Query({ schema: LogQuery }) query: LogQuery): Promise<LogPage> {
    const site = await this.sites.byKey(query.site);
    const { items, next } = await this.log.page(actor, site.id, query);
    return { items: items.map(presentLogEntry), next };
  }

  @Get('head')
  @Endpoint({
    summary: 'The end of the hash chain over the log of the whole installation',
    policy: 'log.read-all',
    response: LogHeadAnswer,
    limit: 'moderate',
  })
  async head(@Query({ schema: SiteQuery }) _query: SiteQuery): Promise<LogHeadAnswer> {
    const head = await this.chain.head();
    return {
      position: head?.position ?? 0,
      hash: head?.hash ?? '',
      unsealed: await this.chain.waiting(),
    };
  }
}
