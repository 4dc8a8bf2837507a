/** Sites whose rules ask Akismet and let it learn, with how far it was told. Each begins with the decisions after its first look. */
export const SITES = `
INSERT INTO akismet_reports (site_id, last_decision)
SELECT s.id, coalesce((SELECT d.id FROM decisions d WHERE d.site_id = s.id AND d.to_status = 'spam' ORDER BY d.id DESC LIMIT 1), s.id)
FROM sites s
WHERE s.settings #>> '{screening,akismet,isOn}' = 'true' AND coalesce(s.settings #>> '{screening,akismet,learns}', 'true') = 'true'
ON CONFLICT (site_id) DO UPDATE SET last_decision = akismet_reports.last_decision
RETURNING site_id, last_decision`;

/** People's next decisions on a site with what Akismet had said of the same text. $1 site, $2 last told, $3 decided before, $4 how many */
export const DECIDED = `
SELECT d.id, d.article_id, d.comment_id, d.revision, d.to_status,
  (SELECT entry #>> '{detail,said}' FROM decisions s, jsonb_array_elements(s.trace -> 'phases') AS entry
    WHERE s.comment_id = d.comment_id AND s.revision = d.revision AND s.cause = 'screening' AND entry ->> 'phase' = 'akismet' LIMIT 1) AS said
FROM (
  (SELECT * FROM decisions WHERE site_id = $1::uuid AND to_status = 'published' AND id > $2::uuid AND cause = 'moderator' ORDER BY id LIMIT $4)
  UNION ALL
  (SELECT * FROM decisions WHERE site_id = $1::uuid AND to_status = 'spam' AND id > $2::uuid AND cause = 'moderator' ORDER BY id LIMIT $4)
) d WHERE d.created_at < $3::timestamptz ORDER BY d.id LIMIT $4`;

/** Remembers how far Akismet was told. $1 site, $2 decision */
export const TOLD = 'UPDATE akismet_reports SET last_decision = $2 WHERE site_id = $1';
