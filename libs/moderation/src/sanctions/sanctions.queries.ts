import type { CommentStatus, SanctionKind } from '#contracts';

/** How many comments a sanction touches in one transaction. */
export const EFFECT_BATCH = 100;
/** The newest comments of a person that a preview counts. */
export const MOST_COUNTED = 1000;

/** What a sanction is to do to comments. $1 sanction, $2 outcome */
export const INSERT_EFFECT = `INSERT INTO sanction_effects (sanction_id, outcome, state) VALUES ($1, $2, 'running')`;

/** A sanction whose effect is under way. */
export interface EffectRow {
  readonly outcome: 'hold' | 'reject';
  readonly state: 'running' | 'done' | 'refused';
  readonly after_at: string;
  readonly after_id: string;
  readonly touched: number;
  readonly site_id: string | null;
  readonly imposed_on: string | null;
  readonly person_id: string | null;
  readonly kind: SanctionKind;
  readonly created_at: Date;
  readonly ends_at: Date | null;
  readonly lifted_at: Date | null;
  readonly created_by: string | null;
  readonly created_by_key: string | null;
}

/** Holds the effect of a sanction, so that one batch runs at a time. $1 sanction */
export const HOLD_EFFECT = `
SELECT e.outcome, e.state, e.after_at::text AS after_at, e.after_id, e.touched, s.site_id, s.imposed_on, s.person_id, s.kind, s.created_at,
  s.ends_at, s.lifted_at, s.created_by, s.created_by_key
FROM sanction_effects e JOIN sanctions s ON s.id = e.sanction_id
WHERE e.sanction_id = $1::uuid FOR UPDATE OF e`;

/** A comment that a sanction may touch, in the order in which they were written. */
export interface TouchedRow {
  readonly article_id: string;
  readonly comment_id: string;
  readonly site_id: string;
  readonly status: CommentStatus;
  readonly revision: number;
  readonly written_at: string;
}

/** The next comments of a person. $1 person, $2 site or null for all, $3 and $4 the place after which they begin, $5 how many */
export const NEXT_COMMENTS = `
SELECT p.article_id, p.comment_id, p.site_id, c.status, c.revision, p.created_at::text AS written_at
FROM (
  SELECT article_id, comment_id, site_id, created_at FROM comment_prints
  WHERE author_id = $1::uuid AND ($2::uuid IS NULL OR site_id = $2::uuid) AND (created_at, comment_id) > ($3::timestamptz, $4::uuid)
  ORDER BY created_at, comment_id LIMIT $5::integer
) p
CROSS JOIN LATERAL (SELECT status, revision FROM comments WHERE article_id = p.article_id AND id = p.comment_id LIMIT 1) c
ORDER BY p.created_at, p.comment_id`;

/** Notes how far an effect has come. $1 sanction, $2 and $3 the place, $4 how many were touched, $5 state, $6 its end or null */
export const NOTE_EFFECT = `
UPDATE sanction_effects SET after_at = $2::timestamptz, after_id = $3::uuid, touched = touched + $4::integer, state = $5::text,
  ended_at = $6::timestamptz
WHERE sanction_id = $1::uuid`;

/** Whether an API key is still one, and what it may do. $1 key, $2 now */
export const KEY_NOW = `
SELECT site_id, scopes FROM api_keys WHERE id = $1::uuid AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2::timestamptz)`;

/** The newest comments of a person on a site by status. $1 person, $2 site */
export const COUNT_COMMENTS = `
SELECT c.status, count(*)::int AS count
FROM (
  SELECT article_id, comment_id FROM comment_prints WHERE site_id = $2::uuid AND author_id = $1::uuid
  ORDER BY comment_id DESC LIMIT ${MOST_COUNTED}
) p
CROSS JOIN LATERAL (SELECT status FROM comments WHERE article_id = p.article_id AND id = p.comment_id LIMIT 1) c
GROUP BY c.status`;
