import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SiteDirectory } from '#articles';
import { AppError } from '#kernel';
import { AppConfig, OriginPolicy, OriginSet } from '#platform';
import { RequestSite } from './request-site.js';

/** A browser may read an answer from the origins that the site of the request has registered, and from our own pages. */
@Injectable()
export class SiteOrigins extends OriginPolicy {
  private readonly own: OriginSet;

  constructor(
    @Inject(AppConfig) config: AppConfig,
    @Inject(RequestSite) private readonly requestSite: RequestSite,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
  ) {
    super();
    this.own = new OriginSet([config.publicUrl]);
  }

  /** A request about no site, or an unknown one, is allowed to our own origin only. */
  async isAllowed(origin: string, request: FastifyRequest): Promise<boolean> {
    if (this.own.has(origin)) return true;
    try {
      const site = await this.sites.byId(await this.requestSite.of(request));
      return site.origins.includes(origin);
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
  }
}
