import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a job's worker died while the job ran under suspicion (reliability.md F11). */
export class JobCrashes1764000000602 implements MigrationInterface {
  readonly name = 'JobCrashes1764000000602';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN crashes integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN crashes');
  }
}
