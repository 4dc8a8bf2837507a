import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { ArticleQueries, ArticleText, ReadRevisions, RevisionNotFound, SiteDirectory } from '#articles';
import { ArticleRevisionParams } from '#contracts';
import { Page } from '#platform';
import { Endpoint } from '../access/endpoint.js';
import { PageRenderer } from '../pages/page-renderer.js';
import { ThreadLinks } from './thread-links.js';
import { ThreadView } from './thread-view.js';

/** A text that an article has had, for readers of a remark whose passage is gone. */
@Controller('d/:site/:key/revisions')
export class RevisionPageController {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleQueries) private readonly articles: ArticleQueries,
    @Inject(ReadRevisions) private readonly revisions: ReadRevisions,
    @Inject(ArticleText) private readonly text: ArticleText,
    @Inject(PageRenderer) private readonly pages: PageRenderer,
  ) {}

  @Get(':revision')
  @Page()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-cache')
  @Endpoint({ summary: 'A text that an article has had', policy: 'public', limit: 'read' })
  async read(@Param({ schema: ArticleRevisionParams }) params: ArticleRevisionParams): Promise<string> {
    const site = await this.sites.byKey(params.site);
    if (site.settings.oldTexts !== 'public') throw new RevisionNotFound();
    const article = await this.articles.byKey(site.id, params.key);
    const { revision, createdAt } = await this.revisions.one(article.id, params.revision);
    const { language } = site.settings;
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
    const frame = { title: `${article.title} – ${site.name}`, language, noindex: true };
    return this.pages.render('revision', frame, {
      here: new ThreadLinks(params, ThreadView.parse({})),
      site,
      article,
      blocks: await this.text.blocks(article.id, revision),
      isCurrent: revision === article.revision,
      createdAt: createdAt.toISOString(),
      date: date.format(createdAt),
    });
  }
}
