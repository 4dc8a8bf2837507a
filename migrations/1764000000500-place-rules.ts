import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What moderators set for an article, for one of its sections, or for a comment and everything below it. A push of the article does
 * not touch it (product.md 1 and 2).
 */
export class PlaceRules1764000000500 implements MigrationInterface {
  readonly name = 'PlaceRules1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE place_rules (
        article_id uuid NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        section_id uuid,
        comment_id uuid,
        rules jsonb NOT NULL,
        updated_by uuid,
        updated_at timestamptz NOT NULL,
        CHECK (section_id IS NULL OR comment_id IS NULL),
        UNIQUE NULLS NOT DISTINCT (article_id, section_id, comment_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE place_rules');
  }
}
