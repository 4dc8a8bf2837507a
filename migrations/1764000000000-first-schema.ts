import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TABLES } from './1764000000000-first-schema.tables.js';

/** Tables that are read and written by one article only, and so are spread by it (architecture.md, "Decisions already taken"). */
const PARTITIONED = ['comments', 'comment_revisions', 'comment_anchors', 'votes'] as const;
const PARTITIONS = 8;

/** Partial indexes carry the predicate of the reading queries: a comment shows when it is public, or is a tombstone over replies. */
const THREAD_INDEXES = `
CREATE INDEX comments_roots_by_time ON comments (article_id, id)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0);
CREATE INDEX comments_roots_best ON comments (article_id, best DESC, id DESC)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0);
CREATE INDEX comments_roots_discussed ON comments (article_id, descendant_count DESC, id DESC)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0);
CREATE INDEX comments_roots_section ON comments (article_id, section_id, id)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0) AND section_id IS NOT NULL;
CREATE INDEX comments_roots_section_best ON comments (article_id, section_id, best DESC, id DESC)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0) AND section_id IS NOT NULL;
CREATE INDEX comments_roots_section_discussed ON comments (article_id, section_id, descendant_count DESC, id DESC)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0) AND section_id IS NOT NULL;
CREATE INDEX comments_roots_inline_best ON comments (article_id, best DESC, id DESC)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0) AND anchor_kind = 'passage';
CREATE INDEX comments_roots_inline_discussed ON comments (article_id, descendant_count DESC, id DESC)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0) AND anchor_kind = 'passage';
CREATE INDEX comments_roots_inline ON comments (article_id, id)
  WHERE parent_id IS NULL AND (status = 'published' OR reply_count > 0) AND anchor_kind = 'passage';
CREATE INDEX comments_replies ON comments (article_id, parent_id, id)
  WHERE parent_id IS NOT NULL AND (status = 'published' OR reply_count > 0);
CREATE INDEX comments_waiting_by_author ON comments (article_id, author_id)
  WHERE status IN ('awaiting-verification', 'pending', 'rejected');
CREATE INDEX votes_voter ON votes (article_id, voter_id);
CREATE INDEX comment_anchors_orphaned ON comment_anchors (comment_id) WHERE outcome = 'orphaned';
`;

/** The log of decisions only grows (reliability.md D32). */
const APPEND_ONLY = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;

/** The whole first schema. */
export class FirstSchema1764000000000 implements MigrationInterface {
  readonly name = 'FirstSchema1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of PARTITIONED) {
      for (let remainder = 0; remainder < PARTITIONS; remainder++) {
        await runner.query(
          `CREATE TABLE ${table}_p${remainder} PARTITION OF ${table} FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${remainder})`,
        );
      }
    }
    await runner.query(THREAD_INDEXES);
    await runner.query(APPEND_ONLY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE dead_letters, outbox, suppressions, deliveries, notifications, subscriptions, flags, review_items, decisions,
        idempotency_keys, comment_prints, votes, comment_anchors, comment_revisions, comments, section_counts, discussions, sections,
        article_revisions, article_aliases, articles, sanctions, api_keys, setup_tokens, verifications, sessions, roles, people, sites;
      DROP FUNCTION refuse_change();
    `);
  }
}
