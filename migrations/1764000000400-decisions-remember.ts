import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A decision remembers which revision readers saw before it, so that taking it back can show that one again. */
export class DecisionsRemember1764000000400 implements MigrationInterface {
  readonly name = 'DecisionsRemember1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE decisions ADD COLUMN public_before integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE decisions DROP COLUMN public_before');
  }
}
