/** Makes the comments of one writer on one article wait for each other until the transaction ends. $1 both of them */
export const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtextextended('slow-mode:' || $1::text, 0))`;

/** When a person last wrote on an article, if that was lately. $1 person, $2 article, $3 since when */
export const LAST_OF_AUTHOR = `
SELECT created_at FROM comment_prints
WHERE author_id = $1::uuid AND article_id = $2::uuid AND created_at > $3::timestamptz
ORDER BY created_at DESC LIMIT 1`;

/** When a guest of a network last wrote on an article, if that was lately. $1 network, $2 article, $3 since when */
export const LAST_OF_NETWORK = `
SELECT p.created_at FROM comment_prints p JOIN people w ON w.id = p.author_id AND w.kind = 'guest'
WHERE p.network_key = $1::bytea AND p.article_id = $2::uuid AND p.created_at > $3::timestamptz
ORDER BY p.created_at DESC LIMIT 1`;
