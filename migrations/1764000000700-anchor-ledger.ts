import type { MigrationInterface, QueryRunner } from 'typeorm';

const PARTITIONS = 8;

/**
 * What became of every anchor in every revision of its article (product.md 1). The anchor itself keeps where its writer placed it, and
 * beside it how far it has been followed. Threads are found by their root, since they move with it. Nullable columns without a default: what was written before is as if nobody had followed it yet.
 */
export class AnchorLedger1764000000700 implements MigrationInterface {
  readonly name = 'AnchorLedger1764000000700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE comment_anchors
        ADD COLUMN placed_revision integer,
        ADD COLUMN stood_revision integer,
        ADD COLUMN chosen_revision integer,
        ADD COLUMN retired_at timestamptz;
      CREATE INDEX comment_anchors_unplaced ON comment_anchors
        (article_id, (coalesce(placed_revision, article_revision)), comment_id);
      DROP INDEX comment_anchors_orphaned;
      CREATE INDEX comment_anchors_orphaned ON comment_anchors (comment_id) WHERE outcome = 'orphaned' AND retired_at IS NULL;
      CREATE INDEX comment_anchors_orphaned_article ON comment_anchors (article_id, comment_id)
        WHERE outcome = 'orphaned' AND retired_at IS NULL;
      CREATE TABLE anchor_placements (
        article_id uuid NOT NULL,
        comment_id uuid NOT NULL,
        revision integer NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('exact', 'moved', 'edited', 'split', 'orphaned')),
        score real NOT NULL CHECK (score BETWEEN 0 AND 1),
        section_id uuid,
        block_id uuid,
        start_offset integer,
        end_offset integer,
        exact text,
        prefix text,
        suffix text,
        placed_by uuid,
        placed_at timestamptz NOT NULL,
        PRIMARY KEY (article_id, comment_id, revision)
      ) PARTITION BY HASH (article_id);
      CREATE INDEX anchor_placements_outcome ON anchor_placements (article_id, revision, outcome);
      CREATE INDEX comments_threads ON comments (article_id, root_id) WHERE parent_id IS NOT NULL;
    `);
    for (let remainder = 0; remainder < PARTITIONS; remainder++) {
      await runner.query(
        `CREATE TABLE anchor_placements_p${remainder} PARTITION OF anchor_placements
         FOR VALUES WITH (MODULUS ${PARTITIONS}, REMAINDER ${remainder})`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE anchor_placements;
      DROP INDEX comments_threads;
      DROP INDEX comment_anchors_unplaced, comment_anchors_orphaned, comment_anchors_orphaned_article;
      ALTER TABLE comment_anchors DROP COLUMN placed_revision, DROP COLUMN stood_revision, DROP COLUMN chosen_revision, DROP COLUMN retired_at;
      CREATE INDEX comment_anchors_orphaned ON comment_anchors (comment_id) WHERE outcome = 'orphaned';
    `);
  }
}
