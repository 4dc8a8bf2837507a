import type { LogEntry } from '#contracts';
import type { LogRow } from '#moderation';

/** One entry of the log. */
export function presentLogEntry(row: LogRow): LogEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor_name },
    decision:
      row.source === 'decision'
        ? {
            articleId: row.article_id,
            commentId: row.comment_id,
            revision: row.revision,
            from: row.from_status,
            to: row.to_status,
            reasons: row.reasons,
            note: row.note,
            rulesVersion: row.rules_version,
            undoes: row.undoes,
          }
        : null,
    data: row.source === 'audit' ? row.data : null,
    position: row.position === null ? null : Number(row.position),
  };
}
