/** SQL expressions of who and where. */
export interface InForceAt {
  readonly person: string;
  readonly site: string;
  /** What has ended by then is left out. */
  readonly at: string;
  /** What must hold of a sanction `s` that was not lifted; another condition looks at an earlier time. */
  readonly stands?: string;
}

const LIVE = ({ site, at, stands = 's.lifted_at IS NULL' }: InForceAt): string =>
  `${stands} AND (s.site_id IS NULL OR s.site_id = ${site}) AND (s.ends_at IS NULL OR s.ends_at > ${at})`;

const COLUMNS = 's.id, s.site_id, s.ends_at, s.reason, s.public_text, s.person_id';

/**
 * A subquery of the sanctions in force against a person on a site: their own, and those of the mailbox they have confirmed
 * (reliability.md A55: a ban holds after erasure, and for another spelling of the address). Whoever merely claims a mailbox that is
 * under a sanction is held for a moderator, as under a mute: anybody can claim an address, and must not learn what holds for it.
 */
export function sanctionsInForce(where: InForceAt): string {
  const { person } = where;
  return `
    SELECT ${COLUMNS}, s.kind FROM sanctions s WHERE s.person_id = ${person} AND ${LIVE(where)}
    UNION ALL
    SELECT ${COLUMNS}, CASE WHEN w.email_confirmed_at IS NULL THEN 'mute' ELSE s.kind END
    FROM people w JOIN sanctions s ON s.mailbox_key = w.mailbox_key AND s.person_id IS DISTINCT FROM w.id
    WHERE w.id = ${person} AND ${LIVE(where)}`;
}

/** Orders sanctions `s`: the gravest first, then the longest. */
export const GRAVEST_FIRST = `array_position(ARRAY['ban', 'suspension', 'mute'], s.kind), s.ends_at DESC NULLS FIRST, s.id`;

/** How a person stands on a site: one row for each sanction in force, or one without. $1 person, $2 site, $3 now */
export const STANDING = `
SELECT p.sanctions_changed AS version, s.id, s.site_id, s.kind, s.reason, s.public_text, s.ends_at
FROM people p
LEFT JOIN LATERAL (SELECT * FROM (${sanctionsInForce({ person: '$1::uuid', site: '$2::uuid', at: '$3::timestamptz' })}) s ORDER BY ${GRAVEST_FIRST} LIMIT 20) s ON true
WHERE p.id = $1::uuid
ORDER BY ${GRAVEST_FIRST}`;

/**
 * Whether nothing was imposed on a person since their standing was read. Held to the end of the transaction, so that a sanction waits
 * for what is being written; one that came first is seen, because the row is looked at again after the wait. $1 person, $2 version
 */
export const STILL_STANDS = `SELECT 1 AS one FROM people WHERE id = $1::uuid AND sanctions_changed = $2::integer FOR SHARE`;

/** Makes known that something was imposed on a person, and on whoever shares their mailbox. $1 person, $2 mailbox or null */
export const COUNT_IMPOSED = `
UPDATE people SET sanctions_changed = sanctions_changed + 1 WHERE id = $1::uuid OR mailbox_key = $2::bytea`;

/** Ends what a new sanction takes the place of. $1 person, $2 kind, $3 site or null, $4 now, $5 by whom */
export const REPLACE_OLDER = `
UPDATE sanctions SET lifted_at = $4::timestamptz, lifted_by = $5::uuid, lift_reason = 'replaced'
WHERE person_id = $1::uuid AND kind = $2::text AND site_id IS NOT DISTINCT FROM $3::uuid AND lifted_at IS NULL
  AND (ends_at IS NULL OR ends_at > $4::timestamptz)`;

/**
 * A sanction. $1 id, $2 site or null for all, $3 the site where it was imposed, $4 person, $5 mailbox or null, $6 kind, $7 reason,
 * $8 note, $9 public text, $10 by whom, $11 by which key, $12 now, $13 end or null
 */
export const INSERT_SANCTION = `
INSERT INTO sanctions (id, site_id, imposed_on, person_id, mailbox_key, kind, reason, note, public_text, created_by, created_by_key, created_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Lifts a sanction that is in force. $1 id, $2 now, $3 by whom, $4 why */
export const LIFT_SANCTION = `
UPDATE sanctions SET lifted_at = $2::timestamptz, lifted_by = $3::uuid, lift_reason = $4::text
WHERE id = $1::uuid AND lifted_at IS NULL AND (ends_at IS NULL OR ends_at > $2::timestamptz)`;

const RECORD = `s.id, s.site_id AS "siteId", s.imposed_on AS "imposedOn", s.person_id AS "personId", s.kind, s.reason, s.note,
  s.public_text AS "publicText", s.created_by AS "imposedBy", s.created_by_key AS "imposedByKey", s.created_at AS "imposedAt",
  s.ends_at AS "endsAt", s.lifted_at AS "liftedAt", s.lifted_by AS "liftedBy", s.lift_reason AS "liftReason"`;

/** A sanction. $1 id */
export const SANCTION = `SELECT ${RECORD} FROM sanctions s WHERE s.id = $1::uuid`;

/**
 * What was ever imposed on a person, or on their confirmed mailbox, as far as it holds or held on a site; newest first.
 * $1 person, $2 site, $3 the last id seen, $4 limit
 */
export const HISTORY = `
SELECT ${RECORD} FROM (
  SELECT id FROM sanctions WHERE person_id = $1::uuid
  UNION
  SELECT m.id FROM people w JOIN sanctions m ON m.mailbox_key = w.mailbox_key
  WHERE w.id = $1::uuid AND w.email_confirmed_at IS NOT NULL
) known JOIN sanctions s ON s.id = known.id
WHERE (s.site_id IS NULL OR s.site_id = $2::uuid) AND s.id < $3::uuid
ORDER BY s.id DESC LIMIT $4::integer`;

/** Gives what was imposed on a guest to the person they turned out to be. $1 guest, $2 person */
export const HAND_OVER = `
WITH moved AS (
  UPDATE sanctions s SET person_id = p.id, mailbox_key = coalesce(p.mailbox_key, s.mailbox_key)
  FROM people p WHERE p.id = $2::uuid AND s.person_id = $1::uuid RETURNING s.id
)
UPDATE people SET sanctions_changed = sanctions_changed + 1 WHERE id = $2::uuid AND EXISTS (SELECT 1 FROM moved)`;
