import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sites learnt from their moderators' decisions, by version, and an index of what there is to learn from. */
export class SiteClassifiers1764000000100 implements MigrationInterface {
  readonly name = 'SiteClassifiers1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE site_classifiers (
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        number integer NOT NULL CHECK (number >= 1),
        base text NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
        weights bytea NOT NULL,
        up_to uuid NOT NULL,
        figures jsonb NOT NULL,
        made_by uuid,
        made_at timestamptz NOT NULL,
        activated_by uuid,
        activated_at timestamptz,
        PRIMARY KEY (site_id, number)
      );
      CREATE UNIQUE INDEX site_classifiers_one_active ON site_classifiers (site_id) WHERE state = 'active';
      CREATE INDEX decisions_by_moderators ON decisions (site_id, id) WHERE cause = 'moderator';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX decisions_by_moderators; DROP TABLE site_classifiers;');
  }
}
