import { sanctionsInForce } from '#accounts';
import { ANCHOR_COLUMNS, ANY_ANCHOR, COMMENT_COLUMNS } from '#discussion';

/** Whether a person `p` wrote, flagged or works on a site. */
const knownOn = (site: string): string => `(
  EXISTS (SELECT 1 FROM comment_prints k WHERE k.site_id = ${site} AND k.author_id = p.id)
  OR EXISTS (SELECT 1 FROM flag_records k WHERE k.site_id = ${site} AND k.person_id = p.id)
  OR EXISTS (SELECT 1 FROM roles k WHERE k.site_id = ${site} AND k.person_id = p.id))`;

/** When a person first and last wrote on a site, and how many notes there are. $1 person, $2 site */
export const SEEN = `
SELECT
  (SELECT created_at FROM comment_prints WHERE site_id = $2::uuid AND author_id = $1::uuid ORDER BY comment_id LIMIT 1) AS first_seen,
  (SELECT created_at FROM comment_prints WHERE site_id = $2::uuid AND author_id = $1::uuid ORDER BY comment_id DESC LIMIT 1) AS last_seen,
  (SELECT count(*)::int FROM (SELECT 1 FROM person_notes WHERE person_id = $1::uuid AND site_id = $2::uuid LIMIT 1000) n) AS notes,
  coalesce(r.raised, 0) AS raised, coalesce(r.agreed, 0) AS agreed, coalesce(r.disagreed, 0) AS disagreed
FROM (SELECT 1) one LEFT JOIN flag_records r ON r.person_id = $1::uuid AND r.site_id = $2::uuid`;

/** A person's comments on a site, newest first. $1 person, $2 site, $3 the last id seen, $4 limit */
export const COMMENTS_OF_PERSON = `
SELECT c.article_id, ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}
FROM (
  SELECT article_id, comment_id FROM comment_prints
  WHERE site_id = $2::uuid AND author_id = $1::uuid AND comment_id < $3::uuid ORDER BY comment_id DESC LIMIT $4::integer
) k
CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = k.article_id AND id = k.comment_id LIMIT 1) c
${ANY_ANCHOR}
ORDER BY c.id DESC`;

/** People in a few words. $1 ids, $2 site, $3 now */
export const SUMMARIES = `
SELECT p.id, p.name, p.kind,
  EXISTS (${sanctionsInForce({ person: 'p.id', site: '$2::uuid', at: '$3::timestamptz' })}) AS is_sanctioned,
  (SELECT created_at FROM comment_prints WHERE site_id = $2::uuid AND author_id = p.id ORDER BY comment_id DESC LIMIT 1) AS last_seen
FROM people p WHERE p.id = ANY ($1::uuid[])`;

/** How many names are walked for one page. Where a name is common on other sites, a page may hold fewer than were asked for. */
export const NAMES_WALKED = 500;

/**
 * People by how their name begins, in the order of the index, with whether they are the site's.
 * $1 how it begins, $2 its upper end, $3 and $4 the name and id after which the page begins, $5 site
 */
export const BY_NAME = `
SELECT w.id, w.name_key, ${knownOn('$5::uuid')} AS is_known
FROM (
  SELECT id, name_key FROM people
  WHERE name_key ~>=~ $1::text AND name_key ~<~ $2::text AND name_key ~>=~ $3::text AND (name_key <> $3::text OR id > $4::uuid)
  ORDER BY name_key USING ~<~, id LIMIT ${NAMES_WALKED}
) w JOIN people p ON p.id = w.id
ORDER BY w.name_key USING ~<~, w.id`;

/** The most people that are shown as linked, by each kind of evidence. */
const MOST_LINKED = 20;
/** The newest comments of a person whose networks are looked at, and how many networks. */
const [OWN_LOOKED_AT, MOST_NETWORKS] = [50, 10];
/** The newest comments of each network that are looked at. */
const NEAR_LOOKED_AT = 200;

/** People of the site with the same mailbox. $1 person, $2 site */
export const LINKED_BY_MAILBOX = `
SELECT p.id, p.email_confirmed_at IS NOT NULL AND me.email_confirmed_at IS NOT NULL AS is_confirmed
FROM people me JOIN people p ON p.mailbox_key = me.mailbox_key AND p.id <> me.id
WHERE me.id = $1::uuid AND ${knownOn('$2::uuid')}
ORDER BY is_confirmed DESC, p.id DESC LIMIT ${MOST_LINKED}`;

/**
 * People who wrote on the site from a network that the person wrote from, by the keyed hash that is kept of it: an IPv4 address or an
 * IPv6 /64 (reliability.md D26). `crowd` is how many people the smallest such network has. $1 person, $2 site, $3 since when
 */
export const LINKED_BY_NETWORK = `
WITH own AS (
  SELECT DISTINCT network_key FROM (
    SELECT network_key FROM comment_prints WHERE site_id = $2::uuid AND author_id = $1::uuid AND network_key IS NOT NULL
    ORDER BY comment_id DESC LIMIT ${OWN_LOOKED_AT}
  ) newest LIMIT ${MOST_NETWORKS}
), near AS (
  SELECT own.network_key, x.author_id
  FROM own CROSS JOIN LATERAL (
    SELECT author_id, site_id FROM comment_prints WHERE network_key = own.network_key AND created_at > $3::timestamptz
    ORDER BY created_at DESC LIMIT ${NEAR_LOOKED_AT}
  ) x
  WHERE x.site_id = $2::uuid
), crowds AS (
  SELECT network_key, count(DISTINCT author_id)::int AS crowd FROM near GROUP BY network_key
)
SELECT near.author_id AS id, count(*)::int AS comments, min(crowds.crowd)::int AS crowd
FROM near JOIN crowds ON crowds.network_key = near.network_key
WHERE near.author_id <> $1::uuid
GROUP BY near.author_id ORDER BY crowd, comments DESC, near.author_id LIMIT ${MOST_LINKED}`;

/** A note. $1 id, $2 site, $3 person, $4 author, $5 body, $6 now */
export const INSERT_NOTE = `
INSERT INTO person_notes (id, site_id, person_id, author_id, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)`;

/** Notes on a person, newest first. $1 person, $2 site, $3 the last id seen, $4 limit */
export const NOTES = `
SELECT n.id, n.body, n.author_id, a.name AS author_name, n.created_at
FROM person_notes n LEFT JOIN people a ON a.id = n.author_id
WHERE n.person_id = $1::uuid AND n.site_id = $2::uuid AND n.id < $3::uuid
ORDER BY n.id DESC LIMIT $4::integer`;
