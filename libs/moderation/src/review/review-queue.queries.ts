import { ANCHOR_COLUMNS, ANY_ANCHOR, COMMENT_COLUMNS } from '#discussion';

/** A public comment beside the one that is looked at, as JSON. */
const AROUND = `jsonb_build_object('id', n.id, 'parentId', n.parent_id, 'depth', n.depth, 'authorName', n.author_name, 'bodyHtml', n.body_html)`;
const NEAR = 'id, parent_id, depth, author_name, body_html';

/**
 * What a moderator sees around a comment: its newest text with what screening said of it, the text that is public while an edit waits,
 * the nearest comments of the thread (three above, two beside that came before, two below), who has it and who looks at it.
 * $1 article ids, $2 comment ids (pairs), $3 now, $4 who asks
 */
export const QUEUE_CONTEXT = `
SELECT ${COMMENT_COLUMNS}, ${ANCHOR_COLUMNS}, c.revision AS newest_revision, r.body_html AS newest_html, r.body,
  CASE WHEN c.public_revision < c.revision THEN c.public_revision END AS shown_revision,
  CASE WHEN c.public_revision < c.revision THEN (SELECT o.body FROM comment_revisions o
    WHERE o.article_id = c.article_id AND o.comment_id = c.id AND o.revision = c.public_revision) END AS shown_body,
  s.trace AS decided_trace, coalesce(i.reasons, d.reasons, s.reasons, '{}') AS reasons,
  coalesce(i.urgency + i.reach + i.score + extract(epoch FROM $3::timestamptz - i.opened_at) / 43200, 0)::double precision AS urgency,
  i.claimed_by, i.claimed_until, k.name AS claimed_name,
  t.id AS article_id, t.key AS article_key, t.title AS article_title, t.url AS article_url, h.heading AS section_heading,
  p.author_name AS parent_author, CASE WHEN p.status = 'published' THEN p.body_html ELSE '' END AS parent_html,
  record.published, record.rejected,
  d.id AS decision_id, d.cause AS decision_cause, d.to_status AS decision_status, d.note AS decision_note, d.created_at AS decided_at,
  d.reasons AS decision_reasons, d.maker_id AS decider_id, (SELECT name FROM people WHERE id = d.maker_id) AS decider_name,
  q.id AS appeal_id, q.text AS appeal_text, q.created_at AS appealed_at, q.decision_id AS appeal_against, q.decider_id AS appeal_decider_id,
  (SELECT name FROM people WHERE id = q.decider_id) AS appeal_decider_name,
  coalesce((SELECT jsonb_agg(jsonb_build_object('reason', f.reason, 'detail', f.detail, 'createdAt', f.created_at) ORDER BY f.id)
            FROM (SELECT * FROM flags WHERE flags.comment_id = c.id ORDER BY id LIMIT 50) f), '[]'::jsonb) AS flags,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', v.person_id, 'name', (SELECT name FROM people WHERE id = v.person_id)))
            FROM (SELECT person_id FROM review_looks WHERE comment_id = c.id AND until > $3::timestamptz
                    AND person_id IS DISTINCT FROM $4::uuid ORDER BY person_id LIMIT 20) v), '[]'::jsonb) AS looking,
  coalesce((SELECT jsonb_agg(${AROUND} ORDER BY n.depth, n.id) FROM (
    (SELECT ${NEAR} FROM comments above WHERE above.article_id = c.article_id AND above.status = 'published'
       AND above.id = ANY (c.path[greatest(1, cardinality(c.path) - 2):]))
    UNION ALL
    (SELECT ${NEAR} FROM comments beside WHERE beside.article_id = c.article_id AND beside.parent_id = c.parent_id AND beside.id < c.id
       AND beside.status = 'published' ORDER BY beside.id DESC LIMIT 2)
    UNION ALL
    (SELECT ${NEAR} FROM comments below WHERE below.article_id = c.article_id AND below.parent_id = c.id
       AND below.status = 'published' ORDER BY below.id LIMIT 2)
  ) n), '[]'::jsonb) AS around
FROM unnest($1::uuid[], $2::uuid[]) AS wanted (article_id, comment_id)
CROSS JOIN LATERAL (SELECT * FROM comments WHERE article_id = wanted.article_id AND id = wanted.comment_id LIMIT 1) c
CROSS JOIN LATERAL (
  SELECT body, body_html FROM comment_revisions WHERE article_id = c.article_id AND comment_id = c.id AND revision = c.revision LIMIT 1
) r
CROSS JOIN LATERAL (SELECT id, key, title, url FROM articles WHERE id = c.article_id LIMIT 1) t
${ANY_ANCHOR}
LEFT JOIN LATERAL (SELECT heading FROM sections WHERE article_id = c.article_id AND id = c.section_id LIMIT 1) h ON true
LEFT JOIN LATERAL (
  SELECT author_name, status, body_html FROM comments WHERE article_id = c.article_id AND id = c.parent_id LIMIT 1
) p ON true
LEFT JOIN LATERAL (SELECT * FROM review_items WHERE comment_id = c.id LIMIT 1) i ON true
LEFT JOIN LATERAL (SELECT name FROM people WHERE id = i.claimed_by LIMIT 1) k ON true
LEFT JOIN LATERAL (
  SELECT trace, reasons FROM decisions WHERE comment_id = c.id AND revision = c.revision AND cause = 'screening' LIMIT 1
) s ON true
LEFT JOIN LATERAL (
  SELECT x.* FROM decisions x WHERE x.comment_id = c.id AND x.revision = c.revision AND x.cause IN ('moderator', 'operator')
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.id) ORDER BY x.id DESC LIMIT 1
) d ON true
LEFT JOIN LATERAL (SELECT * FROM appeals WHERE comment_id = c.id AND outcome IS NULL ORDER BY id LIMIT 1) q ON true
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE o.status = 'published')::int AS published,
         count(*) FILTER (WHERE o.status IN ('rejected', 'spam'))::int AS rejected
  FROM (SELECT article_id, comment_id FROM comment_prints WHERE author_id = c.author_id AND site_id = c.site_id
        ORDER BY created_at DESC LIMIT 20) recent
  CROSS JOIN LATERAL (SELECT status FROM comments WHERE article_id = recent.article_id AND id = recent.comment_id LIMIT 1) o
) record`;
