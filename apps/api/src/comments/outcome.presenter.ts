import type { CommentOutcome } from '#contracts';
import type { CommentOutcome as Outcome } from '#moderation';

/** What a writer is told of one of their comments. */
export function presentOutcome(commentId: string, outcome: Outcome): CommentOutcome {
  const { status, revision, edit, decision, appeal } = outcome;
  return {
    commentId,
    status,
    revision,
    edit,
    decision:
      decision === null
        ? null
        : { ...decision, at: decision.at.toISOString(), reasons: decision.reasons.map((reason) => ({ ...reason })) },
    appeal: appeal === null ? null : presentAppeal(appeal),
  };
}

function presentAppeal(appeal: NonNullable<Outcome['appeal']>): CommentOutcome['appeal'] {
  switch (appeal.state) {
    case 'open':
      return { state: 'open', until: appeal.until.toISOString() };
    case 'filed':
      return { state: 'filed', at: appeal.at.toISOString() };
    case 'upheld':
    case 'overturned':
      return { state: appeal.state, at: appeal.at.toISOString(), answer: appeal.answer };
    case 'closed':
      return { state: 'closed' };
  }
}
