import type { Flip, FlipPage, Replay, Rescreen, Shadow } from '#contracts';
import type { FlipRow, ReplayReport, RescreenReport, ShadowReport } from '#moderation';
import { presentTask } from './task.presenter.js';

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** What rules would have done with past comments. */
export function presentReplay({ task, params, figures, warnings }: ReplayReport): Replay {
  const { judged, skipped, verdicts, flipped, flips, people, published, judgeMs } = figures;
  return {
    task: presentTask(task),
    number: params.number,
    days: params.days,
    comments: params.comments,
    judged,
    skipped,
    verdicts,
    flipped,
    flips: presentMoves<Flip['from']>(flips),
    people,
    published,
    cost: { judgeMs: hundredths(judgeMs), judgeMsEach: hundredths(judgeMs / Math.max(1, judged)) },
    warnings: warnings.map(({ code, message }) => ({ code, message })),
  };
}

/** A page of the comments that would be decided otherwise. */
export function presentFlips(page: { items: readonly FlipRow[]; next: string | null }): FlipPage {
  return { items: page.items.map(presentFlip), next: page.next };
}

function presentFlip(row: FlipRow): Flip {
  return {
    articleId: row.article_id,
    commentId: row.comment_id,
    revision: row.revision,
    from: row.before,
    to: row.after,
    reasons: [...row.reasons],
    person: row.person,
    contradicts: row.contradicts,
    authorName: row.author_name,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    excerpt: row.excerpt,
  };
}

/** What judging past comments again has changed. */
export function presentRescreen({ task, params, figures }: RescreenReport): Rescreen {
  const { number, days, comments, apply } = params;
  const { judged, leftAlone, changed, changes } = figures;
  return {
    task: presentTask(task),
    ...{ number, days, comments, apply, judged, leftAlone, changed },
    changes: presentMoves(changes),
  };
}

/** How a rule set on trial compares. */
export function presentShadow(report: ShadowReport): Shadow {
  const { number, startedBy, isRunning, judged, otherwise, moves, people, tookMsEach } = report;
  return {
    ...{ number, startedBy, isRunning, judged, otherwise },
    startedAt: report.startedAt.toISOString(),
    endsAt: report.endsAt.toISOString(),
    moves: presentMoves<Flip['from']>(moves),
    people: {
      decided: people.decided,
      contradicted: { inUse: people.contradicted.before, onTrial: people.contradicted.after },
    },
    tookMsEach: hundredths(tookMsEach),
  };
}

/** Sums by `from>to`, the greatest first. */
function presentMoves<Name extends string>(sums: Readonly<Record<string, number>>) {
  return Object.entries(sums)
    .map(([move, count]) => {
      const [from, to] = move.split('>') as [Name, Name];
      return { from, to, count };
    })
    .sort((left, right) => right.count - left.count);
}
