import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import { Statistics, StatisticsQuery } from '#contracts';
import { ReadStatistics } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { statisticsCsv } from './statistics.csv.js';

/** How moderation does. */
@ApiTags('Moderators')
@Controller('api/v1/moderation')
export class StatisticsController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ReadStatistics) private readonly statistics: ReadStatistics,
  ) {}

  @Get('statistics')
  @Endpoint({
    summary: 'Volume, time to decision, agreement, precision per phase, load',
    policy: 'statistics.read',
    response: Statistics,
    limit: 'moderate',
  })
  async read(
    @CurrentActor() actor: Actor,
    @Query({ schema: StatisticsQuery }) query: StatisticsQuery,
  ): Promise<Statistics> {
    return this.statistics.run(actor, await this.sites.byKey(query.site), query);
  }

  @Get('statistics.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="statistics.csv"')
  @Endpoint({ summary: 'The same as a table', policy: 'statistics.read', limit: 'moderate' })
  async csv(@CurrentActor() actor: Actor, @Query({ schema: StatisticsQuery }) query: StatisticsQuery): Promise<string> {
    return statisticsCsv(await this.read(actor, query));
  }
}
