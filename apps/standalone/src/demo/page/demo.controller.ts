import { Body, Controller, Get, Header, HttpStatus, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { NotFound } from '#accounts';
import { ArticleKey } from '#contracts';
import { Page } from '#platform';
import { Endpoint } from '../../../../api/src/access/endpoint.js';
import { DEMO_TEXTS, type DemoArticle } from '../demo-article.js';
import { demoArticles, demoPath, LEAD_ARTICLE } from '../demo-articles.js';
import { PublishDemoText } from '../publish-demo-text.js';
import { DemoPage } from './demo-page.js';
import { DemoPageRenderer } from './demo-page-renderer.js';

/**
 * What docs/embedding.md asks of a page with a policy of its own, the service being the page's own origin here; beside it the page's
 * style sheet, its form and the icon that it does not have.
 */
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const DemoParams = z.strictObject({ key: ArticleKey });
const AssetParams = z.strictObject({ file: z.string().max(100) });
const TextForm = z.strictObject({ text: z.enum(DEMO_TEXTS) });

/** The demo's paper: a publisher's pages with discussions embedded in them. Only the standalone process has it. */
@Controller()
export class DemoController {
  constructor(
    @Inject(DemoPage) private readonly page: DemoPage,
    @Inject(DemoPageRenderer) private readonly renderer: DemoPageRenderer,
    @Inject(PublishDemoText) private readonly publishText: PublishDemoText,
  ) {}

  @Get(['', 'demo'])
  @Endpoint({ summary: 'The way to the demo', policy: 'public' })
  async front(@Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(demoPath(LEAD_ARTICLE.key), HttpStatus.FOUND);
  }

  @Get('demo/assets/:file')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Endpoint({ summary: "The style sheet of the demo's paper", policy: 'public' })
  asset(@Param({ schema: AssetParams }) { file }: z.infer<typeof AssetParams>): Buffer {
    if (`/demo/assets/${file}` !== this.renderer.stylesheet) throw new NotFound();
    return this.renderer.css;
  }

  @Get('demo/:key')
  @Page()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Header('content-security-policy', POLICY)
  @Endpoint({ summary: 'An article of the demo', policy: 'public', limit: 'read' })
  async read(@Param({ schema: DemoParams }) { key }: z.infer<typeof DemoParams>): Promise<string> {
    return this.renderer.article(await this.page.run(articleOf(key)));
  }

  @Post('demo/:key')
  @Page()
  @Endpoint({ summary: 'Publish a text of the demo', policy: 'public', limit: 'edit' })
  async publish(
    @Param({ schema: DemoParams }) { key }: z.infer<typeof DemoParams>,
    @Body({ schema: TextForm }) { text }: z.infer<typeof TextForm>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const demo = articleOf(key);
    if (demo.correction === undefined) throw new NotFound();
    await this.publishText.run(demo, text);
    await reply.redirect(`${demoPath(key)}#correction`, HttpStatus.SEE_OTHER);
  }
}

function articleOf(key: string): DemoArticle {
  const found = demoArticles.find((article) => article.key === key);
  if (found === undefined) throw new NotFound();
  return found;
}
