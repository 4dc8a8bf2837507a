import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The hash chain over decisions and the audit log (reliability.md D32). Writers only leave a note of what is to be sealed; a job takes
 * the notes and appends to the chain, so that writers never wait for each other. The indexes are those of reading the log.
 */
export class LogChain1764000000600 implements MigrationInterface {
  readonly name = 'LogChain1764000000600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE log_chain (
        position bigint PRIMARY KEY,
        source text NOT NULL CHECK (source IN ('decision', 'audit')),
        row_id uuid NOT NULL UNIQUE,
        note_hash bytea,
        trace_hash bytea,
        hash bytea NOT NULL
      );
      CREATE TRIGGER log_chain_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_chain
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

      CREATE TABLE log_unsealed (
        row_id uuid PRIMARY KEY,
        source text NOT NULL
      );
      CREATE FUNCTION note_for_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO log_unsealed (row_id, source) SELECT id, TG_ARGV[0] FROM added;
        RETURN NULL;
      END $$;
      CREATE TRIGGER decisions_to_seal AFTER INSERT ON decisions REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION note_for_sealing('decision');
      CREATE TRIGGER audit_log_to_seal AFTER INSERT ON audit_log REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION note_for_sealing('audit');
      INSERT INTO log_unsealed (row_id, source) SELECT id, 'decision' FROM decisions UNION ALL SELECT id, 'audit' FROM audit_log;

      CREATE INDEX decisions_log ON decisions (site_id, cause, created_at, id);
      CREATE INDEX decisions_maker ON decisions (maker_id, created_at, id) WHERE maker_id IS NOT NULL;
      CREATE INDEX audit_log_log ON audit_log (site_id, created_at, id);
      CREATE INDEX audit_log_data ON audit_log USING gin (data jsonb_path_ops);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX audit_log_data, audit_log_log, decisions_maker, decisions_log;
      DROP TRIGGER decisions_to_seal ON decisions;
      DROP TRIGGER audit_log_to_seal ON audit_log;
      DROP FUNCTION note_for_sealing();
      DROP TABLE log_unsealed, log_chain;
    `);
  }
}
