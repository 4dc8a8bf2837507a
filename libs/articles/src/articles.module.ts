import { Module } from '@nestjs/common';
import { AnchorQueries } from './anchors/anchors.queries.js';
import { AnchorSource } from './anchors/anchor-source.js';
import { ArticleAnnouncer } from './pushing/article-announcer.js';
import { ArticleStore } from './pushing/article-store.queries.js';
import { ArticleWriter } from './pushing/article-writer.js';
import { PlaceRulesStore } from './place/place-rules-store.js';
import { SetPlaceRules } from './place/set-place-rules.js';
import { PutArticle } from './pushing/put-article.js';
import { ArticleDirectory } from './reading/article-directory.js';
import { ArticleQueries } from './reading/articles.queries.js';
import { ArticleText } from './reading/article-text.js';
import { ReadArticle } from './reading/read-article.js';
import { ReadRevisions } from './revisions/read-revisions.js';
import { RevisionTexts } from './revisions/revision-texts.js';
import { RevisionWriter } from './revisions/revision-writer.js';
import { RevisionQueries } from './revisions/revisions.queries.js';
import { RuleSets } from './rule-sets/rule-sets.js';
import { ChangeSiteSecret } from './secrets/change-site-secret.js';
import { SiteSecrets } from './secrets/site-secrets.js';
import { CreateSite } from './sites/create-site.js';
import { SiteDirectory } from './sites/site-directory.js';
import { SiteList } from './sites/site-list.js';
import { SiteQueries } from './sites/sites.queries.js';
import { UpdateSiteSettings } from './sites/update-site-settings.js';
import { ReadSiteSettings } from './sites/read-site-settings.js';

const inside = [
  SiteQueries,
  ArticleStore,
  ArticleAnnouncer,
  ArticleWriter,
  RevisionQueries,
  RevisionWriter,
  AnchorQueries,
];
const door = [
  SiteDirectory,
  CreateSite,
  UpdateSiteSettings,
  ReadSiteSettings,
  PutArticle,
  ArticleQueries,
  ReadArticle,
  ArticleText,
  ReadRevisions,
  RevisionTexts,
  SiteList,
  ArticleDirectory,
  AnchorSource,
  RuleSets,
  PlaceRulesStore,
  SetPlaceRules,
  SiteSecrets,
  ChangeSiteSecret,
];

/** Sites and their settings; articles with their addresses, revisions, sections and blocks; places in an article's text. */
@Module({ providers: [...inside, ...door], exports: door })
export class ArticlesModule {}
