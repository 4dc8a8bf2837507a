/** Any number, the same in every process: one seals at a time. */
const SEAL_LOCK = 727_601;

/** Whether this transaction is the one that seals. */
export const LEAD = `SELECT pg_try_advisory_xact_lock(${SEAL_LOCK}) AS leads`;

/** Instants are written in UTC for the rest of the transaction, whatever the session's zone is. */
export const IN_UTC = `SELECT set_config('TimeZone', 'UTC', true)`;

/** Lets statements of the rest of the transaction take as long as they need. */
export const TAKE_YOUR_TIME = `SELECT set_config('statement_timeout', '0', true)`;

/**
 * A row as canonical text: PostgreSQL's own of a jsonb, whose keys have one order and whose numbers keep their digits. Columns that are
 * null are left out, so that a column added later leaves older seals valid. What may be erased is left out too and sealed by its hash.
 */
const textOf = (row: string): string =>
  `(SELECT jsonb_object_agg(f.key, f.value)::text FROM jsonb_each(to_jsonb(${row}) - ARRAY['note', 'trace']) f WHERE f.value <> 'null')`;
const ROW_TEXT = `CASE WHEN d.id IS NOT NULL THEN ${textOf('d')} WHEN a.id IS NOT NULL THEN ${textOf('a')} END AS text`;
const SOURCES = (of: string): string => `
LEFT JOIN decisions d ON ${of}.source = 'decision' AND d.id = ${of}.row_id
LEFT JOIN audit_log a ON ${of}.source = 'audit' AND a.id = ${of}.row_id`;

/** Takes rows that are to be sealed. Rows of transactions that commit later are not seen yet, and are sealed later. $1 limit */
export const TAKE_UNSEALED = `
WITH taken AS (
  DELETE FROM log_unsealed WHERE row_id IN (
    SELECT u.row_id FROM log_unsealed u
    WHERE CASE u.source WHEN 'decision' THEN EXISTS (SELECT 1 FROM decisions WHERE id = u.row_id)
      ELSE EXISTS (SELECT 1 FROM audit_log WHERE id = u.row_id) END
    ORDER BY u.row_id LIMIT $1)
  RETURNING source, row_id
)
SELECT t.source, t.row_id, ${ROW_TEXT}, d.note, d.trace::text AS trace
FROM taken t ${SOURCES('t')}
ORDER BY t.row_id`;

/** The end of the chain. */
export const HEAD = `SELECT position, hash FROM log_chain ORDER BY position DESC LIMIT 1`;

/** Appends links. $1 positions, $2 sources, $3 rows, $4 hashes of notes, $5 of traces, $6 links */
export const APPEND_LINKS = `
INSERT INTO log_chain (position, source, row_id, note_hash, trace_hash, hash)
SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[])`;

/** The next links with their rows as they are now. $1 position before them, $2 limit */
export const LINKS_AFTER = `
SELECT c.position, c.source, c.row_id, c.note_hash, c.trace_hash, c.hash, ${ROW_TEXT}, d.note, d.trace::text AS trace
FROM (SELECT * FROM log_chain WHERE position > $1::bigint ORDER BY position LIMIT $2::int) c ${SOURCES('c')}
ORDER BY c.position`;

/** A row of the log that neither has a seal nor waits for one. */
export const NEVER_SEALED = `
SELECT * FROM (
  SELECT 'decision' AS source, d.id AS row_id FROM decisions d
  WHERE NOT EXISTS (SELECT 1 FROM log_chain c WHERE c.row_id = d.id) AND NOT EXISTS (SELECT 1 FROM log_unsealed u WHERE u.row_id = d.id)
  UNION ALL
  SELECT 'audit', a.id FROM audit_log a
  WHERE NOT EXISTS (SELECT 1 FROM log_chain c WHERE c.row_id = a.id) AND NOT EXISTS (SELECT 1 FROM log_unsealed u WHERE u.row_id = a.id)
) never ORDER BY row_id LIMIT 1`;

/** A row that was to be sealed and is gone. */
export const GONE_BEFORE_SEALING = `
SELECT u.source, u.row_id FROM log_unsealed u
WHERE CASE u.source WHEN 'decision' THEN NOT EXISTS (SELECT 1 FROM decisions WHERE id = u.row_id)
  ELSE NOT EXISTS (SELECT 1 FROM audit_log WHERE id = u.row_id) END
ORDER BY u.row_id LIMIT 1`;

/** How many rows wait for their seal. */
export const UNSEALED = `SELECT count(*)::int AS n FROM log_unsealed`;
