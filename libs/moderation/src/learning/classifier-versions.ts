import { Inject, Injectable } from '@nestjs/common';
import { SiteClassifiers } from '#discussion';
import { Clock } from '#kernel';
import { Database } from '#platform';
import type { Head, LearningFigures } from '#screening';
import {
  ACTIVATE_VERSION,
  ACTIVE_VERSION,
  FORGET_VERSIONS,
  INSERT_VERSION,
  LOCK_VERSIONS,
  RETIRE_VERSION,
  VERSION,
  VERSION_PAGE,
  WENT_BACK,
} from './classifier-versions.queries.js';

/** What a version says of itself: how many decisions it learnt from, and each head before and after on decisions that were held back. */
export interface VersionFigures {
  readonly decisions: number;
  readonly heads: Readonly<Partial<Record<Head, LearningFigures>>>;
}

/** What a site learnt, as a version of it. */
export interface ClassifierVersion {
  readonly number: number;
  /** The base model it was learnt on top of. */
  readonly base: string;
  readonly state: 'draft' | 'active' | 'retired';
  readonly figures: VersionFigures;
  /** Who asked for it; null for the service itself. */
  readonly madeBy: string | null;
  readonly madeAt: Date;
  /** Who put it to use; null for the service itself, and for a draft. */
  readonly activatedBy: string | null;
  readonly activatedAt: Date | null;
}

/** A version to store. */
export interface NewVersion {
  readonly base: string;
  readonly weights: Buffer;
  /** The last decision that was learnt from. */
  readonly upTo: string;
  readonly figures: VersionFigures;
  readonly makerId: string | null;
}

interface VersionRow {
  readonly [column: string]: unknown;
  readonly number: number;
  readonly base: string;
  readonly state: ClassifierVersion['state'];
  readonly figures: VersionFigures;
  readonly made_by: string | null;
  readonly made_at: Date;
  readonly activated_by: string | null;
  readonly activated_at: Date | null;
}

/** Older versions are forgotten: each may take some hundred kilobytes. */
const KEPT = 20;

/** The versions of what sites learnt. Everything that writes is called in the caller's transaction. */
@Injectable()
export class ClassifierVersions {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SiteClassifiers) private readonly classifiers: SiteClassifiers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The version in use, once nobody else can change it; null for the base model alone. */
  async lock(siteId: string): Promise<number | null> {
    await this.database.query(LOCK_VERSIONS, [siteId]);
    return this.inUse(siteId);
  }

  /** The version in use; null for the base model alone. */
  async inUse(siteId: string): Promise<number | null> {
    const [row] = await this.database.query<{ number: number }>(ACTIVE_VERSION, [siteId]);
    return row?.number ?? null;
  }

  /** Whether somebody has put an older version to use than was in use before. */
  async wentBack(siteId: string): Promise<boolean> {
    const [row] = await this.database.query<{ back: boolean }>(WENT_BACK, [siteId]);
    return row?.back === true;
  }

  /** Stores a version, as a draft. Returns its number. */
  async make(siteId: string, { base, weights, upTo, figures, makerId }: NewVersion): Promise<number> {
    const values = [siteId, base, weights, upTo, JSON.stringify(figures), makerId, this.clock.now()];
    const [row] = await this.database.query<{ number: number }>(INSERT_VERSION, values);
    await this.database.execute(FORGET_VERSIONS, [siteId, KEPT]);
    return row?.number ?? 0;
  }

  /** Puts a version to use, or the base model alone. */
  async use(siteId: string, number: number | null, who: string | null): Promise<void> {
    await this.database.execute(RETIRE_VERSION, [siteId]);
    if (number !== null) await this.database.query(ACTIVATE_VERSION, [siteId, number, who, this.clock.now()]);
    this.database.afterCommit(() => this.classifiers.forget(siteId));
  }

  /** A version, if there is one of that number. */
  async byNumber(siteId: string, number: number): Promise<ClassifierVersion | undefined> {
    const [row] = await this.database.query<VersionRow>(VERSION, [siteId, number]);
    return row && toVersion(row);
  }

  /** Versions below a number, newest first. */
  async before(siteId: string, number: number, limit: number): Promise<ClassifierVersion[]> {
    return (await this.database.query<VersionRow>(VERSION_PAGE, [siteId, number, limit])).map(toVersion);
  }
}

function toVersion(row: VersionRow): ClassifierVersion {
  return {
    number: row.number,
    base: row.base,
    state: row.state,
    figures: row.figures,
    madeBy: row.made_by,
    madeAt: row.made_at,
    activatedBy: row.activated_by,
    activatedAt: row.activated_at,
  };
}
