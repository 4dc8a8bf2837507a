import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What moderators' statistics are added up from: counts by quarter of an hour, so that days of every time zone can be made of them, and
 * by whole days in UTC, so that a long stretch of time is few rows. The job that seals the log counts each decision in the same
 * transaction, once.
 */
export class ModerationStatistics1764000000601 implements MigrationInterface {
  readonly name = 'ModerationStatistics1764000000601';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE moderation_statistics (
        site_id uuid NOT NULL,
        slot timestamptz NOT NULL,
        measure text NOT NULL,
        key text NOT NULL,
        n bigint NOT NULL,
        PRIMARY KEY (site_id, measure, slot, key)
      );
      CREATE TABLE moderation_statistics_daily (
        site_id uuid NOT NULL,
        day timestamptz NOT NULL,
        measure text NOT NULL,
        key text NOT NULL,
        n bigint NOT NULL,
        PRIMARY KEY (site_id, day, measure, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE moderation_statistics_daily, moderation_statistics');
  }
}
