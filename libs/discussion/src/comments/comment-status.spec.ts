import { describe, expect, it } from 'vitest';
import {
  commentStatuses,
  decisionCauses,
  FINAL,
  mayMove,
  statusesBefore,
  type CommentStatus,
  type DecisionCause,
} from './comment-status.js';

const refused: [CommentStatus, CommentStatus, DecisionCause][] = [
  ['awaiting-verification', 'published', 'screening'],
  ['awaiting-verification', 'published', 'verification'],
  ['pending', 'published', 'writer'],
  ['pending', 'published', 'verification'],
  ['rejected', 'published', 'screening'],
  ['spam', 'pending', 'screening'],
  ['rejected', 'published', 'writer'],
  ['rejected', 'published', 'rescreening'],
  ['published', 'rejected', 'flags'],
  ['pending', 'rejected', 'flags'],
  ['withdrawn', 'pending', 'undo'],
  ['published', 'awaiting-verification', 'operator'],
  ['withdrawn', 'published', 'moderator'],
  ['withdrawn', 'pending', 'operator'],
];

const taken: [CommentStatus, CommentStatus, DecisionCause][] = [
  ['awaiting-verification', 'pending', 'verification'],
  ['pending', 'pending', 'screening'],
  ['pending', 'published', 'screening'],
  ['pending', 'spam', 'screening'],
  ['published', 'published', 'screening'],
  ['published', 'pending', 'screening'],
  ['published', 'rejected', 'moderator'],
  ['published', 'withdrawn', 'writer'],
  ['published', 'withdrawn', 'moderator'],
  ['rejected', 'published', 'moderator'],
  ['spam', 'published', 'moderator'],
  ['rejected', 'withdrawn', 'writer'],
  ['published', 'pending', 'flags'],
  ['published', 'spam', 'rescreening'],
  ['pending', 'published', 'rescreening'],
  ['rejected', 'awaiting-verification', 'undo'],
  ['spam', 'pending', 'undo'],
];

describe('the table of moves', () => {
  it.each(taken)('%s -> %s by %s is taken', (from, to, cause) => {
    expect(mayMove(from, to, cause)).toBe(true);
  });

  it.each(refused)('%s -> %s by %s is refused', (from, to, cause) => {
    expect(mayMove(from, to, cause)).toBe(false);
  });

  it('leaves no way out of a final status', () => {
    for (const from of FINAL) {
      for (const to of commentStatuses.filter((status) => status !== from)) {
        for (const cause of decisionCauses) expect(mayMove(from, to, cause)).toBe(false);
      }
    }
  });

  it('lets nothing but an undo return to waiting for verification', () => {
    for (const cause of decisionCauses.filter((one) => one !== 'undo')) {
      expect(statusesBefore('awaiting-verification', cause)).toEqual([]);
    }
  });

  it('names the statuses before a move', () => {
    expect(statusesBefore('published', 'screening')).toEqual(['pending', 'published']);
    expect(statusesBefore('pending', 'verification')).toEqual(['awaiting-verification']);
    expect(statusesBefore('withdrawn', 'writer')).toEqual([
      'awaiting-verification',
      'pending',
      'published',
      'rejected',
      'spam',
    ]);
  });
});
