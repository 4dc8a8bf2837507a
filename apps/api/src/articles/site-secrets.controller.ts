import { Body, Controller, Delete, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { ChangeSiteSecret, SiteDirectory, SiteSecrets } from '#articles';
import { SiteParams, SiteSecretBody, SiteSecretList, SiteSecretParams } from '#contracts';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';

/** Keys and secrets of a site for providers. They go in and never come out. */
@ApiTags('Publisher')
@Controller('api/v1/sites/:site/secrets')
export class SiteSecretsController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(SiteSecrets) private readonly secrets: SiteSecrets,
    @Inject(ChangeSiteSecret) private readonly change: ChangeSiteSecret,
  ) {}

  @Get()
  @Endpoint({ summary: 'Which secrets of a site are set', policy: 'settings.read', response: SiteSecretList })
  async list(@Param({ schema: SiteParams }) params: SiteParams): Promise<SiteSecretList> {
    const site = await this.sites.byKey(params.site);
    const items = await this.secrets.names(site.id);
    return { items: items.map(({ name, setAt }) => ({ name, setAt: setAt.toISOString() })) };
  }

  @Put(':name')
  @Endpoint({ summary: 'Set a secret of a site', policy: 'settings.write', response: SiteSecretList })
  async set(
    @CurrentActor() actor: Actor,
    @Param({ schema: SiteSecretParams }) params: SiteSecretParams,
    @Body({ schema: SiteSecretBody }) { value }: SiteSecretBody,
  ): Promise<SiteSecretList> {
    await this.change.run(actor, { ...params, value });
    return this.list(params);
  }

  @Delete(':name')
  @Endpoint({ summary: 'Remove a secret of a site', policy: 'settings.write', response: SiteSecretList })
  async remove(
    @CurrentActor() actor: Actor,
    @Param({ schema: SiteSecretParams }) params: SiteSecretParams,
  ): Promise<SiteSecretList> {
    await this.change.run(actor, params);
    return this.list(params);
  }
}
