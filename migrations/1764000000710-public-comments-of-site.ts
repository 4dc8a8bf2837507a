import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest public comments of a whole site, in their order: what the site's feed walks. No other index begins with the site. */
export class PublicCommentsOfSite1764000000710 implements MigrationInterface {
  readonly name = 'PublicCommentsOfSite1764000000710';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX comments_public_of_site ON comments (site_id, id) WHERE status = 'published'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX comments_public_of_site');
  }
}
