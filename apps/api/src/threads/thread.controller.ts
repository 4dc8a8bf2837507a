import { Body, Controller, Get, Header, HttpStatus, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '#accounts';
import { type ArticleRow, ArticleQueries, type Site, SiteDirectory } from '#articles';
import { errorStatuses, type ErrorCode, type FormInput } from '#contracts';
import { PostComment } from '#discussion';
import { AppError, Clock } from '#kernel';
import { Page } from '#platform';
import { CurrentActor, NetworkKey } from '../access/current-actor.js';
import { Endpoint } from '../access/endpoint.js';
import { postLimit } from '../access/post-limit.js';
import { ThreadPageWriter } from './thread-page.js';
import { ThreadForm, ThreadPageParams, ThreadView } from './thread-view.js';

const HTML = 'text/html; charset=utf-8';
/** A page may stay open for weeks; longer says nothing more. */
const LONGEST_MS = 2_000_000_000;

/** A discussion as a page of its own. */
@Controller('d/:site/:key')
export class ThreadController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(ThreadPageWriter) private readonly pages: ThreadPageWriter,
    @Inject(PostComment) private readonly postComment: PostComment,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get()
  @Page()
  @Header('content-type', HTML)
  @Header('cache-control', 'no-cache')
  @Endpoint({ summary: 'A discussion as a page', policy: 'public', limit: 'read' })
  async read(
    @Param({ schema: ThreadPageParams }) params: ThreadPageParams,
    @Query({ schema: ThreadView }) view: ThreadView,
  ): Promise<string> {
    return this.pages.run({ params, view, ...(await this.place(params)) });
  }

  @Post()
  @Page()
  @Endpoint({ summary: 'Post from the page', policy: 'comment.post', limit: postLimit })
  async post(
    @CurrentActor() actor: Actor,
    @NetworkKey() networkKey: Buffer | undefined,
    @Param({ schema: ThreadPageParams }) params: ThreadPageParams,
    @Body({ schema: ThreadForm }) form: ThreadForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const place = await this.place(params);
    try {
      const { comment } = await this.postComment.run(actor, {
        articleId: place.article.id,
        body: form.body,
        parentId: form.parentId,
        anchor: anchorOf(form),
        guest: { name: form.name, email: form.email, website: form.website },
        notify: form.notify,
        form: this.formInput(form),
        idempotencyKey: form.idempotencyKey,
        networkKey,
      });
      const target = `/d/${params.site}/${encodeURIComponent(params.key)}?posted=${comment.status}`;
      await reply.redirect(comment.status === 'published' ? `${target}#c-${comment.id}` : target, HttpStatus.SEE_OTHER);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const view = ThreadView.parse({});
      const html = await this.pages.run({
        params,
        view,
        form,
        notice: { text: error.message, isError: true },
        ...place,
      });
      await reply
        .code(errorStatuses[error.code as ErrorCode])
        .type(HTML)
        .send(html);
    }
  }

  private formInput({ opened, subject }: ThreadForm): FormInput {
    const elapsedMs = opened === undefined ? -1 : this.clock.nowMs() - opened;
    return { trap: subject, ...(elapsedMs < 0 ? {} : { elapsedMs: Math.min(elapsedMs, LONGEST_MS) }) };
  }

  private async place({ site: siteKey, key }: ThreadPageParams): Promise<{ site: Site; article: ArticleRow }> {
    const site = await this.sites.byKey(siteKey);
    return { site, article: await this.articles.byKey(site.id, key) };
  }
}

function anchorOf({ quote, sectionId, parentId }: ThreadForm) {
  if (parentId !== undefined) return undefined;
  if (quote !== undefined) return { quote: { exact: quote }, ...(sectionId === undefined ? {} : { sectionId }) };
  return sectionId === undefined ? undefined : { sectionId };
}
