const EDGE = (from: string, to: string): string => `
  SELECT measure, key, n FROM moderation_statistics
  WHERE site_id = $1::uuid AND measure IN ('agreement', 'flag', 'moderator', 'phase', 'wait') AND slot >= ${from}::timestamptz AND slot < ${to}::timestamptz`;

/**
 * Sums of a site's counts. Volume is read by quarters of an hour and put together to days or hours of a time zone; all else is read by
 * whole days, and by quarters of an hour at the two ends. $1 site, $2 from, $3 to (exclusive), $4 day or hour, $5 zone, $6 and $7 the
 * beginning of the first whole day in UTC and the end of the last; both `from` when there is none
 */
export const SUMS = `
SELECT measure, key, date_trunc($4::text, slot, $5::text) AS at, sum(n)::float8 AS n
FROM moderation_statistics
WHERE site_id = $1::uuid AND measure IN ('comment', 'decision') AND slot >= $2::timestamptz AND slot < $3::timestamptz
GROUP BY 1, 2, 3
UNION ALL
SELECT measure, key, NULL, sum(n)::float8 FROM (
  SELECT measure, key, n FROM moderation_statistics_daily WHERE site_id = $1::uuid AND day >= $6::timestamptz AND day < $7::timestamptz
  UNION ALL ${EDGE('$2', '$6')}
  UNION ALL ${EDGE('$7', '$3')}
) counts GROUP BY 1, 2
ORDER BY 3, 1, 2`;

/** Room to sort a hundred thousand ages, for the rest of the transaction. */
export const SORT_IN_MEMORY = `SELECT set_config('work_mem', '32MB', true)`;

/** Ages of what waits now, in seconds: of comments that are held, and of public ones that readers reported. $1 site, $2 now */
export const QUEUE_AGES = ['pending', 'published']
  .map(
    (status) => `
SELECT '${status === 'pending' ? 'pending' : 'reported'}' AS state, count(*)::int AS waiting,
  percentile_cont(ARRAY[0.5, 0.9, 0.99]) WITHIN GROUP (ORDER BY greatest(0, extract(epoch FROM $2::timestamptz - opened_at)::float8)) AS ages,
  extract(epoch FROM $2::timestamptz - min(opened_at))::float8 AS oldest
FROM review_items WHERE site_id = $1::uuid AND resolved_at IS NULL AND status = '${status}'`,
  )
  .join(' UNION ALL ');

/** Names of people. $1 ids */
export const NAMES = `SELECT id, name FROM people WHERE id = ANY ($1::uuid[])`;
