import type { ScreeningFacts } from '../facts.js';
import type { Phase, PhaseResult } from '../phase.js';

/**
 * What the place allows (field.md b.1 phases 2, 3, 13, 23): a closed discussion rejects, pre-moderation and a missing
 * confirmation hold. Otherwise this is the one phase that votes for publication; the others only object.
 */
export const siteMode: Phase = { name: 'site-mode', stage: 'fast', judge };

function judge({ author, place }: ScreeningFacts): PhaseResult {
  if (place.mode === 'closed') return { verdict: 'reject', reason: 'discussion_closed' };
  if (place.mode === 'read-only') return { verdict: 'reject', reason: 'discussion_read_only' };
  switch (place.moderation) {
    case 'post':
      return { verdict: 'publish', reason: 'post_moderation' };
    case 'verified-only':
      return author.kind === 'guest'
        ? { verdict: 'hold', reason: 'not_verified' }
        : { verdict: 'publish', reason: 'post_moderation' };
    case 'pre':
      return author.kind === 'staff'
        ? { verdict: 'publish', reason: 'post_moderation', explanation: 'Staff comments need no second reader.' }
        : { verdict: 'hold', reason: 'pre_moderation' };
  }
}
