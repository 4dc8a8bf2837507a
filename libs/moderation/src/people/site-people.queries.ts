/** Whether a person has anything to do with a site. $1 person, $2 site */
export const IS_KNOWN = `
SELECT 1 AS one WHERE
  EXISTS (SELECT 1 FROM comment_prints WHERE site_id = $2::uuid AND author_id = $1::uuid)
  OR EXISTS (SELECT 1 FROM flag_records WHERE site_id = $2::uuid AND person_id = $1::uuid)
  OR EXISTS (SELECT 1 FROM roles WHERE person_id = $1::uuid AND site_id = $2::uuid)
  OR EXISTS (SELECT 1 FROM sanctions WHERE person_id = $1::uuid AND site_id = $2::uuid)`;
