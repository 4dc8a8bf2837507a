import type { OrphanCandidate, OrphanPage } from '#contracts';
import type { Candidate, Orphan } from '#moderation';
import { presentComment } from '../comments/comment.presenter.js';

/** A remark without a place, with the places it may be put. */
export function presentOrphan({ comment, candidates }: Orphan): OrphanPage['items'][number] {
  return { comment: presentComment(comment), candidates: candidates.map(presentCandidate) };
}

function presentCandidate({ score, sectionId, passage }: Candidate): OrphanCandidate {
  if (passage === null) return { score, sectionId };
  const { start, end, exact, prefix, suffix } = passage;
  return { score, sectionId, start, end, quote: { exact, prefix, suffix } };
}
