import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The log of what people and the service did beside decisions on comments (reliability.md D32), and three more causes of decisions:
 * flags that hide, undo, and re-screening. An undo names the decision it takes back; each can be taken back once. Past comments are
 * judged once by each rule set.
 */
export class AuditLog1764000000002 implements MigrationInterface {
  readonly name = 'AuditLog1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_log (
        id uuid PRIMARY KEY,
        site_id uuid,
        kind text NOT NULL,
        actor_id uuid,
        data jsonb NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX audit_log_site ON audit_log (site_id, id);
      CREATE INDEX audit_log_actor ON audit_log (actor_id, id) WHERE actor_id IS NOT NULL;
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      ALTER TABLE decisions DROP CONSTRAINT decisions_cause_check;
      ALTER TABLE decisions ADD CONSTRAINT decisions_cause_check CHECK (cause IN
        ('screening', 'moderator', 'verification', 'writer', 'operator', 'flags', 'undo', 'rescreening'));
      ALTER TABLE decisions ADD COLUMN undoes uuid REFERENCES decisions (id);
      CREATE UNIQUE INDEX decisions_one_undo ON decisions (undoes) WHERE undoes IS NOT NULL;
      CREATE UNIQUE INDEX decisions_one_rescreening ON decisions (comment_id, revision, rules_version) WHERE cause = 'rescreening';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX decisions_one_rescreening, decisions_one_undo;
      ALTER TABLE decisions DROP COLUMN undoes;
      ALTER TABLE decisions DROP CONSTRAINT decisions_cause_check;
      ALTER TABLE decisions ADD CONSTRAINT decisions_cause_check
        CHECK (cause IN ('screening', 'moderator', 'verification', 'writer', 'operator'));
      DROP TABLE audit_log;
    `);
  }
}
