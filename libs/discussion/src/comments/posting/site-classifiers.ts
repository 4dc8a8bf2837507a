import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { FreshCache } from '#articles';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { type Classifier, decodeSiteWeights, LearntClassifier, ModelFileError } from '#screening';
import { baseClassifier, baseModel, isBaseInOrder } from './base-classifier.js';

interface ActiveRow {
  readonly [column: string]: unknown;
  readonly number: number;
  readonly base: string;
}

const ACTIVE = `SELECT number, base FROM site_classifiers WHERE site_id = $1 AND state = 'active'`;
const WEIGHTS = 'SELECT weights FROM site_classifiers WHERE site_id = $1 AND number = $2';
const CACHED_SITES = 1000;
/** Each takes a megabyte. */
const KEPT = 32;

/**
 * The classifiers of sites: the one that ships, with what a site has learnt on top of it. Which version is in use may be known 5 s late, as
 * settings may.
 */
@Injectable()
export class SiteClassifiers {
  private readonly logger = new Logger('Classifier');
  private readonly inUse: FreshCache<Classifier>;
  private readonly learnt = new LRUCache<string, Classifier>({ max: KEPT });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) clock: Clock,
  ) {
    this.inUse = new FreshCache(clock, database, CACHED_SITES);
  }

  /**
   * What judges the comments of a site. Weights that were learnt on top of another base, or that are damaged, are left out until the site
   * has learnt anew: the log says so.
   */
  async of(siteId: string): Promise<Classifier> {
    return this.inUse.get(siteId, () => this.read(siteId));
  }

  /** Forgets which version a site uses. Called after the commit of a change. */
  forget(siteId: string): void {
    this.inUse.forget(siteId);
  }

  private async read(siteId: string): Promise<Classifier> {
    const [active] = await this.database.query<ActiveRow>(ACTIVE, [siteId]);
    if (active === undefined || !isBaseInOrder()) return baseClassifier();
    const { number, base } = active;
    if (base !== baseModel().version) return this.leftOut(siteId, number, `it was learnt on top of model ${base}`);
    const slot = `${siteId}:${number}`;
    const known = this.learnt.get(slot);
    if (known !== undefined) return known;
    const [row] = await this.database.query<{ weights: Buffer }>(WEIGHTS, [siteId, number]);
    if (row === undefined) return baseClassifier();
    try {
      const learnt = new LearntClassifier(baseModel(), decodeSiteWeights(row.weights, number));
      this.learnt.set(slot, learnt);
      return learnt;
    } catch (error) {
      if (!(error instanceof ModelFileError)) throw error;
      return this.leftOut(siteId, number, error.message);
    }
  }

  private leftOut(siteId: string, number: number, why: string): Classifier {
    this.logger.warn(`Version ${number} of what site ${siteId} learnt is not used: ${why}.`);
    return baseClassifier();
  }
}
