import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { NotFound } from '#accounts';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from './page-renderer.js';

const AssetParams = z.strictObject({ file: z.string().max(100) });

/** The style sheet of the pages. */
@Controller('assets')
export class AssetsController {
  constructor(@Inject(PageRenderer) private readonly pages: PageRenderer) {}

  @Get(':file')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Endpoint({ summary: 'The style sheet of the pages', policy: 'public' })
  file(@Param({ schema: AssetParams }) { file }: z.infer<typeof AssetParams>): Buffer {
    if (`/assets/${file}` !== this.pages.stylesheet) throw new NotFound();
    return this.pages.css;
  }
}
