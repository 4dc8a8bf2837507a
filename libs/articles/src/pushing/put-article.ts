import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { parseArticle } from '#anchoring';
import type { PutArticleBody } from '#contracts';
import { AppConfig, Database } from '#platform';
import type { ArticleRow } from '../reading/article-row.js';
import { ArticleQueries } from '../reading/articles.queries.js';
import { revisionHash } from '../revisions/revision-hash.js';
import type { PushedText } from '../revisions/revision-writer.js';
import { SiteDirectory } from '../sites/site-directory.js';
import { urlKey } from '../urls/url-key.js';
import { articleMetadata } from './article-metadata.js';
import { ArticleWriter } from './article-writer.js';

/** NUL and lone surrogates, which PostgreSQL cannot hold; browsers drop them from a page as well. */
const WITHOUT_TEXT = /[\0\p{Surrogate}]+/gu;

/** A publisher's push: makes the article or brings it up to date. */
@Injectable()
export class PutArticle {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AppConfig) private readonly config: AppConfig,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(ArticleWriter) private readonly writer: ArticleWriter,
    @Inject(ArticleQueries) private readonly queries: ArticleQueries,
  ) {}

  /**
   * One transaction: the article's row, its addresses, a revision if the text changed, sections and blocks with the ids they had,
   * and the discussion of a new article. Pushing the same again changes nothing.
   * @param input.site the site's key.
   * @param input.key the publisher's key for the article.
   * @throws {SiteNotFound} also for a key of another site, when that is all the caller may know.
   * @throws {ArticleExists} when the url or an alias leads to another article of the site.
   * @throws {InvalidField} when a text is empty once cleaned, or the author's address is none.
   * @throws {TextNotAllowed} when the metadata hold NUL or half a surrogate pair.
   */
  async run(
    actor: Actor,
    input: { site: string; key: string; body: PutArticleBody },
  ): Promise<{ article: ArticleRow; created: boolean }> {
    const site = await this.sites.byKey(input.site);
    authorize(actor, 'article.put', { siteId: site.id });
    const { body, key } = input;
    const metadata = articleMetadata(body, this.config.secret.reveal());
    const urlKeys = [...new Set([body.url, ...(body.aliases ?? [])].map(urlKey))];
    const text = pushedText(body.html);
    return this.database.transaction(async () => {
      const { created } = await this.writer.write({ siteId: site.id, key, metadata, text, urlKeys });
      return { article: await this.queries.byKey(site.id, key), created };
    });
  }
}

function pushedText(raw: string): PushedText {
  const html = raw.replace(WITHOUT_TEXT, '');
  const parsed = parseArticle(html);
  return { html, parsed, hash: revisionHash(parsed) };
}
