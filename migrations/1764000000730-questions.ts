import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Questions that an article's author asks on a passage (product.md 1). A question is a comment that begins a thread, so that everything that
 * holds for remarks holds for it: its place is followed, its answers are replies. `article_questions` says which question has been asked, so that
 * a push or a request that comes again asks nothing twice.
 */
export class Questions1764000000730 implements MigrationInterface {
  readonly name = 'Questions1764000000730';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE articles ADD COLUMN asks jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE comments ADD COLUMN kind text;
      ALTER TABLE comments ADD CONSTRAINT comments_kind_check CHECK (kind IN ('question', 'answer')) NOT VALID;
      CREATE TABLE article_questions (
        article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        ask_key bytea NOT NULL,
        source text NOT NULL CHECK (source IN ('html', 'request')),
        comment_id uuid NOT NULL,
        asked_at timestamptz NOT NULL,
        PRIMARY KEY (article_id, ask_key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE article_questions;
      ALTER TABLE comments DROP COLUMN kind;
      ALTER TABLE articles DROP COLUMN asks;
    `);
  }
}
