const COLUMNS = `id, site_id, kind, params, state, step, place, done, total, figures, busy_ms, problem, made_by,
  created_at, started_at, stop_asked_at, ended_at`;

/** $1 id, $2 site, $3 kind, $4 subject, $5 params, $6 maker, $7 now */
export const INSERT_TASK = `
INSERT INTO long_tasks (id, site_id, kind, subject, params, state, made_by, created_at)
VALUES ($1, $2, $3, $4, $5::jsonb, 'waiting', $6, $7)
ON CONFLICT (site_id, kind, subject) WHERE state IN ('waiting', 'running') DO NOTHING
RETURNING ${COLUMNS}`;

/** $1 id */
export const TASK = `SELECT ${COLUMNS} FROM long_tasks WHERE id = $1`;

/** Newest first. $1 site, $2 before which id, $3 limit, $4 kind or null */
export const TASK_PAGE = `
SELECT ${COLUMNS} FROM long_tasks WHERE site_id = $1 AND id < $2 AND ($4::text IS NULL OR kind = $4::text)
ORDER BY id DESC LIMIT $3`;

/**
 * Moves a task on by one step, if nobody else has. $1 id, $2 the step that was done, $3 how much more is done, $4 total or null,
 * $5 place, $6 figures, $7 milliseconds it took, $8 whether it was the last, $9 now
 */
export const ADVANCE = `
UPDATE long_tasks SET
  step = step + 1, done = done + $3, total = coalesce($4::int, total), place = $5::jsonb, figures = $6::jsonb, busy_ms = busy_ms + $7,
  started_at = coalesce(started_at, $9::timestamptz),
  state = CASE WHEN $8::boolean THEN 'done' WHEN stop_asked_at IS NOT NULL THEN 'stopped' ELSE 'running' END,
  ended_at = CASE WHEN $8::boolean OR stop_asked_at IS NOT NULL THEN $9::timestamptz END
WHERE id = $1 AND step = $2 AND state IN ('waiting', 'running')
RETURNING state`;

/** Ends a task before its time, if nobody else has. $1 id, $2 state, $3 problem, $4 now */
export const END_TASK = `
UPDATE long_tasks SET state = $2, problem = $3, ended_at = $4 WHERE id = $1 AND state IN ('waiting', 'running')`;

/** $1 id, $2 site, $3 now */
export const ASK_TO_STOP = `
UPDATE long_tasks SET stop_asked_at = coalesce(stop_asked_at, $3)
WHERE id = $1 AND site_id = $2 AND state IN ('waiting', 'running')`;

/** $1 id, $2 site */
export const RESUME = `
UPDATE long_tasks SET state = 'running', stop_asked_at = NULL, ended_at = NULL, problem = NULL
WHERE id = $1 AND site_id = $2 AND state IN ('stopped', 'failed')
RETURNING step`;
