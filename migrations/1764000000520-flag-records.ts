import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What readers' flags weigh: the record of who flags on a site, the weight of each flag and what became of it, and the sum of a
 * comment's flags since a moderator last looked. All of it is kept as it happens, so that nothing has to be counted.
 */
export class FlagRecords1764000000520 implements MigrationInterface {
  readonly name = 'FlagRecords1764000000520';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE flags
        ADD COLUMN weight real NOT NULL DEFAULT 1,
        ADD COLUMN outcome text CHECK (outcome IN ('agreed', 'disagreed'));

      CREATE TABLE flag_records (
        person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        raised integer NOT NULL DEFAULT 0 CHECK (raised >= 0),
        agreed integer NOT NULL DEFAULT 0 CHECK (agreed >= 0),
        disagreed integer NOT NULL DEFAULT 0 CHECK (disagreed >= 0),
        PRIMARY KEY (person_id, site_id)
      );

      CREATE TABLE flag_totals (
        comment_id uuid PRIMARY KEY,
        article_id uuid NOT NULL,
        flags integer NOT NULL,
        guests integer NOT NULL,
        weight real NOT NULL,
        known_weight real NOT NULL,
        reasons text[] NOT NULL,
        since timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE flag_totals, flag_records;
      ALTER TABLE flags DROP COLUMN weight, DROP COLUMN outcome;
    `);
  }
}
