import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import {
  ImposeSanctionBody,
  LiftSanctionBody,
  OfSiteQuery,
  OneSanction,
  PersonListQuery,
  PersonParams,
  SanctionPage,
  SanctionPreview,
} from '#contracts';
import { Clock } from '#kernel';
import { ImposeSanction, LiftSanction, SanctionList, SitePeople } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { presentSanction } from './sanction.presenter.js';

/** Mutes, suspensions and bans. */
@ApiTags('Moderators')
@Controller('api/v1/moderation')
export class SanctionsController {
  constructor(
    @Inject(ImposeSanction) private readonly imposeSanction: ImposeSanction,
    @Inject(LiftSanction) private readonly liftSanction: LiftSanction,
    @Inject(SanctionList) private readonly sanctions: SanctionList,
    @Inject(SitePeople) private readonly people: SitePeople,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Post('people/:id/sanctions')
  @Endpoint({
    summary: 'Mute, suspend or ban a person',
    policy: 'sanction.impose',
    response: OneSanction,
    status: 201,
    limit: 'moderate',
  })
  async impose(
    @CurrentActor() actor: Actor,
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Body({ schema: ImposeSanctionBody }) { site: key, ...wanted }: ImposeSanctionBody,
  ): Promise<OneSanction> {
    const site = await this.sites.byKey(key);
    const sanction = await this.imposeSanction.run(actor, { ...wanted, siteId: site.id, personId: id });
    return { sanction: presentSanction(sanction, site.id, this.clock.now()) };
  }

  @Post('sanctions/:id/lift')
  @Endpoint({ summary: 'Lift a sanction', policy: 'sanction.lift', response: OneSanction, limit: 'moderate' })
  async lift(
    @CurrentActor() actor: Actor,
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Body({ schema: LiftSanctionBody }) { reason }: LiftSanctionBody,
  ): Promise<OneSanction> {
    const sanction = await this.liftSanction.run(actor, id, reason);
    return { sanction: presentSanction(sanction, sanction.imposedOn ?? '', this.clock.now()) };
  }

  @Get('people/:id/sanctions')
  @Endpoint({
    summary: 'What was imposed on a person',
    policy: 'person.read',
    response: SanctionPage,
    limit: 'moderate',
  })
  async history(
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Query({ schema: PersonListQuery }) query: PersonListQuery,
  ): Promise<SanctionPage> {
    const site = await this.sites.byKey(query.site);
    await this.people.known(id, site.id);
    const { items, next } = await this.sanctions.page(id, site.id, query);
    const now = this.clock.now();
    return { items: items.map((row) => presentSanction(row, site.id, now)), next };
  }

  @Get('people/:id/sanctions/preview')
  @Endpoint({
    summary: 'Which comments a sanction would touch',
    policy: 'person.read',
    response: SanctionPreview,
    limit: 'moderate',
  })
  async preview(
    @Param({ schema: PersonParams }) { id }: PersonParams,
    @Query({ schema: OfSiteQuery }) query: OfSiteQuery,
  ): Promise<SanctionPreview> {
    const site = await this.sites.byKey(query.site);
    await this.people.known(id, site.id);
    const { counts, isComplete } = await this.sanctions.counts(id, site.id);
    const waiting = (counts.pending ?? 0) + (counts['awaiting-verification'] ?? 0);
    return { public: counts.published ?? 0, waiting, isComplete };
  }
}
