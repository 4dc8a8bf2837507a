import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The screening rules of a site, version by version. A rule set is never changed once it is made; only what it is used for is. One is
 * active, and `sites.settings` holds a copy of it, so that posting and screening read no other row. Sites that are there get what
 * they screen with now as their first.
 */
export class RuleSets1764000000300 implements MigrationInterface {
  readonly name = 'RuleSets1764000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rule_sets (
        site_id uuid NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
        number integer NOT NULL CHECK (number >= 1),
        rules jsonb NOT NULL,
        note text,
        state text NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
        made_by uuid,
        made_at timestamptz NOT NULL,
        activated_by uuid,
        activated_at timestamptz,
        PRIMARY KEY (site_id, number)
      );
      CREATE UNIQUE INDEX rule_sets_one_active ON rule_sets (site_id) WHERE state = 'active';

      CREATE FUNCTION refuse_other_rules() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a rule set is never changed, another one is made' USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER rule_sets_keep_rules BEFORE UPDATE OF site_id, number, rules, note, made_by, made_at ON rule_sets
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_rules();

      INSERT INTO rule_sets (site_id, number, rules, state, made_at, activated_at)
      SELECT id, 1, coalesce(settings -> 'screening', '{}'), 'active', updated_at, updated_at FROM sites;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rule_sets; DROP FUNCTION refuse_other_rules();');
  }
}
