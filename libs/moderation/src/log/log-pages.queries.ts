/**
 * Pages of the log, newest first: decisions and audit entries as one list, ordered by time and id. Each page is made of legs that walk an
 * index from the place where the last page ended and stop when they have a page's worth, so that a deep page costs what the first one
 * does. The order is by time and not by id alone, which would tempt the planner to walk the primary key past everything else.
 *
 * $1 site, $2 and $3 before this instant and id, $4 from this instant on, $5 limit, $6 causes of decisions, $7 kind of other entries,
 * $8 whether also those of no site; then what the list is of, $9: an actor, a comment, or a person; and for the last two $10: only this
 * actor's.
 */
const IN_RANGE = (row: string): string =>
  `(${row}.created_at, ${row}.id) < ($2::timestamptz, $3::uuid) AND ${row}.created_at >= $4::timestamptz`;
const OF_KIND = `(a.kind LIKE $7::text OR a.kind LIKE $7::text || '.%')`;
const PAGE = (row: string): string => `ORDER BY ${row}.created_at DESC, ${row}.id DESC LIMIT $5::int`;
const BY = (column: string): string => `($10::uuid IS NULL OR ${column} = $10::uuid)`;

/** Every cause has its own stretch of the index. */
const DECISIONS_OF_SITE = `
SELECT x.id, x.created_at, 'decision' AS source FROM unnest($6::text[]) AS wanted (cause)
CROSS JOIN LATERAL (
  SELECT d.id, d.created_at FROM decisions d WHERE d.site_id = $1::uuid AND d.cause = wanted.cause AND ${IN_RANGE('d')} ${PAGE('d')}) x`;
const decisionsOf = (condition: string): string => `
SELECT d.id, d.created_at, 'decision' AS source FROM decisions d
WHERE ${condition} AND d.site_id = $1::uuid AND d.cause = ANY ($6::text[]) AND ${IN_RANGE('d')} ${PAGE('d')}`;
const auditOf = (condition: string): string => `
SELECT a.id, a.created_at, 'audit' AS source FROM audit_log a WHERE ${condition} AND ${OF_KIND} AND ${IN_RANGE('a')} ${PAGE('a')}`;
const OF_NO_SITE = 'a.site_id IS NULL AND $8::boolean';
const OF_ANY = '(a.site_id = $1::uuid OR a.site_id IS NULL AND $8::boolean)';

function pageOf(...legs: readonly string[]): string {
  return `
SELECT e.id, e.source, e.created_at AS at, e.created_at::text AS at_key, coalesce('decision.' || d.cause, a.kind) AS kind,
  coalesce(d.maker_id, a.actor_id) AS actor_id, p.name AS actor_name, d.article_id, d.comment_id, d.revision, d.from_status, d.to_status,
  d.reasons, d.note, d.rules_version, d.undoes, a.data, c.position
FROM (${legs.map((leg) => `(${leg})`).join(' UNION ALL ')} ORDER BY created_at DESC, id DESC LIMIT $5::int) e
LEFT JOIN decisions d ON e.source = 'decision' AND d.id = e.id
LEFT JOIN audit_log a ON e.source = 'audit' AND a.id = e.id
LEFT JOIN people p ON p.id = coalesce(d.maker_id, a.actor_id)
LEFT JOIN log_chain c ON c.row_id = e.id
ORDER BY e.created_at DESC, e.id DESC`;
}

/** Everything on a site. */
export const LOG_OF_SITE = pageOf(DECISIONS_OF_SITE, auditOf('a.site_id = $1::uuid'), auditOf(OF_NO_SITE));

/** What one actor did. */
export const LOG_OF_ACTOR = pageOf(
  decisionsOf('d.maker_id = $9::uuid'),
  auditOf(`a.actor_id = $9::uuid AND ${OF_ANY}`),
);

/** What was done to one comment. */
export const LOG_OF_COMMENT = pageOf(
  decisionsOf(`d.comment_id = $9::uuid AND ${BY('d.maker_id')}`),
  auditOf(`a.data @> jsonb_build_object('commentId', $9::uuid) AND ${BY('a.actor_id')} AND ${OF_ANY}`),
);

/** What was done to one person and to what they wrote. */
export const LOG_OF_PERSON = pageOf(
  decisionsOf(
    `d.comment_id IN (SELECT w.comment_id FROM comment_prints w WHERE w.author_id = $9::uuid AND w.site_id = $1::uuid) AND ${BY('d.maker_id')}`,
  ),
  auditOf(`a.data @> jsonb_build_object('personId', $9::uuid) AND ${BY('a.actor_id')} AND ${OF_ANY}`),
);
