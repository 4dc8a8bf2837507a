import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the clock of `rank` begins: any fixed instant would do. */
const EPOCH = `timestamptz '2026-01-01 00:00:00+00'`;

/**
 * The moderators' desk.
 *
 * An item's place among the urgent ones: its points less the time at which it came, so that of two items the one that has waited longer
 * gains one point for every twelve hours, and the order never changes by itself. Hence it is an index.
 *
 * Who looks at what, for some seconds. Words of comments for searching, beside the comments, so that posting does not pay for it.
 */
export class Desk1764000000401 implements MigrationInterface {
  readonly name = 'Desk1764000000401';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE review_items
        ADD COLUMN reach real NOT NULL DEFAULT 0,
        ADD COLUMN score real NOT NULL DEFAULT 0,
        ADD COLUMN rank double precision NOT NULL GENERATED ALWAYS AS
          (urgency + reach + score - extract(epoch FROM opened_at - ${EPOCH})::double precision / 43200) STORED;
      DROP INDEX review_items_urgent, review_items_article_urgent;
      CREATE INDEX review_items_rank ON review_items (site_id, status, (-rank), comment_id) WHERE resolved_at IS NULL;
      CREATE INDEX review_items_article_rank ON review_items (article_id, status, (-rank), comment_id) WHERE resolved_at IS NULL;
      CREATE INDEX review_items_claimed ON review_items (claimed_by) WHERE claimed_by IS NOT NULL;

      CREATE TABLE review_looks (
        person_id uuid PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
        comment_id uuid NOT NULL,
        until timestamptz NOT NULL
      );
      CREATE INDEX review_looks_comment ON review_looks (comment_id);

      CREATE TABLE comment_words (
        comment_id uuid PRIMARY KEY,
        words tsvector NOT NULL
      );
      CREATE INDEX comment_words_words ON comment_words USING gin (words);

      CREATE TABLE appeals (
        id uuid PRIMARY KEY,
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        article_id uuid NOT NULL,
        comment_id uuid NOT NULL,
        revision integer NOT NULL,
        decision_id uuid NOT NULL UNIQUE REFERENCES decisions (id),
        decider_id uuid,
        person_id uuid NOT NULL,
        text text NOT NULL,
        outcome text CHECK (outcome IN ('upheld', 'overturned', 'void')),
        answer text,
        decided_by uuid,
        decided_at timestamptz,
        created_at timestamptz NOT NULL,
        CHECK ((outcome IS NULL) = (decided_at IS NULL))
      );
      CREATE INDEX appeals_open ON appeals (site_id, id) WHERE outcome IS NULL;
      CREATE INDEX appeals_article ON appeals (article_id, id) WHERE outcome IS NULL;
      CREATE INDEX appeals_comment ON appeals (comment_id);

      ALTER TABLE deliveries DROP CONSTRAINT deliveries_kind_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_kind_check CHECK (kind IN
        ('notification', 'subscription-confirmation', 'sign-in', 'comment-verification', 'outcome', 'appeal-outcome'));
      CREATE UNIQUE INDEX deliveries_outcome ON deliveries (subject_id, kind) WHERE kind IN ('outcome', 'appeal-outcome');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM deliveries WHERE kind IN ('outcome', 'appeal-outcome');
      DROP INDEX deliveries_outcome;
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_kind_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_kind_check CHECK (kind IN
        ('notification', 'subscription-confirmation', 'sign-in', 'comment-verification'));
      DROP TABLE appeals, comment_words, review_looks;
      DROP INDEX review_items_claimed, review_items_article_rank, review_items_rank;
      ALTER TABLE review_items DROP COLUMN rank, DROP COLUMN score, DROP COLUMN reach;
      CREATE INDEX review_items_urgent ON review_items (site_id, status, (-urgency), comment_id) WHERE resolved_at IS NULL;
      CREATE INDEX review_items_article_urgent ON review_items (article_id, status, (-urgency), comment_id) WHERE resolved_at IS NULL;
    `);
  }
}
