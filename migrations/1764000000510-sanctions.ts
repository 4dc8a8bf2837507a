import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sanctions with a history, that follow a person's mailbox beyond their account, and what they do to comments that are there already.
 * `people.sanctions_changed` counts the sanctions that were imposed on a person: what was checked before the last of them is known to
 * be old. Notes of moderators on people. Lists of a person's comments on a site, and of people by name, walk indexes of their own.
 */
export class Sanctions1764000000510 implements MigrationInterface {
  readonly name = 'Sanctions1764000000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE people ADD COLUMN mailbox_key bytea, ADD COLUMN sanctions_changed integer NOT NULL DEFAULT 0;
      CREATE INDEX people_mailbox ON people (mailbox_key) WHERE mailbox_key IS NOT NULL;
      CREATE INDEX people_name ON people (name_key text_pattern_ops, id);

      ALTER TABLE sanctions ALTER COLUMN person_id DROP NOT NULL;
      ALTER TABLE sanctions DROP CONSTRAINT sanctions_person_id_fkey;
      ALTER TABLE sanctions ADD CONSTRAINT sanctions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL;
      ALTER TABLE sanctions
        ADD COLUMN mailbox_key bytea,
        ADD COLUMN note text,
        ADD COLUMN public_text text,
        ADD COLUMN imposed_on uuid REFERENCES sites (id) ON DELETE SET NULL,
        ADD COLUMN created_by_key uuid,
        ADD COLUMN lifted_by uuid REFERENCES people (id) ON DELETE SET NULL,
        ADD COLUMN lift_reason text;
      CREATE INDEX sanctions_mailbox ON sanctions (mailbox_key) WHERE mailbox_key IS NOT NULL;
      CREATE INDEX sanctions_history ON sanctions (person_id, id);

      CREATE TABLE sanction_effects (
        sanction_id uuid PRIMARY KEY REFERENCES sanctions (id) ON DELETE CASCADE,
        outcome text NOT NULL CHECK (outcome IN ('hold', 'reject')),
        state text NOT NULL CHECK (state IN ('running', 'done', 'refused')),
        after_at timestamptz NOT NULL DEFAULT '-infinity',
        after_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        touched integer NOT NULL DEFAULT 0,
        ended_at timestamptz
      );

      CREATE TABLE person_notes (
        id uuid PRIMARY KEY,
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        author_id uuid REFERENCES people (id) ON DELETE SET NULL,
        body text NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX person_notes_person ON person_notes (person_id, site_id, id);

      CREATE INDEX comment_prints_person ON comment_prints (site_id, author_id, comment_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX comment_prints_person;
      DROP TABLE person_notes, sanction_effects;
      DELETE FROM sanctions WHERE person_id IS NULL;
      ALTER TABLE sanctions DROP COLUMN mailbox_key, DROP COLUMN note, DROP COLUMN public_text, DROP COLUMN imposed_on,
        DROP COLUMN created_by_key, DROP COLUMN lifted_by, DROP COLUMN lift_reason;
      ALTER TABLE sanctions ALTER COLUMN person_id SET NOT NULL;
      ALTER TABLE people DROP COLUMN mailbox_key, DROP COLUMN sanctions_changed;
      DROP INDEX people_name;
    `);
  }
}
