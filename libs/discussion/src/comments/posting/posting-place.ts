import { Inject, Injectable } from '@nestjs/common';
import {
  ArticleDirectory,
  type ArticleFacts,
  type EffectivePlace,
  effectivePlace,
  type Site,
  SiteDirectory,
  type Spot,
} from '#articles';
import { Clock } from '#kernel';

/** An article with its site and the rules that hold there now. */
export interface Place {
  readonly article: ArticleFacts;
  readonly site: Site;
  readonly rules: EffectivePlace;
}

/** Where a comment is written. Both directories are caches, so this costs no query on a warm process. */
@Injectable()
export class PostingPlace {
  constructor(
    @Inject(ArticleDirectory) private readonly articles: ArticleDirectory,
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws {ArticleNotFound} */
  async of(articleId: string): Promise<Place> {
    const article = await this.articles.byId(articleId);
    const site = await this.sites.byId(article.siteId);
    return { article, site, rules: effectivePlace(site, article, this.clock.now()) };
  }

  /** The same place with the rules that hold at a spot of it: in a section, under a comment. */
  at(place: Place, spot: Spot): Place {
    return { ...place, rules: effectivePlace(place.site, place.article, this.clock.now(), spot) };
  }
}
