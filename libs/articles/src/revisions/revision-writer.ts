import { Inject, Injectable } from '@nestjs/common';
import { assignBlocks, assignSections, type ParsedArticle } from '#anchoring';
import { Clock, newId } from '#kernel';
import { RevisionQueries } from './revisions.queries.js';
import { toStoredBlocks } from './stored-block.js';

/** The text of a push, parsed. */
export interface PushedText {
  readonly html: string;
  readonly parsed: ParsedArticle;
  readonly hash: Buffer;
}

/** Writes an article's text inside the push's transaction: revisions, blocks and sections, whose ids outlive rewording. */
@Injectable()
export class RevisionWriter {
  constructor(
    @Inject(RevisionQueries) private readonly queries: RevisionQueries,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Stores a new revision. Sections and blocks keep the ids they had, also those that were gone for some revisions (field.md
   * c.1). The caller holds the article's lock.
   */
  async writeRevision(articleId: string, revision: number, { html, parsed, hash }: PushedText): Promise<void> {
    const at = this.clock.now();
    const makeId = () => newId(at.getTime());
    const knownBlocks = await this.queries.knownBlocks(articleId, hash);
    const known = await this.queries.knownSections(articleId, parsed.headings.length);
    const sections = assignSections(known, parsed, makeId);
    const blocks = toStoredBlocks(assignBlocks(knownBlocks, parsed, sections, makeId));
    await this.queries.insert({ articleId, revision, html, text: parsed.text, hash, blocks, at });
    await this.queries.saveSections(articleId, revision, sections, at);
  }

  /**
   * Takes over what may change without a new revision: markup, heading levels and their HTML ids.
   * @returns whether a reader can see the difference.
   */
  async refresh(articleId: string, revision: number, { html, parsed }: PushedText): Promise<boolean> {
    await this.queries.updateHtml(articleId, revision, html);
    return this.queries.updateHeadings(
      articleId,
      parsed.headings.map(({ level, headingId }, position) => ({ position, level, headingId: headingId ?? null })),
    );
  }
}
