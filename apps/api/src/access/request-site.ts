import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ArticleDirectory, SiteDirectory, SiteNotFound } from '#articles';
import { Id, SiteKey } from '#contracts';

/** Finds the site that a request is about. A request that names none, an unknown one, or one twice is about no site. */
@Injectable()
export class RequestSite {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
  ) {}

  /**
   * The id of the site named by the path, the query or the form; of an article's site when the path names an article.
   * @throws {SiteNotFound} when the request names none that exists (V17: a missing site never means every site).
   */
  async of(request: FastifyRequest): Promise<string> {
    const articleId = Id.safeParse(read(request.params, 'articleId'));
    if (articleId.success) return (await this.articles.byId(articleId.data)).siteId;
    const named = [request.params, request.query, request.body]
      .map((part) => read(part, 'site'))
      .find((key) => key !== undefined);
    const key = SiteKey.safeParse(named);
    if (!key.success) throw new SiteNotFound();
    return (await this.sites.byKey(key.data)).id;
  }
}

function read(part: unknown, name: string): unknown {
  return typeof part === 'object' && part !== null && Object.hasOwn(part, name)
    ? (part as Record<string, unknown>)[name]
    : undefined;
}
