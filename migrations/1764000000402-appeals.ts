import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The decision that answered an appeal, and a writer's own edits that wait: few rows, found without a look at the others. */
export class Appeals1764000000402 implements MigrationInterface {
  readonly name = 'Appeals1764000000402';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appeals ADD COLUMN answer_decision_id uuid REFERENCES decisions (id);
      CREATE INDEX appeals_answer ON appeals (answer_decision_id) WHERE answer_decision_id IS NOT NULL;
      CREATE INDEX comments_edits_by_author ON comments (article_id, author_id)
        WHERE status = 'published' AND public_revision < revision;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX comments_edits_by_author, appeals_answer;
      ALTER TABLE appeals DROP COLUMN answer_decision_id;
    `);
  }
}
