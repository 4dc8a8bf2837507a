import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules tried on past comments: the rules, and the comments that they would decide otherwise. Both go with the task. */
export class Replays1764000000302 implements MigrationInterface {
  readonly name = 'Replays1764000000302';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE replays (
        task_id uuid PRIMARY KEY REFERENCES long_tasks (id) ON DELETE CASCADE,
        rules jsonb NOT NULL
      );
      CREATE TABLE replay_flips (
        task_id uuid NOT NULL REFERENCES long_tasks (id) ON DELETE CASCADE,
        comment_id uuid NOT NULL,
        article_id uuid NOT NULL,
        revision integer NOT NULL,
        before text NOT NULL CHECK (before IN ('publish', 'hold', 'reject', 'spam')),
        after text NOT NULL CHECK (after IN ('publish', 'hold', 'reject', 'spam')),
        reasons text[] NOT NULL,
        person text CHECK (person IN ('publish', 'reject', 'spam')),
        contradicts boolean NOT NULL,
        PRIMARY KEY (task_id, comment_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE replay_flips, replays');
  }
}
