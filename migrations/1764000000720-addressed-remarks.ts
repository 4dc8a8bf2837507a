import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Remarks that a revision of their article has dealt with (product.md 1). The state stands with the comment, which is read often; every
 * marking has a row of its own, which its mail names, so that nobody is told of one twice.
 */
export class AddressedRemarks1764000000720 implements MigrationInterface {
  readonly name = 'AddressedRemarks1764000000720';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE comments
        ADD COLUMN addressed_revision integer,
        ADD COLUMN addressed_at timestamptz,
        ADD COLUMN reopened_at timestamptz;
      CREATE TABLE addressed_remarks (
        id uuid PRIMARY KEY,
        article_id uuid NOT NULL,
        comment_id uuid NOT NULL,
        revision integer NOT NULL CHECK (revision > 0),
        made_by uuid,
        made_at timestamptz NOT NULL,
        reopened_by uuid,
        reopened_at timestamptz
      );
      CREATE UNIQUE INDEX addressed_remarks_standing ON addressed_remarks (article_id, comment_id) WHERE reopened_at IS NULL;
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_kind_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_kind_check CHECK (kind IN ('notification', 'subscription-confirmation',
        'sign-in', 'comment-verification', 'outcome', 'appeal-outcome', 'addressed'));
      CREATE UNIQUE INDEX deliveries_addressed ON deliveries (subject_id) WHERE kind = 'addressed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM deliveries WHERE kind = 'addressed';
      DROP INDEX deliveries_addressed;
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_kind_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_kind_check CHECK (kind IN ('notification', 'subscription-confirmation',
        'sign-in', 'comment-verification', 'outcome', 'appeal-outcome'));
      DROP TABLE addressed_remarks;
      ALTER TABLE comments DROP COLUMN addressed_revision, DROP COLUMN addressed_at, DROP COLUMN reopened_at;
    `);
  }
}
