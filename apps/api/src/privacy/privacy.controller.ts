import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SiteDirectory } from '#articles';
import { DataProcessing, SiteParams } from '#contracts';
import { AppConfig, Page } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from '../pages/page-renderer.js';
import { dataProcessing } from './data-processing.js';
import type { ProcessingGround } from './processing-ground.js';

/** "See how your comment data is processed": generated from what is switched on (field.md (c) 30). */
@ApiTags('Readers')
@Controller()
export class PrivacyController {
  private readonly ground: ProcessingGround;

  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
    @Inject(AppConfig) config: AppConfig,
  ) {
    this.ground = {
      mailHost: config.smtpUrl === undefined ? undefined : new URL(config.smtpUrl).hostname,
      limitsRates: config.rateLimits,
    };
  }

  @Get('api/v1/sites/:site/privacy')
  @Endpoint({
    summary: 'How comment data is processed, as it is switched on now',
    policy: 'public',
    response: DataProcessing,
    limit: 'read',
  })
  async read(@Param({ schema: SiteParams }) { site }: SiteParams): Promise<DataProcessing> {
    return dataProcessing(await this.sites.byKey(site), this.ground);
  }

  @Get('sites/:site/privacy')
  @Page()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Endpoint({ summary: 'The same as a page', policy: 'public', limit: 'read' })
  async page(@Param({ schema: SiteParams }) params: SiteParams): Promise<string> {
    const processing = await this.read(params);
    const title = `How comment data is processed – ${processing.name}`;
    return this.pages.render('privacy', { title }, processing);
  }
}
