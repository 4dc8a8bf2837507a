import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '#accounts';
import { SiteDirectory } from '#articles';
import { SiteParams, SiteSettings, SiteSettingsBody } from '#contracts';
import { ChangeSiteSettings } from '#moderation';
import { CurrentActor } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';

/** A site's settings, for its admins and its own servers. */
@ApiTags('Publisher')
@Controller('api/v1/sites/:site/settings')
export class SiteSettingsController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ChangeSiteSettings) private readonly change: ChangeSiteSettings,
  ) {}

  @Get()
  @Endpoint({ summary: 'The settings of a site', policy: 'settings.read', response: SiteSettings })
  async read(@Param({ schema: SiteParams }) params: SiteParams): Promise<SiteSettings> {
    return (await this.sites.byKey(params.site)).settings;
  }

  @Put()
  @Endpoint({ summary: 'Change the settings of a site', policy: 'settings.write', response: SiteSettings })
  async write(
    @CurrentActor() actor: Actor,
    @Param({ schema: SiteParams }) params: SiteParams,
    @Body({ schema: SiteSettingsBody }) body: SiteSettingsBody,
  ): Promise<SiteSettings> {
    return this.change.run(actor, { site: params.site, settings: body });
  }
}
