import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counters of the shared rate limits where there is no Redis. The columns are those of rate-limiter-flexible. Unlogged: losing the
 * counts in a crash costs nothing, writing them to the log on every post would.
 */
export class RateLimits1764000000001 implements MigrationInterface {
  readonly name = 'RateLimits1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE rate_limits (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
      CREATE INDEX rate_limits_expire ON rate_limits (expire);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limits');
  }
}
