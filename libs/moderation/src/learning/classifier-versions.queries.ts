const HEAD = 'number, base, state, figures, made_by, made_at, activated_by, activated_at';

/** One changes the versions of a site at a time. $1 site */
export const LOCK_VERSIONS = `SELECT pg_advisory_xact_lock(727003, hashtext($1::text))`;

/** $1 site */
export const ACTIVE_VERSION = `SELECT number FROM site_classifiers WHERE site_id = $1 AND state = 'active'`;

/** Whether somebody went back: a newer version than the one in use was in use before. $1 site */
export const WENT_BACK = `
SELECT EXISTS (SELECT 1 FROM site_classifiers r WHERE r.site_id = $1 AND r.state = 'retired' AND r.number >
  coalesce((SELECT a.number FROM site_classifiers a WHERE a.site_id = $1 AND a.state = 'active'), 0)) AS back`;

/** $1 site, $2 base, $3 weights, $4 up to which decision, $5 figures, $6 maker, $7 now */
export const INSERT_VERSION = `
INSERT INTO site_classifiers (site_id, number, base, state, weights, up_to, figures, made_by, made_at)
SELECT $1::uuid, coalesce(max(number), 0) + 1, $2::text, 'draft', $3::bytea, $4::uuid, $5::jsonb, $6::uuid, $7::timestamptz
FROM site_classifiers WHERE site_id = $1::uuid
RETURNING number`;

/** $1 site */
export const RETIRE_VERSION = `UPDATE site_classifiers SET state = 'retired' WHERE site_id = $1 AND state = 'active'`;

/** $1 site, $2 number, $3 who, $4 now */
export const ACTIVATE_VERSION = `
UPDATE site_classifiers SET state = 'active', activated_by = $3, activated_at = $4 WHERE site_id = $1 AND number = $2
RETURNING base`;

/** Forgets all but the newest versions and the one in use. $1 site, $2 how many stay */
export const FORGET_VERSIONS = `
DELETE FROM site_classifiers WHERE site_id = $1::uuid AND state <> 'active' AND number <=
  (SELECT max(number) - $2::int FROM site_classifiers WHERE site_id = $1::uuid)`;

/** $1 site, $2 number */
export const VERSION = `SELECT ${HEAD} FROM site_classifiers WHERE site_id = $1 AND number = $2`;

/** Newest first. $1 site, $2 below which number, $3 limit */
export const VERSION_PAGE = `
SELECT ${HEAD} FROM site_classifiers WHERE site_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3`;
