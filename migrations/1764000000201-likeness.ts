import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What near-duplicates are found by: a likeness of each text and its bands, looked up in a table of the last days only. And how the form
 * of a comment was filled in, since every screening of it asks that again.
 */
export class Likeness1764000000201 implements MigrationInterface {
  readonly name = 'Likeness1764000000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE comment_prints
        ADD COLUMN likeness bytea,
        ADD COLUMN bands bigint[],
        ADD COLUMN form_ms integer,
        ADD COLUMN form_trapped boolean;

      CREATE TABLE comment_bands (
        band bigint NOT NULL,
        created_at timestamptz NOT NULL,
        comment_id uuid NOT NULL
      );
      CREATE INDEX comment_bands_band ON comment_bands (band, created_at);
      CREATE INDEX comment_bands_age ON comment_bands USING brin (created_at) WITH (autosummarize = on);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE comment_bands;
      ALTER TABLE comment_prints DROP COLUMN likeness, DROP COLUMN bands, DROP COLUMN form_ms, DROP COLUMN form_trapped;
    `);
  }
}
