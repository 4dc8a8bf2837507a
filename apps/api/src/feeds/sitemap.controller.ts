import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SiteDirectory } from '#articles';
import { PublicDiscussions } from '#discussion';
import { AppConfig } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { CachedAnswer } from '../reading/cached-answer.js';
import { SiteFeedParams, SitemapQuery } from './feed-query.js';
import { PublicLinks } from './public-links.js';
import { sitemap, SITEMAP_TYPE, sitemapIndex } from './sitemap.js';

/** The pages of a site's discussions, for search engines. */
@Controller('d/:site/sitemap.xml')
export class SitemapController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(PublicDiscussions) private readonly discussions: PublicDiscussions,
    @Inject(CachedAnswer) private readonly cached: CachedAnswer,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  @Get()
  @Endpoint({ summary: "The site map of a site's discussions, or its index", policy: 'public', limit: 'read' })
  async read(
    @Param({ schema: SiteFeedParams }) params: SiteFeedParams,
    @Query({ schema: SitemapQuery }) { after }: SitemapQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const site = await this.sites.byKey(params.site);
    const links = new PublicLinks(this.config.publicUrl, site.key);
    const text =
      (after === undefined ? await this.index(site.id, links) : undefined) ?? (await this.file(site.id, links, after));
    await this.cached.sendText(request, reply, { type: SITEMAP_TYPE, text });
  }

  /** The index; undefined when one file holds everything. */
  private async index(siteId: string, links: PublicLinks): Promise<string | undefined> {
    const parts = await this.discussions.parts(siteId);
    if (parts.length < 2) return undefined;
    return sitemapIndex(
      parts.map(({ after, activeAt }) => ({ address: links.ofSite('sitemap.xml', { after }), changedAt: activeAt })),
    );
  }

  private async file(siteId: string, links: PublicLinks, after: string | undefined): Promise<string> {
    const discussions = await this.discussions.part(siteId, after);
    return sitemap(discussions.map(({ key, activeAt }) => ({ address: links.thread(key), changedAt: activeAt })));
  }
}
