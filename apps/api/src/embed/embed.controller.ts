import { join } from 'node:path';
import { Controller, Get, Header, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#accounts';
import { ArticleQueries, SiteDirectory } from '#articles';
import { FindDiscussionQuery, FoundDiscussion, SiteParams } from '#contracts';
import { namesTag } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { EmbedFiles } from './embed-files.js';

const FileParams = z.strictObject({ file: z.string().max(100) });
const SCRIPT = 'text/javascript; charset=utf-8';
/** A new version of the embed reaches readers within five minutes; its parts are named by their content. */
const FRESH = 'public, max-age=300, stale-while-revalidate=86400';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** What a publisher's page loads: the scripts, and the article that a page is about. */
@ApiTags('Readers')
@Controller()
export class EmbedController {
  private readonly files = new EmbedFiles(join(import.meta.dirname, '../../../embed/built'));

  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
  ) {}

  @Get('embed.js')
  @Header('content-type', SCRIPT)
  @Endpoint({ summary: 'The script that shows discussions', policy: 'public' })
  embed(@Headers() headers: FastifyRequest['headers'], @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send('embed.js', FRESH, headers, reply);
  }

  @Get('count.js')
  @Header('content-type', SCRIPT)
  @Endpoint({ summary: 'The script that shows numbers of comments', policy: 'public' })
  count(@Headers() headers: FastifyRequest['headers'], @Res({ passthrough: true }) reply: FastifyReply) {
    return this.send('count.js', FRESH, headers, reply);
  }

  @Get('embed/:file')
  @Header('content-type', SCRIPT)
  @Endpoint({ summary: 'A part of the script', policy: 'public' })
  part(
    @Param({ schema: FileParams }) { file }: z.infer<typeof FileParams>,
    @Headers() headers: FastifyRequest['headers'],
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.send(file, FOR_EVER, headers, reply);
  }

  @Get('api/v1/sites/:site/discussion')
  @Endpoint({
    summary: 'The article that a page is about',
    policy: 'public',
    response: FoundDiscussion,
    limit: 'read',
  })
  async find(
    @Param({ schema: SiteParams }) params: SiteParams,
    @Query({ schema: FindDiscussionQuery }) query: FindDiscussionQuery,
  ): Promise<FoundDiscussion> {
    const { id: siteId, settings } = await this.sites.byKey(params.site);
    const found = await (query.key === undefined
      ? this.articles.byUrl(siteId, query.url ?? '')
      : this.articles.byKey(siteId, query.key));
    const { language, maxLength, editWindowMinutes } = settings;
    const sections = found.sections.map(({ id, heading, level, position }) => ({ id, heading, level, position }));
    const { id: articleId, key, url, title } = found;
    return { articleId, key, url, title, language, maxLength, editWindowMinutes, sections };
  }

  /** Any page may load a script; browsers fetch the parts of a module by CORS, without credentials. */
  private send(
    name: string,
    cacheControl: string,
    asked: FastifyRequest['headers'],
    reply: FastifyReply,
  ): Buffer | undefined {
    const file = this.files.get(name, asked['accept-encoding']);
    if (file === undefined) throw new NotFound();
    void reply.headers({
      etag: file.etag,
      vary: 'accept-encoding',
      'cache-control': cacheControl,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (namesTag(asked['if-none-match'] ?? '', file.etag)) {
      void reply.code(304);
      return undefined;
    }
    if (file.coding !== 'identity') void reply.header('content-encoding', file.coding);
    return file.body;
  }
}
