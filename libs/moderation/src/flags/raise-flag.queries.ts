/** A public comment that can be flagged. It stays as it is until the flag is counted. $1 article, $2 comment */
export const FLAGGABLE = `
SELECT site_id, author_id, revision, status FROM comments WHERE article_id = $1 AND id = $2 AND status = 'published' FOR SHARE`;

/** One flag a person and comment. $1 id, $2 article, $3 comment, $4 site, $5 revision, $6 person, $7 reason, $8 detail, $9 now */
export const INSERT_FLAG = `
INSERT INTO flags (id, article_id, comment_id, site_id, revision, person_id, reason, detail, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (comment_id, person_id) DO NOTHING`;
