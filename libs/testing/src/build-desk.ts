import type { Database } from '#platform';
import { buildArticle, type BuiltArticle, type BuiltSite, buildSite, type SiteParts } from './build-article.js';
import { type BuiltPerson, buildPerson } from './build-person.js';

/** A site with an article, somebody who writes there, and its staff. */
export interface Desk {
  readonly site: BuiltSite;
  readonly article: BuiltArticle;
  readonly writer: BuiltPerson;
  readonly moderator: BuiltPerson;
  /** A second moderator. */
  readonly another: BuiltPerson;
  readonly admin: BuiltPerson;
}

/** Screening that holds nobody back for being new, quick or repetitive. */
const PATIENT = {
  newCommenter: { holdFirst: 0 },
  repeats: { windowSeconds: 0 },
  flood: { perMinute: 0, perHour: 0 },
};

/** Builds one whose screening is patient, past the verbs. `settings` add to the site's. */
export async function buildDesk(database: Database, settings: NonNullable<SiteParts['settings']> = {}): Promise<Desk> {
  const screening = { ...PATIENT, ...settings.screening };
  const site = await buildSite(database, { settings: { ...settings, screening } });
  const staff = (role: 'moderator' | 'admin') => buildPerson(database, { roles: [{ siteId: site.id, role }] });
  return {
    site,
    article: await buildArticle(database, { siteId: site.id }),
    writer: await buildPerson(database),
    moderator: await staff('moderator'),
    another: await staff('moderator'),
    admin: await staff('admin'),
  };
}
