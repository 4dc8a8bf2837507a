import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Work on a site that takes longer than a request: it goes on in steps, each in one transaction with what it found and where the next
 * one begins. Of one kind, and on one subject, a site has one at a time.
 */
export class LongTasks1764000000301 implements MigrationInterface {
  readonly name = 'LongTasks1764000000301';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE long_tasks (
        id uuid PRIMARY KEY,
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        kind text NOT NULL,
        subject text NOT NULL DEFAULT '',
        params jsonb NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'stopped', 'failed')),
        step integer NOT NULL DEFAULT 0,
        place jsonb,
        done integer NOT NULL DEFAULT 0,
        total integer,
        figures jsonb NOT NULL DEFAULT '{}',
        busy_ms double precision NOT NULL DEFAULT 0,
        problem text,
        made_by uuid,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        stop_asked_at timestamptz,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX long_tasks_one_at_a_time ON long_tasks (site_id, kind, subject) WHERE state IN ('waiting', 'running');
      CREATE INDEX long_tasks_site ON long_tasks (site_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE long_tasks');
  }
}
