import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#accounts';
import { ERROR_PAGE_STYLE } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from './page-renderer.js';

const AssetParams = z.strictObject({ file: z.string().max(100) });

/** The style sheet of the pages. */
@Controller('assets')
export class AssetsController {
  constructor(@Inject(PageRenderer) private readonly pages: PageRenderer) {}

  @Get(':file')
  @Header('content-type', 'text/css; charset=utf-8')
  @Endpoint({ summary: 'The style sheet of the pages', policy: 'public' })
  file(
    @Param({ schema: AssetParams }) { file }: z.infer<typeof AssetParams>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    const isByContent = `/assets/${file}` === this.pages.stylesheet;
    if (!isByContent && `/assets/${file}` !== ERROR_PAGE_STYLE) throw new NotFound();
    void reply.header('cache-control', isByContent ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    return this.pages.css;
  }
}
