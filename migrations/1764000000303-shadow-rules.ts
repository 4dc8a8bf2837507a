import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A rule set on trial: it judges every new comment beside the rules in use, until a day, and its word does not count. A site has one at a
 * time; what the last one said stays until the next begins.
 */
export class ShadowRules1764000000303 implements MigrationInterface {
  readonly name = 'ShadowRules1764000000303';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rule_shadows (
        site_id uuid PRIMARY KEY REFERENCES sites (id) ON DELETE CASCADE,
        number integer NOT NULL,
        started_by uuid,
        started_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        FOREIGN KEY (site_id, number) REFERENCES rule_sets (site_id, number) ON DELETE CASCADE
      );
      CREATE TABLE shadow_verdicts (
        site_id uuid NOT NULL,
        comment_id uuid NOT NULL,
        revision integer NOT NULL,
        decided text NOT NULL CHECK (decided IN ('publish', 'hold', 'reject', 'spam')),
        would text NOT NULL CHECK (would IN ('publish', 'hold', 'reject', 'spam')),
        reasons text[] NOT NULL,
        took_ms real NOT NULL,
        judged_at timestamptz NOT NULL,
        PRIMARY KEY (site_id, comment_id, revision)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE shadow_verdicts, rule_shadows');
  }
}
