import { Inject, Injectable } from '@nestjs/common';
import type { AssignedSection, KnownBlock, KnownSection, SectionPrint } from '#anchoring';
import { Database } from '#platform';
import { type StoredBlock, toKnownBlocks } from './stored-block.js';

/** A revision's canonical text with its blocks. Never changes once it is stored. */
export interface RevisionText {
  readonly text: string;
  readonly blocks: readonly StoredBlock[];
}

/** A new revision of an article. */
export interface NewRevision extends RevisionText {
  readonly articleId: string;
  readonly revision: number;
  readonly html: string;
  readonly hash: Buffer;
  readonly at: Date;
}

interface StoredRevision extends Record<string, unknown> {
  readonly plain_text: string;
  readonly blocks: StoredBlock[];
}

interface StoredSection extends Record<string, unknown> {
  readonly id: string;
  readonly heading: string;
  readonly heading_id: string | null;
  readonly level: number;
  readonly position: number;
  readonly print: SectionPrint;
}

/** A revision without its text. */
export interface RevisionRow {
  readonly revision: number;
  readonly createdAt: Date;
  /** Code points of its canonical text. */
  readonly length: number;
}

interface RevisionColumns extends Record<string, unknown> {
  readonly revision: number;
  readonly created_at: Date;
  readonly length: number;
}

/** Removed sections that a push may bring back; older ones are forgotten, so that matching stays bounded. */
const REMEMBERED_SECTIONS = 2000;

const TEXT = 'SELECT plain_text, blocks FROM article_revisions WHERE article_id = $1 AND revision = $2';
const REVISION_COLUMNS = 'revision, created_at, char_length(plain_text) AS length';
const PAGE = `
  SELECT ${REVISION_COLUMNS} FROM article_revisions WHERE article_id = $1 AND revision < $2
  ORDER BY revision DESC LIMIT $3`;
const ONE = `SELECT ${REVISION_COLUMNS} FROM article_revisions WHERE article_id = $1 AND revision = $2`;
/** The revision with this very text when there is one (the publisher took a change back), otherwise the latest. */
const NEAREST = `
  SELECT plain_text, blocks FROM article_revisions WHERE article_id = $1
  ORDER BY (text_hash = $2) DESC, revision DESC LIMIT 1`;
const INSERT = `
  INSERT INTO article_revisions (article_id, revision, html, plain_text, text_hash, blocks, created_at)
  VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)`;
const UPDATE_HTML = 'UPDATE article_revisions SET html = $3 WHERE article_id = $1 AND revision = $2 AND html <> $3';

const SECTIONS = `
  SELECT id, heading, heading_id, level, position, print FROM sections WHERE article_id = $1
  ORDER BY removed_in DESC NULLS FIRST, position LIMIT $2`;
const SAVE_SECTIONS = `
  INSERT INTO sections (article_id, id, heading, heading_id, level, position, print, removed_in, created_at)
  SELECT $1, s.id, s.heading, s."headingId", s.level, s.position, s.print, NULL, $3
  FROM jsonb_to_recordset($2::jsonb)
    AS s(id uuid, heading text, "headingId" text, level smallint, position integer, print jsonb)
  ON CONFLICT (article_id, id) DO UPDATE SET heading = excluded.heading, heading_id = excluded.heading_id,
    level = excluded.level, position = excluded.position, print = excluded.print, removed_in = NULL`;
const REMOVE_SECTIONS = `
  UPDATE sections SET removed_in = $3 WHERE article_id = $1 AND removed_in IS NULL AND NOT (id = ANY($2::uuid[]))`;
const UPDATE_HEADINGS = `
  UPDATE sections s SET level = h.level, heading_id = h."headingId"
  FROM jsonb_to_recordset($2::jsonb) AS h(position integer, level smallint, "headingId" text)
  WHERE s.article_id = $1 AND s.removed_in IS NULL AND s.position = h.position
    AND (s.level, s.heading_id) IS DISTINCT FROM (h.level, h."headingId")`;

/** SQL of an article's revisions and sections. Writes belong in the push's transaction. */
@Injectable()
export class RevisionQueries {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Text and blocks of one revision. */
  async text(articleId: string, revision: number): Promise<RevisionText | undefined> {
    const [row] = await this.database.query<StoredRevision>(TEXT, [articleId, revision]);
    return row && { text: row.plain_text, blocks: row.blocks };
  }

  /** Revisions below a number, newest first. */
  async page(articleId: string, below: number, limit: number): Promise<RevisionRow[]> {
    return (await this.database.query<RevisionColumns>(PAGE, [articleId, below, limit])).map(toRevision);
  }

  /** One revision, without its text. */
  async one(articleId: string, revision: number): Promise<RevisionRow | undefined> {
    const [row] = await this.database.query<RevisionColumns>(ONE, [articleId, revision]);
    return row && toRevision(row);
  }

  /** The blocks that a text with this hash should take its ids from; none before the first push. */
  async knownBlocks(articleId: string, hash: Buffer): Promise<KnownBlock[]> {
    const [row] = await this.database.query<StoredRevision>(NEAREST, [articleId, hash]);
    return row === undefined ? [] : toKnownBlocks(row.plain_text, row.blocks);
  }

  /** The article's sections in order, then the removed ones, latest first. */
  async knownSections(articleId: string, live: number): Promise<KnownSection[]> {
    const rows = await this.database.query<StoredSection>(SECTIONS, [articleId, live + REMEMBERED_SECTIONS]);
    return rows.map(({ heading_id: headingId, ...section }) => ({ ...section, headingId }));
  }

  /** Stores a revision. */
  async insert({ articleId, revision, html, text, hash, blocks, at }: NewRevision): Promise<void> {
    await this.database.execute(INSERT, [articleId, revision, html, text, hash, JSON.stringify(blocks), at]);
  }

  /** Keeps the latest markup of a text that did not change. */
  async updateHtml(articleId: string, revision: number, html: string): Promise<void> {
    await this.database.execute(UPDATE_HTML, [articleId, revision, html]);
  }

  /** Makes these the article's sections; those missing are marked as removed in the revision, and keep their ids. */
  async saveSections(
    articleId: string,
    revision: number,
    sections: readonly AssignedSection[],
    at: Date,
  ): Promise<void> {
    await this.database.execute(REMOVE_SECTIONS, [articleId, sections.map(({ id }) => id), revision]);
    await this.database.execute(SAVE_SECTIONS, [articleId, JSON.stringify(sections), at]);
  }

  /** Takes over levels and HTML ids of headings whose text did not change. @returns whether one differed. */
  async updateHeadings(
    articleId: string,
    headings: readonly { position: number; level: number; headingId: string | null }[],
  ): Promise<boolean> {
    return (await this.database.execute(UPDATE_HEADINGS, [articleId, JSON.stringify(headings)])) > 0;
  }
}

function toRevision({ revision, created_at: createdAt, length }: RevisionColumns): RevisionRow {
  return { revision, createdAt, length };
}
