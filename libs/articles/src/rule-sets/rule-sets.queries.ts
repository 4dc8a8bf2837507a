const HEAD = 'number, state, note, made_by, made_at, activated_by, activated_at';

/** One changes the rules of a site at a time. The site's row is what posting reads, so it is also what they wait for. $1 site */
export const LOCK_SITE = `SELECT id FROM sites WHERE id = $1 FOR UPDATE`;

/** A statement of its own: what is read while waiting for the lock is what was there before. $1 site */
export const RULES_IN_USE = `
SELECT s.settings -> 'screening' AS screening, r.number AS active
FROM sites s LEFT JOIN rule_sets r ON r.site_id = s.id AND r.state = 'active' WHERE s.id = $1`;

/** $1 site, $2 rules, $3 note, $4 maker, $5 now */
export const INSERT_RULE_SET = `
INSERT INTO rule_sets (site_id, number, rules, note, state, made_by, made_at)
SELECT $1::uuid, coalesce(max(number), 0) + 1, $2::jsonb, $3::text, 'draft', $4::uuid, $5::timestamptz
FROM rule_sets WHERE site_id = $1::uuid
RETURNING number`;

/** $1 site */
export const RETIRE_ACTIVE = `UPDATE rule_sets SET state = 'retired' WHERE site_id = $1 AND state = 'active'`;

/** $1 site, $2 number, $3 who, $4 now */
export const ACTIVATE = `
UPDATE rule_sets SET state = 'active', activated_by = $3, activated_at = $4 WHERE site_id = $1 AND number = $2`;

/** Copies the active rules to where posting and screening read them. $1 site, $2 now */
export const COPY_ACTIVE = `
UPDATE sites s SET settings = jsonb_set(s.settings, '{screening}', r.rules), updated_at = $2
FROM rule_sets r WHERE s.id = $1 AND r.site_id = s.id AND r.state = 'active'`;

/** $1 site */
export const ACTIVE_RULE_SET = `SELECT ${HEAD}, rules FROM rule_sets WHERE site_id = $1 AND state = 'active'`;

/** $1 site */
export const ACTIVE_NUMBER = `SELECT number FROM rule_sets WHERE site_id = $1 AND state = 'active'`;

/** $1 site, $2 number */
export const RULE_SET = `SELECT ${HEAD}, rules FROM rule_sets WHERE site_id = $1 AND number = $2`;

/** Newest first. $1 site, $2 below which number, $3 limit */
export const RULE_SET_PAGE = `
SELECT ${HEAD} FROM rule_sets WHERE site_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3`;
