import type { ReplayFigures } from './replay-figures.js';

/** What the figures of a replay mean for whoever is about to activate the rules. */
export interface ReplayWarning {
  readonly code: 'refuses_published' | 'holds_published' | 'contradicts_people' | 'nothing_to_judge';
  readonly message: string;
}

/** From so many comments on a share says something. */
const ENOUGH = 20;
/** Shares of the published comments from which on they are worth a warning. */
const REFUSED_SHARE = 0.05;
const HELD_SHARE = 0.3;

/** The warnings of a replay's figures, gravest first. */
export function replayWarnings({ judged, published, people }: ReplayFigures, hasEnded: boolean): ReplayWarning[] {
  const warnings: ReplayWarning[] = [];
  if (judged === 0) {
    if (!hasEnded) return [];
    const message = 'Screening decided on no comment in this time, so the replay says nothing about these rules.';
    return [{ code: 'nothing_to_judge', message }];
  }
  if (published.total >= ENOUGH && published.refused >= published.total * REFUSED_SHARE) {
    const message = `These rules would have refused ${percent(published.refused, published.total)} of ${published.total} published comments.`;
    warnings.push({ code: 'refuses_published', message });
  }
  if (published.total >= ENOUGH && published.held >= published.total * HELD_SHARE) {
    const message = `These rules would have held ${percent(published.held, published.total)} of ${published.total} published comments for a moderator.`;
    warnings.push({ code: 'holds_published', message });
  }
  if (people.contradicted.after > people.contradicted.before) {
    const message = `These rules contradict ${people.contradicted.after} of ${people.decided} decisions of people; those of then contradicted ${people.contradicted.before}.`;
    warnings.push({ code: 'contradicts_people', message });
  }
  return warnings;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}
