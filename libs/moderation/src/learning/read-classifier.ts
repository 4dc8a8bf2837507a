import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { type Site, SiteDirectory } from '#articles';
import { baseClassifier, SiteClassifiers } from '#discussion';
import { CursorCodec } from '#kernel';
import { type ClassifierVersion, ClassifierVersions } from './classifier-versions.js';

/** What judges the comments of a site. */
export interface ClassifierInUse {
  /** What traces call it. */
  readonly model: string;
  /** The model that ships with the service. */
  readonly base: string;
  /** The version in use; null for the base model alone. */
  readonly inUse: ClassifierVersion | null;
  /** Whether the site learns by itself. */
  readonly learns: boolean;
  /** Whether newer versions wait as drafts because somebody went back. */
  readonly isHeldBack: boolean;
}

const NEWEST = 2_147_483_647;

/** Reads what sites have learnt. */
@Injectable()
export class ReadClassifier {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(SiteClassifiers) private readonly classifiers: SiteClassifiers,
    @Inject(ClassifierVersions) private readonly versions: ClassifierVersions,
    @Inject(CursorCodec) private readonly cursors: CursorCodec,
  ) {}

  /** @throws {SiteNotFound} */
  async inUse(actor: Actor, key: string): Promise<ClassifierInUse> {
    const { id, settings } = await this.site(actor, key);
    const [number, isHeldBack, { version: model }] = await Promise.all([
      this.versions.inUse(id),
      this.versions.wentBack(id),
      this.classifiers.of(id),
    ]);
    const inUse = number === null ? null : ((await this.versions.byNumber(id, number)) ?? null);
    return { model, base: baseClassifier().version, inUse, learns: settings.screening.classifier.learns, isHeldBack };
  }

  /**
   * A page of a site's versions, newest first.
   * @throws {SiteNotFound} {InvalidCursor}
   */
  async history(
    actor: Actor,
    query: { site: string; limit: number; after?: string | undefined },
  ): Promise<{ items: ClassifierVersion[]; next: string | null }> {
    const { id } = await this.site(actor, query.site);
    const list = `classifiers:${id}`;
    const [before] = query.after === undefined ? [NEWEST] : this.cursors.decode(list, query.after);
    const items = await this.versions.before(id, Number(before), query.limit + 1);
    const shown = items.slice(0, query.limit);
    const last = items.length > query.limit ? shown.at(-1) : undefined;
    return { items: shown, next: last === undefined ? null : this.cursors.encode(list, [last.number]) };
  }

  private async site(actor: Actor, key: string): Promise<Site> {
    const site = await this.sites.byKey(key);
    authorize(actor, 'rules.read', { siteId: site.id });
    return site;
  }
}
