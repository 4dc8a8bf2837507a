/** The places in a statement where a decision's values stand: parameters of one decision, or columns of a list of them. */
export interface DecisionRefs {
  readonly comment: string;
  readonly revision: string;
  readonly to: string;
  /** Statuses it may come from. */
  readonly before: string;
  readonly cause: string;
  readonly maker: string;
  /** Since when another person's decision on this revision stands. */
  readonly collidesSince: string;
  /** The decision that is taken back, or null. */
  readonly undoes: string;
  readonly rulesVersion: string;
}

/**
 * What was decided on a comment `c` before, as the columns that `rulingOf` reads. A decision that was taken back counts no more, and
 * an undo is no judgement. `announced`: readers were told that the comment is public. `held_by_flags`: readers' flags hid it and no
 * person has decided since. `is_last`: the decision that is to be taken back made the comment what it is, and no other followed but
 * such as changed nothing.
 */
export function decidedBefore(at: DecisionRefs): string {
  const stands = 'undone.yes IS NULL';
  const any = (condition: string): string => `coalesce(bool_or(${condition}), false)`;
  return `(
    SELECT ${any(`${stands} AND x.revision = ${at.revision} AND x.cause IN ('moderator', 'operator')`)} AS by_person,
      ${any(`${stands} AND x.revision = c.public_revision AND x.cause IN ('moderator', 'operator')`)} AS let_by_person,
      ${any(`${stands} AND x.revision = ${at.revision} AND x.cause = 'moderator' AND x.maker_id IS DISTINCT FROM ${at.maker} AND x.created_at > ${at.collidesSince}`)} AS by_other,
      ${any(`${stands} AND x.revision = ${at.revision} AND x.to_status IN ('rejected', 'spam')`)} AS refused,
      ${any(`x.revision = ${at.revision} AND x.cause = 'screening'`)} AS screened,
      ${any(`x.revision = ${at.revision} AND x.cause = 'rescreening' AND x.rules_version = ${at.rulesVersion}`)} AS rescreened,
      ${any(`${stands} AND x.to_status = 'published'`)} AS announced,
      coalesce(max(x.created_at) FILTER (WHERE x.cause = 'flags')
        > coalesce(max(x.created_at) FILTER (WHERE ${stands} AND x.cause IN ('moderator', 'operator')), '-infinity'), false) AS held_by_flags,
      ${any(`x.id = ${at.undoes} AND undone.yes`)} AS is_undone,
      ${any(`x.id = ${at.undoes} AND x.cause = 'moderator' AND (x.to_status = c.status OR (x.from_status = 'published' AND c.status = 'published'))`)}
        AND NOT ${any(`x.id > ${at.undoes} AND ${stands} AND x.cause NOT IN ('screening', 'rescreening')`)} AS is_last,
      max(x.public_before) FILTER (WHERE x.id = ${at.undoes}) AS public_before
    FROM decisions x
    LEFT JOIN LATERAL (SELECT true AS yes FROM decisions u WHERE u.undoes = x.id LIMIT 1) undone ON true
    WHERE x.comment_id = ${at.comment} AND x.cause <> 'undo'
  )`;
}

/** A public comment shows an older revision than its newest, which nobody has refused. */
export const EDIT_WAITS = `(c.status = 'published' AND coalesce(c.public_revision, 0) < c.revision AND NOT d.refused)`;

/**
 * What becomes of a decision, from the comment's columns and those of `decidedBefore`. `kept`: recorded, and nothing changes.
 *
 * What a person decided on a revision neither screening nor flags undo, and what flags hid only a person shows again. Screening's own
 * decision is still recorded once, and once again for each rule set that judges the past anew.
 *
 * A waiting edit: the comment is public with an older revision than its newest. Refusing it leaves the older one public; publishing
 * it shows the newer. Only flags, a person's word "spam" or a withdrawal take the whole comment away then, and so does refusing again.
 */
export function rulingOf({ revision, to, before, cause }: DecisionRefs): string {
  return `CASE
      WHEN revision <> ${revision} THEN 'stale'
      WHEN ${cause} = 'undo' THEN
        CASE WHEN is_undone THEN 'unchanged' WHEN is_last AND status = ANY (${before}) THEN 'move' ELSE 'stale' END
      WHEN ${cause} = 'screening' AND screened OR ${cause} = 'rescreening' AND rescreened THEN 'unchanged'
      WHEN ${cause} IN ('screening', 'rescreening')
        AND (by_person OR held_by_flags AND ${to} = 'published' OR NOT status = ANY (${before})) THEN 'kept'
      WHEN ${cause} = 'flags' AND let_by_person THEN 'unchanged'
      WHEN ${cause} = 'moderator' AND by_other THEN CASE WHEN status = ${to} THEN 'unchanged' ELSE 'stale' END
      WHEN ${cause} NOT IN ('screening', 'rescreening') AND status = ${to} AND NOT edit_waits AND by_person
        AND (${to} <> 'published' OR public_revision = revision) THEN 'unchanged'
      WHEN ${cause} NOT IN ('screening', 'rescreening') AND status = ${to} AND status <> 'published' THEN 'unchanged'
      WHEN NOT status = ANY (${before}) THEN 'stale'
      WHEN edit_waits AND ${to} IN ('pending', 'rejected', 'spam') AND ${cause} <> 'flags'
        AND NOT (${cause} IN ('moderator', 'operator') AND ${to} = 'spam') THEN 'edit'
      ELSE 'move'
    END`;
}

/** The revision that readers see afterwards: the one that was let pass, or again the one from before what is taken back. */
export function publicRevisionAfter({ revision, to, cause }: DecisionRefs): string {
  return `CASE WHEN ruling <> 'move' THEN public_revision
      WHEN ${cause} = 'undo' THEN public_before
      WHEN ${to} = 'published' THEN greatest(public_revision, ${revision})
      ELSE public_revision END`;
}
