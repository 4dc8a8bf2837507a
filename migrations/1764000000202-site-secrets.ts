import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keys and secrets of a site for providers outside, sealed, apart from its settings because nobody ever reads them back. And how far
 * Akismet has been told of people's decisions.
 */
export class SiteSecrets1764000000202 implements MigrationInterface {
  readonly name = 'SiteSecrets1764000000202';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE site_secrets (
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        name text NOT NULL CHECK (name IN ('akismet-key', 'external-secret')),
        sealed bytea NOT NULL,
        set_at timestamptz NOT NULL,
        PRIMARY KEY (site_id, name)
      );
      CREATE TABLE akismet_reports (
        site_id uuid PRIMARY KEY REFERENCES sites (id) ON DELETE CASCADE,
        last_decision uuid NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE akismet_reports; DROP TABLE site_secrets;');
  }
}
